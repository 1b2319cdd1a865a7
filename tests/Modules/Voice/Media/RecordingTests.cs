using System.Diagnostics;
using System.Runtime.InteropServices;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Modules.Voice.Media;

[Collection(Audible.Name)]
public sealed class RecordingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task left_is_the_party_and_right_all_it_heard()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000, G711.Pcmu);
        var path = Path.Combine(host.Directory, "recordings", "one.tlr");
        await host.Media.StartRecording("anna", new RecordRequest("one", path));
        await host.Media.Play("anna", 1, new PlayRequest([host.Prompt("greeting", 600, 1_000)]));
        host.Next<MediaEvent.PlayEnded>();
        await host.Media.Bridge("anna", "ben");
        anna.WaitForTone(1000);
        anna.Hear(1_000);
        var secret = host.Media.CollectSecret("anna", new SecretRequest([]), Ct);
        anna.Press("739182");
        using (await secret)
            anna.WaitForTone(1000);
        anna.Hear(300);
        var sealing = await host.Media.StopRecording("anna");

        Assert.NotNull(sealing);
        using var reader = RecordingReader.Open(path);
        Assert.Null(reader.Verify());
        Assert.Equal((true, "one", "anna"), (reader.Info.Sealed, reader.Info.RecordingId, reader.Info.LegId));
        Assert.Equal((sealing.Sha256, sealing.DurationMs), (reader.Info.Sha256, reader.Info.DurationMs));
        Assert.Empty(reader.Info.Gaps);
        var (left, right) = Channels(reader);
        var span = Assert.Single(reader.Info.Suppressed);
        Assert.InRange(span.ToMs - span.FromMs, 600, 3_000);
        var talking = (int)(span.FromMs - 600) * 8;
        Assert.InRange(Tones.Share(left.AsSpan(200 * 8, 1_600), 440), 0.8, 1.01);
        Assert.InRange(Tones.Share(right.AsSpan(200 * 8, 1_600), 600), 0.8, 1.01);
        Assert.InRange(Tones.Share(left.AsSpan(talking, 1_600), 440), 0.8, 1.01);
        Assert.InRange(Tones.Share(right.AsSpan(talking, 1_600), 1000), 0.8, 1.01);
        Assert.All(left[(int)(span.FromMs * 8)..(int)(span.ToMs * 8)], s => Assert.Equal(0, s));
        Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf("739182"u8) < 0);
    }

    [Fact]
    public async Task a_moment_after_a_secrets_last_key_what_the_party_sends_is_still_kept_back()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");
        ben.WaitForTone(440);
        var path = Path.Combine(host.Directory, "tail.tlr");
        await host.Media.StartRecording("anna", new RecordRequest("tail", path));
        anna.Hear(200);
        // Keyed by SIP INFO, which is sooner than the tone in the audio.
        var secret = host.Media.CollectSecret("anna", new SecretRequest([], 1, 1), Ct);
        host.Media.InjectDigit("anna", (byte)'7');
        (await secret.WaitAsync(TimeSpan.FromSeconds(10), Ct)).Dispose();
        ben.WaitForTone(440);
        anna.Hear(600);
        await host.Media.StopRecording("anna");

        using var reader = RecordingReader.Open(path);
        var span = Assert.Single(reader.Info.Suppressed);
        Assert.InRange(span.ToMs - span.FromMs, PacketThread.SecretTailUs / 1_000, 2_000);
        var (left, _) = Channels(reader);
        Assert.All(left[(int)(span.FromMs * 8)..(int)(span.ToMs * 8)], s => Assert.Equal(0, s));
        Assert.InRange(Tones.Share(left.AsSpan()[^2_400..^800], 440), 0.8, 1.01);
    }

    [Fact]
    public async Task what_is_withheld_is_not_recorded_on_either_side_and_is_heard_all_the_same()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");
        var path = Path.Combine(host.Directory, "withheld.tlr");
        await host.Media.StartRecording("anna", new RecordRequest("withheld", path));
        anna.WaitForTone(1000);
        anna.Hear(800);
        await host.Media.WithholdRecording("anna", true);
        anna.WaitForTone(1000);
        ben.WaitForTone(440);
        anna.Hear(600);
        await host.Media.WithholdRecording("anna", false);
        anna.Hear(800);
        await host.Media.StopRecording("anna");

        using var reader = RecordingReader.Open(path);
        Assert.Null(reader.Verify());
        Assert.Empty(reader.Info.Gaps);
        var span = Assert.Single(reader.Info.Suppressed);
        Assert.Equal([span], reader.Info.SuppressedRight);
        Assert.InRange(span.ToMs - span.FromMs, 500, 3_000);
        var (left, right) = Channels(reader);
        Assert.All(left[(int)(span.FromMs * 8)..(int)(span.ToMs * 8)], s => Assert.Equal(0, s));
        Assert.All(right[(int)(span.FromMs * 8)..(int)(span.ToMs * 8)], s => Assert.Equal(0, s));
        foreach (var at in new[] { (int)(span.FromMs - 400) * 8, (int)(span.ToMs + 200) * 8 })
        {
            Assert.InRange(Tones.Share(left.AsSpan(at, 1_600), 440), 0.8, 1.01);
            Assert.InRange(Tones.Share(right.AsSpan(at, 1_600), 1000), 0.8, 1.01);
        }
    }

    [Fact]
    public async Task a_killed_media_process_leaves_a_recording_to_within_a_second()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        var path = Path.Combine(host.Directory, "killed.tlr");
        var clock = Stopwatch.StartNew();
        await host.Media.StartRecording("anna", new RecordRequest("killed", path));
        var elapsed = clock.ElapsedMilliseconds;
        anna.Hear(2_500);

        Process.GetProcessById(host.Media.ProcessId).Kill();
        var lasted = clock.ElapsedMilliseconds - elapsed;

        host.Next<MediaEvent.Health>();
        using (var reader = RecordingReader.Open(path))
        {
            Assert.False(reader.Info.Sealed);
            Assert.Null(reader.Verify());
            Assert.InRange(reader.Info.DurationMs, lasted - 1_000, lasted + 100);
        }

        var sealing = RecordingReader.Seal(path);
        Assert.InRange(sealing.DurationMs, lasted - 1_000, lasted + 100);
    }

    [Fact]
    public async Task closing_a_leg_seals_and_a_place_that_cannot_be_written_is_named()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        var path = Path.Combine(host.Directory, "closed.tlr");
        await host.Media.StartRecording("anna", new RecordRequest("closed", path));
        var fault = await Assert.ThrowsAsync<MediaException>(
            () => host.Media.StartRecording("anna", new RecordRequest("x", "/proc/x/y.tlr")));
        Assert.Contains("x cannot be written", fault.Message);
        await Assert.ThrowsAsync<MediaException>(
            () => host.Media.StartRecording("anna", new RecordRequest("two", path + "2")));
        Assert.False(File.Exists(path + "2"));
        anna.Hear(300);

        using var process = Process.GetProcessById(host.Media.ProcessId);
        await host.Media.Close("anna");
        await host.Media.DisposeAsync();
        process.WaitForExit(3_000);

        using var reader = RecordingReader.Open(path);
        Assert.True(reader.Info.Sealed);
    }

    internal static (short[] Left, short[] Right) Channels(RecordingReader reader)
    {
        using var wav = new MemoryStream();
        reader.WriteWav(wav);
        var samples = MemoryMarshal.Cast<byte, short>(wav.ToArray().AsSpan(44)).ToArray();
        return (samples.Where((_, i) => i % 2 == 0).ToArray(), samples.Where((_, i) => i % 2 == 1).ToArray());
    }
}
