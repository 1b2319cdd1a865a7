using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>A conversation taken up by another process is what it was.</summary>
public sealed class TalkRestartTests
{
    private static readonly TalkLine Agent = new("agent", MayReturn: true);
    private static readonly TalkLine Expert = new("expert", MayReturn: false);

    public static TheoryData<string> States =>
        ["talk", "held", "muted", "apart", "waiting", "joined", "heldInConference", "spoken", "paused"];

    [Theory]
    [MemberData(nameof(States))]
    public void everybody_hears_whom_he_heard(string state)
    {
        var before = In(state);
        var (after, effects) = TakenUp(before, withSound: true);
        Assert.Equal(TalkSound.Of(before), TalkSound.Of(after));
        Assert.Equal(
            (before.ConnectedUs, before.HeldUs, before.Muted, before.Consulting, before.Spoken, before.Paused),
            (after.ConnectedUs, after.HeldUs, after.Muted, after.Consulting, after.Spoken, after.Paused));
        // All lines are told, not only what differs: nobody knows what the dead process did last.
        var sound = Assert.Single(effects.OfType<TalkEffect.Sound>());
        Assert.Equal(TalkSound.Of(after).Count, sound.Changed.Count);
        Assert.Equal(before.Muted, effects.Any(e => e is TalkEffect.Mute { On: true }));
        // And nothing is told twice: it is in the journal already.
        var (joined, told) = after.Apply(new TalkEvent.Joined(Agent.Id), 9);
        Assert.Empty(told);
        Assert.Equal(after, joined);
    }

    [Fact]
    public void a_silent_desk_is_away_and_has_its_time_to_come_back()
    {
        var (after, effects) = TakenUp(In("talk"), withSound: false);
        Assert.True(after.Away);
        Assert.Contains(effects, e => e is TalkEffect.StartRejoin);
        Assert.True(Assert.Single(TalkSound.Of(after), h => h.Line == Talk.Customer).Music);
        var (heard, _) = after.Apply(new TalkEvent.Heard(Agent.Id), 9);
        Assert.Equal(["agent"], Assert.Single(TalkSound.Of(heard), h => h.Line == Talk.Customer).Sources);
    }

    [Fact]
    public void who_listened_in_hears_nothing_and_a_secret_is_not_keyed_any_more()
    {
        var before = After(
            In("talk"), new TalkEvent.EarIn(new TalkEar("2001", "ear", EarMode.Listen)), new TalkEvent.Entry());
        var (after, effects) = TakenUp(before, withSound: true);
        Assert.Empty(after.Ears);
        Assert.Null(after.Entry);
        Assert.DoesNotContain(effects, e => e is TalkEffect.AskEntry or TalkEffect.EarTold);
        Assert.Equal(TalkSound.Of(In("talk")), TalkSound.Of(after));
    }

    [Fact]
    public void a_secret_said_aloud_and_a_pause_are_what_they_were()
    {
        var before = After(In("talk"), new TalkEvent.PinSpoken(), new TalkEvent.PauseRecording());
        var (after, _) = TakenUp(before, withSound: true);
        Assert.Equal((before.Spoken, before.Paused), (after.Spoken, after.Paused));
        Assert.Equal(TalkSound.Of(before), TalkSound.Of(after));
        Assert.Null(after.Refusal(new TalkEvent.PinSpokenOver("released")));
    }

    [Fact]
    public void whoever_still_rang_is_forgotten_and_the_customer_stays_on_hold()
    {
        var before = After(In("talk"), new TalkEvent.Consult("c", false));
        var (after, _) = TakenUp(before, withSound: true);
        Assert.Null(after.Consulting);
        Assert.Equal(before.HeldUs, after.HeldUs);
        Assert.Null(after.Refusal(new TalkEvent.Resume()));
    }

    private static (Talk, IReadOnlyList<TalkEffect>) TakenUp(Talk was, bool withSound) => new Talk(was.Line).Apply(
        new TalkEvent.TakenUp(
            new KeptTalk(
                "1001", was.Line, was.ConnectedUs!.Value, was.HeldUs, was.Muted, was.Entry is null ? null : "enquiryPin",
                was.Consulting is { } c
                    ? new KeptConsult(c.Id, "number", "02112345678", c.ThenTransfer, c.Stage, c.Line, null, 3) : null)
            {
                Spoken = was.Spoken, Paused = was.Paused,
            },
            withSound), 8);

    private static Talk In(string state) => state switch
    {
        "talk" => After(new Talk(Agent), new TalkEvent.Begun(true), new TalkEvent.Joined(Agent.Id)),
        "held" => After(In("talk"), new TalkEvent.Hold()),
        "muted" => After(In("talk"), new TalkEvent.Mute(true)),
        "apart" => After(In("talk"), new TalkEvent.Consult("c", false), new TalkEvent.ConsultAnswered("c", Expert)),
        "waiting" => After(In("apart"), new TalkEvent.Resume()),
        "joined" => After(In("apart"), new TalkEvent.Conference()),
        "spoken" => After(In("joined"), new TalkEvent.PinSpoken()),
        "paused" => After(In("talk"), new TalkEvent.PauseRecording()),
        "heldInConference" => After(In("joined"), new TalkEvent.Hold()),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static Talk After(Talk talk, params TalkEvent[] events)
    {
        foreach (var happened in events)
            (talk, _) = talk.Apply(happened, 5);
        return talk;
    }
}
