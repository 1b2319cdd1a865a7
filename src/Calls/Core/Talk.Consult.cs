namespace TellerLine.Calls.Core;

/// <summary>Consultation, conference and transfer, and who listens in.</summary>
internal sealed partial record Talk
{
    /// <summary>
    /// Why what was asked for cannot be done now, as a code for whoever asked; null when it can, or is so already.
    /// </summary>
    /// <returns>
    /// <c>noCall</c>, <c>away</c>, <c>entry</c> (a secret is being keyed), <c>consulting</c>, <c>noConsult</c>,
    /// <c>ringing</c> (nobody has answered yet), <c>noEntry</c>, <c>full</c>, <c>notListening</c>, <c>spoken</c> (a
    /// secret is being said), <c>notSpoken</c>, <c>notPaused</c>, <c>guiding</c> (the customer is in the menu),
    /// <c>notGuiding</c>, <c>held</c>.
    /// </returns>
    public string? Refusal(TalkEvent asked) => asked switch
    {
        TalkEvent.Hold or TalkEvent.Resume => InTalk() ?? Guided() ?? Busy(Entry is not null, "entry"),
        TalkEvent.HangUp => Busy(Consulting is { Stage: not ConsultStage.Joined }, "consulting"),
        TalkEvent.Consult => InTalk() ?? Guided() ?? Secret() ?? Busy(Consulting is not null, "consulting"),
        TalkEvent.DropConsult => Busy(Consulting is null, "noConsult"),
        TalkEvent.Conference => InTalk() ?? Answered() ?? Busy(Spoken is not null, "spoken"),
        TalkEvent.Transfer => InTalk() ?? Answered() ?? Secret(),
        TalkEvent.SendAway { To: TalkEnd.SentToMenu } when Guiding is not null => InTalk(),
        TalkEvent.SendAway => InTalk() ?? Guided() ?? Secret()
            ?? Busy(Consulting is not null, "consulting"),
        TalkEvent.TakeOver { Who: var who } => Busy(ConnectedUs is null, "noCall")
            ?? Busy(Ears.All(ear => ear.Who != who), "notListening") ?? Guided() ?? Secret()
            ?? Busy(Consulting is { Stage: ConsultStage.Joined }, "consulting"),
        TalkEvent.Entry => InTalk() ?? Guided() ?? Secret(),
        TalkEvent.Guide => InTalk() ?? Guided() ?? Secret() ?? Busy(Consulting is not null, "consulting")
            ?? Busy(HeldUs is not null, "held"),
        TalkEvent.StopGuide => Busy(Guiding is null, "notGuiding"),
        TalkEvent.PinSpoken => Busy(ConnectedUs is null, "noCall") ?? Busy(Entry is not null, "entry"),
        TalkEvent.PinSpokenOver => Busy(Spoken is null, "notSpoken"),
        TalkEvent.PauseRecording => Busy(ConnectedUs is null, "noCall"),
        TalkEvent.ResumeRecording => Busy(Paused is null, "notPaused"),
        TalkEvent.StopEntry => Guided() ?? Busy(Entry is null, "noEntry"),
        TalkEvent.EarIn { Ear.Who: var who } => Busy(ConnectedUs is null, "noCall")
            ?? Busy(Ears.Count >= MostEars && Ears.All(other => other.Who != who), "full"),
        _ => null,
    };

    /// <summary>The agent's telephone hung up while whoever is to have the customer still rang.</summary>
    private bool HungUpInTransfer => Away && !Line.MayReturn;

    private string? Secret() => Busy(Entry is not null, "entry") ?? Busy(Spoken is not null, "spoken");

    private string? InTalk() => ConnectedUs is null ? "noCall" : Away ? "away" : null;

    private string? Answered() =>
        Consulting is null ? "noConsult" : Consulting.Line is null ? "ringing" : null;

    private static string? Busy(bool so, string code) => so ? code : null;

    private (Talk Next, IReadOnlyList<TalkEffect> Told) DecideConsult(TalkEvent happened, long nowUs) => happened switch
    {
        TalkEvent.Consult consult => (
            this with
            {
                HeldUs = HeldUs ?? nowUs,
                Consulting = new TalkConsult(consult.Id, consult.ThenTransfer, ConsultStage.Ringing)
                {
                    By = consult.By,
                },
                HeldByTelephone = false,
            },
            [.. HeldUs is null ? new TalkEffect[] { new TalkEffect.Held() } : [],
                new TalkEffect.CallConsult(consult.Id)]),
        TalkEvent.ConsultAnswered answered when Consulting is { Line: null } ringing && ringing.Id == answered.Id =>
            OnAnswered(ringing with { Line = answered.Line }, nowUs),
        TalkEvent.ConsultMoved moved when Consulting is { Line: not null } consult && consult.Id == moved.Id => (
            this with { Consulting = consult with { Line = moved.Line } }, []),
        TalkEvent.ConsultLost lost when Consulting?.Id == lost.Id => OnLost(lost.Why, nowUs),
        TalkEvent.DropConsult => OnLost("dropped", nowUs),
        TalkEvent.Conference when Consulting!.Stage != ConsultStage.Joined => (
            this with
            {
                HeldUs = null, HeldByTelephone = false,
                Consulting = Consulting with { Stage = ConsultStage.Joined },
            },
            [.. HeldUs is { } since ? new TalkEffect[] { new TalkEffect.Resumed(nowUs - since) } : [],
                new TalkEffect.ConferenceBegan(Consulting.Id)]),
        TalkEvent.Transfer => HandOver(nowUs),
        TalkEvent.TakeOver take => OnTakeOver(take, nowUs),
        _ => (this, []),
    };

    /// <summary>The customer who waits goes on waiting; one who is talked to is not interrupted.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnAnswered(TalkConsult consult, long nowUs)
    {
        var next = this with
        {
            Consulting = consult with { Stage = HeldUs is null ? ConsultStage.Waiting : ConsultStage.Apart },
        };
        // At the telephone's second call, unless the agent has gone back to the customer meanwhile.
        if (consult.By is { } by)
            next = HeldUs is null ? next with { Other = new TalkLine(by, MayReturn: false) }
                : next with { Line = new TalkLine(by, MayReturn: false), Other = Line };
        var began = new TalkEffect.ConsultBegan(consult.Id);
        // Who would have the customer at once must not hear a secret: the agent completes it.
        if (!consult.ThenTransfer || (Spoken is not null && !HungUpInTransfer))
            return (next, [began, .. next.Line.Id == Line.Id ? [] : next.Muting()]);
        var (over, told) = next.HandOver(nowUs);
        return (over, [began, .. told]);
    }

    /// <summary>Where the agent's telephone has hung up meanwhile, the customer waits at the front.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnLost(string why, long nowUs)
    {
        var told = new TalkEffect.ConsultOver(Consulting!.Id, why);
        if (Consulting.By is { } by)
        {
            var (back, settled) = WithoutSecond(by, nowUs);
            return (back, [told, .. settled]);
        }
        var next = this with { Consulting = null };
        var (after, more) = HungUpInTransfer ? next.Over(TalkEnd.AgentLost, nowUs)
            : Line.Aside ? next.Settle(nowUs) : (next, []);
        return (after, [told, .. more]);
    }

    private (Talk, IReadOnlyList<TalkEffect>) HandOver(long nowUs) => Over(TalkEnd.HandedOver, nowUs);

    /// <summary>Whom the agent was calling or asking is let go; an agent who is away is not waited for.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnTakeOver(TalkEvent.TakeOver take, long nowUs)
    {
        var line = Ears.First(ear => ear.Who == take.Who).Line;
        var next = this with
        {
            Ears = [.. Ears.Where(ear => ear.Who != take.Who)],
            Consulting = new TalkConsult(
                take.Id, ThenTransfer: true, ConsultStage.Joined, new TalkLine(line, MayReturn: true)),
        };
        var (over, told) = next.HandOver(nowUs);
        return (over,
        [
            .. Consulting is { } asked ? new TalkEffect[] { new TalkEffect.ConsultOver(asked.Id, "dropped") } : [],
            .. Consulting is { By: { } by } && Other is null ? new TalkEffect[] { new TalkEffect.HangUpLine(by) } : [],
            new TalkEffect.EarGone(take.Who), new TalkEffect.TakenOver(take.Id, take.Who), .. told,
        ]);
    }

    private TalkConsult? Turned(ConsultStage from, ConsultStage to) =>
        Consulting is { } consult && consult.Stage == from ? consult with { Stage = to } : Consulting;

    private (Talk Next, IReadOnlyList<TalkEffect> Told) DecideEars(TalkEvent happened)
    {
        switch (happened)
        {
            case TalkEvent.EarIn { Ear: var ear } when !Ears.Contains(ear):
                return (
                    this with { Ears = [.. Ears.Where(other => other.Who != ear.Who), ear] },
                    [new TalkEffect.EarTold(ear)]);
            case TalkEvent.EarOut gone when Ears.Any(ear => ear.Who == gone.Who):
                return (
                    this with { Ears = [.. Ears.Where(ear => ear.Who != gone.Who)] },
                    [new TalkEffect.EarGone(gone.Who)]);
            default:
                return (this, []);
        }
    }
}
