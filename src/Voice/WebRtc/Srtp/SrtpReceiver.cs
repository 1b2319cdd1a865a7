using System.Buffers.Binary;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>What comes from the peer: checked, decrypted in place, nothing taken twice. One thread.</summary>
internal sealed class SrtpReceiver(in SrtpMaster master) : IDisposable
{
    private readonly SrtpTransform _rtp = master.Derive(rtcp: false), _rtcp = master.Derive(rtcp: true);
    private readonly SrtpStreams _rtpStreams = new(), _rtcpStreams = new();

    /// <returns>The plain packet's length, or -1: not RTP, seen before, too old, or not under our keys.</returns>
    public int UnprotectRtp(Span<byte> packet)
    {
        var header = RtpHeader.Length(packet);
        if (header < 0)
            return -1;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        ref var stream = ref _rtpStreams.Find(ssrc, out var known);
        var window = known ? stream.Window : new ReplayWindow();
        var index = window.Guess(BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
        if (!window.MayTake(index))
            return -1;
        var length = _rtp.UnprotectRtp(packet, header, ssrc, (ulong)index);
        if (length < 0)
            return -1;
        Commit(ref stream, _rtpStreams, ssrc, ref window, index);
        return length;
    }

    /// <returns>As <see cref="UnprotectRtp"/>.</returns>
    public int UnprotectRtcp(Span<byte> packet)
    {
        var at = _rtcp.IndexAt(packet.Length);
        if (at < 8)
            return -1;
        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[at..]);
        if ((word & SrtpTransform.Encrypted) == 0)
            return -1;
        var index = word & ~SrtpTransform.Encrypted;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        ref var stream = ref _rtcpStreams.Find(ssrc, out var known);
        var window = known ? stream.Window : new ReplayWindow();
        if (!window.MayTake(index))
            return -1;
        var length = _rtcp.UnprotectRtcp(packet, ssrc, index);
        if (length < 0)
            return -1;
        Commit(ref stream, _rtcpStreams, ssrc, ref window, index);
        return length;
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    /// <summary>Only an authenticated packet may change what we know of a stream, or be a stream at all.</summary>
    private static void Commit(
        ref SrtpStream stream, SrtpStreams streams, uint ssrc, ref ReplayWindow window, long index)
    {
        window.Take(index);
        streams.Keep(ref stream, ssrc, window);
    }
}
