using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>A supervisor takes the customer; an agent sends the customer away.</summary>
public sealed class TalkTakeOverTests
{
    private const string C = Talk.Customer;
    private static readonly TalkLine Browser = new("b1", MayReturn: true);
    private static readonly TalkLine Expert = new("x1", MayReturn: false);
    private static readonly TalkEvent.TakeOver Take = new("2001", "t");

    [Theory]
    [InlineData("Listen")]
    [InlineData("Whisper")]
    [InlineData("Barge")]
    public void who_listens_takes_the_customer_and_the_agent_is_out(string mode)
    {
        var talk = Listened(Enum.Parse<EarMode>(mode));
        var told = talk.Happens(Take);
        Assert.Equal(TalkEnd.HandedOver, talk.State.End);
        Assert.Equal(("e1", C, ""), (talk.Hears[C], talk.Hears["e1"], talk.Hears["b1"]));
        Assert.Equal(
            [new TalkEffect.EarGone("2001"), new TalkEffect.TakenOver("t", "2001"), new TalkEffect.StopRejoin(),
                new TalkEffect.HandedOver("t")],
            told);
    }

    [Fact]
    public void whom_the_agent_asks_is_let_go_first_and_others_listen_no_more()
    {
        var talk = Listened(EarMode.Listen);
        talk.Happens(
            new TalkEvent.EarIn(new TalkEar("2002", "e2", EarMode.Barge)), new TalkEvent.Consult("q", false),
            new TalkEvent.ConsultAnswered("q", Expert));
        var told = talk.Happens(Take);
        Assert.Equal(new TalkEffect.ConsultOver("q", "dropped"), told[0]);
        Assert.Equal(("e1", C, "", ""), (talk.Hears[C], talk.Hears["e1"], talk.Hears["x1"], talk.Hears["e2"]));
        Assert.Contains(new TalkEffect.EarGone("2002"), told);
        Assert.IsType<TalkEffect.Resumed>(Assert.Single(told, effect => effect is TalkEffect.Resumed));
    }

    [Fact]
    public void an_agent_who_is_away_is_not_waited_for()
    {
        var talk = Listened(EarMode.Listen);
        talk.Happens(new TalkEvent.Silent("b1", Moving: false));
        Assert.Contains(new TalkEffect.StopRejoin(), talk.Happens(Take));
        Assert.Equal(("e1", C), (talk.Hears[C], talk.Hears["e1"]));
    }

    [Fact]
    public void who_does_not_listen_and_what_would_part_others_is_refused()
    {
        var talk = Listened(EarMode.Listen);
        Assert.Equal("notListening", talk.State.Refusal(new TalkEvent.TakeOver("2002", "t")));
        talk.Happens(new TalkEvent.Entry());
        Assert.Equal("entry", talk.State.Refusal(Take));
        talk.Happens(
            new TalkEvent.EntryOver(), new TalkEvent.Consult("q", false), new TalkEvent.ConsultAnswered("q", Expert),
            new TalkEvent.Conference());
        Assert.Equal("consulting", talk.State.Refusal(Take));
        Assert.Empty(talk.Happens(Take));
        Assert.Null(talk.State.End);
    }

    [Theory]
    [InlineData("SentToQueue")]
    [InlineData("SentToMenu")]
    [InlineData("Parked")]
    public void sent_away_the_customer_hears_nobody_of_the_conversation(string to)
    {
        var talk = Listened(EarMode.Barge);
        talk.Happens(new TalkEvent.Hold());
        var end = Enum.Parse<TalkEnd>(to);
        var told = talk.Happens(new TalkEvent.SendAway(end));
        Assert.Equal(end, talk.State.End);
        Assert.Contains(new TalkEffect.SentAway(end), told);
        Assert.Contains(told, effect => effect is TalkEffect.Resumed);
        Assert.Equal(("", "", ""), (talk.Hears[C], talk.Hears["b1"], talk.Hears["e1"]));
    }

    private static TalkRun Listened(EarMode mode)
    {
        var talk = TalkRun.Talking(Browser);
        talk.Happens(new TalkEvent.EarIn(new TalkEar("2001", "e1", mode)));
        return talk;
    }
}
