using System.Net.Sockets;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Link;

namespace TellerLine.Modules.Voice.Media;

/// <summary>The local protocol between host and media process, on a real socket.</summary>
public sealed class FrameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tellerline-frames").FullName;
    private readonly Socket _here;
    private readonly Socket _there;
    private readonly FrameReader _frames;

    public FrameTests()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "s")));
        listener.Listen();
        _here = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _here.Connect(listener.LocalEndPoint!);
        _there = listener.Accept();
        _there.ReceiveTimeout = 10_000;
        _frames = new FrameReader(_there);
    }

    [Fact]
    public void frames_that_came_together_are_read_one_by_one()
    {
        using var writer = new FrameWriter();
        writer.Send(_here, FrameKind.Command, 7, new MediaCommand.Close("a"), MediaJson.Default.MediaCommand);
        writer.Send(_here, FrameKind.Command, 8, new MediaCommand.Close("b"), MediaJson.Default.MediaCommand);
        Assert.Equal((7u, """{"do":"close","legId":"a"}"""), Next());
        Assert.Equal((8u, """{"do":"close","legId":"b"}"""), Next());
    }

    [Fact]
    public async Task a_frame_that_comes_byte_by_byte_is_whole()
    {
        byte[] frame = [3, 0, 0, 0, (byte)FrameKind.Event, 9, 0, 0, 0, (byte)'a', (byte)'b', (byte)'c'];
        var sending = Task.Run(() =>
        {
            foreach (var one in frame)
                _here.Send([one]);
        }, TestContext.Current.CancellationToken);
        Assert.Equal((9u, "abc"), Next());
        await sending;
    }

    [Fact]
    public async Task a_frame_larger_than_the_buffer_comes_after_a_small_one()
    {
        using var writer = new FrameWriter();
        var large = new string('x', 300_000);
        var sending = Task.Run(() =>
        {
            writer.Send(_here, FrameKind.Command, 1, new MediaCommand.Close("a"), MediaJson.Default.MediaCommand);
            writer.Send(_here, FrameKind.Command, 2, new MediaCommand.Close(large), MediaJson.Default.MediaCommand);
            writer.Send(_here, FrameKind.Command, 3, new MediaCommand.Close("c"), MediaJson.Default.MediaCommand);
        }, TestContext.Current.CancellationToken);
        Assert.Equal(1u, Next().Request);
        Assert.Equal($$"""{"do":"close","legId":"{{large}}"}""", Next().Body);
        Assert.Equal((3u, """{"do":"close","legId":"c"}"""), Next());
        await sending;
    }

    [Fact]
    public void a_secret_is_gone_from_the_buffer_once_the_next_frame_is_read()
    {
        FrameWriter.Send(_here, FrameKind.Secret, 1, [2], "135790"u8);
        Assert.True(_frames.TryRead(out var frame, out var secret));
        Assert.Equal((FrameKind.Secret, 7), (frame.Kind, frame.Length));
        Assert.True(secret[1..].SequenceEqual("135790"u8));
        FrameWriter.Send(_here, FrameKind.Event, 2, [], []);
        Assert.True(_frames.TryRead(out _, out _));
        Assert.Equal(-1, secret.IndexOfAnyInRange((byte)'0', (byte)'9'));
    }

    [Fact]
    public void the_end_of_the_stream_is_told_and_what_is_no_frame_is_refused()
    {
        _here.Send([255, 255, 255, 127, 1, 0, 0, 0, 0]);
        Assert.Throws<InvalidDataException>(() => _frames.TryRead(out _, out _));
        _here.Shutdown(SocketShutdown.Both);
        Assert.False(new FrameReader(_there).TryRead(out _, out _));
    }

    [Fact]
    public async Task a_secret_that_never_comes_is_given_up_and_cancelled()
    {
        var time = new FakeTime();
        using var connection = new MediaConnection(_here, time, _ => { });
        var rules = new SecretRequest([], FirstDigitMs: 20_000, NextDigitMs: 10_000);
        var secret = connection.AskSecret(new MediaCommand.CollectSecret("a", rules), CancellationToken.None);
        Assert.Contains("collectSecret", Next().Body);

        time.Advance(TimeSpan.FromSeconds(20 + (6 * 4 * 10)));
        Assert.False(secret.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Contains("in time", (await Assert.ThrowsAsync<MediaException>(() => secret)).Message);
        Assert.Equal((0u, """{"do":"cancelSecret","legId":"a"}"""), Next());
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (uint Request, string Body) Next()
    {
        Assert.True(_frames.TryRead(out var frame, out var body));
        return (frame.Request, System.Text.Encoding.UTF8.GetString(body));
    }
}
