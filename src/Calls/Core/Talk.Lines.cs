namespace TellerLine.Calls.Core;

/// <summary>
/// The agent's own telephone: it puts a call on hold, and its second call is the consultation's. The agent has two
/// lines then, one of them at the ear (<see cref="Line"/>) and one at rest (<see cref="Other"/>). Whom the agent talks
/// to is the stage's to say, as ever; taking the one call or the other at the telephone changes the stage.
/// </summary>
internal sealed partial record Talk
{
    /// <summary>
    /// The agent's other line, which hears nobody; there while one who was called by a second call is.
    /// </summary>
    public TalkLine? Other { get; init; }

    /// <summary>The customer is held by the telephone's own key, and is talked to again by it.</summary>
    public bool HeldByTelephone { get; init; }

    /// <summary>
    /// The telephone did something while the customer keyed a secret or was guided: it counts once that is over.
    /// </summary>
    public bool Unsettled { get; init; }

    /// <summary>The agent's ear is at the call to whoever is consulted.</summary>
    private bool IsAtSecond => Other is not null && Line.Id == Consulting?.By;

    private bool IsOwn(string line) => line == Line.Id || line == Other?.Id || line == Consulting?.By;

    private (Talk, IReadOnlyList<TalkEffect>) OnAside(TalkEvent.PutAside aside, long nowUs)
    {
        if (aside.Line == Line.Id && aside.On != Line.Aside)
        {
            var here = this with { Line = Line with { Aside = aside.On } };
            return aside.On && Other is { Aside: false } ? here.Turn(nowUs) : here.Settle(nowUs);
        }
        if (aside.Line != Other?.Id)
            return (this, []);
        var there = this with { Other = Other with { Aside = aside.On } };
        return aside.On ? (there, []) : there.Turn(nowUs);
    }

    /// <summary>The agent's ear goes to the other line.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) Turn(long nowUs)
    {
        var (next, told) = (this with { Line = Other!, Other = Line }).Settle(nowUs);
        return (next, [new TalkEffect.Mute(next.Line.Id, Muted), .. told]);
    }

    /// <summary>The customer is held, or talked to again, as the agent's telephone has it.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) Settle(long nowUs)
    {
        if (ConnectedUs is null || Consulting is { Stage: ConsultStage.Joined })
            return (this, []);
        if (Entry is not null || Guiding is not null)
            return (this with { Unsettled = true }, []);
        var now = this with { Unsettled = false };
        var rests = Line.Aside || IsAtSecond;
        if (rests && HeldUs is null)
            return (now with { HeldByTelephone = Line.Aside }).Held(nowUs);
        if (!rests && HeldUs is not null && (HeldByTelephone || Consulting is { By: not null }))
            return (now with { HeldByTelephone = false }).Resumed(nowUs);
        return (now with { HeldByTelephone = HeldByTelephone && rests }, []);
    }

    /// <summary>
    /// One of the two calls at the agent's telephone is over. In a conference the other goes on being the agent's; else
    /// the second lets go whoever is consulted, and the first is the customer's.
    /// </summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnOneGone(TalkEvent.LineGone gone, TalkConsult consult, long nowUs)
    {
        if (consult.Stage == ConsultStage.Joined)
        {
            var left = gone.Line == Line.Id ? Other! : Line;
            return (
                this with { Line = left, Other = null, Consulting = consult with { By = null } },
                [new TalkEffect.Mute(left.Id, Muted)]);
        }
        return gone.Line == consult.By ? OnLost("dropped", nowUs)
            : Over(gone.HungUp ? TalkEnd.AgentHungUp : TalkEnd.AgentLost, nowUs);
    }

    /// <summary>The second call is over with the consultation: the agent has the first.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) WithoutSecond(string by, long nowUs)
    {
        var next = this with
        {
            Line = IsAtSecond ? Other! : Line, Other = null, Consulting = null, HeldByTelephone = HeldUs is not null,
        };
        var (settled, told) = next.Settle(nowUs);
        return (settled, [new TalkEffect.HangUpLine(by), new TalkEffect.Mute(settled.Line.Id, Muted), .. told]);
    }
}
