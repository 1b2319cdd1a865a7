namespace TellerLine.Banking;

internal abstract record LedgerDecision
{
    private LedgerDecision()
    {
    }

    internal sealed record Post(LedgerEntry Entry) : LedgerDecision;

    internal sealed record Refuse(TransferRefusal Reason) : LedgerDecision;
}

/// <summary>The ledger's rules over one order and the two accounts as they stand, locked.</summary>
internal static class Ledger
{
    /// <summary>Ten trillion yuan: no order is larger, so that no balance leaves 64 bits.</summary>
    internal const long LargestMinor = 1_000_000_000_000_000;

    /// <param name="to">Of a loan its balance is all that is owed now, interest with it.</param>
    internal static LedgerDecision Decide(TransferOrder order, Account? from, Account? to) =>
        Broken(order, from, to) is { } reason
            ? new LedgerDecision.Refuse(reason)
            : new LedgerDecision.Post(new LedgerEntry(
                LedgerEntryKind.Transfer, order.Reference,
                [new Posting(order.From, -order.Amount), new Posting(order.To, order.Amount)]));

    private static TransferRefusal? Broken(TransferOrder order, Account? from, Account? to) =>
        order.Amount.Minor <= 0 ? TransferRefusal.AmountNotPositive
        : order.Amount.Minor > LargestMinor ? TransferRefusal.OverTransactionLimit
        : order.From == order.To ? TransferRefusal.SameAccount
        : from is null || to is null ? TransferRefusal.AccountNotFound
        : Standing(from) ?? (order.GoesBack && to.Status == AccountStatus.Frozen ? null : Standing(to))
        ?? (from.Held ? TransferRefusal.AccountHeld
            : from.Inactive ? TransferRefusal.AccountFrozen
            : order.Amount.Currency != from.Balance.Currency
            || order.Amount.Currency != to.Balance.Currency ? TransferRefusal.CurrenciesDiffer
            : order.Amount.Minor > from.Available.Minor ? TransferRefusal.InsufficientFunds
            : to.Kind == AccountKind.Loan && order.Amount.Minor > -to.Balance.Minor ? TransferRefusal.MoreThanOwed
            : null);

    /// <summary>The first rule of a loan on a time deposit that is broken, or null.</summary>
    /// <param name="on">What is known of the deposit; null: it is none.</param>
    /// <param name="pledged">A loan stands on it.</param>
    internal static TransferRefusal? Broken(
        PledgeOrder order, Account? deposit, TimeDeposit? on, bool pledged, Account? to, DateOnly today) =>
        order.Amount.Minor <= 0 ? TransferRefusal.AmountNotPositive
        : deposit is null || on is null || to is null || deposit.CustomerId != to.CustomerId
            ? TransferRefusal.AccountNotFound
        : Standing(deposit) ?? Standing(to)
        ?? (pledged ? TransferRefusal.DepositPledged
            : deposit.Held ? TransferRefusal.AccountHeld
            : to.Kind is not (AccountKind.Current or AccountKind.Savings) ? TransferRefusal.NotTheCustomersAccount
            : order.Amount.Currency != deposit.Balance.Currency || order.Amount.Currency != to.Balance.Currency
                ? TransferRefusal.CurrenciesDiffer
            : order.Amount.Minor > deposit.Balance.Minor || order.Ends <= today || order.Ends > on.Matures
                || order.RateBp != on.LoanRateBp ? TransferRefusal.LoanTerms
            : null);

    private static TransferRefusal? Standing(Account account) => account.Status switch
    {
        AccountStatus.Closed => TransferRefusal.AccountClosed,
        AccountStatus.Frozen => TransferRefusal.AccountFrozen,
        _ => null,
    };
}
