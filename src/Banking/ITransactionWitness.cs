using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Who must know of every transaction that is posted: told in the very transaction in which its end is stored, at once
/// or after reconciliation, exactly once. All that are registered are told; what one throws takes the posting's record
/// back, and reconciliation tells it again.
/// </summary>
public interface ITransactionWitness
{
    void Posted(WriteScope scope, PostedTransaction transaction);
}

/// <summary>A transaction that was posted, as the bank's record has it.</summary>
/// <param name="Id">The number people read: <c>T260302000001</c>.</param>
/// <param name="Kind">What was done: <c>ownTransfer</c>, <c>payeeTransfer</c> …</param>
/// <param name="Day">The bank's day on which it was asked for.</param>
/// <param name="Way"><c>keypad</c>, <c>agent</c>.</param>
/// <param name="Agent">Who keyed it: a user's number; null by keypad.</param>
/// <param name="Approver">The second person, where one was needed: a user's number.</param>
/// <param name="ReadBack">What the customer confirmed, masked.</param>
/// <param name="Level">How surely the customer was known: <c>transactionPin</c>.</param>
public sealed record PostedTransaction(
    string Id, string Kind, string CustomerId, string ContactId, string FromTail, string ToTail, Money Amount,
    DateOnly Day, long SubmittedUs, string EntryId, bool Reconciled, string Way, string? Agent, string? Approver,
    string ReadBack, string Level)
{
    /// <summary>The second person's: its id; null: none was needed.</summary>
    public string? Signature { get; init; }
}

/// <summary>The posted transactions, for who proves them.</summary>
public interface IPostedTransactions
{
    /// <returns>Null: there is none that was posted.</returns>
    Task<PostedTransaction?> Find(string id, CancellationToken ct = default);

    /// <summary>In order of their numbers, those after this one.</summary>
    /// <param name="day">Only those asked for on this day; null: of all days.</param>
    Task<IReadOnlyList<PostedTransaction>> After(
        string id, int limit, DateOnly? day = null, CancellationToken ct = default);
}
