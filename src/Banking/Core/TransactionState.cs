namespace TellerLine.Banking;

/// <summary>
/// Where a transaction stands. Before <see cref="Submitted"/> nothing has moved and a dropped line voids it; from there
/// on only the core bank's record says how it ended. A second person may stand between <see cref="Screened"/> and
/// <see cref="Submitted"/>, a reversal after <see cref="Posted"/>.
/// </summary>
internal abstract record TransactionState
{
    private TransactionState()
    {
    }

    internal sealed record Draft : TransactionState;

    internal sealed record Identified : TransactionState;

    /// <summary>Read back to the customer, who said yes.</summary>
    internal sealed record Confirmed : TransactionState;

    /// <summary>By a token; the digits are gone.</summary>
    internal sealed record PinVerified : TransactionState;

    internal sealed record Screened : TransactionState;

    /// <summary>Waits for a second person; the PIN's token is used up.</summary>
    internal sealed record Pending : TransactionState;

    internal sealed record Submitted : TransactionState;

    /// <param name="Reconciled">Learnt later, by asking.</param>
    internal sealed record Posted(string EntryId, bool Reconciled) : TransactionState;

    internal sealed record Failed(TransferRefusal Reason, bool Reconciled) : TransactionState;

    /// <summary>Submitted, and no answer: neither done nor failed.</summary>
    internal sealed record Unknown : TransactionState;

    internal sealed record Voided(TransferVoid Why) : TransactionState;
}

/// <summary>What can happen to a transaction.</summary>
internal abstract record TransactionFact
{
    private TransactionFact()
    {
    }

    internal sealed record CustomerIdentified : TransactionFact;

    internal sealed record ReadBackConfirmed : TransactionFact;

    internal sealed record PinTokenTaken : TransactionFact;

    internal sealed record RiskPassed : TransactionFact;

    internal sealed record SecondAsked : TransactionFact;

    /// <summary>Let go by the second person: as if none had been needed.</summary>
    internal sealed record SecondApproved : TransactionFact;

    /// <summary>No second person lets it go any more.</summary>
    internal sealed record SecondOver(TransferVoid Why) : TransactionFact;

    internal sealed record SentToCore : TransactionFact;

    /// <summary>The answer to the order itself.</summary>
    internal sealed record CoreAnswered(CoreAnswer Answer) : TransactionFact;

    /// <summary>The answer to our question what became of it.</summary>
    internal sealed record Reconciled(CoreAnswer Answer) : TransactionFact;

    internal sealed record LineDropped : TransactionFact;
}

internal static class TransactionMachine
{
    /// <summary>The state after the fact; the same state when the fact is no news.</summary>
    /// <exception cref="InvalidOperationException">The fact cannot happen there: a broken invariant, which costs this
    /// call.</exception>
    internal static TransactionState Next(TransactionState state, TransactionFact fact) => (state, fact) switch
    {
        (TransactionState.Draft, TransactionFact.CustomerIdentified) => new TransactionState.Identified(),
        (TransactionState.Identified, TransactionFact.ReadBackConfirmed) => new TransactionState.Confirmed(),
        (TransactionState.Confirmed, TransactionFact.PinTokenTaken) => new TransactionState.PinVerified(),
        (TransactionState.PinVerified, TransactionFact.RiskPassed) => new TransactionState.Screened(),
        (TransactionState.Screened, TransactionFact.SecondAsked) => new TransactionState.Pending(),
        (TransactionState.Pending, TransactionFact.SecondApproved) => new TransactionState.Screened(),
        (TransactionState.Pending, TransactionFact.SecondOver over) => new TransactionState.Voided(over.Why),
        (TransactionState.Screened, TransactionFact.SentToCore) => new TransactionState.Submitted(),
        (TransactionState.Submitted, TransactionFact.CoreAnswered answered) =>
            Ended(answered.Answer, reconciled: false),
        (TransactionState.Submitted or TransactionState.Unknown, TransactionFact.Reconciled asked) =>
        Ended(asked.Answer, reconciled: true),

        // An answer that was overtaken by reconciliation. The first word of the core bank stands: hearing it again is
        // no news, hearing the contrary is a fault somebody must see.
        (TransactionState.Unknown, TransactionFact.CoreAnswered late) => Ended(late.Answer, reconciled: true),
        (TransactionState.Posted or TransactionState.Failed, TransactionFact.CoreAnswered again) when Agree(
            state, again.Answer) => state,
        (TransactionState.Posted or TransactionState.Failed, TransactionFact.Reconciled again) when Agree(
            state, again.Answer) => state,

        (_, TransactionFact.LineDropped) =>
            HasLeft(state) ? state : new TransactionState.Voided(TransferVoid.LineDropped),
        _ => throw new InvalidOperationException(
            $"{fact.GetType().Name} cannot happen to a transaction that is {state.GetType().Name}."),
    };

    private static bool HasLeft(TransactionState state) =>
        state is TransactionState.Submitted or TransactionState.Unknown or TransactionState.Posted
        or TransactionState.Failed;

    private static bool Agree(TransactionState state, CoreAnswer answer) => (state, answer) switch
    {
        (_, CoreAnswer.Unknown) => true,
        (TransactionState.Posted posted, CoreAnswer.Posted again) => posted.EntryId == again.EntryId,
        (TransactionState.Failed, CoreAnswer.Refused) => true,
        _ => false,
    };

    private static TransactionState Ended(CoreAnswer answer, bool reconciled) => answer switch
    {
        CoreAnswer.Posted posted => new TransactionState.Posted(posted.EntryId, reconciled),
        CoreAnswer.Refused refused => new TransactionState.Failed(refused.Reason, reconciled),
        _ => new TransactionState.Unknown(),
    };
}
