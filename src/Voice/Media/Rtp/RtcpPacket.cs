using System.Buffers.Binary;

namespace TellerLine.Voice.Media.Rtp;

/// <summary>A report block about one stream (RFC 3550 §6.4.1).</summary>
/// <param name="Fraction">Lost of 256 since the last report.</param>
/// <param name="Lost">In all.</param>
/// <param name="Jitter">In units of the stream's clock.</param>
/// <param name="LastReport">The middle 32 bits of the NTP time in the last sender report that came; 0 for none.</param>
/// <param name="Delay">Since then, in 1/65536 s.</param>
internal readonly record struct ReportBlock(
    uint Ssrc, byte Fraction, int Lost, uint Highest, uint Jitter, uint LastReport, uint Delay);

/// <summary>What a compound packet tells us: the peer's clock, and what it says of our stream.</summary>
internal ref struct RtcpReading
{
    public bool IsValid;

    /// <summary>The middle 32 bits of its sender report's NTP time.</summary>
    public uint? SenderTime;

    public ReportBlock? OfUs;
}

/// <summary>RTCP as we send and read it: SR or RR with a CNAME, BYE at the end. No memory but the caller's.</summary>
internal static class RtcpPacket
{
    public const int SenderReport = 200, ReceiverReport = 201, Description = 202, Goodbye = 203;

    /// <summary>The longest we send: SR with one block, CNAME, BYE.</summary>
    public const int MaxLength = 28 + 24 + 8 + 4 + 40 + 8;

    private const int BlockLength = 24;

    /// <summary>
    /// Reads a compound packet (appendix A.2 for what makes one valid). Whatever it does not know it passes over.
    /// </summary>
    public static RtcpReading Read(ReadOnlySpan<byte> compound, uint ourSsrc)
    {
        var reading = default(RtcpReading);
        if (compound.Length < 8 || compound[1] is not (SenderReport or ReceiverReport) || (compound[0] & 0x20) != 0)
            return reading;
        for (var rest = compound; rest.Length > 0;)
        {
            if (rest.Length < 4 || rest[0] >> 6 != 2)
                return default;
            var length = (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 1) * 4;
            if (length > rest.Length)
                return default;
            var packet = rest[..length];
            var count = packet[0] & 0x1F;
            if (packet[1] == SenderReport && length >= 28)
            {
                reading.SenderTime = BinaryPrimitives.ReadUInt32BigEndian(packet[10..]);
                ReadBlocks(packet[28..], count, ourSsrc, ref reading);
            }
            else if (packet[1] == ReceiverReport && length >= 8)
            {
                ReadBlocks(packet[8..], count, ourSsrc, ref reading);
            }

            rest = rest[length..];
        }

        reading.IsValid = true;
        return reading;
    }

    /// <returns>The report's length: a sender's when something was sent since the last one, else a
    /// receiver's.</returns>
    public static int WriteReport(
        Span<byte> to, uint ssrc, bool asSender, ulong ntp, uint timestamp, uint packets, uint octets,
        in ReportBlock? about)
    {
        var at = asSender ? 28 : 8;
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], ssrc);
        if (asSender)
        {
            BinaryPrimitives.WriteUInt64BigEndian(to[8..], ntp);
            BinaryPrimitives.WriteUInt32BigEndian(to[16..], timestamp);
            BinaryPrimitives.WriteUInt32BigEndian(to[20..], packets);
            BinaryPrimitives.WriteUInt32BigEndian(to[24..], octets);
        }

        if (about is { } block)
        {
            WriteBlock(to[at..], block);
            at += BlockLength;
        }

        Header(to, about is null ? 0 : 1, asSender ? SenderReport : ReceiverReport, at);
        return at;
    }

    /// <summary>SDES with a CNAME (§6.5.1), padded to 32 bits with at least one zero that ends the list.</summary>
    public static int WriteDescription(Span<byte> to, uint ssrc, ReadOnlySpan<byte> cname)
    {
        var length = (8 + 2 + cname.Length + 1 + 3) / 4 * 4;
        to[..length].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], ssrc);
        to[8] = 1;
        to[9] = (byte)cname.Length;
        cname.CopyTo(to[10..]);
        Header(to, 1, Description, length);
        return length;
    }

    public static int WriteGoodbye(Span<byte> to, uint ssrc)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], ssrc);
        Header(to, 1, Goodbye, 8);
        return 8;
    }

    private static void Header(Span<byte> to, int count, int type, int length)
    {
        to[0] = (byte)(0x80 | count);
        to[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)((length / 4) - 1));
    }

    private static void WriteBlock(Span<byte> to, in ReportBlock block)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to, block.Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], ((uint)block.Fraction << 24) | ((uint)block.Lost & 0xFF_FFFF));
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], block.Highest);
        BinaryPrimitives.WriteUInt32BigEndian(to[12..], block.Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(to[16..], block.LastReport);
        BinaryPrimitives.WriteUInt32BigEndian(to[20..], block.Delay);
    }

    private static void ReadBlocks(ReadOnlySpan<byte> blocks, int count, uint ourSsrc, ref RtcpReading reading)
    {
        for (; count > 0 && blocks.Length >= BlockLength; count--, blocks = blocks[BlockLength..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(blocks) != ourSsrc)
                continue;
            var lost = BinaryPrimitives.ReadUInt32BigEndian(blocks[4..]);
            reading.OfUs = new ReportBlock(
                ourSsrc, (byte)(lost >> 24), (int)(lost << 8) >> 8, BinaryPrimitives.ReadUInt32BigEndian(blocks[8..]),
                BinaryPrimitives.ReadUInt32BigEndian(blocks[12..]), BinaryPrimitives.ReadUInt32BigEndian(blocks[16..]),
                BinaryPrimitives.ReadUInt32BigEndian(blocks[20..]));
        }
    }
}
