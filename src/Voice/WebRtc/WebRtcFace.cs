namespace TellerLine.Voice.WebRtc;

/// <summary>
/// How the browsers' port sends. Called on the packet thread (STUN) and on the handshake thread (DTLS).
/// </summary>
internal interface IDatagramSender
{
    /// <summary>Sends at once or drops; never waits.</summary>
    void Send(ReadOnlySpan<byte> datagram, in PeerAddress to);
}

/// <summary>
/// What happens to a browser's connection. Called on the packet or the handshake thread: post it and return.
/// </summary>
internal interface IWebRtcObserver
{
    /// <summary>
    /// ICE has a pair, DTLS is done, the certificate is the one the SDP named, the SRTP keys are in use. Once.
    /// </summary>
    void Connected(WebRtcSession session);

    /// <summary>The connection cannot go on; the caller closes it. Once, and not after <see cref="Closed"/>.</summary>
    void Failed(WebRtcSession session, WebRtcFailure failure);

    /// <summary>The peer said good-bye (DTLS close_notify).</summary>
    void Closed(WebRtcSession session);
}

internal enum WebRtcFailure
{
    /// <summary>No ICE check of the peer for the consent time (RFC 7675 §5.1).</summary>
    ConsentLost,

    /// <summary>DTLS did not finish in time, or the peers do not agree on anything.</summary>
    HandshakeFailed,

    /// <summary>The certificate is not the one in the SDP (RFC 8122 §6.2).</summary>
    WrongFingerprint,
}

/// <summary>
/// What <see cref="WebRtcPort.Receive"/> found. <see cref="Session"/> is null unless there is audio or RTCP for its
/// owner.
/// </summary>
/// <param name="Kind"><see cref="PacketKind.Rtp"/> or <see cref="PacketKind.Rtcp"/> when there is something; else as
/// seen.</param>
/// <param name="Length">Of the plain packet, which starts where the datagram did.</param>
internal readonly record struct Inbound(WebRtcSession? Session, PacketKind Kind, int Length);
