using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace TellerLine.Voice.Sip;

/// <summary>One TCP connection: a framed reader and a bounded queue in front of the writer.</summary>
internal sealed class TcpFlow(SipStack stack, TcpTransport transport, Socket socket, IPEndPoint remote)
    : SipFlow(SipTransport.Tcp, remote)
{
    private const int MaxQueued = 512;

    /// <summary>
    /// Without a byte from the peer, keep-alives included, and with no call and no registration on it.
    /// </summary>
    private const int IdleMs = 15 * 60_000;

    /// <summary>From a message's first byte to its last, however busily it trickles.</summary>
    private const int StalledMs = 32_000;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly byte[] Pong = "\r\n"u8.ToArray();

    private readonly Channel<ReadOnlyMemory<byte>> _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private byte[] _buffer = GC.AllocateArray<byte>(8_192, pinned: true);
    private int _filled;
    private StreamFrame _frame;
    private long _heardAt = stack.Time.GetTimestamp();
    private long _begunAt;
    private volatile bool _closed;

    public override bool IsOpen => !_closed;

    public override bool Send(ReadOnlyMemory<byte> message) => !_closed && _queue.Writer.TryWrite(message);

    public async Task Run(bool connect)
    {
        try
        {
            socket.NoDelay = true;
            if (connect)
            {
                using var timeout = new CancellationTokenSource(ConnectTimeout, stack.Time);
                await socket.ConnectAsync(Remote, timeout.Token);
            }

            var writing = Write();
            await Read();
            Close();
            await writing;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Refused, reset or closed: all the same to those above.
        }
        finally
        {
            Close();
            Array.Clear(_buffer);
            transport.Closed(this);
        }
    }

    public void Close()
    {
        _closed = true;
        _queue.Writer.TryComplete();
        socket.Dispose();
    }

    public void CloseIfIdle()
    {
        var idle = stack.Time.GetElapsedTime(Volatile.Read(ref _heardAt)).TotalMilliseconds;
        var begun = Volatile.Read(ref _begunAt);
        if ((idle > IdleMs && !stack.Uses(this))
            || (begun != 0 && stack.Time.GetElapsedTime(begun).TotalMilliseconds > StalledMs))
            Close();
    }

    private async Task Write()
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync())
                for (var sent = 0; sent < message.Length;)
                    sent += await socket.SendAsync(message[sent..], SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Close();
        }
    }

    private async Task Read()
    {
        while (true)
        {
            if (_filled == _buffer.Length && !Grow())
                return;
            var got = await socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None);
            if (got == 0)
                return;
            _filled += got;
            Volatile.Write(ref _heardAt, stack.Time.GetTimestamp());
            if (!TakeMessages())
                return;
            if (_filled == 0)
                Volatile.Write(ref _begunAt, 0);
            else if (Volatile.Read(ref _begunAt) == 0)
                Volatile.Write(ref _begunAt, stack.Time.GetTimestamp());
        }
    }

    private bool TakeMessages()
    {
        var at = 0;
        while (at < _filled)
        {
            var rest = _buffer.AsSpan(at, _filled - at);
            var breaks = rest.IndexOfAnyExcept("\r\n"u8);
            if (breaks != 0)
            {
                // RFC 5626 §3.5.1: a double CRLF is a ping, a single one its pong (or padding).
                var length = breaks < 0 ? rest.Length : breaks;
                if (length >= 4)
                    Send(Pong);
                else if (breaks < 0 && length == 3)
                    break;
                at += length;
                continue;
            }

            var message = _frame.Length(rest);
            if (message < 0)
            {
                stack.Counters.Malformed("No message in a stream");
                return false;
            }

            if (message == 0)
                break;
            stack.Receive(rest[..message], this);
            _frame.Taken();
            // What follows is another message, and has its own time.
            Volatile.Write(ref _begunAt, 0);
            at += message;
        }

        if (at == 0)
            return true;
        // What is moved down may be half an INFO: no second copy of it stays behind.
        _buffer.AsSpan(at, _filled - at).CopyTo(_buffer);
        _buffer.AsSpan(_filled - at, at).Clear();
        _filled -= at;
        return true;
    }

    private bool Grow()
    {
        if (_buffer.Length >= StreamFrame.MaxMessage)
            return false;
        var bigger = GC.AllocateArray<byte>(StreamFrame.MaxMessage, pinned: true);
        _buffer.CopyTo(bigger, 0);
        Array.Clear(_buffer);
        _buffer = bigger;
        return true;
    }
}
