using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace TellerLine.Voice.Sip;

/// <summary>
/// SIP over WebSocket (RFC 7118): one message a frame, the connection is the only way to its peer (whose Contact is
/// <c>….invalid</c>).
/// </summary>
internal sealed class WebSocketFlow(SipStack stack, WebSocket socket, IPEndPoint remote)
    : SipFlow(SipTransport.Ws, remote)
{
    private const int MaxQueued = 256;

    /// <summary>
    /// The server pings so often, and a peer that does not answer within the second is gone (RFC 6455 §5.5.2).
    /// </summary>
    public static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Without a message, and with no call and no registration on it: a connection that serves nobody.
    /// </summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    private readonly Channel<ReadOnlyMemory<byte>> _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _heardAt = stack.Time.GetTimestamp();
    private volatile bool _closed;

    public override bool IsOpen => !_closed;

    public override bool Send(ReadOnlyMemory<byte> message) => !_closed && _queue.Writer.TryWrite(message);

    public async Task Run(CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var writing = Write(ending.Token);
        try
        {
            using var looking = stack.Time.CreateTimer(_ => EndIfUnused(ending), null, Idle, Idle / 3);
            await Read(ending.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone or silent too long.
        }

        _closed = true;
        _queue.Writer.TryComplete();
        await ending.CancelAsync();
        await writing;
        stack.FlowClosed(this);
        await Part();
    }

    /// <summary>The closing handshake's second half; a peer that is gone is not waited for.</summary>
    private async Task Part()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), stack.Time);
        try
        {
            if (socket.State is WebSocketState.CloseReceived or WebSocketState.Open)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception e) when (
            e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Closed already.
        }
    }

    private void EndIfUnused(CancellationTokenSource ending)
    {
        if (stack.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) >= Idle && !stack.Uses(this))
            ending.Cancel();
    }

    private async Task Read(CancellationToken ct)
    {
        var buffer = GC.AllocateArray<byte>(StreamFrame.MaxMessage, pinned: true);
        while (true)
        {
            var filled = 0;
            ValueWebSocketReceiveResult got;
            do
            {
                if (filled == buffer.Length)
                    return;
                got = await socket.ReceiveAsync(buffer.AsMemory(filled), ct);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                filled += got.Count;
            }
            while (!got.EndOfMessage);

            Volatile.Write(ref _heardAt, stack.Time.GetTimestamp());

            // RFC 7118 §6: a double CRLF is a ping here too.
            if (buffer.AsSpan(0, filled).SequenceEqual("\r\n\r\n"u8))
                Send("\r\n"u8.ToArray());
            else
                stack.Receive(buffer.AsSpan(0, filled), this);
            buffer.AsSpan(0, filled).Clear();
        }
    }

    private async Task Write(CancellationToken ct)
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(ct))
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        catch (Exception e) when (
            e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            _closed = true;
        }
    }
}
