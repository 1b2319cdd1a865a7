using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class RtpPacketTests
{
    private static byte[] Packet(byte first, params byte[] rest) =>
        [first, 0x88, 0x12, 0x34, 0, 0, 0x56, 0x78, 0xDE, 0xAD, 0xBE, 0xEF, .. rest];

    [Fact]
    public void a_plain_packet_is_read()
    {
        Assert.True(RtpPacket.TryParse(Packet(0x80, 1, 2, 3), out var packet));
        Assert.True(packet.Marker);
        Assert.Equal(
            (8, 0x1234, 0x5678u, 0xDEADBEEFu), (packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Ssrc));
        Assert.Equal((12, 3), (packet.PayloadOffset, packet.PayloadLength));
    }

    [Fact]
    public void contributing_sources_extension_and_padding_are_not_payload()
    {
        var packet = Packet(0x80 | 0x20 | 0x10 | 1, 9, 9, 9, 9, 0xBE, 0xDE, 0, 1, 7, 7, 7, 7, 1, 2, 3, 0, 0, 3);
        Assert.True(RtpPacket.TryParse(packet, out var read));
        Assert.Equal((24, 3), (read.PayloadOffset, read.PayloadLength));
    }

    [Theory]
    [InlineData(0x40, new byte[0])]
    [InlineData(0x8F, new byte[] { 1, 2, 3 })]
    [InlineData(0x90, new byte[] { 1, 2 })]
    [InlineData(0x90, new byte[] { 1, 2, 0, 9, 1 })]
    [InlineData(0xA0, new byte[] { 1, 2, 0 })]
    [InlineData(0xA0, new byte[] { 1, 2, 4 })]
    public void what_is_cut_or_lies_about_its_length_is_refused(byte first, byte[] rest) =>
        Assert.False(RtpPacket.TryParse(Packet(first, rest), out _));

    [Fact]
    public void any_bytes_are_read_without_a_fault()
    {
        var random = new Random(42);
        var bytes = new byte[64];
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            var length = random.Next(bytes.Length);
            if (RtpPacket.TryParse(bytes.AsSpan(0, length), out var packet))
                Assert.InRange(packet.PayloadOffset + packet.PayloadLength, 12, length);
        }
    }

    [Fact]
    public void a_written_header_is_read_again()
    {
        var bytes = new byte[12];
        RtpPacket.WriteHeader(bytes, 101, true, 65_535, uint.MaxValue, 1);
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        Assert.Equal(
            (101, true, 65_535, uint.MaxValue, 1u),
            (packet.PayloadType, packet.Marker, packet.Sequence, packet.Timestamp, packet.Ssrc));
    }
}
