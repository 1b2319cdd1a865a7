using TellerLine.Voice.Media;

namespace TellerLine.Voice.WebRtc;

/// <summary>
/// One browser's connection: ICE-lite and controlled, DTLS-passive, SRTP. Made by <see cref="WebRtcPort.Open"/>. Receiving is one
/// thread's business, protecting one (perhaps another) thread's; all else may come from any.
/// </summary>
internal sealed class WebRtcSession(string id, object? owner)
{
    /// <summary>Room a packet to be protected must have behind its end: the longest tag and the SRTCP index.</summary>
    public const int MaxOverhead = 20;

    public string Id => id;

    public object? Owner => owner;

    /// <summary>Our part of the SDP: the newest credentials.</summary>
    public WebRtcLocal Local { get; } = new("", "", "");

    /// <summary>
    /// What the peer's SDP said. Other credentials than before are an ICE restart (RFC 8445 §9): ours are new too, the old ones hold until the
    /// new ones nominate a pair, and the DTLS session stays.
    /// </summary>
    /// <returns>Our credentials for the answer.</returns>
    public WebRtcLocal SetRemote(WebRtcRemote remote) => Local;

    /// <summary>SRTP keys are in use.</summary>
    public bool IsConnected { get; }

    /// <summary>Where to send: the nominated pair's peer. False while there is none.</summary>
    public bool TryGetPeer(out PeerAddress peer)
    {
        peer = default;
        return IsConnected;
    }

    /// <summary>When the last authenticated ICE check came, on the clock given to <see cref="WebRtcPort.Receive"/>; 0 for never.</summary>
    public long LastConsentMs { get; }

    /// <summary>Encrypts the RTP packet in <c>buffer[..length]</c> in place (RFC 3711 §3.3).</summary>
    /// <param name="buffer">Has <see cref="MaxOverhead"/> bytes of room behind the packet.</param>
    /// <returns>The new length; 0 when there are no keys yet: send nothing.</returns>
    public int ProtectRtp(Span<byte> buffer, int length) => IsConnected ? length : 0;

    /// <summary>The same for an RTCP compound packet (RFC 3711 §3.4).</summary>
    public int ProtectRtcp(Span<byte> buffer, int length) => IsConnected ? length : 0;
}
