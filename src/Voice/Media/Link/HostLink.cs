using System.Net.Sockets;
using TellerLine.Voice.Media.Engine;

namespace TellerLine.Voice.Media.Link;

/// <summary>The media process's end of the local socket: one host at a time. Any thread may send.</summary>
internal sealed class HostLink(Action<string> warn) : IDisposable
{
    // A host that does not read for so long is treated as gone: its events would fill our rings.
    private const int SendTimeoutMs = 3_000;

    private readonly Lock _sending = new();
    private readonly FrameWriter _frames = new();
    private Socket? _host;

    public void Dispose() => _frames.Dispose();

    public bool IsConnected => _host is not null;

    public void Attach(Socket host)
    {
        host.SendTimeout = SendTimeoutMs;
        lock (_sending)
            _host = host;
    }

    public void Detach()
    {
        lock (_sending)
            _host = null;
    }

    public void Reply(uint request, MediaReply reply)
    {
        if (request == 0)
            return;
        lock (_sending)
            Guarded(host => _frames.Send(host, FrameKind.Reply, request, reply, MediaJson.Default.MediaReply));
    }

    public void Tell(MediaEvent happened)
    {
        lock (_sending)
        {
            Guarded(host => _frames.Send(
                host, FrameKind.Event, 0, MediaHappening.From(happened), MediaJson.Default.MediaHappening));
        }
    }

    /// <summary>Straight from the key cell to the socket, then the cell is zeroed whatever happened.</summary>
    public void Secret(MediaSession session, SecretEntry secret)
    {
        lock (_sending)
        {
            Guarded(host => FrameWriter.Send(
                host, FrameKind.Secret, secret.Request, [(byte)secret.End], session.Keys.Digits));
            session.Keys.ClearSecret();
        }

        session.SecretLeaving = false;
    }

    private void Guarded(Action<Socket> send)
    {
        if (_host is null)
            return;
        try
        {
            send(_host);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            warn("the host does not take what we tell it: " + e.Message);
            _host.Dispose();
            _host = null;
        }
    }
}
