using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The port to the core bank. A bank implements it for its own core; <c>EmbeddedLedger</c> is the one inside. An
/// implementation may throw or never answer: the telephone bank waits a bounded time and takes both as <see
/// cref="CoreAnswer.Unknown"/>.
/// </summary>
public interface ICoreBank
{
    Task<IReadOnlyList<Account>> AccountsOf(string customerId, CancellationToken ct);

    Task<Account?> Account(string number, CancellationToken ct);

    /// <summary>
    /// Posts the order once per key: the same key again tells the first answer; the same key with another order is
    /// refused.
    /// </summary>
    Task<CoreAnswer> Transfer(TransferOrder order, CancellationToken ct);

    /// <summary>
    /// What became of this order, by its key. One that never arrived is barred by this question: it is refused now and
    /// for ever, so that a message late on its way cannot move money the customer was told had not moved. An adapter
    /// sees by the order whether what it is told belongs to it.
    /// </summary>
    Task<CoreAnswer> Settle(TransferOrder order, CancellationToken ct);

    /// <summary>
    /// Stops payments from an account, once per key: the same key again tells the first answer, so that an order
    /// without an answer is settled by sending it again, however late its first message arrives.
    /// </summary>
    Task<HoldAnswer> Place(HoldOrder order, CancellationToken ct);

    /// <summary>Lifts the hold that was placed under this key; of one that was never placed it bars the key.</summary>
    Task<HoldAnswer> Release(HoldOrder order, CancellationToken ct);

    /// <summary>What went in and out of an account, newest first.</summary>
    /// <param name="toUs">Not included.</param>
    Task<IReadOnlyList<Movement>> Movements(string account, long fromUs, long toUs, int limit, CancellationToken ct);
}

/// <param name="Key">The idempotency key.</param>
/// <param name="Reference">What the statement refers to: the transaction's id.</param>
public sealed record TransferOrder(string Key, string From, string To, Money Amount, string Reference)
{
    /// <summary>
    /// Money of a deferred transfer goes back to the account it came from, which takes it though it is frozen: freezing
    /// it is what stopped the transfer.
    /// </summary>
    public bool GoesBack { get; init; }
}

public abstract record CoreAnswer
{
    private CoreAnswer()
    {
    }

    public sealed record Posted(string EntryId, Money FromBalance, Money ToBalance) : CoreAnswer;

    public sealed record Refused(TransferRefusal Reason) : CoreAnswer;

    /// <summary>No answer in time, a broken line, a fault at the other end: it may have posted or not.</summary>
    public sealed record Unknown(string Why) : CoreAnswer;
}

/// <param name="Key">The idempotency key of the hold: placed and lifted under the same.</param>
/// <param name="Reference">The loss report's number.</param>
public sealed record HoldOrder(string Key, string Account, string Reference);

public enum HoldRefusal
{
    AccountNotFound,
    AccountClosed,

    /// <summary>The same key came before with another account.</summary>
    KeyReused,

    /// <summary>It was lifted, or barred, before: under this key nothing is held any more.</summary>
    Released,
}

public abstract record HoldAnswer
{
    private HoldAnswer()
    {
    }

    /// <param name="AtUs">When it was placed, or lifted: of a key that came before, then.</param>
    public sealed record Done(long AtUs) : HoldAnswer;

    public sealed record Refused(HoldRefusal Reason) : HoldAnswer;

    /// <summary>No answer in time: it may hold or not.</summary>
    public sealed record Unknown : HoldAnswer;
}

/// <param name="Amount">From the holder's side: negative went out.</param>
/// <param name="Balance">After it.</param>
/// <param name="Kind"><c>transfer</c>, <c>payment</c>, <c>cash</c> …</param>
public sealed record Movement(long AtUs, Money Amount, Money Balance, string Kind);
