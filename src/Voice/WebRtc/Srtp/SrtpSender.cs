using System.Buffers.Binary;

namespace TellerLine.Voice.WebRtc.Srtp;

/// <summary>What goes to the peer: encrypted in place, each index once. One thread.</summary>
internal sealed class SrtpSender(in SrtpMaster master) : IDisposable
{
    private readonly SrtpTransform _rtp = master.Derive(rtcp: false), _rtcp = master.Derive(rtcp: true);
    private readonly SrtpStreams _streams = new();

    /// <summary>
    /// One counter for all our RTCP: an index used twice under one SSRC would be the fault, gaps are none (RFC 3711
    /// §3.4).
    /// </summary>
    private uint _rtcpIndex;

    /// <returns>The protected length, or 0: not RTP, or a sequence number sent before, whose key stream must not be
    /// used again (RFC 3711 §9.1).</returns>
    public int ProtectRtp(Span<byte> buffer, int length)
    {
        var header = RtpHeader.Length(buffer[..length]);
        if (header < 0)
            return 0;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[8..]);
        ref var stream = ref _streams.Find(ssrc, out var known);
        var window = known ? stream.Window : new ReplayWindow();
        var index = window.Guess(BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]));
        if (!window.MayTake(index))
            return 0;
        window.Take(index);
        _streams.Keep(ref stream, ssrc, window);
        return _rtp.ProtectRtp(buffer, header, length, ssrc, (ulong)index);
    }

    public int ProtectRtcp(Span<byte> buffer, int length)
    {
        if (length < 8)
            return 0;
        _rtcpIndex = (_rtcpIndex + 1) & ~SrtpTransform.Encrypted;
        return _rtcp.ProtectRtcp(buffer, length, BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), _rtcpIndex);
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }
}
