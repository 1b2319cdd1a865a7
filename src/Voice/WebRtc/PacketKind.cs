namespace TellerLine.Voice.WebRtc;

/// <summary>What a datagram on the browsers' port is (RFC 7983 §7, RFC 5761 §4).</summary>
internal enum PacketKind
{
    /// <summary>Nothing of ours: dropped.</summary>
    Unknown,

    Stun,

    Dtls,

    Rtp,

    Rtcp,
}

internal static class Demultiplexer
{
    /// <summary>
    /// Told by the first byte; RTP from RTCP by the second, whose payload types 64–95 RFC 5761 keeps free for RTCP.
    /// </summary>
    public static PacketKind KindOf(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < 8)
            return PacketKind.Unknown;
        return datagram[0] switch
        {
            <= 3 => PacketKind.Stun,
            >= 20 and <= 63 => PacketKind.Dtls,
            >= 128 and <= 191 => (datagram[1] & 0x7F) is >= 64 and <= 95 ? PacketKind.Rtcp : PacketKind.Rtp,
            _ => PacketKind.Unknown,
        };
    }
}
