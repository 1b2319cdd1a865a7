using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The ledger's tables, inside somebody's transaction. It writes what was decided; it decides nothing.
/// </summary>
internal static class LedgerBooks
{
    private const string Columns =
        """
        number AS Number, customer_id AS CustomerId, kind AS Kind, status AS Status, currency AS Currency,
        credit_limit_minor AS CreditLimitMinor, balance_minor AS BalanceMinor, postings AS Postings, holds AS Holds,
        inactive AS Inactive
        """;

    internal static List<Account> AccountsOf(IDbConnection connection, string customerId) =>
        connection.Query<AccountRow>(
                $"SELECT {Columns} FROM ledger_account WHERE customer_id = @customerId ORDER BY position, number",
                new { customerId })
            .Select(row => row.ToAccount())
            .ToList();

    internal static Account? Account(IDbConnection connection, string number) =>
        connection.QuerySingleOrDefault<AccountRow>(
            $"SELECT {Columns} FROM ledger_account WHERE number = @number AND customer_id IS NOT NULL",
            new { number })?.ToAccount();

    internal static List<Movement> Movements(
        IDbConnection connection, string account, long fromUs, long toUs, int limit) =>
        connection.Query<MovementRow>(
                """
                SELECT e.at_us AS AtUs, p.amount_minor AS AmountMinor, p.balance_minor AS BalanceMinor, p.currency AS Currency,
                       e.kind AS Kind
                FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                WHERE p.account = @account AND e.at_us >= @fromUs AND e.at_us < @toUs
                ORDER BY p.account_seq DESC LIMIT @limit
                """,
                new { account, fromUs, toUs, limit })
            .Select(row => new Movement(
                row.AtUs, new Money(row.AmountMinor, row.Currency), new Money(row.BalanceMinor, row.Currency),
                row.Kind))
            .ToList();

    /// <summary>
    /// Of these accounts those that are customers', and the deposit that is pledged for one of them, locked until the
    /// transaction ends. In order of number: two transfers that cross wait for each other instead of dying of each
    /// other.
    /// </summary>
    internal static Dictionary<string, Account> Lock(WriteScope scope, DbEngine engine, string one, string other) =>
        scope.Connection.Query<AccountRow>(
                $"""
                SELECT {Columns} FROM ledger_account
                WHERE number IN (@one, @other, (SELECT deposit FROM ledger_loan WHERE account = @other))
                  AND customer_id IS NOT NULL ORDER BY number{RowLock.Of(engine)}
                """,
                new { one, other },
                scope.Transaction)
            .ToDictionary(row => row.Number, row => row.ToAccount());

    /// <summary>
    /// An account of the house's own, made when it is missing, and locked: after customers' accounts, so that no two
    /// orders wait for each other.
    /// </summary>
    internal static Account House(WriteScope scope, DbEngine engine, string number, string currency, long nowUs)
    {
        scope.Connection.Execute(
            """
            INSERT INTO ledger_account (number, customer_id, position, kind, status, currency, credit_limit_minor, balance_minor, postings, opened_us)
            VALUES (@number, NULL, 0, 'house', 'active', @currency, 0, 0, 0, @nowUs) ON CONFLICT (number) DO NOTHING
            """,
            new { number, currency, nowUs }, scope.Transaction);
        var (balance, of) = scope.Connection.QuerySingle<(long, string)>(
            $"SELECT balance_minor, currency FROM ledger_account WHERE number = @number{RowLock.Of(engine)}",
            new { number }, scope.Transaction);
        return new Account(
            number, "", AccountKind.Current, AccountStatus.Active, new Money(balance, of), new Money(0, of));
    }

    /// <summary>Appends the entry and moves the balances with it; the balance of each account afterwards.</summary>
    /// <exception cref="InvalidOperationException">An account is missing or comes twice: the entry must not stand
    /// alone.</exception>
    internal static IReadOnlyDictionary<string, Posted> Post(
        WriteScope scope, string entryId, LedgerEntry entry, long atUs)
    {
        scope.Connection.Execute(
            "INSERT INTO ledger_entry (id, kind, reference, at_us) VALUES (@entryId, @kind, @Reference, @atUs)",
            new { entryId, kind = EnumWords.Of(entry.Kind), entry.Reference, atUs },
            scope.Transaction);
        var (sql, values) = Lines(entry);
        values.Add("entryId", entryId);
        var after = scope.Connection.Query<Posted>(sql.Accounts, values, scope.Transaction).ToDictionary(
            posted => posted.Number);
        if (after.Count != entry.Postings.Count)
            throw new InvalidOperationException(
                "An entry names an account twice, or one that is not there in this currency.");
        for (var i = 0; i < entry.Postings.Count; i++)
        {
            var posted = after[entry.Postings[i].Account];
            values.Add($"seq{i}", posted.Postings);
            values.Add($"balance{i}", posted.BalanceMinor);
        }
        scope.Connection.Execute(sql.Postings, values, scope.Transaction);
        return after;
    }

    internal static void Open(WriteScope scope, OpenedAccount account) => scope.Connection.Execute(
        """
        INSERT INTO ledger_account (number, customer_id, position, kind, status, currency, credit_limit_minor, balance_minor, postings, opened_us)
        VALUES (@Number, @CustomerId, @Position, @Kind, @Status, @Currency, @CreditLimitMinor, 0, 0, @OpenedUs)
        """,
        account,
        scope.Transaction);

    /// <summary>All lines of an entry by one statement each: on a server every statement is a journey.</summary>
    private static (EntrySql Sql, DynamicParameters Values) Lines(LedgerEntry entry)
    {
        var values = new DynamicParameters();
        for (var i = 0; i < entry.Postings.Count; i++)
        {
            var (account, amount) = entry.Postings[i];
            values.Add($"account{i}", account);
            values.Add($"minor{i}", amount.Minor);
            values.Add($"currency{i}", amount.Currency);
        }
        return (entry.Postings.Count == 2 ? Pair : EntrySql.Of(entry.Postings.Count), values);
    }

    private static readonly EntrySql Pair = EntrySql.Of(2);

    /// <param name="Accounts">Moves the balances and tells them.</param>
    /// <param name="Postings">Appends the postings.</param>
    private sealed record EntrySql(string Accounts, string Postings)
    {
        internal static EntrySql Of(int lines)
        {
            string Each(string between, string line) => string.Join(
                between,
                Enumerable.Range(0, lines).Select(i => line.Replace("#", i.ToString(CultureInfo.InvariantCulture))));
            return new EntrySql(
                $"""
                UPDATE ledger_account SET postings = postings + 1, balance_minor = balance_minor
                  + CASE number {Each(" ", "WHEN @account# THEN @minor#")} END
                WHERE {Each(" OR ", "(number = @account# AND currency = @currency#)")}
                RETURNING number AS Number, balance_minor AS BalanceMinor, postings AS Postings
                """,
                $"""
                INSERT INTO ledger_posting (account, account_seq, entry_id, amount_minor, currency, balance_minor)
                VALUES {Each(", ", "(@account#, @seq#, @entryId, @minor#, @currency#, @balance#)")}
                """);
        }
    }

    internal sealed record Posted(string Number, long BalanceMinor, long Postings);

    /// <param name="Kind"><see cref="AccountKind"/>'s word, or <c>house</c>.</param>
    internal sealed record OpenedAccount(
        string Number, string? CustomerId, long Position, string Kind, string Status, string Currency,
        long CreditLimitMinor, long OpenedUs);

    private static readonly string LoanKind = EnumWords.Of(AccountKind.Loan);

    private sealed class AccountRow
    {
        public required string Number { get; init; }

        public required string CustomerId { get; init; }

        public required string Kind { get; init; }

        public required string Status { get; init; }

        public required string Currency { get; init; }

        public long CreditLimitMinor { get; init; }

        public long BalanceMinor { get; init; }

        public long Postings { get; init; }

        public long Holds { get; init; }

        public long Inactive { get; init; }

        public Account ToAccount() => new(
            Number,
            CustomerId,
            EnumWords.To<AccountKind>(Kind),
            EnumWords.To<AccountStatus>(Status),
            new Money(BalanceMinor, Currency),
            // A loan's only bounds its own row: nothing more is lent by it.
            new Money(Kind == LoanKind ? 0 : CreditLimitMinor, Currency))
        {
            Held = Holds > 0,
            Inactive = Inactive > 0,
        };
    }

    private sealed record MovementRow(
        long AtUs, long AmountMinor, long BalanceMinor, string Currency, string Kind);
}
