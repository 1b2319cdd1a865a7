using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// The host's end of the local socket: requests by number, events as they come, secrets into memory of their own.
/// </summary>
internal sealed class MediaConnection : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly Action<MediaEvent> _happened;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<object>> _pending = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private readonly Lock _sending = new();
    private uint _lastRequest;
    private volatile bool _over;

    public MediaConnection(Socket socket, TimeProvider time, Action<MediaEvent> happened)
    {
        (_socket, _time, _happened) = (socket, time, happened);
        _socket.SendTimeout = (int)AnswerTimeout.TotalMilliseconds;
        new Thread(Read) { Name = "media events", IsBackground = true }.Start();
    }

    /// <summary>
    /// Completes when the process is gone or does not understand us any more; every order has failed by then.
    /// </summary>
    public Task Ended => _ended.Task;

    public static MediaConnection? TryConnect(string path, TimeProvider time, Action<MediaEvent> happened)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new MediaConnection(socket, time, happened);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public async Task<MediaReply> Ask(MediaCommand command)
    {
        var (request, answer) = Send(command);
        try
        {
            return (MediaReply)await answer.WaitAsync(AnswerTimeout, _time);
        }
        catch (TimeoutException)
        {
            _pending.TryRemove(request, out _);
            throw new MediaException($"the media process did not answer {command.GetType().Name} in time");
        }
    }

    public async Task<SecretDigits> AskSecret(MediaCommand.CollectSecret command, CancellationToken ct)
    {
        var (_, answer) = Send(command);
        var digits = answer.ContinueWith(t => (SecretDigits)t.GetAwaiter().GetResult(), TaskScheduler.Default);
        try
        {
            return await digits.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            Abandon(command.LegId, digits);
            throw;
        }
    }

    public void InjectKey(string legId, byte key)
    {
        Span<byte> first = [key];
        lock (_sending)
        {
            Guarded(static (at, parts) => MediaFrame.Send(at._socket, FrameKind.Key, 0, parts.First, parts.Second),
                new Parts(first, Encoding.UTF8.GetBytes(legId)));
        }

        first.Clear();
    }

    public void Dispose() => _socket.Dispose();

    // If the digits came all the same, nobody will look at them: they are zeroed.
    private void Abandon(string legId, Task<SecretDigits> digits)
    {
        _ = digits.ContinueWith(
            static t => t.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
        _ = digits.ContinueWith(
            static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        try
        {
            _ = Send(new MediaCommand.CancelSecret(legId));
        }
        catch (MediaException)
        {
            // The process is gone and the digits with it.
        }
    }

    private (uint Request, Task<object> Answer) Send(MediaCommand command)
    {
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sending)
        {
            var request = ++_lastRequest;
            _pending[request] = answer;
            if (_over)
            {
                _pending.TryRemove(request, out _);
                throw new MediaException("the media process is gone");
            }

            _json.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_json))
                JsonSerializer.Serialize(writer, command, MediaJson.Default.MediaCommand);
            Guarded(static (at, parts) => MediaFrame.Send(at._socket, FrameKind.Command, at._lastRequest, parts.First),
                new Parts(_json.WrittenSpan, default));
            return (request, answer.Task);
        }
    }

    private readonly ref struct Parts(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        public ReadOnlySpan<byte> First { get; } = first;

        public ReadOnlySpan<byte> Second { get; } = second;
    }

    private void Guarded(Action<MediaConnection, Parts> send, Parts parts)
    {
        try
        {
            send(this, parts);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _socket.Dispose(); // the reader sees it and ends everything
            throw new MediaException("the media process is gone");
        }
    }

    private void Read()
    {
        try
        {
            var buffer = new byte[64 << 10];
            while (MediaFrame.TryRead(_socket, out var frame))
            {
                if (frame.Kind == FrameKind.Secret)
                {
                    if (!ReadSecret(frame))
                        break;
                    continue;
                }

                if (frame.Length > buffer.Length)
                    buffer = new byte[frame.Length];
                if (!MediaFrame.TryFill(_socket, buffer.AsSpan(0, frame.Length)))
                    break;
                Pass(frame, buffer.AsSpan(0, frame.Length));
            }
        }
        catch (Exception e) when (
            e is SocketException or ObjectDisposedException or InvalidDataException or JsonException)
        {
            // Whatever it was, the connection is over; the supervisor says so.
        }

        End();
    }

    private void Pass(MediaFrame frame, ReadOnlySpan<byte> body)
    {
        if (frame.Kind == FrameKind.Reply)
        {
            if (!_pending.TryRemove(frame.Request, out var answer))
                return;
            var reply = JsonSerializer.Deserialize(body, MediaJson.Default.MediaReply)!;
            if (reply.Error is { } error)
                answer.TrySetException(new MediaException(error) { IsRefusal = true });
            else
                answer.TrySetResult(reply);
        }
        else if (
            frame.Kind == FrameKind.Event
            && JsonSerializer.Deserialize(body, MediaJson.Default.MediaHappening)?.ToEvent() is { } happened)
        {
            _happened(happened);
        }
    }

    private bool ReadSecret(MediaFrame frame)
    {
        var memory = GC.AllocateArray<byte>(frame.Length, pinned: true);
        if (!MediaFrame.TryFill(_socket, memory))
        {
            CryptographicOperations.ZeroMemory(memory);
            return false;
        }

        var digits = new PinnedDigits(memory);
        if (!_pending.TryRemove(frame.Request, out var answer) || !answer.TrySetResult(digits))
            digits.Dispose();
        return true;
    }

    private void End()
    {
        lock (_sending)
            _over = true;
        foreach (var request in _pending.Keys)
        {
            if (_pending.TryRemove(request, out var answer))
                answer.TrySetException(new MediaException("the media process is gone"));
        }

        _socket.Dispose();
        _ended.TrySetResult();
    }

    /// <summary>How it ended, then the digits, in memory the collector never moves.</summary>
    private sealed class PinnedDigits(byte[] memory) : SecretDigits
    {
        public override ReadOnlySpan<byte> Digits => memory.AsSpan(1);

        public override CollectEnd End { get; } = (CollectEnd)memory[0];

        public override int Count { get; } = memory.Length - 1;

        public override void Dispose() => CryptographicOperations.ZeroMemory(memory);
    }
}
