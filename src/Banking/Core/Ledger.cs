namespace TellerLine.Banking;

internal abstract record LedgerDecision
{
    private LedgerDecision()
    {
    }

    internal sealed record Post(Entry Entry) : LedgerDecision;

    internal sealed record Refuse(RefusalReason Reason) : LedgerDecision;
}

/// <summary>The ledger's rules over one order and the two accounts as they stand, locked.</summary>
internal static class Ledger
{
    /// <summary>Ten trillion yuan: no order is larger, so that no balance leaves 64 bits.</summary>
    internal const long LargestMinor = 1_000_000_000_000_000;

    internal static LedgerDecision Decide(TransferOrder order, Account? from, Account? to) =>
        Broken(order, from, to) is { } reason
            ? new LedgerDecision.Refuse(reason)
            : new LedgerDecision.Post(new Entry(
                EntryKind.Transfer, order.Reference, [new Posting(order.From, -order.Amount), new Posting(order.To, order.Amount)]));

    private static RefusalReason? Broken(TransferOrder order, Account? from, Account? to) =>
        order.Amount.Minor <= 0 ? RefusalReason.AmountNotPositive
        : order.Amount.Minor > LargestMinor ? RefusalReason.OverTransactionLimit
        : order.From == order.To ? RefusalReason.SameAccount
        : from is null || to is null ? RefusalReason.AccountNotFound
        : Standing(from) ?? Standing(to)
        ?? (order.Amount.Currency != from.Balance.Currency || order.Amount.Currency != to.Balance.Currency ? RefusalReason.CurrenciesDiffer
            : order.Amount.Minor > from.Available.Minor ? RefusalReason.InsufficientFunds
            : null);

    private static RefusalReason? Standing(Account account) => account.Status switch
    {
        AccountStatus.Closed => RefusalReason.AccountClosed,
        AccountStatus.Frozen => RefusalReason.AccountFrozen,
        _ => null,
    };
}
