using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Loans and time deposits in the ledger's tables, inside somebody's transaction.</summary>
internal static class LedgerLoans
{
    private const string LoanColumns =
        """
        l.account AS Account, l.principal_minor AS PrincipalMinor, l.rate_bp AS RateBp, l.started AS Started, l.ends AS Ends,
        l.parts AS Parts, l.overdue_bp AS OverdueBp, l.reckoned AS Reckoned, l.deposit AS Deposit, l.hold_key AS HoldKey
        """;

    internal static LoanRow? Find(WriteScope scope, string account) => scope.Connection.QuerySingleOrDefault<LoanRow>(
        $"SELECT {LoanColumns} FROM ledger_loan l WHERE l.account = @account", new { account }, scope.Transaction);

    internal static List<Loan> Of(IDbConnection connection, string customerId, DateOnly today) =>
        connection.Query<LoanRow>(
                $"""
                SELECT {LoanColumns}, a.customer_id AS CustomerId, a.balance_minor AS BalanceMinor, a.currency AS Currency
                FROM ledger_loan l JOIN ledger_account a ON a.number = l.account
                WHERE a.customer_id = @customerId AND l.repaid_us IS NULL ORDER BY a.position, a.number
                """,
                new { customerId })
            .Select(row => row.Told(today))
            .ToList();

    internal static List<TimeDeposit> DepositsOf(IDbConnection connection, string customerId) =>
        connection.Query<DepositRow>(
                $"{Deposits} WHERE a.customer_id = @customerId AND a.status <> 'closed' ORDER BY a.position, a.number",
                new { customerId })
            .Select(row => row.Told())
            .ToList();

    internal static TimeDeposit? Deposit(WriteScope scope, string number) =>
        scope.Connection.QuerySingleOrDefault<DepositRow>(
            $"{Deposits} WHERE d.account = @number", new { number }, scope.Transaction)?.Told();

    internal static bool IsPledged(WriteScope scope, string deposit) => scope.Connection.ExecuteScalar<long>(
        "SELECT COUNT(*) FROM ledger_loan WHERE deposit = @deposit AND repaid_us IS NULL", new { deposit },
        scope.Transaction) > 0;

    /// <summary>The interest that came onto the account belongs to this day.</summary>
    internal static void Reckon(WriteScope scope, string account, DateOnly today) => scope.Connection.Execute(
        "UPDATE ledger_loan SET reckoned = @day WHERE account = @account", new { account, day = Text(today) },
        scope.Transaction);

    /// <summary>Nothing is owed any more: its account is closed, and what was pledged for it let go.</summary>
    internal static void Repaid(WriteScope scope, LoanRow loan, string reference, long nowUs)
    {
        scope.Connection.Execute(
            "UPDATE ledger_loan SET repaid_us = @nowUs WHERE account = @Account", new { loan.Account, nowUs },
            scope.Transaction);
        scope.Connection.Execute(
            "UPDATE ledger_account SET status = 'closed' WHERE number = @Account", new { loan.Account },
            scope.Transaction);
        if (loan.Deposit is null)
            return;
        scope.Connection.Execute(
            "UPDATE ledger_hold SET released_us = @nowUs WHERE key = @HoldKey", new { loan.HoldKey, nowUs },
            scope.Transaction);
        LedgerHolds.Count(scope, loan.Deposit, -1);
        scope.Append($"account/{loan.Deposit}", new AccountPledgeLifted(loan.Account, reference), reference);
    }

    /// <summary>A new loan's account with nothing owed yet, and its terms.</summary>
    /// <returns>The account's number.</returns>
    internal static string Open(
        WriteScope scope, string customerId, string currency, LoanTerms terms, DateOnly reckoned, long nowUs)
    {
        var number = FreeNumber(scope);
        var position = scope.Connection.ExecuteScalar<long>(
            "SELECT COALESCE(MAX(position), 0) + 1 FROM ledger_account WHERE customer_id = @customerId",
            new { customerId }, scope.Transaction);
        LedgerBooks.Open(scope, new LedgerBooks.OpenedAccount(
            number, customerId, position, EnumWords.Of(AccountKind.Loan), EnumWords.Of(AccountStatus.Active), currency,
            Ledger.LargestMinor, nowUs));
        scope.Connection.Execute(
            """
            INSERT INTO ledger_loan (account, principal_minor, rate_bp, started, ends, parts, reckoned, overdue_bp)
            VALUES (@number, @PrincipalMinor, @rate, @started, @ends, @parts, @reckoned, @overdue)
            """,
            new
            {
                number,
                terms.PrincipalMinor,
                rate = (long)terms.RateBp,
                started = Text(terms.Started),
                ends = Text(terms.Ends),
                parts = (long)terms.Parts,
                reckoned = Text(reckoned),
                overdue = (long?)terms.OverdueBp,
            },
            scope.Transaction);
        return number;
    }

    /// <summary>Stops the deposit for the loan, under the loan's own key.</summary>
    internal static void Pledge(WriteScope scope, string loan, PledgeOrder order, long nowUs)
    {
        var holdKey = $"{order.Key}/pledge";
        scope.Connection.Execute(
            "INSERT INTO ledger_hold (key, account, reference, placed_us, kind) VALUES (@holdKey, @Deposit, @Reference, @nowUs, 'pledge')",
            new { holdKey, order.Deposit, order.Reference, nowUs }, scope.Transaction);
        scope.Connection.Execute(
            "UPDATE ledger_loan SET deposit = @Deposit, hold_key = @holdKey WHERE account = @loan",
            new { loan, order.Deposit, holdKey }, scope.Transaction);
        LedgerHolds.Count(scope, order.Deposit, 1);
        scope.Append($"account/{order.Deposit}", new AccountPledged(loan, order.Reference), order.Reference);
    }

    internal static void OpenDeposit(
        WriteScope scope, string account, int rateBp, DateOnly matures, int? loanRateBp) => scope.Connection.Execute(
        "INSERT INTO ledger_deposit (account, rate_bp, matures, loan_rate_bp) VALUES (@account, @rate, @matures, @lends)",
        new { account, rate = (long)rateBp, matures = Text(matures), lends = (long?)loanRateBp }, scope.Transaction);

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Who asks holds the house's row of interest: no two find the same.</summary>
    private static string FreeNumber(WriteScope scope)
    {
        var next = scope.Connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM ledger_loan", transaction: scope.Transaction) + 1;
        var payload = string.Create(CultureInfo.InvariantCulture, $"6288993{next:00000000000}");
        return payload + AccountNumbers.CheckDigit(payload);
    }

    private const string Deposits =
        """
        SELECT d.account AS Account, a.customer_id AS CustomerId, a.balance_minor AS BalanceMinor, a.currency AS Currency,
               a.status AS Status, a.holds AS Holds, d.rate_bp AS RateBp, d.matures AS Matures, d.loan_rate_bp AS LoanRateBp
        FROM ledger_deposit d JOIN ledger_account a ON a.number = d.account
        """;

    internal sealed class LoanRow
    {
        public required string Account { get; init; }

        public long PrincipalMinor { get; init; }

        public long RateBp { get; init; }

        public required string Started { get; init; }

        public required string Ends { get; init; }

        public long Parts { get; init; }

        public long? OverdueBp { get; init; }

        public required string Reckoned { get; init; }

        public string? Deposit { get; init; }

        public string? HoldKey { get; init; }

        public string CustomerId { get; init; } = "";

        public long BalanceMinor { get; init; }

        public string Currency { get; init; } = "";

        /// <summary>What is owed grows by so much until this day.</summary>
        public long Growth(long owedMinor, DateOnly today) => Terms.Growth(owedMinor, Day(Reckoned), today);

        public Loan Told(DateOnly today)
        {
            var now = Terms.At(-BalanceMinor, Day(Reckoned), today);
            return new Loan(
                Account, CustomerId, Of(-BalanceMinor), Of(now.OwedMinor), (int)RateBp, Terms.Started, Terms.Ends)
            {
                Next = now.NextDue is { } due ? new Instalment(due, Of(now.NextMinor)) : null,
                Overdue = Of(now.OverdueMinor),
                Penalty = Of(now.PenaltyMinor),
                Deposit = Deposit,
            };
        }

        private LoanTerms Terms => new(PrincipalMinor, (int)RateBp, Day(Started), Day(Ends), (int)Parts)
        {
            OverdueBp = (int?)OverdueBp,
        };

        private Money Of(long minor) => new(minor, Currency);
    }

    private sealed class DepositRow
    {
        public required string Account { get; init; }

        public required string CustomerId { get; init; }

        public long BalanceMinor { get; init; }

        public required string Currency { get; init; }

        public required string Status { get; init; }

        public long Holds { get; init; }

        public long RateBp { get; init; }

        public required string Matures { get; init; }

        public long? LoanRateBp { get; init; }

        public TimeDeposit Told() => new(
            Account, CustomerId, new Money(BalanceMinor, Currency), (int)RateBp, Day(Matures))
        {
            Stopped = Holds > 0 || Status != "active",
            LoanRateBp = (int?)LoanRateBp,
        };
    }
}
