using System.Collections.Concurrent;
using TellerLine.Voice.WebRtc.Dtls;
using TellerLine.Voice.WebRtc.Ice;
using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Voice.WebRtc;

/// <summary>
/// The one UDP port all browsers share. A packet belongs to a session by the user fragment of its ICE check, from then
/// on by its source address: only an address that passed an authenticated check is known here.
/// </summary>
internal sealed class WebRtcPort : IDisposable
{
    /// <summary>
    /// Addresses one session may have at once (a browser has a few interfaces); the oldest makes room.
    /// </summary>
    private const int MaxAddresses = 8;

    /// <summary>Keys outlive their session by so long: until no thread can still be using them.</summary>
    private const int KeysLingerMs = 1_000;

    private readonly IDatagramSender _sender;
    private readonly IWebRtcObserver _observer;
    private readonly DtlsThread _dtls;
    private readonly int _consentMs;
    private readonly ConcurrentDictionary<ulong, WebRtcSession> _byUfrag = new();
    private readonly ConcurrentDictionary<PeerAddress, WebRtcSession> _byAddress = new();
    private readonly Lock _gate = new();
    private readonly Queue<(WebRtcSession Session, long SinceMs)> _retired = new();
    private volatile WebRtcSession[] _sessions = [];
    private int _retiredCount;
    private long _nowMs;

    /// <param name="consentMs">Without a check for so long a peer is lost (RFC 7675 §5.1 says 30 s).</param>
    /// <param name="profiles">The SRTP profiles offered, in our order.</param>
    public WebRtcPort(
        DtlsCertificate certificate, IDatagramSender sender, IWebRtcObserver observer, int consentMs = 30_000,
        string profiles = DtlsContext.BothProfiles)
    {
        Fingerprint = certificate.Fingerprint;
        _sender = sender;
        _observer = observer;
        _consentMs = consentMs;
        _dtls = new DtlsThread(new DtlsContext(certificate, profiles), sender);
    }

    /// <summary><c>sha-256 AA:BB:…</c>, for the SDP.</summary>
    public string Fingerprint { get; }

    /// <summary>No session, and no keys of an ended one that still wait to be destroyed.</summary>
    public bool IsEmpty => _sessions.Length == 0 && Volatile.Read(ref _retiredCount) == 0;

    /// <summary>A new session with credentials of its own. Any thread.</summary>
    /// <param name="owner">Whatever the media process wants to find again in <see cref="WebRtcSession.Owner"/>.</param>
    public WebRtcSession Open(string id, object? owner)
    {
        WebRtcSession session = null!;
        session = new WebRtcSession(id, owner, Fingerprint, _observer, made => _byUfrag[made.Number] = session);
        session.AnnounceCredentials();
        lock (_gate)
            _sessions = [.. _sessions, session];
        return session;
    }

    /// <summary>
    /// Says good-bye (close_notify) and forgets the session; no event comes of it. Any thread; idempotent.
    /// </summary>
    public void Close(WebRtcSession session)
    {
        session.End();
        lock (_gate)
        {
            var left = Array.FindAll(_sessions, other => other != session);
            if (left.Length == _sessions.Length)
                return;
            _sessions = left;
            _retired.Enqueue((session, _nowMs));
            _retiredCount++;
        }

        _dtls.PostClose(session);
        foreach (var (ufrag, owner) in _byUfrag)
        {
            if (owner == session)
                _byUfrag.TryRemove(KeyValuePair.Create(ufrag, session));
        }
    }

    /// <summary>
    /// Packet thread. STUN is answered, DTLS handed to the handshake thread, SRTP and SRTCP checked and decrypted in
    /// place.
    /// </summary>
    /// <param name="nowMs">Any monotonic clock in milliseconds, the same in <see cref="Tick"/>.</param>
    public Inbound Receive(Span<byte> datagram, in PeerAddress source, long nowMs)
    {
        var kind = Demultiplexer.KindOf(datagram);
        if (kind == PacketKind.Stun)
        {
            Answer(datagram, source, nowMs);
            return new Inbound(null, kind, 0);
        }

        if (kind == PacketKind.Unknown || !_byAddress.TryGetValue(source, out var session) || session.IsOver)
            return new Inbound(null, kind, 0);
        if (kind == PacketKind.Dtls)
        {
            _dtls.Post(session, datagram);
            return new Inbound(null, kind, 0);
        }

        var length = session.Unprotect(datagram, kind == PacketKind.Rtcp);
        return length < 0 ? new Inbound(null, kind, 0) : new Inbound(session, kind, length);
    }

    /// <summary>Packet thread, some times a second: finds the sessions whose consent is gone.</summary>
    public void Tick(long nowMs)
    {
        Volatile.Write(ref _nowMs, nowMs);
        foreach (var session in _sessions)
        {
            if (session.SinceMs < 0)
                session.SinceMs = nowMs;
            if (!session.IsOver && nowMs - Math.Max(session.SinceMs, session.LastConsentMs) > _consentMs)
                session.Fail(WebRtcFailure.ConsentLost, null);
        }

        lock (_gate)
        {
            while (_retired.TryPeek(out var oldest) && nowMs - oldest.SinceMs > KeysLingerMs)
            {
                Forget(_retired.Dequeue().Session);
                _retiredCount--;
            }
        }
    }

    /// <summary>When the packet thread has stopped. Every peer still there is told good-bye.</summary>
    public void Dispose()
    {
        foreach (var session in _sessions)
            Close(session);
        _dtls.Dispose();
        while (_retired.TryDequeue(out var retired))
            Forget(retired.Session);
    }

    private void Answer(ReadOnlySpan<byte> datagram, in PeerAddress source, long nowMs)
    {
        // Without its fingerprint it is no ICE check (RFC 8445 §7.2.2); a lite agent has asked nothing, so an answer is
        // none of ours.
        if (!StunMessage.TryParse(datagram, out var check) || !check.HasFingerprint
            || check.Type != StunWords.BindingRequest)
            return;
        Span<byte> reply = stackalloc byte[IceLite.MaxReply];
        int length;
        if (IceCredentials.TryNumber(check.Username, out var ufrag) && _byUfrag.TryGetValue(ufrag, out var session)
            && !session.IsOver)
        {
            var outcome = session.Check(check, source, nowMs, reply, out length, out var over);
            if (over is not null)
                _byUfrag.TryRemove(KeyValuePair.Create(over.Number, session));
            if (outcome != CheckOutcome.Refused)
                Know(session, source, nowMs);
        }
        else
        {
            length = IceLite.AnswerStranger(check, reply);
        }

        _sender.Send(reply[..length], source);
    }

    private void Forget(WebRtcSession session)
    {
        foreach (var address in session.KnownAddresses)
            _byAddress.TryRemove(KeyValuePair.Create(address, session));
        session.DestroyKeys();
    }

    private void Know(WebRtcSession session, in PeerAddress source, long nowMs)
    {
        if (_byAddress.TryGetValue(source, out var owner) && (owner == session || owner.IsPresentAt(source, nowMs)))
            return;
        _byAddress[source] = session;
        var known = session.KnownAddresses;
        known.Remove(source);
        known.Add(source);
        if (known.Count <= MaxAddresses)
            return;
        var at = session.TryGetPeer(out var peer) && known[0] == peer ? 1 : 0;
        _byAddress.TryRemove(KeyValuePair.Create(known[at], session));
        known.RemoveAt(at);
    }
}
