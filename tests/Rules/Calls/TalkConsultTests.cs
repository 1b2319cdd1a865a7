using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>Consultation, conference, transfer, listening in and secure entry: who hears whom in each.</summary>
public sealed class TalkConsultTests
{
    private const string C = Talk.Customer;
    private static readonly TalkLine Browser = new("b1", MayReturn: true);
    private static readonly TalkLine Phone = new("p1", MayReturn: false);
    private static readonly TalkLine Expert = new("x1", MayReturn: false);

    [Fact]
    public void while_somebody_is_called_the_customer_waits_and_nobody_hears_the_customer()
    {
        var talk = TalkRun.Talking(Browser);
        Assert.Equal(
            [new TalkEffect.Held(), new TalkEffect.CallConsult("q")],
            talk.Happens(new TalkEvent.Consult("q", ThenTransfer: false)));
        Assert.Equal(("music", ""), (talk.Hears[C], talk.Hears["b1"]));
    }

    [Fact]
    public void in_a_consultation_the_two_hear_each_other_and_the_customer_neither()
    {
        var talk = Consulting();
        Assert.Equal(("music", "x1", "b1"), (talk.Hears[C], talk.Hears["b1"], talk.Hears["x1"]));
    }

    [Fact]
    public void hold_and_resume_go_to_and_fro_between_customer_and_consulted()
    {
        var talk = Consulting();
        talk.Happens(new TalkEvent.Resume());
        Assert.Equal(("b1", C, "music"), (talk.Hears[C], talk.Hears["b1"], talk.Hears["x1"]));
        talk.Happens(new TalkEvent.Hold());
        Assert.Equal(("music", "x1", "b1"), (talk.Hears[C], talk.Hears["b1"], talk.Hears["x1"]));
    }

    [Fact]
    public void in_the_conference_each_hears_the_two_others_and_a_hold_keeps_the_customer_out()
    {
        var talk = Consulting();
        Assert.Contains(talk.Happens(new TalkEvent.Conference()), effect => effect is TalkEffect.Resumed);
        Assert.Equal(("b1+x1", C + "+x1"), (talk.Hears[C], talk.Hears["b1"]));
        Assert.Equal("b1+" + C, talk.Hears["x1"]);
        talk.Happens(new TalkEvent.Hold());
        Assert.Equal(("music", "x1", "b1"), (talk.Hears[C], talk.Hears["b1"], talk.Hears["x1"]));
    }

    [Fact]
    public void who_transfers_leaves_and_the_two_others_go_on()
    {
        var talk = Consulting();
        var told = talk.Happens(new TalkEvent.Transfer());
        Assert.Equal(TalkEnd.HandedOver, talk.State.End);
        Assert.Contains(new TalkEffect.HandedOver("q"), told);
        Assert.DoesNotContain(told, effect => effect is TalkEffect.ConsultOver);
        Assert.Equal(("x1", "", C), (talk.Hears[C], talk.Hears["b1"], talk.Hears["x1"]));
    }

    [Fact]
    public void who_hangs_up_in_a_conference_leaves_the_two_others_together()
    {
        var talk = Consulting();
        talk.Happens(new TalkEvent.Conference(), new TalkEvent.HangUp());
        Assert.Equal((TalkEnd.HandedOver, "x1"), (talk.State.End, talk.Hears[C]));
    }

    [Fact]
    public void a_blind_transfer_gives_the_customer_to_whoever_answers()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Consult("q", ThenTransfer: true));
        talk.Happens(new TalkEvent.ConsultAnswered("q", Expert));
        Assert.Equal((TalkEnd.HandedOver, "x1", ""), (talk.State.End, talk.Hears[C], talk.Hears["b1"]));
    }

    [Fact]
    public void nobody_answering_the_customer_is_still_the_agents_own()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Consult("q", ThenTransfer: true));
        Assert.Equal(
            [new TalkEffect.ConsultOver("q", "busy")], talk.Happens(new TalkEvent.ConsultLost("q", "busy")));
        Assert.Equal("music", talk.Hears[C]);
        talk.Happens(new TalkEvent.Resume());
        Assert.Equal("b1", talk.Hears[C]);
    }

    [Fact]
    public void an_answer_to_a_call_that_was_given_up_means_nothing()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Consult("q", false), new TalkEvent.DropConsult());
        Assert.Empty(talk.Happens(new TalkEvent.ConsultAnswered("q", Expert)));
        Assert.Null(talk.State.Consulting);
    }

    [Fact]
    public void a_desk_lost_for_good_in_a_conference_leaves_the_customer_with_the_third()
    {
        var talk = Consulting();
        talk.Happens(new TalkEvent.Conference(), new TalkEvent.Silent("b1", false));
        Assert.Equal("x1", talk.Hears[C]);
        talk.Happens(new TalkEvent.TooLate());
        Assert.Equal((TalkEnd.HandedOver, "x1"), (talk.State.End, talk.Hears[C]));
    }

    [Fact]
    public void a_desk_lost_for_good_in_a_consultation_frees_the_consulted_and_queues_the_customer()
    {
        var talk = Consulting();
        talk.Happens(new TalkEvent.Silent("b1", false));
        Assert.Equal(("music", "music"), (talk.Hears[C], talk.Hears["x1"]));
        Assert.Contains(new TalkEffect.ConsultOver("q", "dropped"), talk.Happens(new TalkEvent.TooLate()));
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);
    }

    [Fact]
    public void a_telephone_hung_up_in_a_consultation_transfers_and_one_that_vanishes_does_not()
    {
        var talk = TalkRun.Talking(Phone);
        talk.Happens(new TalkEvent.Consult("q", false), new TalkEvent.ConsultAnswered("q", Expert));
        talk.Happens(new TalkEvent.LineGone("p1", HungUp: true, false));
        Assert.Equal((TalkEnd.HandedOver, "x1"), (talk.State.End, talk.Hears[C]));
        var vanished = TalkRun.Talking(Phone);
        vanished.Happens(new TalkEvent.Consult("q", false), new TalkEvent.ConsultAnswered("q", Expert));
        vanished.Happens(new TalkEvent.LineGone("p1", HungUp: false, false));
        Assert.Equal(TalkEnd.AgentLost, vanished.State.End);
    }

    [Fact]
    public void a_telephone_hung_up_while_its_transfer_rings_leaves_the_ringing_and_then_the_customer_never_alone()
    {
        var talk = Ringing();
        talk.Happens(new TalkEvent.ConsultAnswered("q", Expert));
        Assert.Equal((TalkEnd.HandedOver, "x1"), (talk.State.End, talk.Hears[C]));
        talk = Ringing();
        talk.Happens(new TalkEvent.ConsultLost("q", "busy"));
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);
        talk = Ringing();
        talk.Happens(new TalkEvent.DropConsult());
        Assert.Equal(TalkEnd.AgentLost, talk.State.End);

        static TalkRun Ringing()
        {
            var talk = TalkRun.Talking(Phone);
            talk.Happens(new TalkEvent.Consult("q", ThenTransfer: true));
            talk.Happens(new TalkEvent.LineGone("p1", HungUp: true, false));
            Assert.Equal((null, "music"), (talk.State.End, talk.Hears[C]));
            return talk;
        }
    }

    [Fact]
    public void a_telephones_place_is_taken_by_another_telephone_and_by_no_browser()
    {
        var talk = TalkRun.Talking(Phone);
        talk.Happens(new TalkEvent.NewLine(Browser, WithSound: true));
        Assert.Equal("p1", talk.Hears[C]);
        talk.Happens(new TalkEvent.NewLine(Expert, WithSound: true), new TalkEvent.LineGone("p1", true, false));
        Assert.Equal((null, "x1", ""), (talk.State.End, talk.Hears[C], talk.Hears["p1"]));
    }

    [Fact]
    public void a_consulted_desk_that_opens_a_new_line_is_heard_by_it_in_each_stage()
    {
        var next = new TalkLine("x2", MayReturn: true);
        var talk = Consulting();
        talk.Happens(new TalkEvent.ConsultMoved("q", next));
        Assert.Equal(("music", "x2", "b1", ""), (talk.Hears[C], talk.Hears["b1"], talk.Hears["x2"], talk.Hears["x1"]));
        talk = Consulting();
        talk.Happens(new TalkEvent.Resume(), new TalkEvent.ConsultMoved("q", next));
        Assert.Equal((C, "music", ""), (talk.Hears["b1"], talk.Hears["x2"], talk.Hears["x1"]));
        talk = Consulting();
        talk.Happens(new TalkEvent.Conference(), new TalkEvent.ConsultMoved("q", next));
        Assert.Equal(("b1+x2", "b1+" + C, ""), (talk.Hears[C], talk.Hears["x2"], talk.Hears["x1"]));
        // Of another consultation, or while it rings, it means nothing.
        talk.Happens(new TalkEvent.ConsultMoved("other", Expert));
        Assert.Equal("x2", talk.State.Consulting!.Line!.Id);
    }

    [Fact]
    public void a_customer_who_hangs_up_frees_everybody()
    {
        var talk = Consulting();
        talk.Happens(Ear(EarMode.Listen));
        var told = talk.Happens(new TalkEvent.CustomerGone(false));
        Assert.Contains(new TalkEffect.ConsultOver("q", "dropped"), told);
        Assert.Contains(new TalkEffect.EarGone("2001"), told);
        Assert.Equal(("", "", ""), (talk.Hears["b1"], talk.Hears["x1"], talk.Hears["e1"]));
    }

    [Fact]
    public void whoever_listens_is_heard_by_nobody_whispers_to_the_agent_alone_and_barges_in_on_all()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(Ear(EarMode.Listen));
        Assert.Equal(("b1", C, "b1+" + C), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
        talk.Happens(Ear(EarMode.Whisper));
        Assert.Equal(("b1", C + "+e1"), (talk.Hears[C], talk.Hears["b1"]));
        talk.Happens(Ear(EarMode.Barge));
        Assert.Equal(("b1+e1", C + "+e1"), (talk.Hears[C], talk.Hears["b1"]));
        talk.Happens(new TalkEvent.EarOut("2001"));
        Assert.Equal(("b1", C), (talk.Hears[C], talk.Hears["b1"]));
    }

    [Fact]
    public void in_a_secure_entry_nobody_hears_the_customer_whoever_is_in_the_conversation()
    {
        var talk = Consulting();
        talk.Happens(
            new TalkEvent.Conference(), Ear(EarMode.Listen),
            new TalkEvent.Entry());
        Assert.Equal(("", "x1", "b1", "b1+x1"),
            (talk.Hears[C], talk.Hears["b1"], talk.Hears["x1"], talk.Hears["e1"]));
        talk.Happens(new TalkEvent.EntryOver());
        Assert.Equal(("b1+x1", $"b1+{C}+x1"), (talk.Hears[C], talk.Hears["e1"]));
    }

    [Fact]
    public void a_secure_entry_within_a_hold_ends_in_the_hold()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Hold(), new TalkEvent.Entry());
        Assert.Equal("", talk.Hears[C]);
        talk.Happens(new TalkEvent.EntryOver());
        Assert.Equal("music", talk.Hears[C]);
    }

    [Fact]
    public void a_desk_lost_in_a_secure_entry_leaves_the_customer_music_after_it()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Entry(), new TalkEvent.Silent("b1", false));
        Assert.Equal("", talk.Hears[C]);
        talk.Happens(new TalkEvent.EntryOver());
        Assert.Equal("music", talk.Hears[C]);
    }

    [Fact]
    public void a_secret_that_is_stopped_is_over_when_nothing_is_asked_any_more()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Entry());
        Assert.Equal([new TalkEffect.StopEntry()], talk.Happens(new TalkEvent.StopEntry()));
        Assert.Equal("", talk.Hears[C]);
        talk.Happens(new TalkEvent.EntryOver());
        Assert.Equal("b1", talk.Hears[C]);
    }

    [Fact]
    public void what_cannot_be_done_now_says_why_and_changes_nothing()
    {
        var fresh = new TalkRun(Browser);
        Refused(fresh, new TalkEvent.Consult("q", false), "noCall");
        var talk = TalkRun.Talking(Browser);
        Refused(talk, new TalkEvent.Conference(), "noConsult");
        Refused(talk, new TalkEvent.Transfer(), "noConsult");
        Refused(talk, new TalkEvent.DropConsult(), "noConsult");
        Refused(talk, new TalkEvent.StopEntry(), "noEntry");
        talk.Happens(new TalkEvent.Consult("q", false));
        Refused(talk, new TalkEvent.Conference(), "ringing");
        Refused(talk, new TalkEvent.Consult("r", false), "consulting");
        Refused(talk, new TalkEvent.HangUp(), "consulting");
        Refused(talk, new TalkEvent.SendAway(TalkEnd.SentToQueue), "consulting");
        talk.Happens(new TalkEvent.ConsultAnswered("q", Expert), new TalkEvent.Entry());
        Refused(talk, new TalkEvent.Entry(), "entry");
        Refused(talk, new TalkEvent.Hold(), "entry");
        Refused(talk, new TalkEvent.Transfer(), "entry");
        talk.Happens(new TalkEvent.EntryOver(), new TalkEvent.Silent("b1", false));
        Refused(talk, new TalkEvent.Transfer(), "away");
        for (var ear = 0; ear < Talk.MostEars; ear++)
            talk.Happens(new TalkEvent.EarIn(new TalkEar($"200{ear}", $"e{ear}", EarMode.Listen)));
        Refused(talk, new TalkEvent.EarIn(new TalkEar("2009", "e9", EarMode.Listen)), "full");
    }

    private static void Refused(TalkRun talk, TalkEvent asked, string code)
    {
        var before = talk.State;
        Assert.Equal(code, before.Refusal(asked));
        Assert.Empty(talk.Happens(asked));
        Assert.Equal(before, talk.State);
    }

    private static TalkEvent.EarIn Ear(EarMode mode) => new(new TalkEar("2001", "e1", mode));

    private static TalkRun Consulting()
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.Consult("q", ThenTransfer: false), new TalkEvent.ConsultAnswered("q", Expert));
        return talk;
    }
}
