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
}

/// <param name="Key">The idempotency key.</param>
/// <param name="Reference">What the statement refers to: the transaction's id.</param>
public sealed record TransferOrder(string Key, string From, string To, Money Amount, string Reference);

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
