using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media.Engine;

/// <summary>From a socket to those of its listeners: one packet's way.</summary>
internal sealed unsafe partial class PacketThread
{
    // A stranger's flood on one port: so many are read away before the others get their turn, so that the party's own
    // are not lost among them.
    private const int StrangerBurst = 32;

    // ITU-T G.711 in RTP goes up to 60 ms with all telephones; a whole Ethernet frame is more than any sends.
    private const int MaxPayload = 1_440;

    private const byte ComfortNoise = 13;

    // At most so many datagrams of the shared port before the others get their turn.
    private const int BrowserBurst = 64;

    public long Faults { get; private set; }

    public long Malformed { get; private set; }

    private void ReceiveFrom(MediaSession session, long nowUs)
    {
        var source = default(SockAddr);
        var datagram = _buffer + Headroom;
        for (var i = 0; i < StrangerBurst; i++)
        {
            source.Length = SockAddr.MaxLength;
            var length = (int)Libc.recvfrom(
                session.Fd, datagram, MaxDatagram, Libc.MsgDontWait | Libc.MsgTrunc, source.Bytes, &source.Length);
            if (length <= 0)
                return;
            _inWindow++;
            if (TakeFrom(session, source, datagram, length, nowUs))
                return;
        }
    }

    /// <returns>False for what is not the party's.</returns>
    private bool TakeFrom(MediaSession session, in SockAddr source, byte* datagram, int length, long nowUs)
    {
        if (!session.Route.MayTake(source, nowUs))
        {
            session.Strangers++;
            return false;
        }

        if (length > MaxDatagram)
        {
            Malformed++;
            return false;
        }

        var span = new Span<byte>(datagram, length);
        if (RtpPacket.IsRtcp(span))
        {
            OnRtcp(session, span, source, nowUs);
            return true;
        }

        // What is no audio of this call proves nothing of its sender.
        if (!RtpPacket.TryParse(span, out var packet) || packet.PayloadLength > MaxPayload
            || (!session.Route.IsFrom(source) && !IsOfCall(session, packet.PayloadType)))
        {
            Malformed++;
            return false;
        }

        session.Route.Take(source, nowUs);
        OnRtp(session, span, packet, nowUs);
        return true;
    }

    private static bool IsOfCall(MediaSession session, byte payloadType) =>
        payloadType is (byte)G711.Pcma or (byte)G711.Pcmu or ComfortNoise || payloadType == session.EventPayloadType;

    private void ReceiveFromBrowsers(long nowUs)
    {
        var source = default(SockAddr);
        var datagram = _buffer + Headroom;
        for (var i = 0; i < BrowserBurst; i++)
        {
            source.Length = SockAddr.MaxLength;
            var length = (int)Libc.recvfrom(
                _browsersFd, datagram, MaxDatagram, Libc.MsgDontWait | Libc.MsgTrunc, source.Bytes, &source.Length);
            if (length <= 0)
                return;
            _inWindow++;
            if (length > MaxDatagram)
            {
                Malformed++;
                continue;
            }

            var peer = PeerAddress.FromSockaddr(new ReadOnlySpan<byte>(source.Bytes, (int)source.Length));
            var inbound = Browsers.Receive(new Span<byte>(datagram, length), peer, nowUs / 1000);
            if (inbound is not { Session.Owner: MediaSession { Closed: false } session, Length: > 0 })
                continue;
            var plain = new Span<byte>(datagram, inbound.Length);
            if (inbound.Kind == PacketKind.Rtcp)
                OnRtcp(session, plain, source, nowUs);
            else if (RtpPacket.TryParse(plain, out var packet) && packet.PayloadLength <= MaxPayload)
                OnRtp(session, plain, packet, nowUs);
            else
                Malformed++;
        }
    }

    private void OnRtp(MediaSession session, Span<byte> datagram, in RtpPacket packet, long nowUs)
    {
        var isKey = packet.PayloadType == session.EventPayloadType;
        var arrival = session.In.On(packet.Ssrc, packet.Sequence, packet.Timestamp, isKey, nowUs);
        session.HeardUs = nowUs;
        if (session.IsSilent)
        {
            session.IsSilent = false;
            Tell(NoticeKind.Back, session);
        }

        if (arrival == Arrival.Doubtful)
        {
            datagram.Clear(); // see OnKeyPacket
            return;
        }

        if (arrival == Arrival.Anew)
            session.KeyReceiver.Forget();
        if (isKey)
        {
            OnKeyPacket(session, datagram, packet, arrival == Arrival.Late, nowUs);
            PassNoAudio(session, packet);
            return;
        }

        if (packet.PayloadType is not ((byte)G711.Pcma or (byte)G711.Pcmu) || packet.PayloadLength == 0)
        {
            session.Voice.Buffer.Skip(packet.Ssrc, packet.Sequence);
            return;
        }

        var law = (G711)packet.PayloadType;
        var payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength);
        if (session.Tones is { } tones && arrival != Arrival.Late && !session.TellsKeys)
        {
            OnTones(session, tones, packet.Timestamp, payload, law, nowUs);
            if (session.KeepsTones && tones.IsPressed)
                payload.Fill(G711Codec.Silence(law));
        }

        // While a secret is keyed, and a moment after, nothing the party sends is kept or passed on: a phone may sing
        // its keys in-band as well.
        if (session.IsSuppressed)
        {
            payload.Clear();
            return;
        }

        if (session.Line is not null && arrival != Arrival.Late)
            OnLine(session, packet.Timestamp, payload, law);
        session.Recorder?.Received(payload, law, packet.Ssrc, packet.Timestamp, nowUs, arrival == Arrival.Anew);

        if (session.IsHeard && session.Listeners.Count > 0)
            PassOn(session, datagram, packet, law, arrival == Arrival.Anew, nowUs);
    }

    /// <param name="packet">Twelve bytes for the header, the payload in the peer's law, room behind.</param>
    private void SendAudio(MediaSession to, Span<byte> packet, int payloadLength, in StreamPlace place, long nowUs)
    {
        if (to.Web is null && !to.Route.MaySend())
            return;
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

            fixed (byte* address = to.Route.Remote.Bytes)
            {
                if (Libc.sendto(to.Fd, at, (nuint)length, Libc.MsgDontWait, address, to.Route.Remote.Length) != length)
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

    public void Closed(WebRtcSession session) => Fail(session, "closed by the browser", byParty: true);

    private void Fail(WebRtcSession session, string reason, bool byParty = false) => Post(new Order(0, () =>
    {
        if (session.Owner is MediaSession { Closed: false } owner)
        {
            owner.WebConnected = false;
            Tell(NoticeKind.Failed, owner, reason, byParty ? 1 : 0);
        }
    }));
}
