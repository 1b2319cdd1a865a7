using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

internal sealed class TransactionFigures(IDb db) : ITransactionFigures
{
    private const string Format = "yyyy-MM-dd";

    private const string Counted =
        """
        kind AS Kind, way AS Way, state AS State, COALESCE(reason, '') AS Reason, currency AS Currency
        """;

    public async Task<IReadOnlyList<TransactionTally>> Of(
        DateOnly from, DateOnly to, bool byCustomer, CancellationToken ct)
    {
        var days = new { from = Text(from), to = Text(to) };
        return await db.Read(c => c.Query<TransactionTally>(
            byCustomer
                ? $"""
                SELECT bank_day AS Day, CAST(0 AS BIGINT) AS QuarterUs, {Counted}, customer_id AS CustomerId, COUNT(*) AS Count,
                  CAST(SUM(amount_minor) AS BIGINT) AS SumMinor
                FROM bank_transaction WHERE bank_day BETWEEN @from AND @to
                GROUP BY bank_day, kind, way, state, reason, currency, customer_id
                """
                : $"""
                SELECT bank_day AS Day, submitted_us / 900000000 * 900000000 AS QuarterUs, {Counted}, '' AS CustomerId,
                  COUNT(*) AS Count, CAST(SUM(amount_minor) AS BIGINT) AS SumMinor
                FROM bank_transaction WHERE bank_day BETWEEN @from AND @to
                GROUP BY bank_day, submitted_us / 900000000, kind, way, state, reason, currency
                """,
            days).AsList(), ct);
    }

    public async Task<IReadOnlyList<OpenTransaction>> Open(DateOnly day, int limit, CancellationToken ct) =>
        await db.Read(c => c.Query<OpenTransaction>(
            $"""
            SELECT id AS Id, kind AS Kind, contact_id AS ContactId, state AS State FROM bank_transaction
            WHERE bank_day = @day AND state NOT IN ('posted', 'failed', 'voided', 'reversed') ORDER BY id LIMIT {limit}
            """,
            new { day = Text(day) }).AsList(), ct);

    public async Task<DateOnly?> FirstDay(CancellationToken ct) =>
        await db.Read(c => c.ExecuteScalar<string?>("SELECT MIN(bank_day) FROM bank_transaction"), ct) is { } day
            ? DateOnly.ParseExact(day, Format, CultureInfo.InvariantCulture)
            : null;

    private static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>Reads the whole ledger: some seconds in a large one.</summary>
internal sealed class LedgerTrial(IDb db, ICoreBank core) : ITrialBalance
{
    public async Task<TrialBalance?> Of(long fromUs, long toUs, CancellationToken ct) => core is not EmbeddedLedger
        ? null
        : await db.Read(
            c => new TrialBalance(
                c.Query<TrialLine>(
                    """
                    SELECT a.currency AS Currency, a.kind AS Kind, COUNT(*) AS Accounts,
                      CAST(COALESCE(SUM(m.before_minor), 0) AS BIGINT) AS BeforeMinor,
                      CAST(COALESCE(SUM(m.debit_minor), 0) AS BIGINT) AS DebitMinor,
                      CAST(COALESCE(SUM(m.credit_minor), 0) AS BIGINT) AS CreditMinor,
                      CAST(COALESCE(SUM(l.balance_minor), 0) AS BIGINT) AS AfterMinor
                    FROM ledger_account a
                    LEFT JOIN (
                      SELECT p.account, COUNT(*) AS count,
                        SUM(CASE WHEN e.at_us < @fromUs THEN p.amount_minor ELSE 0 END) AS before_minor,
                        SUM(CASE WHEN e.at_us >= @fromUs AND p.amount_minor < 0 THEN -p.amount_minor ELSE 0 END) AS debit_minor,
                        SUM(CASE WHEN e.at_us >= @fromUs AND p.amount_minor > 0 THEN p.amount_minor ELSE 0 END) AS credit_minor
                      FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                      WHERE e.at_us < @toUs GROUP BY p.account) m ON m.account = a.number
                    LEFT JOIN ledger_posting l ON l.account = a.number AND l.account_seq = m.count
                    WHERE a.opened_us < @toUs OR m.count > 0
                    GROUP BY a.currency, a.kind ORDER BY a.currency, a.kind
                    """, new { fromUs, toUs }).AsList(),
                c.ExecuteScalar<long>(
                    """
                    SELECT COUNT(*) FROM (SELECT entry_id FROM ledger_posting
                      GROUP BY entry_id, currency HAVING SUM(amount_minor) <> 0) u
                    """),
                c.ExecuteScalar<long>(
                    """
                    SELECT COUNT(*) FROM ledger_account a LEFT JOIN
                      (SELECT account, SUM(amount_minor) AS sum_minor FROM ledger_posting GROUP BY account) p ON p.account = a.number
                    WHERE a.balance_minor <> COALESCE(p.sum_minor, 0)
                    """)), ct);
}
