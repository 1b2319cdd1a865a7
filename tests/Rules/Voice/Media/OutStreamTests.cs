using TellerLine.Voice.Media.Engine;

namespace TellerLine.Rules.Voice.Media;

public sealed class OutStreamTests
{
    private OutStream _out = new(1, 65_530, uint.MaxValue - 100);
    private long _us = 1_000_000;

    [Fact]
    public void prompt_then_partner_then_music_is_one_stream()
    {
        var first = Clocked(1);
        var second = Clocked(2);
        Assert.Equal((ushort)(first.Sequence + 1), second.Sequence);
        Assert.Equal(160u, second.Timestamp - first.Timestamp);
        Assert.True(first.Marker);
        Assert.False(second.Marker);

        var third = Relayed(9, 40_000, 5);
        Assert.Equal((ushort)(second.Sequence + 1), third.Sequence);
        Assert.Equal(160u, third.Timestamp - second.Timestamp);
        Assert.True(third.Marker);

        var fourth = Clocked(4);
        Assert.Equal((ushort)(third.Sequence + 1), fourth.Sequence);
        Assert.True(fourth.Marker);
    }

    [Fact]
    public void loss_and_reordering_of_the_partner_stay_what_they_are()
    {
        var first = Relayed(9, 100, 1000);
        var third = Relayed(9, 102, 1320);
        var second = Relayed(9, 101, 1160);
        Assert.Equal((ushort)(first.Sequence + 2), third.Sequence);
        Assert.Equal((ushort)(first.Sequence + 1), second.Sequence);
        Assert.Equal(160u, second.Timestamp - first.Timestamp);
    }

    [Fact]
    public void a_key_of_the_partner_leaves_no_hole()
    {
        var first = Relayed(9, 100, 1000);
        _out.Skip();
        _out.Skip();
        Assert.Equal((ushort)(first.Sequence + 1), Relayed(9, 103, 1480).Sequence);
    }

    [Fact]
    public void another_source_of_the_partner_is_joined_without_a_jump()
    {
        var first = Relayed(9, 100, 1000);
        var next = Relayed(10, 60_000, 4_000_000_000);
        Assert.Equal((ushort)(first.Sequence + 1), next.Sequence);
        Assert.Equal(160u, next.Timestamp - first.Timestamp);
        Assert.True(next.Marker);
    }

    [Fact]
    public void what_is_older_than_where_we_joined_is_dropped()
    {
        Relayed(9, 100, 1000);
        Assert.False(_out.Relayed(9, 99, 840, 160, false, _us, out _));
    }

    [Fact]
    public void a_dropped_slot_is_a_gap_in_time_not_in_sequence()
    {
        var first = Clocked(1);
        var next = Clocked(3);
        Assert.Equal((ushort)(first.Sequence + 1), next.Sequence);
        Assert.Equal(320u, next.Timestamp - first.Timestamp);
    }

    private StreamPlace Clocked(long round)
    {
        var place = _out.Clocked(160, round, _us);
        _us += 20_000;
        return place;
    }

    [Fact]
    public void a_partner_that_began_anew_a_little_lower_goes_on_without_a_jump()
    {
        Relayed(9, 100, 1000);
        var last = Relayed(9, 101, 1160);
        var next = Relayed(9, 60, 0, anew: true);
        Assert.Equal((ushort)(last.Sequence + 1), next.Sequence);
        Assert.Equal(160u, next.Timestamp - last.Timestamp);
        Assert.True(next.Marker);
        Assert.Equal((ushort)(next.Sequence + 1), Relayed(9, 61, 160).Sequence);
    }

    private StreamPlace Relayed(uint ssrc, ushort sequence, uint timestamp, bool anew = false)
    {
        Assert.True(_out.Relayed(ssrc, sequence, timestamp, 160, anew, _us, out var place));
        _us += 20_000;
        return place;
    }
}
