using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

public sealed class TalkTests
{
    private static readonly TalkLine Browser = new("b1", MayReturn: true);
    private static readonly TalkLine Phone = new("p1", MayReturn: false);

    [Fact]
    public void heard_the_agent_is_joined_and_only_then_connected()
    {
        var talk = new TalkRun(Browser);
        Assert.Equal([new TalkEffect.Bridge("b1")], talk.Happens(new TalkEvent.Begun(true)));
        Assert.Null(talk.State.ConnectedUs);
        Assert.Equal([new TalkEffect.Connected()], talk.Happens(new TalkEvent.Bridged("b1")));
        Assert.NotNull(talk.State.ConnectedUs);
    }

    [Fact]
    public void not_heard_the_customer_has_music_and_the_agent_time_to_come()
    {
        var talk = new TalkRun(Browser);
        Assert.Equal(
            [new TalkEffect.Music(), new TalkEffect.Gone(TalkAway.Silent), new TalkEffect.StartRejoin()],
            talk.Happens(new TalkEvent.Begun(false)));
        Assert.Equal([new TalkEffect.Bridge("b1")], talk.Happens(new TalkEvent.Heard("b1")));
        Assert.Equal(
            [new TalkEffect.StopRejoin(), new TalkEffect.Back(), new TalkEffect.Connected()],
            talk.Happens(new TalkEvent.Bridged("b1")));
    }

    [Fact]
    public void an_agent_who_does_not_come_back_in_time_is_lost()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.Silent("b1", Moving: false));
        Assert.Equal(
            [new TalkEffect.StopRejoin(), new TalkEffect.LostForGood("tooLate"), new TalkEffect.Unbridge()],
            talk.Happens(new TalkEvent.TooLate()));
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);
    }

    [Fact]
    public void too_late_means_nothing_once_the_agent_is_back()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.Silent("b1", false), new TalkEvent.Heard("b1"), new TalkEvent.Bridged("b1"));
        Assert.Empty(talk.Happens(new TalkEvent.TooLate()));
    }

    [Fact]
    public void a_reload_is_told_as_one_and_not_as_a_lost_line()
    {
        var talk = Talking(Browser);
        Assert.Contains(
            new TalkEffect.Gone(TalkAway.Moving), talk.Happens(new TalkEvent.LineGone("b1", true, Moving: true)));
        Assert.Equal(
            [new TalkEffect.Bridge("b2")],
            talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), true))
            .Where(e => e is not TalkEffect.Unbridge));
    }

    [Fact]
    public void a_held_customer_stays_held_over_a_reload_and_a_muted_agent_muted()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.Hold(), new TalkEvent.Mute(true), new TalkEvent.LineGone("b1", true, true));
        var joined = talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), true));
        Assert.Equal([new TalkEffect.Unbridge(), new TalkEffect.Mute("b2", true), new TalkEffect.Bridge("b2")], joined);
        Assert.Contains(new TalkEffect.Music(), talk.Happens(new TalkEvent.Bridged("b2")));
        Assert.NotNull(talk.State.HeldUs);
    }

    [Fact]
    public void a_hold_is_resumed_in_the_story_even_when_the_customer_hangs_up_in_it()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.Hold());
        Assert.Contains(talk.Happens(new TalkEvent.CustomerGone(false)), e => e is TalkEffect.Resumed);
    }

    [Fact]
    public void the_microphone_is_free_again_at_the_end()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.Mute(true));
        Assert.Contains(new TalkEffect.Mute("b1", false), talk.Happens(new TalkEvent.CustomerGone(false)));
    }

    [Fact]
    public void a_telephone_that_hangs_up_ends_the_conversation_and_one_that_vanishes_loses_the_agent()
    {
        var hungUp = Talking(Phone);
        hungUp.Happens(new TalkEvent.LineGone("p1", HungUp: true, false));
        Assert.Equal(TalkEnd.AgentHungUp, hungUp.State.End);
        var vanished = Talking(Phone);
        Assert.Contains(
            new TalkEffect.LostForGood("gone"), vanished.Happens(new TalkEvent.LineGone("p1", HungUp: false, false)));
        Assert.Equal(TalkEnd.AgentLost, vanished.State.End);
    }

    [Fact]
    public void hung_up_before_the_two_heard_each_other_the_customer_waits_again()
    {
        var talk = new TalkRun(Browser);
        talk.Happens(new TalkEvent.Begun(false), new TalkEvent.HangUp());
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);
    }

    [Fact]
    public void what_is_told_of_an_older_line_means_nothing()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), true), new TalkEvent.Bridged("b2"));
        Assert.Empty(
            talk.Happens(
                new TalkEvent.Silent("b1", false), new TalkEvent.LineGone("b1", true, false),
                new TalkEvent.Heard("b1")));
    }

    [Fact]
    public void a_telephone_in_a_conversation_is_not_left_for_a_page_that_opens()
    {
        var talk = Talking(Phone);
        Assert.Empty(talk.Happens(new TalkEvent.NewLine(Browser, true)));
    }

    [Fact]
    public void after_the_end_nothing_happens()
    {
        var talk = Talking(Browser);
        talk.Happens(new TalkEvent.HangUp());
        Assert.Empty(
            talk.Happens(
                new TalkEvent.Hold(), new TalkEvent.Mute(true), new TalkEvent.CustomerGone(false),
                new TalkEvent.TooLate()));
    }

    private static TalkRun Talking(TalkLine line)
    {
        var talk = new TalkRun(line);
        talk.Happens(new TalkEvent.Begun(true), new TalkEvent.Bridged(line.Id));
        return talk;
    }

    private sealed class TalkRun(TalkLine line)
    {
        private long _nowUs = 1_000;

        public Talk State { get; private set; } = new(line);

        /// <returns>The effects of the last.</returns>
        public IReadOnlyList<TalkEffect> Happens(params TalkEvent[] events)
        {
            IReadOnlyList<TalkEffect> effects = [];
            foreach (var one in events)
                (State, effects) = State.Apply(one, _nowUs += 1_000);
            return effects;
        }
    }
}
