using System.Buffers.Binary;
using System.Diagnostics;
using TellerLine.Voice.Media;
using TellerLine.Voice.WebRtc;
using TellerLine.Voice.WebRtc.Dtls;
using TellerLine.Voice.WebRtc.Srtp;
using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Modules.Voice.WebRtc;

public sealed class WebRtcPortTests : IDisposable
{
    private static readonly DtlsCertificate Certificate = DtlsCertificate.Ephemeral(
        DateTimeOffset.UnixEpoch.AddYears(56));

    private readonly TestWire _wire = new();
    private readonly WebRtcPort _port;

    public WebRtcPortTests() => _port = new WebRtcPort(Certificate, _wire, _wire);

    public void Dispose() => _port.Dispose();

    [Theory]
    [InlineData(DtlsContext.BothProfiles, 7)]
    [InlineData("SRTP_AES128_CM_SHA1_80", 1)]
    public void a_peer_connects_and_packets_go_both_ways(string profiles, int profile)
    {
        using var peer = new TestPeer(profiles: profiles);
        var session = _port.Open("a", "owner");
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        Assert.Equal("connected", _wire.NextEvent());
        Assert.Equal((SrtpProfile)profile, peer.Profile);

        var (packet, plain) = (Rtp(1), Rtp(1));
        var length = peer.Sender.ProtectRtp(packet, 172);
        var inbound = _port.Receive(packet.AsSpan(0, length), peer.Address, 5);
        Assert.Equal(new Inbound(session, PacketKind.Rtp, 172), inbound);
        Assert.Equal("owner", inbound.Session!.Owner);
        Assert.Equal(plain[..172], packet[..172]);

        var ours = Rtp(9);
        length = session.ProtectRtp(ours, 172);
        Assert.Equal(172, peer.Receiver.UnprotectRtp(ours.AsSpan(0, length)));
        Assert.True(session.TryGetPeer(out var to));
        Assert.Equal(peer.Address, to);
    }

    [Fact]
    public void a_handshake_done_before_the_answer_came_releases_its_keys_with_the_answer()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        Connect(session, peer);
        Assert.False(session.IsConnected);
        Assert.Equal(0, session.ProtectRtp(Rtp(1), 172));
        session.SetRemote(peer.Remote);
        Assert.Equal("connected", _wire.NextEvent());
        Assert.True(session.IsConnected);
    }

    [Fact]
    public void a_certificate_the_sdp_does_not_name_fails_the_session_and_gives_no_keys()
    {
        using var peer = new TestPeer();
        using var other = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(other.Remote);
        Connect(session, peer);
        Assert.Equal("failed: WrongFingerprint", _wire.NextEvent());
        Assert.False(session.IsConnected);
    }

    [Fact]
    public void lost_flights_are_sent_again_by_both_sides()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer, lose: n => n is 0 or 1 or 3 or 4 or 7);
        Assert.Equal("connected", _wire.NextEvent());
    }

    [Fact]
    public void a_peer_that_says_good_bye_is_told_of_once()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        Assert.Equal("connected", _wire.NextEvent());
        foreach (var datagram in peer.Bye())
            _port.Receive(datagram, peer.Address, 9);
        Assert.Equal("closed", _wire.NextEvent());
        _port.Tick(100_000);
        Assert.Empty(_wire.Events);
    }

    [Fact]
    public void closing_tells_the_peer()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        _port.Close(session);
        var clock = Stopwatch.StartNew();
        while (peer.Dtls != DtlsState.Closed && clock.ElapsedMilliseconds < 5_000)
        {
            if (_wire.Sent.TryTake(out var sent, 100, TestContext.Current.CancellationToken)
                && sent.Datagram[0] is >= 20 and <= 63)
                _ = peer.Hear(sent.Datagram).Count();
        }

        Assert.Equal(DtlsState.Closed, peer.Dtls);
    }

    [Fact]
    public void a_peer_without_checks_is_lost_after_the_consent_time()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        Assert.Equal("connected", _wire.NextEvent());
        _port.Tick(10);
        Check(session.Local, peer, 20_000);
        _port.Tick(50_000);
        Assert.Empty(_wire.Events);
        _port.Tick(50_001);
        Assert.Equal("failed: ConsentLost", _wire.NextEvent());
    }

    [Fact]
    public void after_an_ice_restart_the_keys_stay_and_the_peer_may_come_from_elsewhere()
    {
        using var peer = new TestPeer(40_000);
        var session = _port.Open("a", null);
        var old = session.SetRemote(peer.Remote);
        Connect(session, peer);
        Assert.Equal("connected", _wire.NextEvent());

        var renewed = session.SetRemote(peer.Remote with { Ufrag = "moved", Password = "movedpasswordmovedpassword" });
        Assert.NotEqual(old.Ufrag, renewed.Ufrag);
        Assert.Equal(renewed, session.Local);
        Assert.Equal(StunWords.BindingSuccess, Check(old, peer, 10)); // still good …
        Assert.True(session.TryGetPeer(out var before));
        peer.Address = new PeerAddress(peer.Address.Ip, 41_000, false);
        Assert.Equal(StunWords.BindingSuccess, Check(renewed, peer, 11));
        Assert.True(session.TryGetPeer(out var after));
        Assert.NotEqual(before, after);
        Assert.Equal(peer.Address, after);
        Assert.Equal(StunWords.BindingError, Check(old, peer, 12)); // … until the new ones nominated

        var packet = Rtp(2);
        var length = peer.Sender.ProtectRtp(packet, 172);
        Assert.Equal(session, _port.Receive(packet.AsSpan(0, length), peer.Address, 13).Session);
        Assert.Empty(_wire.Events);
    }

    [Fact]
    public void packets_of_an_address_that_passed_no_check_are_nobodys()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        Assert.Equal("connected", _wire.NextEvent());
        var packet = Rtp(1);
        var length = peer.Sender.ProtectRtp(packet, 172);
        Assert.Null(_port.Receive(packet.AsSpan(0, length), new PeerAddress(1, 1, false), 5).Session);
    }

    [Fact]
    public void anothers_check_in_the_name_of_a_present_peer_does_not_make_that_one_deaf()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        using var forger = new TestPeer();
        forger.Address = peer.Address;
        var other = _port.Open("b", null);
        other.SetRemote(forger.Remote);
        Assert.Equal(StunWords.BindingSuccess, Check(other.Local, forger, 2));

        var packet = Rtp(1);
        var length = peer.Sender.ProtectRtp(packet, 172);
        Assert.Equal(session, _port.Receive(packet.AsSpan(0, length), peer.Address, 3).Session);
        // And elsewhere than where its checks come from it is not heard, though the packet is its own.
        packet = Rtp(2);
        length = peer.Sender.ProtectRtp(packet, 172);
        var elsewhere = new PeerAddress(peer.Address.Ip, 41_000, false);
        Assert.Null(_port.Receive(packet.AsSpan(0, length), elsewhere, 4).Session);
        Assert.True(session.TryGetPeer(out var to));
        Assert.Equal(peer.Address, to);
    }

    [Fact]
    public void a_peers_reports_are_taken_once_and_from_nobody_else()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        var packet = new byte[32 + WebRtcSession.MaxOverhead];
        Convert.FromHexString("80C80006AABBCCDD000102030405060708090A0B0C0D0E0F10111213").CopyTo(packet, 0);
        var length = peer.Sender.ProtectRtcp(packet, 28);
        var (copy, elsewhere) = (packet[..length], new PeerAddress(peer.Address.Ip, 41_000, false));

        Assert.Null(_port.Receive(packet.ToArray().AsSpan(0, length), elsewhere, 2).Session);
        Assert.Equal(
            new Inbound(session, PacketKind.Rtcp, 28), _port.Receive(packet.AsSpan(0, length), peer.Address, 3));
        Assert.Null(_port.Receive(copy, peer.Address, 4).Session);
    }

    [Fact]
    public void whatever_octets_come_from_a_known_address_harm_nothing()
    {
        using var peer = new TestPeer();
        var session = _port.Open("a", null);
        session.SetRemote(peer.Remote);
        Connect(session, peer);
        Assert.Equal("connected", _wire.NextEvent());
        var random = new Random(2026);
        var datagram = new byte[1500];
        byte[] firsts = [0, 1, 20, 21, 22, 23, 63, 128, 144, 191, 255];
        for (var i = 0; i < 5_000; i++)
        {
            random.NextBytes(datagram);
            datagram[0] = firsts[i % firsts.Length];
            if (datagram[0] is >= 20 and <= 63)
                (datagram[1], datagram[2]) = (0xFE, 0xFD); // a record of DTLS 1.2, as far as its header goes
            Assert.Null(_port.Receive(datagram.AsSpan(0, random.Next(0, 1500)), peer.Address, 5).Session);
        }

        var packet = Rtp(3);
        var length = peer.Sender.ProtectRtp(packet, 172);
        Assert.Equal(session, _port.Receive(packet.AsSpan(0, length), peer.Address, 6).Session);
        Assert.Empty(_wire.Events);
    }

    [Fact]
    public void a_hundred_peers_at_once_are_all_connected()
    {
        var peers = Enumerable.Range(0, 100).Select(i => new TestPeer(42_000 + i)).ToArray();
        try
        {
            foreach (var peer in peers)
            {
                var session = _port.Open($"leg {peer.Address.Port}", null);
                session.SetRemote(peer.Remote);
                _port.Receive(peer.Check(session.Local, nominate: true), peer.Address, 1);
            }

            void Deliver(TestPeer peer, IEnumerable<byte[]> datagrams)
            {
                foreach (var datagram in datagrams)
                    _port.Receive(datagram, peer.Address, 1);
            }

            foreach (var peer in peers)
                Deliver(peer, peer.Start());
            var clock = Stopwatch.StartNew();
            while (_wire.Events.Count < peers.Length && clock.ElapsedMilliseconds < 20_000)
            {
                if (!_wire.Sent.TryTake(out var sent, 50, TestContext.Current.CancellationToken))
                {
                    foreach (var peer in peers)
                        Deliver(peer, peer.Timeout());
                }
                else if (sent.Datagram[0] is >= 20 and <= 63)
                {
                    var peer = peers[sent.To.Port - 42_000];
                    Deliver(peer, peer.Hear(sent.Datagram));
                }
            }

            Assert.Equal(Enumerable.Repeat("connected", peers.Length), _wire.Events.ToArray());
        }
        finally
        {
            foreach (var peer in peers)
                peer.Dispose();
        }
    }

    [Fact]
    public void a_certificate_is_kept_and_only_its_owner_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("tellerline-keys").FullName;
        try
        {
            var now = DateTimeOffset.UnixEpoch.AddYears(56);
            var made = DtlsCertificate.LoadOrCreate(folder, now);
            Assert.Equal(made.Fingerprint, DtlsCertificate.LoadOrCreate(folder, now.AddYears(1)).Fingerprint);
            Assert.NotEqual(made.Fingerprint, DtlsCertificate.LoadOrCreate(folder, now.AddYears(10)).Fingerprint);
            var file = Assert.Single(Directory.GetFiles(folder));
            if (!OperatingSystem.IsWindows())
                Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(file), 8));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static byte[] Rtp(ushort sequence)
    {
        var packet = new byte[172 + WebRtcSession.MaxOverhead];
        packet[0] = 0x80;
        packet[1] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        return packet;
    }

    /// <returns>The type of the answer.</returns>
    private ushort Check(WebRtcLocal local, TestPeer peer, long nowMs)
    {
        while (_wire.Sent.TryTake(out _))
        {
        }

        _port.Receive(peer.Check(local, nominate: true), peer.Address, nowMs);
        Assert.True(StunMessage.TryParse(_wire.Sent.Take().Datagram, out var answer));
        return answer.Type;
    }

    /// <summary>
    /// ICE, then the whole handshake; <paramref name="lose"/> names the datagrams, counted over both directions, that
    /// are lost.
    /// </summary>
    private void Connect(WebRtcSession session, TestPeer peer, Func<int, bool>? lose = null)
    {
        var count = 0;
        void Deliver(IEnumerable<byte[]> datagrams)
        {
            foreach (var datagram in datagrams)
            {
                if (lose?.Invoke(count++) != true)
                    _port.Receive(datagram, peer.Address, 1);
            }
        }

        Assert.Equal(StunWords.BindingSuccess, Check(session.Local, peer, 1));
        Deliver(peer.Start());
        var clock = Stopwatch.StartNew();
        while ((peer.Dtls == DtlsState.Handshaking || session is { IsConnected: false, IsOver: false })
            && clock.ElapsedMilliseconds < 10_000)
        {
            if (_wire.Sent.TryTake(out var sent, 20, TestContext.Current.CancellationToken))
                Deliver(lose?.Invoke(count++) == true ? [] : peer.Hear(sent.Datagram));
            else if (peer.Dtls == DtlsState.Done && lose is null)
                break; // The server finishes last, on its thread; the event tells.
            else
                Deliver(peer.Timeout());
        }

        Assert.Equal(DtlsState.Done, peer.Dtls);
    }
}
