using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

/// <summary>
/// A stream as it comes: in order, lost, late, begun anew under the same SSRC (RFC 3550 appendix A.1).
/// </summary>
public sealed class ReceptionTests
{
    private Reception _in;
    private long _us = 1_000_000;

    [Fact]
    public void loss_is_counted_and_a_late_packet_makes_it_good()
    {
        Assert.Equal(Arrival.Anew, On(100, 0));
        Assert.Equal(Arrival.Next, On(103, 480));
        Assert.Equal(2, _in.Lost);
        Assert.Equal(Arrival.Late, On(101, 160));
        Assert.Equal(1, _in.Lost);
        var (fraction, lost) = _in.Report();
        Assert.Equal((64, 1), (fraction, lost)); // one of four, in 256ths
        Assert.Equal((0, 1), ((int)_in.Report().Fraction, _in.Report().Lost));
    }

    [Theory]
    [InlineData(50_000, 9_000_000)]
    [InlineData(20, 0)]
    [InlineData(2_500, 77)]
    public void a_telephone_that_restarts_its_numbers_is_heard_from_its_second_packet_and_costs_no_loss(
        int sequence, uint timestamp)
    {
        for (ushort i = 0; i < 50; i++)
            On((ushort)(1_000 + i), i * 160u);
        Assert.Equal(Arrival.Doubtful, On((ushort)sequence, timestamp));
        Assert.Equal(Arrival.Anew, On((ushort)(sequence + 1), timestamp + 160));
        Assert.Equal(Arrival.Next, On((ushort)(sequence + 2), timestamp + 320));
        Assert.Equal(0, _in.Lost);
    }

    [Fact]
    public void one_that_begins_a_little_lower_is_told_from_reordering_after_a_few_packets()
    {
        for (ushort i = 0; i < 50; i++)
            On((ushort)(1_000 + i), i * 160u);
        for (ushort i = 0; i < 4; i++)
            Assert.Equal(Arrival.Late, On((ushort)(1_000 + i), 500_000 + (i * 160u)));
        Assert.Equal(Arrival.Anew, On(1_004, 500_640));
        Assert.Equal(Arrival.Next, On(1_005, 500_800));
    }

    [Fact]
    public void a_clock_set_back_under_running_numbers_is_a_new_beginning()
    {
        On(1, 100_000);
        Assert.Equal(Arrival.Anew, On(2, 0));
        Assert.Equal(Arrival.Next, On(3, 160));
        Assert.Equal(0, _in.Lost);
    }

    [Fact]
    public void a_single_packet_out_of_nowhere_changes_nothing()
    {
        On(1, 0);
        Assert.Equal(Arrival.Doubtful, On(30_000, 5));
        Assert.Equal(Arrival.Next, On(2, 320));
        Assert.Equal((2, 0), (_in.Received, _in.Lost));
    }

    [Fact]
    public void a_keys_timestamp_says_nothing_of_the_clock()
    {
        On(1, 160);
        On(2, 320);
        Assert.Equal(Arrival.Next, _in.On(7, 3, 160, true, _us));
        Assert.Equal(Arrival.Next, On(4, 640));
    }

    [Fact]
    public void numbers_wrap()
    {
        On(65_534, 0);
        On(65_535, 160);
        Assert.Equal(Arrival.Next, On(0, 320));
        Assert.Equal((0x1_0000u, 0), (_in.HighestSequence, _in.Lost));
    }

    private Arrival On(ushort sequence, uint timestamp)
    {
        _us += 20_000;
        return _in.On(7, sequence, timestamp, false, _us);
    }
}
