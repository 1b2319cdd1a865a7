using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;
using TellerLine.Voice.Media.Engine;

namespace TellerLine.Voice.Media.Link;

/// <summary>The media process's end of the local socket: one host at a time. Any thread may send.</summary>
internal sealed class HostLink(Action<string> warn)
{
    // A host that does not read for so long is treated as gone: its events would fill our rings.
    private const int SendTimeoutMs = 3_000;

    private readonly Lock _sending = new();
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private Socket? _host;

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
        {
            _json.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_json))
                JsonSerializer.Serialize(writer, reply, MediaJson.Default.MediaReply);
            Send(FrameKind.Reply, request, _json.WrittenSpan);
        }
    }

    public void Tell(MediaEvent happened)
    {
        lock (_sending)
        {
            if (_host is null)
                return;
            _json.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_json))
                JsonSerializer.Serialize(writer, MediaHappening.From(happened), MediaJson.Default.MediaHappening);
            Send(FrameKind.Event, 0, _json.WrittenSpan);
        }
    }

    /// <summary>Straight from the key cell to the socket, then the cell is zeroed whatever happened.</summary>
    public void Secret(MediaSession session, SecretEntry secret)
    {
        lock (_sending)
        {
            Span<byte> end = [(byte)secret.End];
            Send(FrameKind.Secret, secret.Request, end, session.Keys.Digits);
            session.Keys.ClearSecret();
        }

        session.SecretLeaving = false;
    }

    private void Send(FrameKind kind, uint request, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        if (_host is null)
            return;
        try
        {
            MediaFrame.Send(_host, kind, request, first, second);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            warn("the host does not take what we tell it: " + e.Message);
            _host.Dispose();
            _host = null;
        }
    }
}
