namespace TellerLine.Calls.Core;

/// <summary>
/// A conversation between a customer and an agent: a pure state machine. What happened in, what is to be done out; it
/// never waits, reads a clock or touches a line. Lines are named by their legs' ids. Always true once the effects are
/// done: the customer hears the agent or
/// music, never nobody; an agent's line that is muted is muted again when it changes and freed at the end; every hold
/// has its resumption.
/// </summary>
/// <remarks>
/// An effect that cannot be done because its line is gone is followed by that line's <see cref="TalkEvent.LineGone"/>;
/// only what was done is answered (<see cref="TalkEvent.Bridged"/>).
/// </remarks>
internal sealed record Talk(TalkLine Line)
{
    /// <summary>The line that the customer was last joined to, or null.</summary>
    public string? BridgedTo { get; init; }

    /// <summary>When the two first heard each other; null before: nothing to show, nothing to wrap up.</summary>
    public long? ConnectedUs { get; init; }

    public long? HeldUs { get; init; }

    public bool Muted { get; init; }

    /// <summary>The agent is not heard; the customer hears music.</summary>
    public bool Away { get; init; }

    public TalkEnd? End { get; init; }

    /// <summary>The next state and what is to be done, in order. After the end nothing happens any more.</summary>
    public (Talk Next, IReadOnlyList<TalkEffect> Effects) Apply(TalkEvent happened, long nowUs)
    {
        if (End is not null)
            return (this, []);
        return happened switch
        {
            TalkEvent.Begun { WithSound: true } => (this, Join()),
            TalkEvent.Begun => Leave(TalkAway.Silent),
            TalkEvent.Bridged bridged when bridged.Line == Line.Id => OnBridged(nowUs),
            TalkEvent.Hold when HeldUs is null && !Away && ConnectedUs is not null => (
                this with { HeldUs = nowUs }, [new TalkEffect.Music(), new TalkEffect.Held()]),
            TalkEvent.Resume when HeldUs is { } since && !Away => (
                this with { HeldUs = null }, [new TalkEffect.Resume(), new TalkEffect.Resumed(nowUs - since)]),
            TalkEvent.Mute mute when mute.On != Muted => (
                this with { Muted = mute.On },
                [new TalkEffect.Mute(Line.Id, mute.On), new TalkEffect.MuteTold(mute.On)]),
            TalkEvent.HangUp => Over(ConnectedUs is null ? TalkEnd.AgentLost : TalkEnd.AgentHungUp, nowUs),
            TalkEvent.Silent silent when silent.Line == Line.Id
            && !Away => Leave(silent.Moving ? TalkAway.Moving : TalkAway.Silent),
            TalkEvent.Heard heard when heard.Line == Line.Id && Away => (this, Join()),
            TalkEvent.NewLine line when Line.MayReturn && line.Line.Id != Line.Id => Change(line),
            TalkEvent.LineGone gone when gone.Line == Line.Id => OnGone(gone, nowUs),
            TalkEvent.TooLate when Away => Over(TalkEnd.AgentLost, nowUs),
            TalkEvent.CustomerGone gone => CustomerLeft(gone, nowUs),
            _ => (this, []),
        };
    }

    private List<TalkEffect> Join() => Muted
        ? [new TalkEffect.Mute(Line.Id, true), new TalkEffect.Bridge(Line.Id)]
        : [new TalkEffect.Bridge(Line.Id)];

    private (Talk, IReadOnlyList<TalkEffect>) OnBridged(long nowUs)
    {
        List<TalkEffect> effects = [];
        if (HeldUs is not null)
            effects.Add(new TalkEffect.Music());
        if (Away)
            effects.AddRange([new TalkEffect.StopRejoin(), new TalkEffect.Back()]);
        if (ConnectedUs is null)
            effects.Add(new TalkEffect.Connected());
        return (this with { BridgedTo = Line.Id, Away = false, ConnectedUs = ConnectedUs ?? nowUs }, effects);
    }

    private (Talk, IReadOnlyList<TalkEffect>) Leave(TalkAway why)
    {
        List<TalkEffect> effects = [];
        // One who is held hears music already, unless just parted from a line of before.
        if (HeldUs is null || BridgedTo is null)
            effects.Add(new TalkEffect.Music());
        effects.AddRange([new TalkEffect.Gone(why), new TalkEffect.StartRejoin()]);
        return (this with { Away = true }, effects);
    }

    /// <summary>
    /// A line that is not heard yet is joined all the same, when the one before was heard, and given as long as any may
    /// be silent.
    /// </summary>
    private (Talk, IReadOnlyList<TalkEffect>) Change(TalkEvent.NewLine line)
    {
        var next = this with { Line = line.Line, BridgedTo = null };
        List<TalkEffect> effects = [];
        // Parted from the old line the customer hears nobody: what is away, or held, goes on hearing music.
        if (BridgedTo is not null)
            effects.Add(new TalkEffect.Unbridge());
        if (line.WithSound || !Away)
        {
            effects.AddRange(next.Join());
            if (!line.WithSound)
                effects.Add(new TalkEffect.Doubt(line.Line.Id));
        }
        else
        {
            if (BridgedTo is not null)
                effects.Add(new TalkEffect.Music());
            effects.Add(new TalkEffect.StartRejoin());
        }
        return (next, effects);
    }

    /// <summary>A SIP phone that hung up does not come back; a browser may, by a new line.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnGone(TalkEvent.LineGone gone, long nowUs)
    {
        if (!Line.MayReturn)
            return Over(gone.HungUp && ConnectedUs is not null ? TalkEnd.AgentHungUp : TalkEnd.AgentLost, nowUs);
        if (Away)
            return (this, BridgedTo is null ? [new TalkEffect.Music()] : []);
        return Leave(gone.Moving ? TalkAway.Moving : TalkAway.HungUp);
    }

    /// <summary>With the media process the agent's line is gone too, whichever of the two is heard of first.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) CustomerLeft(TalkEvent.CustomerGone gone, long nowUs)
    {
        var next = this with { Away = Away || gone.ByMedia };
        return next.Over(TalkEnd.CustomerLeft, nowUs);
    }

    private (Talk, IReadOnlyList<TalkEffect>) Over(TalkEnd how, long nowUs)
    {
        List<TalkEffect> effects = [new TalkEffect.StopRejoin()];
        if (HeldUs is { } since)
            effects.Add(new TalkEffect.Resumed(nowUs - since));
        if (how == TalkEnd.AgentLost)
            effects.Add(new TalkEffect.LostForGood(Line.MayReturn ? "tooLate" : "gone"));
        if (how != TalkEnd.CustomerLeft)
            effects.Add(new TalkEffect.Unbridge());
        if (!Line.MayReturn)
            effects.Add(new TalkEffect.HangUpLine(Line.Id));
        else if (Muted)
            effects.Add(new TalkEffect.Mute(Line.Id, false));
        return (this with { End = how, HeldUs = null, Muted = false }, effects);
    }
}

/// <param name="MayReturn">A browser's line may be opened anew (a reload); a SIP phone's may not.</param>
internal sealed record TalkLine(string Id, bool MayReturn);

internal enum TalkEnd
{
    AgentHungUp,

    /// <summary>The agent did not come back in time: the customer waits again, at the front.</summary>
    AgentLost,
    CustomerLeft,
}

internal enum TalkAway
{
    Silent,
    HungUp,

    /// <summary>The agent's page is being reloaded, taken over or closed.</summary>
    Moving,
}
