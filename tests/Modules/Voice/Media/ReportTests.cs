using System.Net;
using System.Net.Sockets;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Modules.Voice.Media;

/// <summary>Where the media process sends its reports to a telephone (RFC 3550 §11, 3605, 5761).</summary>
public sealed class ReportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task reports_go_where_the_description_says()
    {
        await using var host = await MediaHost.Start(Ct);
        using var single = Socket();
        using var audio = Socket();
        using var named = Socket();
        var (rtp, above) = Pair();
        using (rtp)
        using (above)
        {
            await Call(host, "mux", single, remote => remote with { RtcpMux = true });
            await Call(host, "named", audio, remote => remote with { RtcpPort = Port(named) });
            await Call(host, "above", rtp, remote => remote);

            await Task.WhenAll(Reported(single), Reported(named), Reported(above));
        }
    }

    /// <summary>With one packet of audio: nobody is sent reports who was never heard.</summary>
    private static async Task Call(
        MediaHost host, string leg, UdpClient phone, Func<MediaRemote, MediaRemote> described)
    {
        var local = await host.Media.Open(leg, false);
        await host.Media.SetRemote(
            leg,
            described(new MediaRemote("127.0.0.1", Port(phone), G711.Pcma, 101, 20, true, true, null)
            {
                Signalling = "127.0.0.1", Acknowledged = true,
            }));
        var packet = new byte[RtpPacket.HeaderLength + 160];
        RtpPacket.WriteHeader(packet, (byte)G711.Pcma, true, 1, 160, 7);
        await phone.SendAsync(packet, new IPEndPoint(IPAddress.Loopback, local.Port), Ct);
    }

    private static async Task Reported(UdpClient at)
    {
        while (!RtpPacket.IsRtcp((await at.ReceiveAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct)).Buffer))
        {
        }
    }

    private static UdpClient Socket(int port = 0) => new(new IPEndPoint(IPAddress.Loopback, port));

    private static (UdpClient Rtp, UdpClient Above) Pair()
    {
        while (true)
        {
            var rtp = Socket();
            try
            {
                return (rtp, Socket(Port(rtp) + 1));
            }
            catch (SocketException)
            {
                rtp.Dispose(); // the port above is somebody else's
            }
        }
    }

    private static int Port(UdpClient socket) => ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
}
