using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>One line of an entry, from the account holder's side: positive is what the bank owes more.</summary>
internal readonly record struct Posting(string Account, Money Amount);

internal enum LedgerEntryKind
{
    Opening,
    Transfer,
    Salary,
    Payment,
    Cash,
    Interest,
    Repayment,
    Loan,
}

/// <summary>What happened, as postings that add up to nothing: money is moved, never made.</summary>
internal sealed record LedgerEntry
{
    /// <exception cref="InvalidOperationException">Fewer than two postings, a posting of nothing, or a currency that
    /// does not add up to zero.</exception>
    internal LedgerEntry(LedgerEntryKind kind, string reference, IReadOnlyList<Posting> postings)
    {
        if (postings.Count < 2 || postings.Any(posting => posting.Amount.Minor == 0))
            throw new InvalidOperationException("An entry has two postings or more, each of something.");
        foreach (var currency in postings.GroupBy(posting => posting.Amount.Currency))
        {
            if (currency.Aggregate(Money.Zero(currency.Key), (sum, posting) => sum + posting.Amount).Minor != 0)
                throw new InvalidOperationException($"An entry's {currency.Key} do not add up to zero.");
        }

        (Kind, Reference, Postings) = (kind, reference, postings);
    }

    internal LedgerEntryKind Kind { get; }

    /// <summary>What a statement shows it for: a transaction's id, a salary's month.</summary>
    internal string Reference { get; }

    internal IReadOnlyList<Posting> Postings { get; }
}
