using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Bills of the embedded ledger's credit accounts, reckoned from their postings each time they are asked for.
/// </summary>
internal sealed class EmbeddedCards(IDb db, BankingOptions options, KernelOptions kernel, TimeProvider time) : ICardBank
{
    public async Task<CardBill?> Bill(string account, CancellationToken ct)
    {
        var closed = options.CardTerms.LastClosed(kernel.DayOf(time.NowUs()));
        var endUs = kernel.Day(closed).ToUs;
        var row = await db.Read(
            connection => connection.QuerySingleOrDefault<BilledRow>(
                """
                SELECT a.currency AS Currency,
                       CAST(COALESCE((SELECT p.balance_minor FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                                      WHERE p.account = a.number AND e.at_us < @endUs
                                      ORDER BY p.account_seq DESC LIMIT 1), 0) AS BIGINT) AS BalanceMinor,
                       CAST(COALESCE((SELECT SUM(p.amount_minor) FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                                      WHERE p.account = a.number AND e.at_us >= @endUs AND p.amount_minor > 0), 0) AS BIGINT) AS PaidMinor
                FROM ledger_account a WHERE a.number = @account AND a.kind = 'credit'
                """,
                new { account, endUs }),
            ct);
        return row is null ? null : options.CardTerms.Bill(closed, -row.BalanceMinor, row.PaidMinor, row.Currency);
    }

    /// <summary>Who sees the row inactive makes it active: of two at once the second finds it so.</summary>
    public Task<CardActivation> Activate(string account, string reference, CancellationToken ct) => db.Write(
        scope =>
        {
            var held = LedgerBooks.Lock(scope, db.Engine, account, account).GetValueOrDefault(account);
            if (held is not { Kind: AccountKind.Credit, Status: not AccountStatus.Closed })
                return CardActivation.NotFound;
            if (!held.Inactive)
                return CardActivation.Already;
            if (held.Held)
                return CardActivation.Held;
            scope.Connection.Execute(
                "UPDATE ledger_account SET inactive = 0 WHERE number = @account", new { account }, scope.Transaction);
            scope.Append($"account/{account}", new AccountActivated(reference), reference);
            return CardActivation.Done;
        },
        ct);

    private sealed class BilledRow
    {
        public string Currency { get; init; } = "";

        public long BalanceMinor { get; init; }

        public long PaidMinor { get; init; }
    }
}
