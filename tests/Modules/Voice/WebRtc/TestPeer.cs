using System.Collections.Concurrent;
using System.Net;
using System.Text;
using TellerLine.Voice.Media;
using TellerLine.Voice.WebRtc;
using TellerLine.Voice.WebRtc.Dtls;
using TellerLine.Voice.WebRtc.Srtp;
using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Modules.Voice.WebRtc;

/// <summary>
/// A browser's end in memory: full ICE's checks, active DTLS, SRTP. Datagrams are carried by the test, which may lose
/// some.
/// </summary>
internal sealed class TestPeer : IDisposable
{
    private readonly DtlsContext _context;
    private readonly DtlsConnection _dtls;
    private readonly byte[] _buffer = new byte[3000];

    public TestPeer(int port = 40_000, string profiles = DtlsContext.BothProfiles)
    {
        Address = PeerAddress.From(new IPEndPoint(IPAddress.Loopback, port));
        Certificate = DtlsCertificate.Ephemeral(DateTimeOffset.UnixEpoch.AddYears(56));
        _context = new DtlsContext(Certificate, profiles, client: true);
        _dtls = new DtlsConnection(_context);
    }

    public PeerAddress Address { get; set; }

    public DtlsCertificate Certificate { get; }

    public WebRtcRemote Remote => new("them", "theirpasswordtheirpassword", Certificate.Fingerprint);

    public DtlsState Dtls => _dtls.State;

    public SrtpSender Sender { get; private set; } = null!;

    public SrtpReceiver Receiver { get; private set; } = null!;

    public byte[] Check(WebRtcLocal of, bool nominate)
    {
        var writer = new StunWriter(_buffer, StunWords.BindingRequest, "transaction1"u8);
        writer.Text(StunWords.Username, Encoding.ASCII.GetBytes(of.Ufrag + ":them"));
        writer.Text(StunWords.IceControlling, "12345678"u8);
        if (nominate)
            writer.Text(StunWords.UseCandidate, []);
        writer.MessageIntegrity(Encoding.ASCII.GetBytes(of.Password));
        writer.Fingerprint();
        return _buffer[..writer.Length];
    }

    public IEnumerable<byte[]> Start()
    {
        _dtls.Step();
        return Outgoing();
    }

    public IEnumerable<byte[]> Hear(byte[] datagram)
    {
        _dtls.Feed(datagram);
        if (_dtls.State == DtlsState.Done && Sender is null)
        {
            var material = new byte[60];
            Assert.True(_dtls.TryExport(material, out var profile));
            Profile = profile;
            Sender = new SrtpSender(SrtpMaster.OfClient(profile, material));
            Receiver = new SrtpReceiver(SrtpMaster.OfServer(profile, material));
        }

        return Outgoing();
    }

    public SrtpProfile Profile { get; private set; }

    public IEnumerable<byte[]> Timeout()
    {
        _dtls.HandleTimeout();
        return Outgoing();
    }

    public IEnumerable<byte[]> Bye()
    {
        _dtls.Shutdown();
        return Outgoing();
    }

    public void Dispose()
    {
        _dtls.Dispose();
        _context.Dispose();
        Sender?.Dispose();
        Receiver?.Dispose();
    }

    private List<byte[]> Outgoing()
    {
        var all = new List<byte[]>();
        while (_dtls.TryTake(_buffer, out var length))
            all.Add(_buffer[..length]);
        return all;
    }
}

/// <summary>What the port sends and tells, for a test to wait on.</summary>
internal sealed class TestWire : IDatagramSender, IWebRtcObserver
{
    public BlockingCollection<(byte[] Datagram, PeerAddress To)> Sent { get; } = [];

    public BlockingCollection<string> Events { get; } = [];

    public void Send(ReadOnlySpan<byte> datagram, in PeerAddress to) => Sent.Add((datagram.ToArray(), to));

    public void Connected(WebRtcSession session) => Events.Add("connected");

    public void Failed(WebRtcSession session, WebRtcFailure failure) => Events.Add("failed: " + failure);

    public void Closed(WebRtcSession session) => Events.Add("closed");

    public string NextEvent() => Events.TryTake(out var what, TimeSpan.FromSeconds(10)) ? what : "nothing";
}
