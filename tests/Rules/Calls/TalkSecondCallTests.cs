using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>An agent's telephone that holds, and that calls somebody beside the customer by a second call.</summary>
public sealed class TalkSecondCallTests
{
    private const string C = Talk.Customer;
    private static readonly TalkLine First = new("p1", MayReturn: false);
    private static readonly TalkLine Expert = new("x1", MayReturn: false);

    [Fact]
    public void the_telephones_hold_is_a_hold_and_its_resumption_ends_it()
    {
        var talk = TalkRun.Talking(First);
        Assert.Equal([new TalkEffect.Held()], talk.Happens(Aside("p1")));
        Assert.Equal(("music", ""), (talk.Hears[C], talk.Hears["p1"]));
        Assert.IsType<TalkEffect.Resumed>(Assert.Single(talk.Happens(Taken("p1"))));
        Assert.Equal(("p1", C), (talk.Hears[C], talk.Hears["p1"]));
    }

    [Fact]
    public void what_was_held_at_the_desk_is_not_resumed_by_the_telephone()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(new TalkEvent.Hold());
        Assert.Empty(talk.Happens(Aside("p1"), Taken("p1")));
        Assert.Equal("music", talk.Hears[C]);
    }

    [Fact]
    public void a_consultation_on_one_line_is_where_it_was_after_the_telephones_hold()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(new TalkEvent.Consult("q", false), new TalkEvent.ConsultAnswered("q", Expert), Aside("p1"));
        Assert.Equal(("music", "music", ""), (talk.Hears[C], talk.Hears["x1"], talk.Hears["p1"]));
        talk.Happens(Taken("p1"));
        Assert.Equal(("music", "p1", "x1"), (talk.Hears[C], talk.Hears["x1"], talk.Hears["p1"]));
    }

    [Fact]
    public void in_a_conference_the_telephones_hold_leaves_the_two_others_together()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(
            new TalkEvent.Consult("q", false), new TalkEvent.ConsultAnswered("q", Expert), new TalkEvent.Conference(),
            Aside("p1"));
        Assert.Equal(("x1", C, ""), (talk.Hears[C], talk.Hears["x1"], talk.Hears["p1"]));
    }

    [Fact]
    public void a_hold_while_a_secret_is_keyed_counts_afterwards()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(new TalkEvent.Entry(), Aside("p1"));
        Assert.Null(talk.State.HeldUs);
        Assert.Contains(talk.Happens(new TalkEvent.EntryOver()), effect => effect is TalkEffect.Held);
        Assert.Equal("music", talk.Hears[C]);
    }

    [Fact]
    public void who_is_called_by_the_second_call_is_spoken_to_by_it_and_the_first_rests()
    {
        var talk = Two();
        Assert.Equal(("music", "x1", "p2"), (talk.Hears[C], talk.Hears["p2"], talk.Hears["x1"]));
        Assert.Equal(("", "p2", "p1"), (talk.Hears["p1"], talk.State.Line.Id, talk.State.Other!.Id));
    }

    [Fact]
    public void taking_the_one_or_the_other_call_goes_to_and_fro()
    {
        var talk = Two();
        talk.Happens(Aside("p2"));
        Assert.Equal(("music", "music", ""), (talk.Hears[C], talk.Hears["x1"], talk.Hears["p2"]));
        talk.Happens(Taken("p1"));
        Assert.Equal(("p1", C, "music", ""), (talk.Hears[C], talk.Hears["p1"], talk.Hears["x1"], talk.Hears["p2"]));
        // Some telephones take the one before they let the other rest.
        talk.Happens(Taken("p2"));
        Assert.Equal(("music", "x1", ""), (talk.Hears[C], talk.Hears["p2"], talk.Hears["p1"]));
        talk.Happens(Aside("p1"));
        Assert.Equal(("music", "x1", "p2", ""), (talk.Hears[C], talk.Hears["p2"], talk.Hears["x1"], talk.Hears["p1"]));
    }

    [Fact]
    public void a_muted_agent_is_muted_on_whichever_line_is_at_the_ear()
    {
        var talk = Two();
        talk.Happens(new TalkEvent.Mute(true), Aside("p2"));
        Assert.Contains(new TalkEffect.Mute("p1", true), talk.Happens(Taken("p1")));
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("declined")]
    public void nobody_answering_the_second_call_is_over_and_the_first_is_where_it_was(string why)
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(Aside("p1"), new TalkEvent.Consult("q", false, "p2"));
        Assert.Equal(
            [new TalkEffect.ConsultOver("q", why), new TalkEffect.HangUpLine("p2"), new TalkEffect.Mute("p1", false)],
            talk.Happens(new TalkEvent.ConsultLost("q", why)));
        Assert.Equal("music", talk.Hears[C]);
        talk.Happens(Taken("p1"));
        Assert.Equal("p1", talk.Hears[C]);
    }

    [Fact]
    public void who_was_not_put_on_hold_by_the_telephone_is_talked_to_again_at_once()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(new TalkEvent.Consult("q", false, "p2"), new TalkEvent.LineGone("p2", true, false));
        Assert.Equal(("p1", null), (talk.Hears[C], talk.State.Consulting));
    }

    [Fact]
    public void who_goes_back_to_the_customer_while_it_rings_is_not_interrupted_by_the_answer()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(Aside("p1"), new TalkEvent.Consult("q", false, "p2"), Taken("p1"));
        Assert.Equal("p1", talk.Hears[C]);
        talk.Happens(new TalkEvent.ConsultAnswered("q", Expert));
        Assert.Equal(("p1", "music", ""), (talk.Hears[C], talk.Hears["x1"], talk.Hears["p2"]));
        talk.Happens(Aside("p1"));
        Assert.Equal(("music", "p2"), (talk.Hears[C], talk.Hears["x1"]));
    }

    [Fact]
    public void hanging_up_the_second_call_lets_the_consulted_go()
    {
        var talk = Two();
        var told = talk.Happens(new TalkEvent.LineGone("p2", true, false));
        Assert.Contains(new TalkEffect.ConsultOver("q", "dropped"), told);
        Assert.Equal(("p1", null, null), (talk.State.Line.Id, talk.State.Other, talk.State.Consulting));
        Assert.Equal("music", talk.Hears[C]);
        talk.Happens(Taken("p1"));
        Assert.Equal("p1", talk.Hears[C]);
    }

    [Fact]
    public void hanging_up_the_customers_call_ends_it_and_all_that_goes_with_it()
    {
        var talk = Two();
        var told = talk.Happens(new TalkEvent.LineGone("p1", true, false));
        Assert.Equal(TalkEnd.AgentHungUp, talk.State.End);
        Assert.Contains(new TalkEffect.ConsultOver("q", "dropped"), told);
        Assert.Contains(new TalkEffect.HangUpLine("p2"), told);
    }

    [Fact]
    public void a_telephone_that_disappears_leaves_the_customer_to_the_front_of_the_queue()
    {
        var talk = Two();
        var told = talk.Happens(new TalkEvent.LineGone("p1", false, false));
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);
        Assert.Contains(new TalkEffect.HangUpLine("p2"), told);
        var ringing = TalkRun.Talking(First);
        told = ringing.Happens(
            new TalkEvent.Consult("q", false, "p2"), new TalkEvent.LineGone("p1", false, false));
        Assert.Equal(TalkEnd.AgentLost, ringing.State.End);
        Assert.Contains(new TalkEffect.HangUpLine("p2"), told);
    }

    [Fact]
    public void in_a_conference_one_call_goes_on_without_the_other_and_both_hung_up_leave_the_two_together()
    {
        var talk = Two();
        talk.Happens(new TalkEvent.Conference());
        Assert.Equal(("p2+x1", C + "+x1", ""), (talk.Hears[C], talk.Hears["p2"], talk.Hears["p1"]));
        talk.Happens(new TalkEvent.LineGone("p2", true, false), Taken("p1"));
        Assert.Equal(("p1+x1", C + "+x1"), (talk.Hears[C], talk.Hears["p1"]));
        talk.Happens(new TalkEvent.LineGone("p1", true, false));
        Assert.Equal((TalkEnd.HandedOver, "x1"), (talk.State.End, talk.Hears[C]));
    }

    [Theory]
    [InlineData("p1")]
    [InlineData("p2")]
    public void the_transfer_ends_both_calls_and_joins_the_two(string atTheEar)
    {
        var talk = Two();
        if (atTheEar == "p1")
            talk.Happens(Aside("p2"), Taken("p1"));
        var told = talk.Happens(new TalkEvent.Transfer());
        Assert.Equal(("x1", C, "", ""), (talk.Hears[C], talk.Hears["x1"], talk.Hears["p1"], talk.Hears["p2"]));
        Assert.Equal(
            ["p1", "p2"], told.OfType<TalkEffect.HangUpLine>().Select(over => over.Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void a_customer_who_hangs_up_ends_both_calls()
    {
        var talk = Two();
        var told = talk.Happens(new TalkEvent.CustomerGone(false));
        Assert.Equal(2, told.OfType<TalkEffect.HangUpLine>().Count());
        Assert.Contains(new TalkEffect.ConsultOver("q", "dropped"), told);
    }

    [Fact]
    public void taken_over_while_the_second_call_rings_it_rings_no_more()
    {
        var talk = TalkRun.Talking(First);
        var told = talk.Happens(
            new TalkEvent.EarIn(new TalkEar("2001", "e1", EarMode.Listen)), new TalkEvent.Consult("q", false, "p2"),
            new TalkEvent.TakeOver("2001", "t"));
        Assert.Contains(new TalkEffect.HangUpLine("p2"), told);
        Assert.Equal("e1", talk.Hears[C]);
    }

    [Fact]
    public void the_customers_call_is_what_is_left_of_the_two_after_a_restart_without_the_consulted()
    {
        var talk = Two().State;
        var kept = new KeptTalk(
            "1001", talk.Line, 1, talk.HeldUs, false, null,
            new KeptConsult("q", "number", "95566", false, ConsultStage.Apart, Expert, null, 1) { By = "p2" })
        {
            Other = talk.Other,
        };
        var left = kept.WithoutSecond();
        Assert.Equal(("p1", null, true), (left.Line.Id, left.Other, left.HeldByTelephone));
        Assert.Null(left.Consult!.By);
    }

    private static TalkEvent.PutAside Aside(string line) => new TalkEvent.PutAside(line, true);

    private static TalkEvent.PutAside Taken(string line) => new TalkEvent.PutAside(line, false);

    /// <summary>With the expert, by the second call; the first is on hold.</summary>
    private static TalkRun Two()
    {
        var talk = TalkRun.Talking(First);
        talk.Happens(
            Aside("p1"), new TalkEvent.Consult("q", false, "p2"), new TalkEvent.ConsultAnswered("q", Expert));
        return talk;
    }
}
