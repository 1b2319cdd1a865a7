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

    internal sealed record Failed(TransferRefusal Reason, bool Reconciled) : TransactionState
    {
        /// <summary>It was debited, and the money went back.</summary>
        internal bool Returned { get; init; }
    }

    /// <summary>Submitted, and no answer: neither done nor failed.</summary>
    internal sealed record Unknown : TransactionState;

    internal sealed record Voided(TransferVoid Why) : TransactionState;

    /// <summary>The money has left the account and waits for its time; until then it may be taken back.</summary>
    internal sealed record Deferred(string EntryId, bool Reconciled) : TransactionState;

    // A bill, and what was deferred, have another leg: what the core bank debited is paid at the biller, or goes back.

    /// <summary>
    /// The money has left the account. Of a bill the biller has not said yet that it is paid; of what was deferred the
    /// core bank has not said yet that it has arrived.
    /// </summary>
    internal sealed record Debited(string EntryId, bool Reconciled) : TransactionState;

    /// <summary>The money is on its way back to the account.</summary>
    /// <param name="Why">Why the bill was not paid, or the transfer does not arrive; null: a paid bill is
    /// reversed.</param>
    internal sealed record Returning(string EntryId, bool Reconciled, TransferRefusal? Why) : TransactionState;

    /// <summary>冲正: paid, and the biller is asked to take it back.</summary>
    internal sealed record Reversing(string EntryId, bool Reconciled) : TransactionState;

    internal sealed record Reversed(string EntryId, bool Reconciled) : TransactionState;

    /// <summary>Of the debit at the core bank; null before it, and of what never had one.</summary>
    internal string? Entry => this switch
    {
        Posted posted => posted.EntryId,
        Debited debited => debited.EntryId,
        Deferred deferred => deferred.EntryId,
        Returning returning => returning.EntryId,
        Reversing reversing => reversing.EntryId,
        Reversed reversed => reversed.EntryId,
        _ => null,
    };

    internal bool WasReconciled => this switch
    {
        Posted posted => posted.Reconciled,
        Failed failed => failed.Reconciled,
        Debited debited => debited.Reconciled,
        Deferred deferred => deferred.Reconciled,
        Returning returning => returning.Reconciled,
        Reversing reversing => reversing.Reconciled,
        Reversed reversed => reversed.Reconciled,
        _ => false,
    };

    /// <summary>It was done, whatever came after.</summary>
    internal bool WasPosted => this is Posted or Reversing or Reversed or Returning { Why: null };
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
    /// <param name="More">A biller's leg follows.</param>
    /// <param name="Waits">It arrives later.</param>
    internal sealed record CoreAnswered(CoreAnswer Answer, bool More = false, bool Waits = false) : TransactionFact;

    /// <summary>The answer to our question what became of it.</summary>
    internal sealed record Reconciled(CoreAnswer Answer, bool More = false, bool Waits = false) : TransactionFact;

    /// <summary>Its time has come: from here on it cannot be taken back.</summary>
    internal sealed record ArrivalDue : TransactionFact;

    /// <summary>It will not arrive: taken back, or not allowed any more when its time had come.</summary>
    internal sealed record GivenUp(TransferRefusal Why) : TransactionFact;

    /// <summary>What the core bank says of the payment's last leg.</summary>
    /// <param name="Later">Asked again, after an answer that did not come.</param>
    internal sealed record Arrived(CoreAnswer Answer, bool Later) : TransactionFact;

    /// <summary>What the biller says of the payment.</summary>
    /// <param name="Later">To our question, after the customer was told that it is being processed.</param>
    internal sealed record BillerAnswered(BillAnswer Answer, bool Later) : TransactionFact;

    /// <summary>What the core bank says of the money's way back.</summary>
    internal sealed record CoreReturned(CoreAnswer Answer, bool Later) : TransactionFact;

    internal sealed record ReversalAsked : TransactionFact;

    internal sealed record BillerReversed(BillAnswer Answer) : TransactionFact;

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
            Ended(answered.Answer, answered.More, answered.Waits, reconciled: false),
        (TransactionState.Submitted or TransactionState.Unknown, TransactionFact.Reconciled asked) =>
        Ended(asked.Answer, asked.More, asked.Waits, reconciled: true),

        // An answer that was overtaken by reconciliation. The first word of the core bank stands: hearing it again is
        // no news, hearing the contrary is a fault somebody must see.
        (TransactionState.Unknown, TransactionFact.CoreAnswered late) =>
        Ended(late.Answer, late.More, late.Waits, reconciled: true),
        (_, TransactionFact.CoreAnswered again) when Agree(state, again.Answer) => state,
        (_, TransactionFact.Reconciled again) when Agree(state, again.Answer) => state,

        (TransactionState.Deferred deferred, TransactionFact.ArrivalDue) =>
            new TransactionState.Debited(deferred.EntryId, deferred.Reconciled),
        (TransactionState.Deferred deferred, TransactionFact.GivenUp given) =>
            new TransactionState.Returning(deferred.EntryId, deferred.Reconciled, given.Why),

        // Whichever of the two came first stands.
        (_, TransactionFact.ArrivalDue or TransactionFact.GivenUp) when HasLeft(state) => state,
        (TransactionState.Debited debited, TransactionFact.Arrived { Answer: var answer, Later: var later }) =>
            Arrived(debited, answer, later),
        (_, TransactionFact.Arrived again) when AgreeArrived(state, again.Answer) => state,

        (TransactionState.Debited debited, TransactionFact.BillerAnswered answered) =>
            Paid(debited, answered.Answer, answered.Later),
        (_, TransactionFact.BillerAnswered again) when Agree(state, again.Answer) => state,
        (TransactionState.Returning returning, TransactionFact.CoreReturned { Answer: CoreAnswer.Posted } back) =>
            Back(returning, back.Later),
        (TransactionState.Returning or TransactionState.Failed or TransactionState.Reversed,
            TransactionFact.CoreReturned) => state,
        (TransactionState.Posted posted, TransactionFact.ReversalAsked) =>
            new TransactionState.Reversing(posted.EntryId, posted.Reconciled),
        (TransactionState.Reversing reversing, TransactionFact.BillerReversed answered) =>
            TakenBack(reversing, answered.Answer),
        (_, TransactionFact.BillerReversed again) when AgreeReversed(state, again.Answer) => state,

        (_, TransactionFact.LineDropped) =>
            HasLeft(state) ? state : new TransactionState.Voided(TransferVoid.LineDropped),
        _ => throw new InvalidOperationException(
            $"{fact.GetType().Name} cannot happen to a transaction that is {state.GetType().Name}."),
    };

    private static bool HasLeft(TransactionState state) =>
        state is TransactionState.Submitted or TransactionState.Unknown or TransactionState.Failed
        || state.Entry is not null;

    private static bool Agree(TransactionState state, CoreAnswer answer) => (state, answer) switch
    {
        ({ Entry: { } entry }, CoreAnswer.Posted again) => entry == again.EntryId,
        ({ Entry: not null }, CoreAnswer.Unknown) => true,

        // Of a bill that failed its debit was posted, and went back.
        (TransactionState.Failed failed, CoreAnswer.Posted) => failed.Returned,
        (TransactionState.Failed failed, CoreAnswer.Refused) => !failed.Returned,
        (TransactionState.Failed, _) => true,
        _ => false,
    };

    private static bool Agree(TransactionState state, BillAnswer answer) => answer switch
    {
        BillAnswer.Done => state.WasPosted,
        BillAnswer.Refused => state is TransactionState.Returning { Why: not null } or TransactionState.Failed,
        _ => true,
    };

    private static bool AgreeArrived(TransactionState state, CoreAnswer answer) => answer switch
    {
        CoreAnswer.Posted => state.WasPosted,
        CoreAnswer.Refused => state is TransactionState.Returning or TransactionState.Failed,
        _ => true,
    };

    private static bool AgreeReversed(TransactionState state, BillAnswer answer) => answer switch
    {
        BillAnswer.Done => state is TransactionState.Returning { Why: null } or TransactionState.Reversed,
        BillAnswer.Refused => state is TransactionState.Posted,
        _ => true,
    };

    private static TransactionState Ended(CoreAnswer answer, bool more, bool waits, bool reconciled) => answer switch
    {
        CoreAnswer.Posted posted when waits => new TransactionState.Deferred(posted.EntryId, reconciled),
        CoreAnswer.Posted posted when more => new TransactionState.Debited(posted.EntryId, reconciled),
        CoreAnswer.Posted posted => new TransactionState.Posted(posted.EntryId, reconciled),
        CoreAnswer.Refused refused => new TransactionState.Failed(refused.Reason, reconciled),
        _ => new TransactionState.Unknown(),
    };

    private static TransactionState Arrived(TransactionState.Debited debited, CoreAnswer answer, bool later) =>
        answer switch
        {
            CoreAnswer.Posted => new TransactionState.Posted(debited.EntryId, debited.Reconciled || later),
            CoreAnswer.Refused refused =>
                new TransactionState.Returning(debited.EntryId, debited.Reconciled || later, refused.Reason),
            _ => debited,
        };

    private static TransactionState Paid(TransactionState.Debited debited, BillAnswer answer, bool later) =>
        answer switch
        {
            BillAnswer.Done => new TransactionState.Posted(debited.EntryId, debited.Reconciled || later),
            BillAnswer.Refused refused =>
                new TransactionState.Returning(debited.EntryId, debited.Reconciled || later, refused.Reason),
            _ => debited,
        };

    private static TransactionState Back(TransactionState.Returning returning, bool later) =>
        returning.Why is { } why
            ? new TransactionState.Failed(why, returning.Reconciled || later) { Returned = true }
            : new TransactionState.Reversed(returning.EntryId, returning.Reconciled);

    private static TransactionState TakenBack(TransactionState.Reversing reversing, BillAnswer answer) =>
        answer switch
        {
            BillAnswer.Done => new TransactionState.Returning(reversing.EntryId, reversing.Reconciled, null),
            BillAnswer.Refused => new TransactionState.Posted(reversing.EntryId, reversing.Reconciled),
            _ => reversing,
        };
}
