using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

public sealed class TalkTests
{
    private static readonly TalkLine Browser = new("b1", MayReturn: true);
    private static readonly TalkLine Phone = new("p1", MayReturn: false);

    [Fact]
    public void heard_the_agent_is_joined_and_only_then_connected()
    {
        var (joined, effects) = new Talk(Browser).Apply(new TalkEvent.Begun(true), 1);
        Assert.Equal(
            [new TalkHearing(Talk.Customer, ["b1"], false), new TalkHearing("b1", [Talk.Customer], false)],
            Assert.IsType<TalkEffect.Sound>(Assert.Single(effects)).Changed);
        Assert.Null(joined.ConnectedUs);
        var (connected, told) = joined.Apply(new TalkEvent.Joined("b1"), 2);
        Assert.Equal([new TalkEffect.Connected()], told);
        Assert.Equal(2, connected.ConnectedUs);
    }

    [Fact]
    public void not_heard_the_customer_has_music_and_the_agent_time_to_come()
    {
        var talk = new TalkRun(Browser);
        Assert.Equal(
            [new TalkEffect.Gone(TalkAway.Silent), new TalkEffect.StartRejoin()],
            talk.Happens(new TalkEvent.Begun(false)));
        Assert.Equal(("music", ""), (talk.Hears[Talk.Customer], talk.Hears["b1"]));
        Assert.Equal(
            [new TalkEffect.StopRejoin(), new TalkEffect.Back(), new TalkEffect.Connected()],
            talk.Happens(new TalkEvent.Heard("b1")));
        Assert.Equal(("b1", Talk.Customer), (talk.Hears[Talk.Customer], talk.Hears["b1"]));
    }

    [Fact]
    public void an_agent_who_does_not_come_back_in_time_is_lost()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Silent("b1", Moving: false));
        Assert.Equal(
            [new TalkEffect.StopRejoin(), new TalkEffect.LostForGood("tooLate")],
            talk.Happens(new TalkEvent.TooLate()));
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);
        Assert.Equal("", talk.Hears[Talk.Customer]);
    }

    [Fact]
    public void too_late_means_nothing_once_the_agent_is_back()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Silent("b1", false), new TalkEvent.Heard("b1"));
        Assert.Empty(talk.Happens(new TalkEvent.TooLate()));
    }

    [Fact]
    public void a_reload_is_told_as_one_and_not_as_a_lost_line()
    {
        var talk = TalkRun.Talking(Browser);
        Assert.Contains(
            new TalkEffect.Gone(TalkAway.Moving), talk.Happens(new TalkEvent.LineGone("b1", true, Moving: true)));
        Assert.Equal("music", talk.Hears[Talk.Customer]);
        talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), true));
        Assert.Equal("b2", talk.Hears[Talk.Customer]);
    }

    [Fact]
    public void a_line_not_heard_yet_is_joined_when_the_one_before_was_and_looked_at_again()
    {
        var talk = TalkRun.Talking(Browser);
        Assert.Equal(
            [new TalkEffect.Doubt("b2")],
            talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), WithSound: false)));
        Assert.Equal("b2", talk.Hears[Talk.Customer]);
    }

    [Fact]
    public void an_agent_is_back_though_nothing_changes_for_a_customer_who_is_held()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Hold(), new TalkEvent.Silent("b1", false));
        Assert.Equal(
            [new TalkEffect.StopRejoin(), new TalkEffect.Back()], talk.Happens(new TalkEvent.Heard("b1")));
        Assert.Equal("music", talk.Hears[Talk.Customer]);
    }

    [Fact]
    public void a_held_customer_stays_held_over_a_reload_and_a_muted_agent_muted()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Hold(), new TalkEvent.Mute(true), new TalkEvent.LineGone("b1", true, true));
        var effects = talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), true));
        Assert.Equal(new TalkEffect.Mute("b2", true), effects[0]);
        Assert.Equal(("music", ""), (talk.Hears[Talk.Customer], talk.Hears["b2"]));
        Assert.NotNull(talk.State.HeldUs);
        talk.Happens(new TalkEvent.Resume());
        Assert.Equal("b2", talk.Hears[Talk.Customer]);
    }

    [Fact]
    public void a_muted_agent_s_new_line_is_muted_before_it_is_heard()
    {
        var talk = new TalkRun(Browser);
        talk.Happens(new TalkEvent.Begun(true), new TalkEvent.Mute(true));
        var (_, effects) = talk.State.Apply(new TalkEvent.NewLine(new TalkLine("b2", true), true), 9_000);
        Assert.Equal(new TalkEffect.Mute("b2", true), effects[0]);
        Assert.IsType<TalkEffect.Sound>(effects[1]);
    }

    [Fact]
    public void a_hold_is_resumed_in_the_story_even_when_the_customer_hangs_up_in_it()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Hold());
        Assert.Contains(talk.Happens(new TalkEvent.CustomerGone(false)), e => e is TalkEffect.Resumed);
    }

    [Fact]
    public void the_microphone_is_free_again_at_the_end()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Mute(true));
        Assert.Contains(new TalkEffect.Mute("b1", false), talk.Happens(new TalkEvent.CustomerGone(false)));
    }

    [Fact]
    public void a_telephone_that_hangs_up_ends_the_conversation_and_one_that_vanishes_loses_the_agent()
    {
        var hungUp = TalkRun.Talking(Phone);
        hungUp.Happens(new TalkEvent.LineGone("p1", HungUp: true, false));
        Assert.Equal(TalkEnd.AgentHungUp, hungUp.State.End);
        var vanished = TalkRun.Talking(Phone);
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
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.NewLine(new TalkLine("b2", true), true));
        Assert.Empty(
            talk.Happens(
                new TalkEvent.Silent("b1", false), new TalkEvent.LineGone("b1", true, false),
                new TalkEvent.Heard("b1")));
    }

    [Fact]
    public void a_telephone_in_a_conversation_is_not_left_for_a_page_that_opens()
    {
        var talk = TalkRun.Talking(Phone);
        Assert.Empty(talk.Happens(new TalkEvent.NewLine(Browser, true)));
    }

    [Fact]
    public void after_the_end_nothing_happens()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.HangUp());
        Assert.Empty(
            talk.Happens(
                new TalkEvent.Hold(), new TalkEvent.Mute(true), new TalkEvent.CustomerGone(false),
                new TalkEvent.TooLate()));
    }
}
