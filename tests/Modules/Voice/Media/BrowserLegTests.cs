using System.Net;
using System.Net.Sockets;
using TellerLine.Modules.Voice.WebRtc;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.WebRtc.Dtls;

namespace TellerLine.Modules.Voice.Media;

/// <summary>
/// A browser's end (ICE, DTLS, SRTP in this process) against the media process, bridged with a plain telephone.
/// </summary>
[Collection(Audible.Name)]
public sealed class BrowserLegTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_browser_and_a_telephone_hear_each_other()
    {
        await using var host = await MediaHost.Start(Ct);
        using var peer = new TestPeer();
        var local = await host.Media.Open("desk", true);
        Assert.NotNull(local.WebRtc);
        var answer = await host.Media.SetRemote(
            "desk", new MediaRemote("127.0.0.1", 9, G711.Pcmu, 101, 20, true, true, peer.Remote));
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPAddress.Loopback, local.Port);
        socket.Client.ReceiveTimeout = 5_000;

        Connect(socket, peer, answer.WebRtc!);
        Assert.Equal("desk", host.Next<MediaEvent.Connected>(10_000).LegId);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("desk", "ben");

        using var talking = new CancellationTokenSource();
        var speaker = new Thread(() => Speak(socket, peer, talking.Token));
        speaker.Start();
        ben.WaitForTone(440);
        var share = 0.0;
        for (var i = 0; i < 20 && share < 0.8; i++)
            share = Tones.Share(Hear(socket, peer, 10), 1000);
        await talking.CancelAsync();
        speaker.Join();
        Assert.InRange(share, 0.8, 1.01);
    }

    [Fact]
    public async Task a_browsers_good_bye_is_told_as_the_partys_own()
    {
        await using var host = await MediaHost.Start(Ct);
        using var peer = new TestPeer();
        await host.Media.Open("desk", true);
        var answer = await host.Media.SetRemote(
            "desk", new MediaRemote("127.0.0.1", 9, G711.Pcmu, 101, 20, true, true, peer.Remote));
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPAddress.Loopback, answer.Port);
        socket.Client.ReceiveTimeout = 5_000;
        Connect(socket, peer, answer.WebRtc!);
        host.Next<MediaEvent.Connected>(10_000);

        SendAll(socket, peer.Bye());

        Assert.True(host.Next<MediaEvent.Failed>(10_000).ByParty);
    }

    private static void Connect(UdpClient socket, TestPeer peer, WebRtcLocal local)
    {
        var from = new IPEndPoint(IPAddress.Any, 0);
        socket.Send(peer.Check(local, nominate: true));
        var response = socket.Receive(ref from);
        Assert.InRange(response[0], 0, 3);
        SendAll(socket, peer.Start());
        for (var i = 0; i < 100 && peer.Dtls != DtlsState.Done; i++)
        {
            var datagram = socket.Receive(ref from);
            if (datagram[0] is >= 20 and <= 63)
                SendAll(socket, peer.Hear(datagram));
        }

        Assert.Equal(DtlsState.Done, peer.Dtls);
    }

    private static void SendAll(UdpClient socket, IEnumerable<byte[]> datagrams)
    {
        foreach (var datagram in datagrams)
            socket.Send(datagram);
    }

    private static void Speak(UdpClient socket, TestPeer peer, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var packet = new byte[172 + 32];
        ushort sequence = 1;
        uint timestamp = 0;
        while (!stop.IsCancellationRequested)
        {
            _ = pace.WaitForNextTickAsync(CancellationToken.None).AsTask().Result;
            for (var i = 0; i < 160; i++)
                packet[12 + i] = G711Codec.EncodeMu(
                    (short)(8000 * Math.Sin(2 * Math.PI * 440 * (timestamp + i) / 8000)));
            RtpPacket.WriteHeader(packet, 0, false, sequence++, timestamp, 77);
            timestamp += 160;
            socket.Send(packet, peer.Sender.ProtectRtp(packet, 172));
        }
    }

    private static short[] Hear(UdpClient socket, TestPeer peer, int packets)
    {
        var from = new IPEndPoint(IPAddress.Any, 0);
        var samples = new List<short>();
        while (packets > 0)
        {
            var datagram = socket.Receive(ref from);
            if (datagram[0] is < 128 or > 191)
                continue;
            var length = peer.Receiver.UnprotectRtp(datagram);
            if (length < 0 || !RtpPacket.TryParse(datagram.AsSpan(0, length), out var packet))
                continue;
            Assert.Equal(0, packet.PayloadType);
            foreach (var code in datagram.AsSpan(packet.PayloadOffset, packet.PayloadLength))
                samples.Add(G711Codec.LinearOfMu[code]);
            packets--;
        }

        return [.. samples];
    }
}
