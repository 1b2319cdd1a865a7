using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media.Engine;

/// <summary>RTCP: reports in, reports out, who has vanished (RFC 3550 §6).</summary>
internal sealed unsafe partial class PacketThread
{
    /// <summary>In an event's token: the session's RTCP port, not its RTP port.</summary>
    private const ulong RtcpFlag = 1UL << 32;

    private readonly long _unixOffsetUs = Libc.UnixUs() - Libc.MonotonicUs();
    private ulong _random = (ulong)Libc.MonotonicUs() | 1;

    private void ReceiveRtcpFrom(MediaSession session, long nowUs)
    {
        var source = default(SockAddr);
        var datagram = _buffer + Headroom;
        for (var i = 0; i < StrangerBurst; i++)
        {
            source.Length = SockAddr.MaxLength;
            var length = (int)Libc.recvfrom(
                session.RtcpFd, datagram, MaxDatagram, Libc.MsgDontWait | Libc.MsgTrunc, source.Bytes, &source.Length);
            if (length <= 0)
                return;
            _inWindow++;
            if (!session.Route.IsOfParty(source))
            {
                session.Strangers++;
            }
            else if (length > MaxDatagram || !OnRtcp(session, new Span<byte>(datagram, length), source, nowUs))
            {
                Malformed++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>
    /// Only numbers are taken from it. A BYE ends nothing: that is signalling's business, and whoever knows an address
    /// could send one.
    /// </summary>
    private bool OnRtcp(MediaSession session, Span<byte> compound, in SockAddr source, long nowUs)
    {
        var reading = RtcpPacket.Read(compound, session.Out.Ssrc);
        if (!reading.IsValid)
            return false;
        session.AliveUs = nowUs;
        session.Reports.Received(reading, nowUs, NtpAt(nowUs));
        if (session.Web is null)
        {
            session.RtcpTo = source;
            session.RtcpHeard = true;
        }

        return true;
    }

    /// <summary>Some times a second, for each session, asleep or awake.</summary>
    private void Look(MediaSession session, long nowUs)
    {
        if (session.Reports.IsDue(nowUs))
        {
            SendReport(session, last: false, nowUs);
            session.Reports.Arm(false, NextRandom(), nowUs);
        }

        // A browser's presence is proved by its ICE consent (RFC 7675); its sleep is no absence.
        var lastUs = Math.Max(session.HeardUs, session.AliveUs);
        if (session.Web is null && session.Route.IsSet && nowUs - lastUs > _settings.VanishedMs * 1000L)
        {
            session.AliveUs = nowUs;
            Tell(NoticeKind.Vanished, session);
        }
    }

    private void SendReport(MediaSession session, bool last, long nowUs)
    {
        // A line that sleeps both ways has nothing to report.
        if (!CanReport(session)
            || !(last ? session.Reports.HasReported : session.Reports.HasNews(session.In, session.Out)))
            return;
        var packet = new Span<byte>(_frame + Headroom, RtcpPacket.MaxLength + WebRtcSession.MaxOverhead);
        var length = session.Reports.Write(
            packet, ref session.In, session.Out, session.Cname, last, nowUs, NtpAt(nowUs));
        if (session.Web is { } web)
        {
            length = web.ProtectRtcp(packet, length);
            if (length > 0 && web.TryGetPeer(out var peer))
                Send(packet[..length], peer);
            return;
        }

        var to = session.RtcpMux && !session.RtcpHeard ? session.Route.Remote : session.RtcpTo;
        fixed (byte* at = packet)
            _ = Libc.sendto(
                session.RtcpMux ? session.Fd : session.RtcpFd, at, (nuint)length, Libc.MsgDontWait, to.Bytes,
                to.Length);
    }

    /// <summary>Never to an address that has not proved to be the party's: it was heard, by RTP or RTCP.</summary>
    private static bool CanReport(MediaSession session) => session.Web is null
        ? session.RtcpHeard
        || (session.Route.IsLatched && (session.RtcpMux || session.RtcpTo.SameHost(session.Route.Remote)))
        : session.WebConnected;

    private ulong NtpAt(long nowUs) => Reports.Ntp(nowUs + _unixOffsetUs);

    // xorshift64: only that many sessions do not report in the same instant.
    private uint NextRandom()
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return (uint)(_random >> 32);
    }
}
