using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Payments that arrive later (普通, 次日): the money has left the account and waits, in an account of the bank's own,
/// for its time. Until then the customer may take it back.
/// </summary>
public interface IDeferredTransfers
{
    /// <summary>Whether the bank offers them: a core of its own must name an account for what is on its way.</summary>
    bool Offered { get; }

    /// <summary>When a payment ordered now arrives; null: at once.</summary>
    DateTimeOffset? ArrivesAt(TransferSpeed speed);

    /// <summary>The customer's that wait, in order of their time.</summary>
    /// <exception cref="Exception">The record cannot be read.</exception>
    Task<IReadOnlyList<DeferredTransfer>> Of(string customerId, CancellationToken ct = default);

    /// <summary>
    /// 撤销: takes it back before its time. From the commit on it never arrives, whatever breaks then; the money goes
    /// back at once, or as soon as the core bank answers.
    /// </summary>
    /// <param name="customerId">Whose it must be: another's is not found.</param>
    /// <exception cref="Exception">It could not be stored, or it is not known whether it was: look again.</exception>
    Task<RevokeOutcome> Revoke(
        string transactionId, string customerId, RevokeOrigin by, CancellationToken ct = default);
}

/// <param name="TransactionId">The number people read: <c>T260302000001</c>.</param>
public sealed record DeferredTransfer(
    string TransactionId, string From, string To, Money Amount, TransferSpeed Speed, long OrderedUs, long ArrivesUs)
{
    public override string ToString() => $"DeferredTransfer {TransactionId}";
}

/// <param name="Agent">A user's number; null by keypad.</param>
/// <param name="ContactId">In which it was asked for.</param>
public sealed record RevokeOrigin(OrderWay Way, string? Agent, string ContactId);

public enum RevokeOutcome
{
    /// <summary>It is taken back and the money is in the account.</summary>
    Revoked,

    /// <summary>It is taken back, and the money is on its way back.</summary>
    Returning,

    /// <summary>Its time has come, or it has an end already.</summary>
    TooLate,

    /// <summary>No such transfer that waits, or not this customer's.</summary>
    NotFound,
}
