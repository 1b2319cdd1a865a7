using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TellerLine.Voice.Media.Engine;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// The host's end of the local socket: requests by number, events as they come, secrets into memory of their own.
/// </summary>
internal sealed class MediaConnection : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5), Look = TimeSpan.FromSeconds(1);

    /// <summary>More than any question before a secret takes to say.</summary>
    private static readonly TimeSpan LongestPrompts = TimeSpan.FromMinutes(3);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly Action<MediaEvent> _happened;
    private readonly ConcurrentDictionary<uint, Asked> _pending = new();
    private readonly ITimer _overdue;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrameWriter _frames = new();
    private readonly Lock _sending = new();
    private uint _lastRequest;
    private bool _watching;
    private volatile bool _over;

    public MediaConnection(Socket socket, TimeProvider time, Action<MediaEvent> happened)
    {
        (_socket, _time, _happened) = (socket, time, happened);
        _socket.SendTimeout = (int)AnswerTimeout.TotalMilliseconds;
        _overdue = time.CreateTimer(_ => GiveUpOverdue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

    public async Task<MediaReply> Ask(MediaCommand command) => (MediaReply)await Send(command);

    /// <summary>An order nobody waits for.</summary>
    public void Tell(MediaCommand command)
    {
        lock (_sending)
        {
            if (!_over)
                Write(0, command);
        }
    }

    public async Task<SecretDigits> AskSecret(MediaCommand.CollectSecret command, CancellationToken ct)
    {
        var digits = Send(command).ContinueWith(t => (SecretDigits)t.GetAwaiter().GetResult(), TaskScheduler.Default);
        try
        {
            return await digits.WaitAsync(ct);
        }
        catch (Exception e) when (e is OperationCanceledException or MediaException { IsRefusal: false })
        {
            Abandon(command.LegId, digits);
            throw;
        }
    }

    public void InjectKey(string legId, byte key)
    {
        lock (_sending)
        {
            Guarded(() => FrameWriter.Send(_socket, FrameKind.Key, 0, [key], Encoding.UTF8.GetBytes(legId)));
        }
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
            Tell(new MediaCommand.CancelSecret(legId));
        }
        catch (MediaException)
        {
            // The process is gone and the digits with it.
        }
    }

    private Task<object> Send(MediaCommand command)
    {
        // A secret takes as long as its prompts and rules say.
        var patience = command is MediaCommand.CollectSecret { Request: var rules }
            ? LongestPrompts + TimeSpan.FromMilliseconds(SecretEntry.LongestMs(rules)) + AnswerTimeout : AnswerTimeout;
        var asked = new Asked(command.GetType().Name, _time.GetTimestamp(), patience);
        lock (_sending)
        {
            var request = ++_lastRequest;
            if (_over)
                throw new MediaException("the media process is gone");
            _pending[request] = asked;
            if (!_watching)
            {
                _watching = true;
                _ = _overdue.Change(Look, Timeout.InfiniteTimeSpan);
            }

            Write(request, command);
            return asked.Task;
        }
    }

    private void Write(uint request, MediaCommand command) =>
        Guarded(() => _frames.Send(_socket, FrameKind.Command, request, command, MediaJson.Default.MediaCommand));

    private void Guarded(Action send)
    {
        try
        {
            send();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _socket.Dispose(); // the reader sees it and ends everything
            throw new MediaException("the media process is gone");
        }
    }

    /// <summary>One look a second at all that was asked, and none while nothing is.</summary>
    private void GiveUpOverdue()
    {
        lock (_sending)
        {
            foreach (var (request, asked) in _pending)
            {
                if (_time.GetElapsedTime(asked.Since) >= asked.Patience && _pending.TryRemove(request, out _))
                    asked.TrySetException(new MediaException($"the media process did not answer {asked.What} in time"));
            }

            _watching = !_over && !_pending.IsEmpty;
            if (_watching)
                _ = _overdue.Change(Look, Timeout.InfiniteTimeSpan);
        }
    }

    private void Read()
    {
        try
        {
            var frames = new FrameReader(_socket);
            while (frames.TryRead(out var frame, out var body))
            {
                if (frame.Kind == FrameKind.Secret)
                    PassSecret(frame, body);
                else
                    Pass(frame, body);
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
                answer.TrySetException(
                    new MediaException(error) { IsRefusal = true, IsOfDescription = reply.IsOfDescription });
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

    private void PassSecret(MediaFrame frame, ReadOnlySpan<byte> body)
    {
        var memory = GC.AllocateArray<byte>(body.Length, pinned: true);
        body.CopyTo(memory);
        var digits = new PinnedDigits(memory);
        if (!_pending.TryRemove(frame.Request, out var answer) || !answer.TrySetResult(digits))
            digits.Dispose();
    }

    private void End()
    {
        lock (_sending)
            _over = true;
        _overdue.Dispose();
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

    private sealed class Asked(string what, long since, TimeSpan patience)
        : TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string What => what;

        public long Since => since;

        public TimeSpan Patience => patience;
    }
}
