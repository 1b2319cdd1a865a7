using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class KeyReceiverTests
{
    private const uint Ssrc = 7;

    private KeyReceiver _receiver;

    [Fact]
    public void a_key_of_many_packets_starts_and_ends_once()
    {
        Assert.Equal(KeySteps.Started, On(1000, 160));
        Assert.Equal(KeySteps.None, On(1000, 320));
        Assert.Equal(KeySteps.Ended, On(1000, 480, end: true));
        Assert.Equal(KeySteps.None, On(1000, 480, end: true));
        Assert.Equal(KeySteps.None, On(1000, 480, end: true));
        Assert.Equal(60, _receiver.DurationMs);
    }

    [Fact]
    public void the_same_key_again_is_another_key() =>
        Assert.Equal(
            2, Enumerable.Range(0, 2)
            .Count(i => (On((uint)(1000 + (i * 1600)), 800, end: true) & KeySteps.Ended) != 0));

    [Fact]
    public void a_lost_start_is_made_up_by_any_packet() =>
        Assert.Equal(KeySteps.Started | KeySteps.Ended, On(1000, 800, end: true));

    [Fact]
    public void a_lost_end_is_given_up_after_a_while_once()
    {
        On(1000, 160, nowUs: 0);
        Assert.False(_receiver.GiveUp(KeyReceiver.LostEndUs - 1));
        Assert.True(_receiver.GiveUp(KeyReceiver.LostEndUs));
        Assert.False(_receiver.GiveUp(KeyReceiver.LostEndUs * 2));
        Assert.Equal(KeySteps.None, On(1000, 800, end: true));
    }

    [Fact]
    public void a_lost_end_is_made_up_by_the_next_key()
    {
        On(1000, 160);
        Assert.Equal(KeySteps.EarlierEnded | KeySteps.Started, On(3000, 160));
    }

    [Fact]
    public void a_reordered_packet_of_an_earlier_key_is_nothing()
    {
        On(1000, 800, end: true);
        On(3000, 160);
        Assert.Equal(KeySteps.None, On(1000, 320));
        Assert.Equal(KeySteps.Ended, On(3000, 800, end: true));
    }

    [Fact]
    public void keys_of_a_telephone_whose_clock_began_anew_are_heard()
    {
        On(900_000, 800, end: true);
        Assert.Equal(KeySteps.None, On(1000, 160, late: true));
        Assert.Equal(KeySteps.Started | KeySteps.Ended, On(1000, 800, end: true));
        _receiver.Forget();
        Assert.Equal(KeySteps.Started | KeySteps.Ended, On(500, 800, end: true));
    }

    [Fact]
    public void a_key_held_beyond_the_field_is_still_one()
    {
        On(1000, 65_535);
        Assert.Equal(KeySteps.None, On(1000 + 65_535, 160));
        Assert.Equal(KeySteps.Ended, On(1000 + 65_535, 800, end: true));
        Assert.Equal((65_535 + 800) / 8, _receiver.DurationMs);
    }

    [Fact]
    public void timestamps_may_wrap()
    {
        On(uint.MaxValue - 10, 800, end: true);
        Assert.Equal(KeySteps.Started, On(500, 160));
    }

    private KeySteps On(uint timestamp, ushort duration, bool end = false, long nowUs = 0, bool late = false) =>
        _receiver.On(Ssrc, timestamp, end, duration, sameKey: true, late, nowUs);
}
