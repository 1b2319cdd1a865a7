using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// A carrier that answers no call and says why in tones only: 183 with a description, then China's busy tone (450 Hz,
/// 0.35 s on and off) until the call is cancelled.
/// </summary>
internal sealed class Network : IDisposable
{
    private const int Rate = 8_000, OnSamples = Rate * 35 / 100, FrameSamples = 160;
    private const double Hz = 450;

    private readonly UdpClient _sip = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly UdpClient _rtp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Task _serving;
    private readonly CancellationTokenSource _over = new();
    private CancellationTokenSource? _sounding;
    private string _invite = "";

    public Network() => _serving = Serve();

    /// <summary>The setting <c>Voice:Trunk</c>.</summary>
    public string Trunk => $"sip:127.0.0.1:{((IPEndPoint)_sip.Client.LocalEndPoint!).Port}";

    public void Dispose()
    {
        _over.Cancel();
        _sip.Dispose();
        _serving.Wait(TimeSpan.FromSeconds(2));
        _rtp.Dispose();
        _over.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var got = await _sip.ReceiveAsync(_over.Token);
                var request = Encoding.UTF8.GetString(got.Buffer);
                switch (request[..Math.Max(0, request.IndexOf(' ', StringComparison.Ordinal))])
                {
                    case "INVITE" when _invite.Length == 0:
                        _invite = request;
                        await Answer(request, "183 Session Progress", got.RemoteEndPoint, withAudio: true);
                        _sounding = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
                        _ = Busy(PortOf(request), _sounding.Token);
                        break;
                    case "CANCEL":
                        await Answer(request, "200 OK", got.RemoteEndPoint);
                        await Answer(_invite, "487 Request Terminated", got.RemoteEndPoint);
                        _sounding?.Cancel();
                        break;
                    case "PRACK" or "BYE" or "OPTIONS":
                        await Answer(request, "200 OK", got.RemoteEndPoint);
                        break;
                }
            }
        }
        catch (Exception closed) when (
            closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The journey is over.
        }
    }

    private async Task Busy(int port, CancellationToken ct)
    {
        var to = new IPEndPoint(IPAddress.Loopback, port);
        var packet = new byte[12 + FrameSamples];
        (packet[0], packet[1], packet[11]) = (0x80, 8, 7);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            for (var frame = 0; await pace.WaitForNextTickAsync(ct); frame++)
            {
                var at = frame * FrameSamples;
                (packet[2], packet[3]) = ((byte)(frame >> 8), (byte)frame);
                for (var i = 0; i < 4; i++)
                    packet[4 + i] = (byte)(at >> (24 - (8 * i)));
                for (var i = 0; i < FrameSamples; i++)
                {
                    var sample = at + i;
                    packet[12 + i] = sample / OnSamples % 2 == 1 ? (byte)0xD5
                        : ALaw(6_000 * Math.Sin(2 * Math.PI * Hz * sample / Rate));
                }

                await _rtp.SendAsync(packet, to, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // Given up.
        }
    }

    /// <summary>ITU-T G.711: sign, segment, step; every other bit inverted.</summary>
    private static byte ALaw(double linear)
    {
        var (sign, size) = (linear >= 0 ? 0x80 : 0, (int)Math.Abs(linear) >> 4);
        var segment = 0;
        for (var rest = size >> 4; rest > 0; rest >>= 1)
            segment++;
        var step = (segment < 2 ? size : size >> (segment - 1)) & 0xF;
        return (byte)((sign | (segment << 4) | step) ^ 0x55);
    }

    private async Task Answer(string request, string status, IPEndPoint to, bool withAudio = false)
    {
        var text = new StringBuilder("SIP/2.0 ").Append(status).Append("\r\n");
        foreach (var line in request.Split("\r\n").TakeWhile(line => line.Length > 0))
        {
            var name = line.Split(':')[0].ToUpperInvariant();
            if (name is "VIA" or "FROM" or "CALL-ID" or "CSEQ")
                text.Append(line).Append("\r\n");
            else if (name is "TO")
                text.Append(line).Append(line.Contains(";tag=", StringComparison.Ordinal) ? "\r\n" : ";tag=net\r\n");
        }

        text.Append("Contact: <").Append(Trunk).Append(">\r\n");
        var body = withAudio
            ? $"v=0\r\no=net 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + $"m=audio {((IPEndPoint)_rtp.Client.LocalEndPoint!).Port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n"
            : "";
        if (withAudio)
            text.Append("Content-Type: application/sdp\r\n");
        text.Append("Content-Length: ").Append(body.Length).Append("\r\n\r\n").Append(body);
        await _sip.SendAsync(Encoding.UTF8.GetBytes(text.ToString()), to, _over.Token);
    }

    private static int PortOf(string invite)
    {
        var line = invite.Split("\r\n").First(line => line.StartsWith("m=audio ", StringComparison.Ordinal));
        return int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
