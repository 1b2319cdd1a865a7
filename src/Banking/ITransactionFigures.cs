using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>The transactions counted, for reports and for the day's end.</summary>
public interface ITransactionFigures
{
    /// <summary>Of the bank's days from one to another, both included.</summary>
    /// <param name="byCustomer">Also apart by customer, and then not by the time of day.</param>
    Task<IReadOnlyList<TransactionTally>> Of(
        DateOnly from, DateOnly to, bool byCustomer = false, CancellationToken ct = default);

    /// <summary>Those of the day that have no end yet, in order of their numbers, at most so many.</summary>
    Task<IReadOnlyList<OpenTransaction>> Open(DateOnly day, int limit, CancellationToken ct = default);

    /// <returns>The first day on which anything was asked for; null: nothing ever was.</returns>
    Task<DateOnly?> FirstDay(CancellationToken ct = default);
}

/// <summary>Transactions of a day that are alike, counted.</summary>
public sealed record TransactionTally
{
    /// <summary>The bank's: <c>2026-03-02</c>.</summary>
    public required string Day { get; init; }

    /// <summary>When the quarter of an hour began in which they were submitted; 0 by customer.</summary>
    public long QuarterUs { get; init; }

    /// <summary><c>ownTransfer</c>, <c>payeeTransfer</c> …</summary>
    public required string Kind { get; init; }

    /// <summary><c>keypad</c>, <c>agent</c>.</summary>
    public required string Way { get; init; }

    /// <summary><c>submitted</c>, <c>unknown</c>, <c>posted</c>, <c>failed</c> …</summary>
    public required string State { get; init; }

    /// <summary>Why they failed; empty otherwise.</summary>
    public required string Reason { get; init; }

    public required string Currency { get; init; }

    /// <summary>Empty but by customer.</summary>
    public required string CustomerId { get; init; }

    public long Count { get; init; }

    public long SumMinor { get; init; }
}

/// <param name="State"><c>submitted</c>, <c>unknown</c>, or what waits for a second person.</param>
public sealed record OpenTransaction(string Id, string Kind, string ContactId, string State);

/// <summary>The embedded ledger's proof of itself over a day.</summary>
public interface ITrialBalance
{
    /// <returns>Null: a core of the bank's own keeps the ledger, and closes its day itself.</returns>
    Task<TrialBalance?> Of(long fromUs, long toUs, CancellationToken ct = default);
}

/// <param name="UnbalancedEntries">Entries whose postings do not add up to nothing.</param>
/// <param name="WrongAccounts">Accounts whose balance is not the sum of their postings.</param>
public sealed record TrialBalance(IReadOnlyList<TrialLine> Lines, long UnbalancedEntries, long WrongAccounts)
{
    /// <summary>Before and movements make after on every line, and all lines of a currency add up to nothing.</summary>
    public bool Holds => UnbalancedEntries == 0 && WrongAccounts == 0
        && Lines.All(line => line.BeforeMinor - line.DebitMinor + line.CreditMinor == line.AfterMinor)
        && Lines.GroupBy(line => line.Currency).All(one =>
            one.Sum(line => line.BeforeMinor) == 0 && one.Sum(line => line.AfterMinor) == 0
            && one.Sum(line => line.DebitMinor) == one.Sum(line => line.CreditMinor));
}

/// <summary>All accounts of a kind in a currency, from the holder's side.</summary>
public sealed record TrialLine
{
    public required string Currency { get; init; }

    /// <summary><c>current</c>, <c>savings</c>, <c>credit</c>, <c>house</c> (the bank's own).</summary>
    public required string Kind { get; init; }

    public long Accounts { get; init; }

    public long BeforeMinor { get; init; }

    public long DebitMinor { get; init; }

    public long CreditMinor { get; init; }

    /// <summary>As the accounts' last postings of the day left them: not reckoned from the others.</summary>
    public long AfterMinor { get; init; }
}
