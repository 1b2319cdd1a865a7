using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>The customer in the menu with the agent on the line: who hears whom, what is refused, the end.</summary>
public sealed class TalkGuideTests
{
    private const string C = Talk.Customer;
    private static readonly TalkLine Browser = new("b1", MayReturn: true);
    private static readonly TalkLine Telephone = new("s1", MayReturn: false);

    [Fact]
    public void the_two_hear_each_other_and_whoever_hears_the_customer_hears_the_menu()
    {
        var talk = Guided(Browser, new TalkEvent.EarIn(new TalkEar("2001", "e1", EarMode.Listen)));
        Assert.Equal(("b1", C, "b1+" + C), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
        Assert.Equal(["b1", "e1"], TalkSound.Beside(talk.State)!);
        Assert.Equal("guided", TalkSegment.Of(talk.State, "1001", "")!.Kind);
    }

    [Fact]
    public void a_secret_that_the_menu_asks_for_is_heard_by_nobody_and_all_is_as_before()
    {
        var talk = Guided(Browser, new TalkEvent.EarIn(new TalkEar("2001", "e1", EarMode.Barge)));
        Assert.Empty(talk.Happens(new TalkEvent.GuideSecret(true)));
        Assert.Equal(("", "e1", "b1"), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
        Assert.Empty(TalkSound.Beside(talk.State)!);
        Assert.Equal("entry", TalkSegment.Of(talk.State, "1001", "")!.Kind);
        talk.Happens(new TalkEvent.GuideSecret(false));
        Assert.Equal(("b1+e1", C + "+e1", "b1+" + C), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
    }

    [Fact]
    public void who_is_guided_hears_the_menu_and_no_music_while_the_agents_line_is_silent()
    {
        var talk = Guided(Browser);
        talk.Happens(new TalkEvent.Silent("b1", Moving: true));
        Assert.Equal(("", ""), (talk.Hears[C], talk.Hears["b1"]));
        talk.Happens(new TalkEvent.Heard("b1"));
        Assert.Equal(("b1", C), (talk.Hears[C], talk.Hears["b1"]));
        talk.Happens(new TalkEvent.Silent("b1", Moving: true), new TalkEvent.GuideOver("done"));
        Assert.Equal("music", talk.Hears[C]);
    }

    [Theory]
    [InlineData("Hold")]
    [InlineData("Resume")]
    [InlineData("Consult")]
    [InlineData("BlindTransfer")]
    [InlineData("SendToQueue")]
    [InlineData("Park")]
    [InlineData("Entry")]
    [InlineData("StopEntry")]
    [InlineData("Guide")]
    [InlineData("TakeOver")]
    public void what_would_take_the_customer_out_of_the_menu_is_refused(string asked)
    {
        var talk = Guided(Browser, new TalkEvent.EarIn(new TalkEar("2001", "e1", EarMode.Listen)));
        foreach (var secret in new[] { false, true })
        {
            talk.Happens(new TalkEvent.GuideSecret(secret));
            var before = talk.State;
            Assert.Equal("guiding", talk.State.Refusal(Event(asked)));
            Assert.Empty(talk.Happens(Event(asked)));
            Assert.Equal(before, talk.State);
        }
    }

    [Fact]
    public void it_begins_in_a_conversation_alone_and_only_what_runs_is_ended()
    {
        var talk = new TalkRun(Browser);
        Assert.Equal("noCall", talk.State.Refusal(new TalkEvent.Guide()));
        talk = TalkRun.Talking(Browser);
        Assert.Equal("notGuiding", talk.State.Refusal(new TalkEvent.StopGuide()));
        talk.Happens(new TalkEvent.Hold());
        Assert.Equal("held", talk.State.Refusal(new TalkEvent.Guide()));
        talk.Happens(new TalkEvent.Resume(), new TalkEvent.Entry());
        Assert.Equal("entry", talk.State.Refusal(new TalkEvent.Guide()));
        talk.Happens(new TalkEvent.EntryOver(), new TalkEvent.PinSpoken());
        Assert.Equal("spoken", talk.State.Refusal(new TalkEvent.Guide()));
        talk.Happens(new TalkEvent.PinSpokenOver("released"), new TalkEvent.Consult("q", false));
        Assert.Equal("consulting", talk.State.Refusal(new TalkEvent.Guide()));
        talk.Happens(new TalkEvent.DropConsult(), new TalkEvent.Resume(), new TalkEvent.Silent("b1", false));
        Assert.Equal("away", talk.State.Refusal(new TalkEvent.Guide()));
    }

    [Fact]
    public void the_agent_ends_it_and_the_two_talk()
    {
        var talk = Guided(Browser);
        talk.Happens(new TalkEvent.GuideSecret(true));
        Assert.Equal([new TalkEffect.StopMenu()], talk.Happens(new TalkEvent.StopGuide()));
        Assert.Equal("", talk.Hears[C]);
        Assert.Equal([new TalkEffect.GuideOver("stopped")], talk.Happens(new TalkEvent.GuideOver("stopped")));
        Assert.Equal(("b1", C), (talk.Hears[C], talk.Hears["b1"]));
        Assert.Null(TalkSound.Beside(talk.State));
        Assert.Null(talk.State.Refusal(new TalkEvent.Hold()));
        // What is told late of it is nobody's.
        Assert.Empty(talk.Happens(new TalkEvent.GuideSecret(true), new TalkEvent.GuideOver("done")));
        Assert.Null(talk.State.Entry);
    }

    [Theory]
    [InlineData("HangUp", false)]
    [InlineData("SendToMenu", false)]
    [InlineData("TooLate", true)]
    public void an_agent_who_leaves_leaves_the_customer_in_the_menu(string how, bool lost)
    {
        var talk = Guided(Browser, new TalkEvent.EarIn(new TalkEar("2001", "e1", EarMode.Barge)));
        talk.Happens(new TalkEvent.GuideSecret(true));
        if (lost)
            talk.Happens(new TalkEvent.Silent("b1", Moving: false));
        var told = talk.Happens(Event(how));
        Assert.Equal(TalkEnd.LeftInMenu, talk.State.End);
        Assert.Contains(new TalkEffect.GuideOver("alone"), told);
        Assert.DoesNotContain(told, effect => effect is TalkEffect.StopMenu or TalkEffect.StopEntry);
        Assert.Equal(lost, told.Any(effect => effect is TalkEffect.LostForGood));
        Assert.Equal(("", "", ""), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
        Assert.Null(TalkSound.Beside(talk.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void so_does_a_telephone_that_is_hung_up_or_lost(bool hungUp)
    {
        var talk = Guided(Telephone);
        talk.Happens(new TalkEvent.LineGone("s1", hungUp, Moving: false));
        Assert.Equal(TalkEnd.LeftInMenu, talk.State.End);
    }

    [Fact]
    public void a_customer_who_hangs_up_ends_the_menu_with_the_call()
    {
        var talk = Guided(Browser);
        talk.Happens(new TalkEvent.GuideSecret(true));
        var told = talk.Happens(new TalkEvent.CustomerGone(ByMedia: false));
        Assert.Equal(TalkEnd.CustomerLeft, talk.State.End);
        Assert.Equal(
            [new TalkEffect.StopRejoin(), new TalkEffect.StopMenu(), new TalkEffect.GuideOver("ended")], told);
    }

    [Fact]
    public void a_telephone_put_on_hold_counts_once_the_menu_is_over()
    {
        var talk = Guided(Telephone);
        talk.Happens(new TalkEvent.PutAside("s1", true));
        Assert.Equal(("", "", null), (talk.Hears[C], talk.Hears["s1"], talk.State.HeldUs));
        var told = talk.Happens(new TalkEvent.GuideOver("key0"));
        Assert.Contains(new TalkEffect.Held(), told);
        Assert.Equal("music", talk.Hears[C]);
    }

    [Fact]
    public void a_pin_said_aloud_meanwhile_is_heard_by_the_agent_alone_and_the_menus_own_by_nobody()
    {
        var talk = Guided(Browser, new TalkEvent.EarIn(new TalkEar("2001", "e1", EarMode.Listen)));
        talk.Happens(new TalkEvent.PinSpoken());
        Assert.Equal((C, ""), (talk.Hears["b1"], talk.Hears["e1"]));
        Assert.Equal(["b1"], TalkSound.Beside(talk.State)!);
        talk.Happens(new TalkEvent.GuideSecret(true));
        Assert.Equal(("", "", ""), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
    }

    [Fact]
    public void taken_up_after_a_restart_the_two_talk()
    {
        var talk = new TalkRun(Browser);
        talk.Happens(new TalkEvent.TakenUp(
            new KeptTalk("1001", Browser, 1, null, false, null, null) { Guided = true }, WithSound: true));
        Assert.Equal(("b1", C, null), (talk.Hears[C], talk.Hears["b1"], talk.State.Guiding));
        Assert.Null(talk.State.Refusal(new TalkEvent.Guide()));
    }

    private static TalkRun Guided(TalkLine line, params TalkEvent[] before)
    {
        var talk = TalkRun.Talking(line);
        talk.Happens(before);
        Assert.Equal([new TalkEffect.PlayMenu()], talk.Happens(new TalkEvent.Guide()));
        return talk;
    }

    private static TalkEvent Event(string name) => name switch
    {
        "Hold" => new TalkEvent.Hold(),
        "Resume" => new TalkEvent.Resume(),
        "Consult" => new TalkEvent.Consult("q", ThenTransfer: false),
        "BlindTransfer" => new TalkEvent.Consult("q", ThenTransfer: true),
        "SendToQueue" => new TalkEvent.SendAway(TalkEnd.SentToQueue),
        "SendToMenu" => new TalkEvent.SendAway(TalkEnd.SentToMenu),
        "Park" => new TalkEvent.SendAway(TalkEnd.Parked),
        "Entry" => new TalkEvent.Entry(),
        "StopEntry" => new TalkEvent.StopEntry(),
        "Guide" => new TalkEvent.Guide(),
        "TakeOver" => new TalkEvent.TakeOver("2001", "t"),
        "HangUp" => new TalkEvent.HangUp(),
        _ => new TalkEvent.TooLate(),
    };
}
