namespace TellerLine.Calls.Core;

/// <summary>
/// A conversation between a customer and an agent, with whomever the agent consults and whoever listens in: a pure
/// state machine. What happened in, what is to be done out; it never waits, reads a clock or touches a line. Lines are
/// named by their legs' ids. Who hears whom follows from the state alone (<see cref="TalkSound"/>), and what changes of it is one
/// effect. Always true once the effects are done: the customer hears somebody, music or the questions of a secret
/// entry; an agent's line that is muted is muted again when it changes and freed at the end; every hold has its
/// resumption, every consultation its end.
/// </summary>
/// <remarks>
/// An effect that cannot be done because its line is gone is followed by that line's <see cref="TalkEvent.LineGone"/>;
/// only what was done is answered (<see cref="TalkEvent.Joined"/>).
/// </remarks>
internal sealed partial record Talk(TalkLine Line)
{
    /// <summary>The customer's line in <see cref="TalkHearing"/>.</summary>
    public const string Customer = "customer";

    /// <summary>How many may listen in at once.</summary>
    public const int MostEars = 4;

    public bool HasBegun { get; init; }

    /// <summary>The agent's line carries sound: it is to be joined.</summary>
    public bool Sounding { get; init; }

    /// <summary>When the two first heard each other; null before: nothing to show, nothing to wrap up.</summary>
    public long? ConnectedUs { get; init; }

    public long? HeldUs { get; init; }

    public bool Muted { get; init; }

    /// <summary>The agent is not heard; the customer hears music, or whom else there is.</summary>
    public bool Away { get; init; }

    public TalkConsult? Consulting { get; init; }

    /// <summary>Since when the customer keys a secret.</summary>
    public long? Entry { get; init; }

    /// <summary>
    /// Since when the agent guides the customer in the telephone bank's menu (座席指导). An <see cref="Entry"/>
    /// meanwhile is a secret that the menu asks for.
    /// </summary>
    public long? Guiding { get; init; }

    /// <summary>Since when the customer says a secret aloud, as the agent marked it.</summary>
    public long? Spoken { get; init; }

    /// <summary>Since when the agent has paused the recording.</summary>
    public long? Paused { get; init; }

    public IReadOnlyList<TalkEar> Ears { get; init; } = [];

    public TalkEnd? End { get; init; }

    /// <summary>Agent and consulted talk and the customer hears neither: no part of the customer's recording.</summary>
    public bool Apart => End is null && Spoken is null && (HeldUs is not null || Entry is not null)
        && Consulting is { Line: not null, Stage: ConsultStage.Apart or ConsultStage.Joined };

    /// <summary>The next state and what is to be done, in order. After the end nothing happens any more.</summary>
    public (Talk Next, IReadOnlyList<TalkEffect> Effects) Apply(TalkEvent happened, long nowUs)
    {
        if (End is not null || Refusal(happened) is not null)
            return (this, []);
        var (next, told) = Decide(happened, nowUs);
        // A line is muted before it is heard.
        List<TalkEffect> effects = [.. told.Where(effect => effect is TalkEffect.Mute { On: true })];
        if (TalkSound.Changes(this, next) is { Count: > 0 } changed)
            effects.Add(new TalkEffect.Sound(changed));
        effects.AddRange(told.Where(effect => effect is not TalkEffect.Mute { On: true }));
        return (next, effects);
    }

    private (Talk Next, IReadOnlyList<TalkEffect> Told) Decide(TalkEvent happened, long nowUs) => happened switch
    {
        TalkEvent.TakenUp up when !HasBegun => TakenUp(up),
        TalkEvent.Begun { WithSound: true } => (this with { HasBegun = true, Sounding = true }, Muting()),
        TalkEvent.Begun => (this with { HasBegun = true }).Leave(TalkAway.Silent),
        TalkEvent.Joined joined when joined.Line == Line.Id && Sounding => OnJoined(nowUs),
        TalkEvent.Hold when HeldUs is null => Held(nowUs),
        TalkEvent.Resume when HeldUs is not null => Resumed(nowUs),
        TalkEvent.Mute mute when mute.On != Muted => (
            this with { Muted = mute.On }, [new TalkEffect.Mute(Line.Id, mute.On), new TalkEffect.MuteTold(mute.On)]),
        TalkEvent.HangUp => LeftByAgent(nowUs),
        TalkEvent.Silent silent when silent.Line == Line.Id && !Away =>
            Leave(silent.Moving ? TalkAway.Moving : TalkAway.Silent),
        TalkEvent.Silent silent when silent.Line == Line.Id => (this with { Sounding = false }, []),
        TalkEvent.Heard heard when heard.Line == Line.Id && Away => (this with { Sounding = true }, Muting()),
        // A browser's by itself; a telephone's place only another telephone of the agent takes.
        TalkEvent.NewLine line when line.Line.Id != Line.Id && (Line.MayReturn || !line.Line.MayReturn) =>
            Change(line),
        TalkEvent.PutAside aside => OnAside(aside, nowUs),
        TalkEvent.LineGone gone when IsOwn(gone.Line) => OnGone(gone, nowUs),
        TalkEvent.TooLate when Away => OnTooLate(nowUs),
        TalkEvent.CustomerGone gone => CustomerLeft(gone, nowUs),
        TalkEvent.SendAway away => Over(away.To, nowUs),
        TalkEvent.Consult or TalkEvent.ConsultAnswered or TalkEvent.ConsultMoved or TalkEvent.ConsultLost
            or TalkEvent.DropConsult
            or TalkEvent.Conference or TalkEvent.Transfer or TalkEvent.TakeOver => DecideConsult(happened, nowUs),
        TalkEvent.Entry => (this with { Entry = nowUs }, [new TalkEffect.AskEntry()]),
        TalkEvent.StopEntry => (this, [new TalkEffect.StopEntry()]),
        TalkEvent.Guide or TalkEvent.StopGuide or TalkEvent.GuideSecret or TalkEvent.GuideOver =>
            DecideGuide(happened, nowUs),
        TalkEvent.EntryOver when Entry is not null && Guiding is null =>
            Unsettled ? (this with { Entry = null }).Settle(nowUs) : (this with { Entry = null }, []),
        TalkEvent.EarIn or TalkEvent.EarOut => DecideEars(happened),
        TalkEvent.PinSpoken or TalkEvent.PinSpokenOver or TalkEvent.PauseRecording or TalkEvent.ResumeRecording =>
            DecideRecording(happened, nowUs),
        _ => (this, []),
    };

    private TalkEffect[] Muting() => Muted ? [new TalkEffect.Mute(Line.Id, true)] : [];

    private (Talk, IReadOnlyList<TalkEffect>) OnJoined(long nowUs)
    {
        List<TalkEffect> told = [];
        if (Away)
            told.AddRange([new TalkEffect.StopRejoin(), new TalkEffect.Back()]);
        if (ConnectedUs is null)
            told.Add(new TalkEffect.Connected());
        var next = this with { Away = false, ConnectedUs = ConnectedUs ?? nowUs };
        if (ConnectedUs is not null || !Line.Aside)
            return (next, told);
        var (settled, more) = next.Settle(nowUs);
        return (settled, [.. told, .. more]);
    }

    private (Talk, IReadOnlyList<TalkEffect>) Held(long nowUs) => (
        this with { HeldUs = nowUs, Consulting = Turned(ConsultStage.Waiting, ConsultStage.Apart) },
        [new TalkEffect.Held()]);

    private (Talk, IReadOnlyList<TalkEffect>) Resumed(long nowUs) => (
        this with { HeldUs = null, Consulting = Turned(ConsultStage.Apart, ConsultStage.Waiting) },
        [new TalkEffect.Resumed(nowUs - HeldUs!.Value)]);

    private (Talk, IReadOnlyList<TalkEffect>) Leave(TalkAway why) => (
        this with { Away = true, Sounding = false }, [new TalkEffect.Gone(why), new TalkEffect.StartRejoin()]);

    /// <summary>
    /// A line that is not heard yet is joined all the same, when the one before was heard, and given as long as any may
    /// be silent.
    /// </summary>
    private (Talk, IReadOnlyList<TalkEffect>) Change(TalkEvent.NewLine line)
    {
        var next = this with
        {
            Line = line.Line, Sounding = HasBegun && (line.WithSound || !Away),
            Consulting = IsAtSecond ? Consulting! with { By = line.Line.Id } : Consulting,
        };
        List<TalkEffect> told = [.. next.Muting()];
        if (!HasBegun)
            return (next, told);
        if (!line.WithSound)
            told.Add(Away ? new TalkEffect.StartRejoin() : new TalkEffect.Doubt(line.Line.Id));
        return (next, told);
    }

    /// <summary>
    /// A browser may come back by a new line. A telephone that hung up does not: with somebody consulted that is how a
    /// call is transferred by it.
    /// </summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnGone(TalkEvent.LineGone gone, long nowUs)
    {
        if (Consulting is { By: { } by } two && (Other is not null || gone.Line == by))
            return OnOneGone(gone, two, nowUs);
        if (Line.MayReturn)
            return Away ? (this with { Sounding = false }, [])
                : Leave(gone.Moving ? TalkAway.Moving : TalkAway.HungUp);
        if (Consulting is { Line: not null, Stage: var stage } && (gone.HungUp || stage == ConsultStage.Joined))
            return HandOver(nowUs);
        // Many hang up as soon as their transfer was accepted: whoever rings may still answer.
        if (Consulting is { Line: null, ThenTransfer: true } && gone.HungUp && ConnectedUs is not null)
            return (
                this with { Away = true, Sounding = false }, [new TalkEffect.Gone(TalkAway.HungUp)]);
        return Over(gone.HungUp && ConnectedUs is not null ? TalkEnd.AgentHungUp : TalkEnd.AgentLost, nowUs);
    }

    private (Talk, IReadOnlyList<TalkEffect>) OnTooLate(long nowUs) =>
        Consulting is { Stage: ConsultStage.Joined } ? HandOver(nowUs) : Over(TalkEnd.AgentLost, nowUs);

    private (Talk, IReadOnlyList<TalkEffect>) LeftByAgent(long nowUs)
    {
        if (Consulting is { Stage: ConsultStage.Joined })
            return HandOver(nowUs);
        return Over(ConnectedUs is null ? TalkEnd.AgentLost : TalkEnd.AgentHungUp, nowUs);
    }

    /// <summary>With the media process the agent's line is gone too, whichever of the two is heard of first.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) CustomerLeft(TalkEvent.CustomerGone gone, long nowUs)
    {
        var next = this with { Away = Away || gone.ByMedia };
        return next.Over(TalkEnd.CustomerLeft, nowUs);
    }

    private (Talk, IReadOnlyList<TalkEffect>) Over(TalkEnd end, long nowUs)
    {
        var how = Guided(end);
        List<TalkEffect> told = [new TalkEffect.StopRejoin()];
        if (Entry is not null && Guiding is null)
            told.Add(new TalkEffect.StopEntry());
        told.AddRange(GuideEnds(how));
        told.AddRange(RecordingOver());
        if (HeldUs is { } since)
            told.Add(new TalkEffect.Resumed(nowUs - since));
        if (end == TalkEnd.AgentLost)
            told.Add(new TalkEffect.LostForGood(Line.MayReturn ? "tooLate" : "gone"));
        if (Consulting is { } consult)
            told.Add(how == TalkEnd.HandedOver ? new TalkEffect.HandedOver(consult.Id)
                : new TalkEffect.ConsultOver(consult.Id, "dropped"));
        if (how is TalkEnd.SentToQueue or TalkEnd.SentToMenu or TalkEnd.Parked)
            told.Add(new TalkEffect.SentAway(how));
        foreach (var ear in Ears)
            told.Add(new TalkEffect.EarGone(ear.Who));
        if (Consulting is { By: { } second } && Other is null)
            told.Add(new TalkEffect.HangUpLine(second));
        if (Other is { } other)
            told.Add(new TalkEffect.HangUpLine(other.Id));
        if (!Line.MayReturn)
            told.Add(new TalkEffect.HangUpLine(Line.Id));
        else if (Muted)
            told.Add(new TalkEffect.Mute(Line.Id, false));
        return (
            this with
            {
                End = how, HeldUs = null, Muted = false, Entry = null, Guiding = null, Spoken = null, Paused = null,
            },
            told);
    }
}
