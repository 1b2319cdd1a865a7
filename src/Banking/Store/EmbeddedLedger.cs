using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The core bank inside: double entry, append only. Order, entry, postings, balances and journal are one transaction,
/// so a crash leaves all of it or nothing (decision 0004).
/// </summary>
/// <param name="kernel">Whose day it is.</param>
/// <param name="options">What it lends at.</param>
internal sealed partial class EmbeddedLedger(
    IDb db, TimeProvider time, KernelOptions? kernel = null, BankingOptions? options = null) : ICoreBank, ICoreInside
{
    private readonly KernelOptions _kernel = kernel ?? new KernelOptions();

    /// <summary>The house's own account for money that arrives later; made when the first comes.</summary>
    internal const string Transit = "house/transit";

    public async Task<IReadOnlyList<Account>> AccountsOf(string customerId, CancellationToken ct) =>
        await db.Read(connection => LedgerBooks.AccountsOf(connection, customerId), ct);

    public Task<Account?> Account(string number, CancellationToken ct) =>
        db.Read(connection => LedgerBooks.Account(connection, number), ct);

    public Task<CoreAnswer> Transfer(TransferOrder order, CancellationToken ct) =>
        db.Write(scope => Transfer(scope, order), ct);

    public Task<CoreAnswer> Settle(TransferOrder order, CancellationToken ct) =>
        db.Write(scope => Settle(scope, order.Key), ct);

    public Task<HoldAnswer> Place(HoldOrder order, CancellationToken ct) =>
        db.Write(scope => LedgerHolds.Place(scope, db.Engine, order, time.NowUs()), ct);

    public Task<HoldAnswer> Release(HoldOrder order, CancellationToken ct) =>
        db.Write(scope => LedgerHolds.Release(scope, order, time.NowUs()), ct);

    public async Task<IReadOnlyList<Movement>> Movements(
        string account, long fromUs, long toUs, int limit, CancellationToken ct) =>
        await db.Read(connection => LedgerBooks.Movements(connection, account, fromUs, toUs, limit), ct);

    public CoreAnswer Transfer(WriteScope scope, TransferOrder order)
    {
        // Taking the key comes first: of two with the same key the second waits here and then reads the first one's
        // answer.
        if (!TakeKey(scope, order.Key))
            return Before(scope, order.Key, order);
        var accounts = LedgerBooks.Lock(scope, db.Engine, order.From, order.To);
        if (Transit == order.From || Transit == order.To)
            accounts[Transit] = LedgerBooks.House(scope, db.Engine, Transit, order.Amount.Currency, time.NowUs());
        var to = accounts.GetValueOrDefault(order.To);
        var loan = to?.Kind == AccountKind.Loan ? LedgerLoans.Find(scope, order.To) : null;
        var interest = loan?.Growth(-to!.Balance.Minor, Today) ?? 0;
        var decision = Ledger.Decide(
            order, accounts.GetValueOrDefault(order.From),
            to is null ? null : to with { Balance = to.Balance - to.Balance with { Minor = interest } });
        CoreAnswer answer = decision is LedgerDecision.Post post
            ? loan is null ? Post(scope, order, post.Entry) : Repay(scope, order, post.Entry, loan, interest)
            : new CoreAnswer.Refused(((LedgerDecision.Refuse)decision).Reason);
        Remember(scope, order, answer);
        return answer;
    }

    private CoreAnswer Settle(WriteScope scope, string key) =>
        TakeKey(scope, key) ? new CoreAnswer.Refused(TransferRefusal.NeverArrived) : Before(scope, key, null);

    private CoreAnswer.Posted Post(WriteScope scope, TransferOrder order, LedgerEntry entry) =>
        Post(scope, time, order, entry);

    /// <summary>The entry with its balances, and each account's line in the journal.</summary>
    internal static CoreAnswer.Posted Post(
        WriteScope scope, TimeProvider time, TransferOrder order, LedgerEntry entry)
    {
        var entryId = Ids.New(time);
        var after = LedgerBooks.Post(scope, entryId, entry, time.NowUs());
        foreach (var posting in entry.Postings)
        {
            var (_, balance, postings) = after[posting.Account];
            scope.Append(
                $"account/{posting.Account}",
                new AccountPosted(
                    entryId, posting.Amount.Minor, posting.Amount.Currency, balance, postings, order.Reference),
                order.Reference);
        }

        return new CoreAnswer.Posted(
            entryId,
            new Money(after[order.From].BalanceMinor, order.Amount.Currency),
            new Money(after[order.To].BalanceMinor, order.Amount.Currency));
    }

    /// <summary>Marks the key as barred until the order's answer replaces that; false when the key was there.</summary>
    private bool TakeKey(WriteScope scope, string key) => scope.Connection.Execute(
        """
        INSERT INTO ledger_order (key, outcome, reason, at_us) VALUES (@key, 'refused', @reason, @now) ON CONFLICT (key) DO NOTHING
        """,
        new { key, reason = EnumWords.Of(TransferRefusal.NeverArrived), now = time.NowUs() },
        scope.Transaction) == 1;

    private static void Remember(WriteScope scope, TransferOrder order, CoreAnswer answer)
    {
        var posted = answer as CoreAnswer.Posted;
        var refused = answer as CoreAnswer.Refused;
        scope.Connection.Execute(
            """
            UPDATE ledger_order SET from_account = @From, to_account = @To, amount_minor = @minor, currency = @currency, reference = @Reference,
                outcome = @outcome, reason = @reason, entry_id = @entryId, from_balance_minor = @fromBalance, to_balance_minor = @toBalance
            WHERE key = @Key
            """,
            new
            {
                order.Key,
                order.From,
                order.To,
                minor = order.Amount.Minor,
                currency = order.Amount.Currency,
                order.Reference,
                outcome = posted is null ? "refused" : "posted",
                reason = refused is null ? null : EnumWords.Of(refused.Reason),
                entryId = posted?.EntryId,
                fromBalance = posted?.FromBalance.Minor,
                toBalance = posted?.ToBalance.Minor,
            },
            scope.Transaction);
    }

    /// <summary>The key's first answer.</summary>
    /// <param name="order">What comes with the key now; null when only asked about.</param>
    private static CoreAnswer Before(WriteScope scope, string key, TransferOrder? order)
    {
        var row = scope.Connection.QuerySingle<OrderRow>(
            """
            SELECT from_account AS FromAccount, to_account AS ToAccount, amount_minor AS AmountMinor, currency AS Currency, reason AS Reason,
                   entry_id AS EntryId, from_balance_minor AS FromBalanceMinor, to_balance_minor AS ToBalanceMinor
            FROM ledger_order WHERE key = @key
            """,
            new { key },
            scope.Transaction);
        return order is not null && row.FromAccount is not null && !row.Is(order)
            ? new CoreAnswer.Refused(TransferRefusal.KeyReused)
            : row.EntryId is null ? new CoreAnswer.Refused(EnumWords.To<TransferRefusal>(row.Reason!))
            : new CoreAnswer.Posted(
                row.EntryId, new Money(row.FromBalanceMinor!.Value, row.Currency!),
                new Money(row.ToBalanceMinor!.Value, row.Currency!));
    }

    private sealed class OrderRow
    {
        public string? FromAccount { get; init; }

        public string? ToAccount { get; init; }

        public long? AmountMinor { get; init; }

        public string? Currency { get; init; }

        public string? Reason { get; init; }

        public string? EntryId { get; init; }

        public long? FromBalanceMinor { get; init; }

        public long? ToBalanceMinor { get; init; }

        public bool Is(TransferOrder order) =>
            (FromAccount, ToAccount, AmountMinor, Currency) == (
                order.From, order.To, order.Amount.Minor, order.Amount.Currency);
    }
}
