using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media.Engine;

/// <summary>From a socket to the partner's: one packet's way.</summary>
internal sealed unsafe partial class PacketThread
{
    /// <summary>The latched source quiet for so long: another port of the same host may take over (a NAT's new binding).</summary>
    private const long RelatchUs = 1_000_000;

    // At most so many datagrams of the shared port before the others get their turn.
    private const int BrowserBurst = 64;

    public long Faults { get; private set; }

    public long Malformed { get; private set; }

    private void ReceiveFrom(MediaSession session, long nowUs)
    {
        var source = default(SockAddr);
        source.Length = SockAddr.MaxLength;
        var datagram = _buffer + Headroom;
        var length = (int)Libc.recvfrom(session.Fd, datagram, MaxDatagram, Libc.MsgDontWait, source.Bytes, &source.Length);
        if (length <= 0)
            return;
        _inWindow++;
        if (!Latch(session, source, nowUs))
            return;
        OnRtp(session, new Span<byte>(datagram, length), nowUs);
    }

    private void ReceiveFromBrowsers(long nowUs)
    {
        var source = default(SockAddr);
        var datagram = _buffer + Headroom;
        for (var i = 0; i < BrowserBurst; i++)
        {
            source.Length = SockAddr.MaxLength;
            var length = (int)Libc.recvfrom(_browsersFd, datagram, MaxDatagram, Libc.MsgDontWait, source.Bytes, &source.Length);
            if (length <= 0)
                return;
            _inWindow++;
            var peer = PeerAddress.FromSockaddr(new ReadOnlySpan<byte>(source.Bytes, (int)source.Length));
            var inbound = Browsers.Receive(new Span<byte>(datagram, length), peer, nowUs / 1000);
            if (inbound is { Kind: PacketKind.Rtp, Session.Owner: MediaSession session, Length: > 0 } && !session.Closed)
                OnRtp(session, new Span<byte>(datagram, inbound.Length), nowUs);
        }
    }

    /// <summary>
    /// Whose packets are heard. After an SDP the first source seen is taken, for behind a NAT the SDP names an address nobody can see; the
    /// address the SDP named takes over from any other, once. From then on only the latched source is heard; another port
    /// of its host when it was quiet for a second; another host only after another SDP.
    /// </summary>
    private static bool Latch(MediaSession session, in SockAddr source, long nowUs)
    {
        if (session.Latched && session.Remote.Same(source))
            return true;
        var take = session.HasRemote
            && (!session.Latched
                || session.Advertised.Same(source)
                || (session.Remote.SameHost(source) && nowUs - session.HeardUs > RelatchUs));
        if (!take)
        {
            session.Strangers++;
            return false;
        }

        session.Remote = source;
        session.Latched = true;
        return true;
    }

    private void OnRtp(MediaSession session, Span<byte> datagram, long nowUs)
    {
        if (RtpPacket.IsRtcp(datagram))
            return;
        if (!RtpPacket.TryParse(datagram, out var packet))
        {
            Malformed++;
            return;
        }

        session.In.On(packet.Ssrc, packet.Sequence, packet.Timestamp, nowUs);
        session.HeardUs = nowUs;
        if (session.IsSilent)
        {
            session.IsSilent = false;
            Tell(NoticeKind.Back, session);
        }

        if (packet.PayloadType == session.EventPayloadType)
        {
            OnKeyPacket(session, datagram, packet, nowUs);
            session.Partner?.Out.Skip();
            return;
        }

        if (packet.PayloadType is not ((byte)G711.Pcma or (byte)G711.Pcmu) || packet.PayloadLength == 0)
            return;

        // While a secret is keyed nothing the party sends is kept or passed on: a phone may sing its keys in-band as well.
        if (session.Secret is not null)
            return;

        var law = (G711)packet.PayloadType;
        var payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength);
        session.Recorder?.Received(payload, law, packet.Ssrc, packet.Timestamp, nowUs);

        var partner = session.Partner;
        if (partner is not null && !session.Muted && partner.Playing is null && !partner.KeySender.Busy && partner.CanSend
            && partner.Out.Relayed(packet.Ssrc, packet.Sequence, packet.Timestamp, payload.Length, nowUs, out var place))
        {
            G711Codec.Transcode(payload, law, partner.Codec);
            // The new header goes where the old one ended, right before the payload: nothing is copied.
            SendAudio(partner, datagram[(packet.PayloadOffset - RtpPacket.HeaderLength)..], payload.Length, place, nowUs);
        }
    }

    /// <param name="packet">Twelve bytes for the header, the payload in the peer's law, room behind.</param>
    private void SendAudio(MediaSession to, Span<byte> packet, int payloadLength, in StreamPlace place, long nowUs)
    {
        RtpPacket.WriteHeader(packet, (byte)to.Codec, place.Marker, place.Sequence, place.Timestamp, to.Out.Ssrc);
        to.Recorder?.Sent(packet.Slice(RtpPacket.HeaderLength, payloadLength), to.Codec, place.Timestamp, nowUs);
        Send(to, packet, RtpPacket.HeaderLength + payloadLength);
    }

    private void Send(MediaSession to, Span<byte> packet, int length)
    {
        fixed (byte* at = packet)
        {
            if (to.Web is { } web)
            {
                // The packet lies in a buffer with room behind it, whatever the span's end.
                length = web.ProtectRtp(new Span<byte>(at, length + WebRtcSession.MaxOverhead), length);
                if (length > 0 && web.TryGetPeer(out var peer))
                    Send(new ReadOnlySpan<byte>(at, length), peer);
                return;
            }

            fixed (byte* address = to.Remote.Bytes)
            {
                if (Libc.sendto(to.Fd, at, (nuint)length, Libc.MsgDontWait, address, to.Remote.Length) != length)
                    to.SendFailures++;
            }
        }
    }

    public void Send(ReadOnlySpan<byte> datagram, in PeerAddress to)
    {
        var address = stackalloc byte[SockAddr.MaxLength];
        var length = to.WriteSockaddr(new Span<byte>(address, SockAddr.MaxLength));
        fixed (byte* at = datagram)
            _ = Libc.sendto(_browsersFd, at, (nuint)datagram.Length, Libc.MsgDontWait, address, (uint)length);
    }

    public void Connected(WebRtcSession session) => Post(new Order(0, () =>
    {
        if (session.Owner is MediaSession { Closed: false } owner)
        {
            owner.WebConnected = true;
            Tell(NoticeKind.Connected, owner);
        }
    }));

    public void Failed(WebRtcSession session, WebRtcFailure failure) => Fail(session, failure switch
    {
        WebRtcFailure.ConsentLost => "no ICE consent any more",
        WebRtcFailure.WrongFingerprint => "the certificate is not the one in the SDP",
        _ => "the DTLS handshake failed",
    });

    public void Closed(WebRtcSession session) => Fail(session, "closed by the browser");

    private void Fail(WebRtcSession session, string reason) => Post(new Order(0, () =>
    {
        if (session.Owner is MediaSession { Closed: false } owner)
        {
            owner.WebConnected = false;
            Tell(NoticeKind.Failed, owner, reason);
        }
    }));
}
