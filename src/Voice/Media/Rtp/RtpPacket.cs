using System.Buffers.Binary;

namespace TellerLine.Voice.Media.Rtp;

/// <summary>An RTP header as read (RFC 3550 §5.1), and where its payload lies.</summary>
internal readonly ref struct RtpPacket
{
    public const int HeaderLength = 12;

    private RtpPacket(byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc, int offset, int length)
    {
        PayloadType = payloadType;
        Marker = marker;
        Sequence = sequence;
        Timestamp = timestamp;
        Ssrc = ssrc;
        PayloadOffset = offset;
        PayloadLength = length;
    }

    public byte PayloadType { get; }

    public bool Marker { get; }

    public ushort Sequence { get; }

    public uint Timestamp { get; }

    public uint Ssrc { get; }

    public int PayloadOffset { get; }

    public int PayloadLength { get; }

    /// <summary>
    /// RTCP multiplexed on the same port (RFC 5761 §4): packet types 192–223 where RTP has marker and payload type.
    /// </summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= 192 and <= 223;

    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < HeaderLength || datagram[0] >> 6 != 2)
            return false;

        var offset = HeaderLength + ((datagram[0] & 0x0F) * 4);
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < offset + 4)
                return false;
            offset += 4 + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]) * 4);
        }

        var length = datagram.Length - offset;
        if ((datagram[0] & 0x20) != 0 && length > 0)
        {
            // The last byte counts the padding, itself included: zero or more than there is makes the packet invalid.
            var padding = datagram[^1];
            if (padding == 0)
                return false;
            length -= padding;
        }

        if (length < 0)
            return false;

        packet = new RtpPacket(
            (byte)(datagram[1] & 0x7F),
            (datagram[1] & 0x80) != 0,
            BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            offset,
            length);
        return true;
    }

    public static void WriteHeader(
        Span<byte> to, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        to[0] = 0x80;
        to[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], ssrc);
    }
}
