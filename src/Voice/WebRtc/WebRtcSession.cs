using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TellerLine.Voice.Media;
using TellerLine.Voice.WebRtc.Dtls;
using TellerLine.Voice.WebRtc.Ice;
using TellerLine.Voice.WebRtc.Srtp;
using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Voice.WebRtc;

/// <summary>
/// One browser's connection: ICE-lite and controlled, DTLS-passive, SRTP. Made by <see cref="WebRtcPort.Open"/>.
/// Receiving is one thread's business, protecting one (perhaps another) thread's; all else may come from any.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The port destroys the keys once no thread can be using them.")]
internal sealed class WebRtcSession
{
    /// <summary>Room a packet to be protected must have behind its end: the longest tag and the SRTCP index.</summary>
    public const int MaxOverhead = 20;

    /// <summary>Browsers check every 5 s at the latest (RFC 7675 §5.1), and a little.</summary>
    private const int FreshConsentMs = 6_500;

    private readonly Lock _gate = new();
    private readonly IceLite _ice = new();
    private readonly string _fingerprint;
    private readonly IWebRtcObserver _observer;
    private readonly Action<IceCredentials> _credentialsMade;

    // Under the gate.
    private WebRtcRemote? _remote;
    private Handshake? _handshake;
    private bool _nominated;

    /// <summary>The remote description whose fingerprint was compared last.</summary>
    private WebRtcRemote? _vouched;

    // Read without the gate on the packet path.
    private volatile PeerBox? _peer;
    private volatile SrtpReceiver? _receiver;
    private volatile SrtpSender? _sender;
    private volatile bool _over;
    private long _lastConsentMs;

    /// <param name="credentialsMade">How the port learns of each generation's user fragment.</param>
    internal WebRtcSession(
        string id, object? owner, string fingerprint, IWebRtcObserver observer, Action<IceCredentials> credentialsMade)
    {
        _credentialsMade = credentialsMade;
        Id = id;
        Owner = owner;
        _fingerprint = fingerprint;
        _observer = observer;
    }

    public string Id { get; }

    public object? Owner { get; }

    /// <summary>Our part of the SDP: the newest credentials.</summary>
    public WebRtcLocal Local
    {
        get
        {
            lock (_gate)
                return new WebRtcLocal(_ice.Current.Ufrag, _ice.Current.Password, _fingerprint);
        }
    }

    /// <summary>SRTP keys are in use.</summary>
    public bool IsConnected => _sender is not null;

    /// <summary>
    /// When the last authenticated ICE check came, on the clock given to <see cref="WebRtcPort.Receive"/>; 0 for never.
    /// </summary>
    public long LastConsentMs => Volatile.Read(ref _lastConsentMs);

    /// <summary>What OpenSSL or the check said when the session failed; for the log.</summary>
    public string? FailureDetail { get; private set; }

    /// <summary>Failed, closed by the peer or by us: no event comes any more.</summary>
    internal bool IsOver => _over;

    /// <summary>Addresses that passed a check; the port's business, on the packet thread.</summary>
    internal List<PeerAddress> KnownAddresses { get; } = [];

    /// <summary>When the port's clock first saw it.</summary>
    internal long SinceMs { get; set; } = -1;

    internal void AnnounceCredentials() => _credentialsMade(_ice.Current);

    /// <summary>
    /// What the peer's SDP said. Other credentials than before are an ICE restart (RFC 8445 §9): ours are new too, the
    /// old ones hold until the new ones nominate a pair, and the DTLS session stays.
    /// </summary>
    /// <returns>Our credentials for the answer.</returns>
    public WebRtcLocal SetRemote(WebRtcRemote remote)
    {
        WebRtcLocal local;
        lock (_gate)
        {
            if (!_over && _remote is { } before && (before.Ufrag != remote.Ufrag || before.Password != remote.Password))
            {
                _ice.Restart();
                AnnounceCredentials();
            }

            _remote = remote;
            local = Local;
        }

        TryConnect();
        return local;
    }

    /// <summary>
    /// Where to send: the nominated pair's peer, before it the last that passed a check. False while there is none.
    /// </summary>
    public bool TryGetPeer(out PeerAddress peer)
    {
        var box = _peer;
        peer = box?.Address ?? default;
        return box is not null;
    }

    /// <summary>
    /// It sends from there and did so just now. Another session's check from the same address, however well it is
    /// signed, then comes from a forger of addresses who would make this one deaf.
    /// </summary>
    internal bool IsPresentAt(in PeerAddress source, long nowMs) =>
        !_over && _nominated && _peer?.Address == source && nowMs - LastConsentMs < FreshConsentMs;

    /// <summary>Encrypts the RTP packet in <c>buffer[..length]</c> in place (RFC 3711 §3.3).</summary>
    /// <param name="buffer">Has <see cref="MaxOverhead"/> bytes of room behind the packet.</param>
    /// <returns>The new length; 0 when there are no keys yet, or the sequence number went already: send
    /// nothing.</returns>
    public int ProtectRtp(Span<byte> buffer, int length) => _sender?.ProtectRtp(buffer, length) ?? 0;

    /// <summary>The same for an RTCP compound packet (RFC 3711 §3.4).</summary>
    public int ProtectRtcp(Span<byte> buffer, int length) => _sender?.ProtectRtcp(buffer, length) ?? 0;

    /// <returns>The plain packet's length, or -1.</returns>
    internal int Unprotect(Span<byte> packet, bool rtcp) =>
        _receiver is not { } receiver ? -1 : rtcp ? receiver.UnprotectRtcp(packet) : receiver.UnprotectRtp(packet);

    /// <summary>
    /// Packet thread: a check that names one of our generations. <paramref name="over"/> are credentials valid no
    /// longer.
    /// </summary>
    internal CheckOutcome Check(
        in StunMessage check, in PeerAddress source, long nowMs, Span<byte> reply, out int length,
        out IceCredentials? over)
    {
        over = null;
        CheckOutcome outcome;
        lock (_gate)
        {
            outcome = _ice.Answer(check, source, reply, out length, out var ofCurrent);
            if (outcome == CheckOutcome.Refused)
                return outcome;
            Volatile.Write(ref _lastConsentMs, nowMs);
            var nominates = outcome == CheckOutcome.Nominated && (ofCurrent || _ice.Old is not null);
            // The latest nomination wins: browsers nominate the pair they send on, again whenever they change it.
            if ((nominates || !_nominated) && _peer?.Address != source)
                _peer = new PeerBox(source);
            _nominated |= nominates;
            if (nominates && ofCurrent)
                over = _ice.Settle();
        }

        TryConnect();
        return outcome;
    }

    /// <summary>Handshake thread: the keys are there, not yet the trust.</summary>
    internal void HandshakeDone(SrtpProfile profile, byte[] material, byte[] peerCertificate)
    {
        lock (_gate)
            _handshake = new Handshake(profile, material, peerCertificate);
        TryConnect();
    }

    internal void Fail(WebRtcFailure failure, string? detail)
    {
        if (!End())
            return;
        FailureDetail = detail;
        _observer.Failed(this, failure);
    }

    internal void PeerClosed()
    {
        if (End())
            _observer.Closed(this);
    }

    /// <summary>Packets stop; keys are destroyed by <see cref="DestroyKeys"/> when nobody can be using them.</summary>
    /// <returns>False when it had ended before.</returns>
    internal bool End()
    {
        lock (_gate)
        {
            if (_over)
                return false;
            _over = true;
            if (_handshake is not null)
                CryptographicOperations.ZeroMemory(_handshake.Material);
            _handshake = null;
            return true;
        }
    }

    internal void DestroyKeys()
    {
        var (sender, receiver) = (_sender, _receiver);
        (_sender, _receiver) = (null, null);
        sender?.Dispose();
        receiver?.Dispose();
    }

    /// <summary>
    /// DTLS may be done before the SDP that vouches for the peer has come, or before a pair is nominated: keys are put
    /// to use when all three are there, whichever was last.
    /// </summary>
    private void TryConnect()
    {
        bool trusted;
        lock (_gate)
        {
            if (_over || !_nominated || _remote is not { } remote || _handshake is not { } handshake
                || remote == _vouched)
                return;
            trusted = PeerFingerprint.Matches(remote.Fingerprint, handshake.PeerCertificate);
            var first = _vouched is null;
            _vouched = remote;
            if (trusted && !first)
                return; // An ICE restart: the same peer.
            if (trusted)
            {
                _receiver = new SrtpReceiver(SrtpMaster.OfClient(handshake.Profile, handshake.Material));
                _sender = new SrtpSender(SrtpMaster.OfServer(handshake.Profile, handshake.Material));
                CryptographicOperations.ZeroMemory(handshake.Material);
            }
        }

        if (trusted)
            _observer.Connected(this);
        else
            Fail(WebRtcFailure.WrongFingerprint, "the peer's certificate is not the one its SDP names");
    }

    private sealed record PeerBox(PeerAddress Address);

    private sealed record Handshake(SrtpProfile Profile, byte[] Material, byte[] PeerCertificate);
}
