using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

internal static partial class TransactionStore
{
    private const string Own = "ownTransfer", Payee = "payeeTransfer";

    private const string WasPosted =
        "(state IN ('posted', 'reversing', 'reversed') OR (state = 'returning' AND reason IS NULL))";

    /// <summary><c>ownTransfer</c>, <c>payeeTransfer</c>, <c>billTelecom</c> …: in the table and in the
    /// journal.</summary>
    internal static string WordOf(TransferKind kind) => kind switch
    {
        TransferKind.Own => Own,
        TransferKind.Payee => Payee,
        _ => EnumWords.Of(kind),
    };

    /// <summary>All that goes to others counts together in a day.</summary>
    private static string SumOf(TransferKind kind) => kind.Class.StaysHis ? Own : Payee;

    internal static string WordOf(TransactionState state) => state switch
    {
        TransactionState.Pending => "pending",
        TransactionState.Submitted => "submitted",
        TransactionState.Posted => "posted",
        TransactionState.Failed => "failed",
        TransactionState.Unknown => "unknown",
        TransactionState.Voided => "voided",
        TransactionState.Deferred => "deferred",
        TransactionState.Debited => "debited",
        TransactionState.Returning => "returning",
        TransactionState.Reversing => "reversing",
        TransactionState.Reversed => "reversed",
        _ => throw new InvalidOperationException($"A transaction that is {state.GetType().Name} is not stored."),
    };

    private const string Columns =
        """
        id AS Id, idempotency_key AS Key, kind AS Kind, customer_id AS CustomerId, contact_id AS ContactId, from_account AS FromAccount,
        to_account AS ToAccount, amount_minor AS AmountMinor, currency AS Currency, bank_day AS BankDay, state AS State, reason AS Reason,
        entry_id AS EntryId, reconciled AS Reconciled, from_balance_minor AS FromBalanceMinor, to_balance_minor AS ToBalanceMinor,
        submitted_us AS SubmittedUs, way AS Way, agent AS Agent, approver AS Approver, read_back AS ReadBack, level AS Level,
        asked_us AS AskedUs, due_us AS DueUs, asked_why AS AskedWhy, signature AS Signature, maker_session AS MakerSession, decided_us AS DecidedUs, note AS Note,
        biller AS Biller, bill_number AS BillNumber, receipt AS Receipt, returns AS Returns, leg_us AS LegUs,
        speed AS Speed, arrives_us AS ArrivesUs, loan_ends AS LoanEnds, loan_rate_bp AS LoanRateBp, subject AS Subject, repays AS Repays
        """;

    internal static Transaction? ByKey(IDbConnection connection, string key, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM bank_transaction WHERE idempotency_key = @key", new { key },
            transaction)?.ToTransaction();

    internal static Transaction Locked(WriteScope scope, DbEngine engine, string id) =>
        scope.Connection.QuerySingle<Row>(
            $"SELECT {Columns} FROM bank_transaction WHERE id = @id{RowLock.Of(engine)}", new { id },
            scope.Transaction).ToTransaction();

    /// <summary>Submitted before <paramref name="beforeUs"/> and still without an answer, and bills between two answers
    /// since before <paramref name="beforeLegUs"/>; the oldest first.</summary>
    internal static List<Transaction> Unsettled(
        IDbConnection connection, long beforeUs, long beforeLegUs, int limit) =>
        connection.Query<Row>(
                $"""
                SELECT {Columns} FROM bank_transaction
                WHERE (state IN ('submitted', 'unknown') AND submitted_us < @beforeUs)
                   OR (state IN ('debited', 'returning', 'reversing') AND leg_us < @beforeLegUs)
                ORDER BY submitted_us LIMIT {limit}
                """,
                new { beforeUs, beforeLegUs })
            .Select(row => row.ToTransaction())
            .ToList();

    /// <summary>Posted ones in order of their numbers, of one day or of all.</summary>
    internal static List<Transaction> Posted(IDbConnection connection, string after, int limit, DateOnly? day) =>
        connection.Query<Row>(
                $"""
                SELECT {Columns} FROM bank_transaction
                WHERE {WasPosted} AND id > @after{(day is null ? "" : " AND bank_day = @day")} ORDER BY id LIMIT {limit}
                """,
                new { after, day = day is { } one ? DayText(one) : "" })
            .Select(row => row.ToTransaction())
            .ToList();

    internal static Transaction? Find(IDbConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM bank_transaction WHERE id = @id", new { id })?.ToTransaction();

    /// <summary>A customer's that wait for their time, the soonest first.</summary>
    internal static List<Transaction> Deferred(IDbConnection connection, string customerId) =>
        connection.Query<Row>(
                $"""
                SELECT {Columns} FROM bank_transaction WHERE customer_id = @customerId AND state = 'deferred'
                ORDER BY arrives_us, id
                """,
                new { customerId })
            .Select(row => row.ToTransaction())
            .ToList();

    /// <summary>Whose end nobody has told the customer, the newest first.</summary>
    internal static List<Transaction> Untold(IDbConnection connection, string customerId, int limit) =>
        connection.Query<Row>(
                $"""
                SELECT {Columns} FROM bank_transaction
                WHERE customer_id = @customerId AND told_us IS NULL AND state NOT IN ('pending', 'voided', 'reversing', 'reversed', 'deferred')
                  AND COALESCE(reason, '') <> 'revoked' ORDER BY submitted_us DESC, id DESC LIMIT {limit}
                """,
                new { customerId })
            .Select(row => row.ToTransaction())
            .ToList();

    /// <summary>Only what has an end can have been told.</summary>
    internal static int MarkTold(WriteScope scope, IReadOnlyList<string> ids, long nowUs) => scope.Connection.Execute(
        "UPDATE bank_transaction SET told_us = @nowUs WHERE id = @id AND state IN ('posted', 'failed') AND told_us IS NULL",
        ids.Select(id => new { id, nowUs }), scope.Transaction);

    /// <summary>Those that wait for a second person, the oldest first.</summary>
    internal static List<Transaction> Pending(IDbConnection connection, IDbTransaction? transaction = null) =>
        connection.Query<Row>(
                $"SELECT {Columns} FROM bank_transaction WHERE state = 'pending' ORDER BY submitted_us",
                transaction: transaction)
            .Select(row => row.ToTransaction())
            .ToList();

    /// <summary>Those that waited for one, the newest first.</summary>
    internal static List<Transaction> WerePending(IDbConnection connection, int limit) =>
        connection.Query<Row>(
                $"""
                SELECT {Columns} FROM bank_transaction WHERE due_us IS NOT NULL AND state <> 'pending'
                ORDER BY submitted_us DESC LIMIT {limit}
                """)
            .Select(row => row.ToTransaction())
            .ToList();

    internal static Transaction? Find(IDbConnection connection, string id, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM bank_transaction WHERE id = @id", new { id }, transaction)?.ToTransaction();

    /// <summary>What the second person made of it.</summary>
    internal static void Decide(WriteScope scope, Transaction transaction, long nowUs) => scope.Connection.Execute(
        """
        UPDATE bank_transaction SET state = @state, reason = @reason, approver = @Approver, signature = @signature, note = @note,
            decided_us = @nowUs, submitted_us = @SubmittedUs
        WHERE id = @Id
        """,
        new
        {
            transaction.Id,
            state = WordOf(transaction.State),
            reason = transaction.State is TransactionState.Voided voided ? EnumWords.Of(voided.Why) : null,
            transaction.Approver,
            signature = transaction.Second!.Signature,
            note = transaction.Second.Note,
            transaction.SubmittedUs,
            nowUs,
        },
        scope.Transaction);

    /// <summary>The day's next: <c>T260302000001</c>. What is taken back with its transaction leaves a gap.</summary>
    internal static string NextNumber(WriteScope scope, DateOnly day)
    {
        var last = scope.Connection.ExecuteScalar<long>(
            """
            INSERT INTO bank_transaction_number (bank_day, last) VALUES (@day, 1)
            ON CONFLICT (bank_day) DO UPDATE SET last = bank_transaction_number.last + 1 RETURNING last
            """,
            new { day = DayText(day) }, scope.Transaction);
        return string.Create(CultureInfo.InvariantCulture, $"T{day:yyMMdd}{last:000000}");
    }

    /// <summary>False when another with this key is there already.</summary>
    internal static bool Add(WriteScope scope, Transaction transaction)
    {
        var order = transaction.Order;
        return scope.Connection.Execute(
            """
            INSERT INTO bank_transaction (id, idempotency_key, kind, customer_id, contact_id, from_account, to_account, amount_minor, currency,
                                          bank_day, state, submitted_us, way, agent, approver, read_back, level,
                                          maker_session, asked_us, due_us, asked_why, biller, bill_number, speed, arrives_us,
                                          loan_ends, loan_rate_bp, subject, repays)
            VALUES (@Id, @key, @kind, @customer, @contact, @from, @to, @minor, @currency, @day, @state, @SubmittedUs,
                    @way, @agent, @Approver, @readBack, @level, @session, @askedUs, @dueUs, @why, @biller, @number, @speed, @ArrivesUs,
                    @loanEnds, @loanRateBp, @subject, @repays)
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            new
            {
                transaction.Id,
                key = order.IdempotencyKey,
                kind = WordOf(order.Kind),
                customer = order.CustomerId,
                contact = order.ContactId,
                from = order.From,
                to = order.To,
                minor = order.Amount.Minor,
                currency = order.Amount.Currency,
                day = DayText(transaction.Day),
                transaction.SubmittedUs,
                way = EnumWords.Of(order.Origin.Way),
                agent = order.Origin.Agent,
                transaction.Approver,
                readBack = order.Origin.ReadBack,
                level = EnumWords.Of(order.Origin.Level),
                session = order.Origin.Session,
                state = WordOf(transaction.State),
                askedUs = transaction.Second?.AskedUs,
                dueUs = transaction.Second?.DueUs,
                why = transaction.Second?.Why,
                biller = order.Bill?.Biller,
                number = order.Bill?.Number,
                subject = order.Subject,
                repays = transaction.Repays is { } owed ? EnumWords.Of(owed) : null,
                speed = EnumWords.Of(order.Speed),
                transaction.ArrivesUs,
                loanEnds = order.Loan is { } loan ? DayText(loan.Ends) : null,
                loanRateBp = (long?)order.Loan?.RateBp,
            },
            scope.Transaction) == 1;
    }

    internal static void Update(WriteScope scope, Transaction transaction, long nowUs)
    {
        var reason = transaction.State switch
        {
            TransactionState.Failed failed => failed.Reason,
            TransactionState.Returning returning => returning.Why,
            _ => (TransferRefusal?)null,
        };
        scope.Connection.Execute(
            """
            UPDATE bank_transaction SET state = @state, reason = @reason, entry_id = COALESCE(@entry, entry_id),
                reconciled = @reconciled, from_balance_minor = @fromBalance, to_balance_minor = @toBalance,
                settled_us = @settledUs, receipt = @Receipt, returns = @Returns, leg_us = @LegUs
            WHERE id = @Id
            """,
            new
            {
                transaction.Id,
                state = WordOf(transaction.State),
                reason = reason is { } why ? EnumWords.Of(why) : null,
                entry = transaction.State.Entry,
                reconciled = transaction.State.WasReconciled ? 1L : 0L,
                transaction.Receipt,
                transaction.Returns,
                transaction.LegUs,
                fromBalance = transaction.FromBalance?.Minor,
                toBalance = transaction.ToBalance?.Minor,
                settledUs = transaction.IsSettled ? nowUs : (long?)null,
            },
            scope.Transaction);
    }

    /// <summary>What the customer moved that day in this way; the row is made if missing, and locked.</summary>
    internal static long DaySum(WriteScope scope, TransferWish order, DateOnly day) =>
        scope.Connection.QuerySingle<long>(
            """
            INSERT INTO bank_day_sum (customer_id, kind, bank_day, currency, minor) VALUES (@customer, @kind, @day, @currency, 0)
            ON CONFLICT (customer_id, kind, bank_day, currency) DO UPDATE SET minor = bank_day_sum.minor RETURNING minor
            """,
            new
            {
                customer = order.CustomerId,
                kind = SumOf(order.Kind),
                day = DayText(day),
                currency = order.Amount.Currency,
            },
            scope.Transaction);

    /// <returns>How often this payee was paid before, and how many payments there were that day.</returns>
    internal static (int Ever, int Today) PaymentsBefore(
        IDbConnection connection, string customerId, string payee, DateOnly day, IDbTransaction? transaction = null) =>
        connection.QuerySingle<(int, int)>(
            """
            SELECT coalesce(sum(CASE WHEN to_account = @to AND state = 'posted' THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN bank_day = @day AND state NOT IN ('failed', 'voided') THEN 1 ELSE 0 END), 0)
            FROM bank_transaction WHERE customer_id = @customer AND kind <> @own AND subject IS NULL
            """,
            new { to = payee, day = DayText(day), customer = customerId, own = Own },
            transaction);

    internal static bool HasPaid(
        IDbConnection connection, string customerId, string payee, IDbTransaction? transaction = null) =>
        connection.ExecuteScalar<long?>(
            """
            SELECT 1 FROM bank_transaction
            WHERE customer_id = @customerId AND to_account = @payee AND state = 'posted' AND kind <> @own LIMIT 1
            """,
            new { customerId, payee, own = Own }, transaction) is not null;

    /// <param name="minor">Negative gives back what a failed transaction took.</param>
    internal static void AddToDay(WriteScope scope, Transaction transaction, long minor)
    {
        if (transaction.Class.TakesBack)
            return;
        scope.Connection.Execute(
            """
            UPDATE bank_day_sum SET minor = minor + @minor
            WHERE customer_id = @customer AND kind = @kind AND bank_day = @day AND currency = @currency
            """,
            new
            {
                customer = transaction.Order.CustomerId,
                kind = SumOf(transaction.Order.Kind),
                day = DayText(transaction.Day),
                currency = transaction.Order.Amount.Currency,
                minor,
            },
            scope.Transaction);
    }

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd");
}
