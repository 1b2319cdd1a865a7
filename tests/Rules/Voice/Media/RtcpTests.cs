using System.Buffers.Binary;
using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

/// <summary>Reports out and in, and what a forger's are worth.</summary>
public sealed class RtcpTests
{
    private const long StartUs = 1_000_000_000;

    private readonly byte[] _packet = new byte[RtcpPacket.MaxLength];
    private Reception _in;
    private OutStream _out = new(0xAABBCCDD, 10, 1_000);
    private Reports _reports;

    [Fact]
    public void a_report_says_what_came_what_went_and_who()
    {
        for (var i = 0; i < 10; i++)
            if (i != 4)
                _in.On(7, (ushort)(100 + i), (uint)(i * 160), false, StartUs + (i * 20_000));
        for (var i = 0; i < 5; i++)
            _out.Clocked(160, i, StartUs + (i * 20_000));
        var length = _reports.Write(
            _packet, ref _in, _out, "nobody"u8, last: true, StartUs + 100_000, Reports.Ntp(StartUs));
        var packet = _packet.AsSpan(0, length);

        Assert.Equal((0x81, RtcpPacket.SenderReport), (packet[0], packet[1]));
        Assert.Equal(5u, BinaryPrimitives.ReadUInt32BigEndian(packet[20..]));
        Assert.Equal(800u, BinaryPrimitives.ReadUInt32BigEndian(packet[24..]));
        Assert.Equal(7u, BinaryPrimitives.ReadUInt32BigEndian(packet[28..]));
        Assert.Equal((25, 1), ((int)packet[32], packet[35])); // one of ten
        Assert.Equal(109u, BinaryPrimitives.ReadUInt32BigEndian(packet[36..]));
        Assert.Equal(RtcpPacket.Description, packet[53]);
        Assert.True(packet[62..68].SequenceEqual("nobody"u8));
        Assert.Equal(RtcpPacket.Goodbye, packet[^7]);
        Assert.True(RtcpPacket.Read(packet, 7).IsValid);
    }

    [Fact]
    public void loss_jitter_and_round_trip_come_from_the_peers_report()
    {
        for (var i = 0; i < 100; i++)
            _out.Clocked(160, i, StartUs + (i * 20_000));
        // Our report left at StartUs; the peer sat on it for 200 ms, and its answer is here 250 ms later.
        var left = (uint)(Reports.Ntp(StartUs) >> 16);
        Receive(new ReportBlock(0xAABBCCDD, 0, 3, 109, 80, left, (uint)(0.2 * 65_536)), StartUs + 250_000);
        var quality = _reports.Quality(_in, _out);
        Assert.Equal((100, 3, 10.0), (quality.Sent, quality.SentLost!.Value, quality.SentJitterMs!.Value));
        Assert.Equal(3.0, quality.SentLossPct!.Value, 3);
        Assert.Equal(50.0, quality.RoundTripMs!.Value, 0.1);
    }

    [Fact]
    public void what_is_told_of_another_stream_or_another_clock_is_not_believed()
    {
        Receive(new ReportBlock(1, 0, 3, 109, 80, 0, 0), StartUs);
        Assert.Null(_reports.Quality(_in, _out).SentLost);
        Receive(new ReportBlock(0xAABBCCDD, 255, -5, 109, uint.MaxValue, 12_345, 0), StartUs);
        var quality = _reports.Quality(_in, _out);
        Assert.Equal((0, 60_000.0), (quality.SentLost!.Value, quality.SentJitterMs!.Value));
        Assert.Null(quality.RoundTripMs);
    }

    [Fact]
    public void garbage_is_no_report()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var garbage = new byte[random.Next(120)];
            random.NextBytes(garbage);
            if (garbage.Length > 1)
                (garbage[0], garbage[1]) = ((byte)(0x80 | random.Next(32)), (byte)(200 + random.Next(2)));
            RtcpPacket.Read(garbage, 1);
        }

        Assert.False(RtcpPacket.Read([0x80, 200, 0, 6, 0, 0, 0, 0], 1).IsValid);
        Assert.False(RtcpPacket.Read([0x80, 203, 0, 1, 0, 0, 0, 0], 1).IsValid);
    }

    [Fact]
    public void reports_are_some_seconds_apart_the_first_sooner()
    {
        foreach (var random in (uint[])[0, uint.MaxValue / 2, uint.MaxValue])
        {
            _reports.Arm(true, random, StartUs);
            Assert.False(_reports.IsDue(StartUs + 1_000_000));
            Assert.True(_reports.IsDue(StartUs + 3_100_000));
            _reports.Arm(false, random, StartUs);
            Assert.False(_reports.IsDue(StartUs + 2_000_000));
            Assert.True(_reports.IsDue(StartUs + 6_200_000));
        }
    }

    private void Receive(in ReportBlock block, long atUs)
    {
        var length = RtcpPacket.WriteReport(_packet, 9, false, 0, 0, 0, 0, block);
        _reports.Received(RtcpPacket.Read(_packet.AsSpan(0, length), 0xAABBCCDD), atUs, Reports.Ntp(atUs));
    }
}
