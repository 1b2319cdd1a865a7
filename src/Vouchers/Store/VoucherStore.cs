using System.Data;
using Dapper;
using TellerLine.Kernel;
using TellerLine.Vouchers.Core;

namespace TellerLine.Vouchers;

/// <summary>Who answered for a gap, and how.</summary>
internal sealed record Explained(
    string TransactionId, long Number, string Hash, string Gap, string Reason, string ReasonBy, long AtUs,
    string Signature)
{
    public const string Columns =
        """
        transaction_id AS TransactionId, number AS Number, hash AS Hash, gap AS Gap, reason AS Reason,
        reason_by AS ReasonBy, at_us AS AtUs, signature AS Signature
        """;
}

/// <summary>The tables of <c>001_vouchers.sql</c>.</summary>
internal static class VoucherStore
{
    public const string Columns =
        """
        transaction_id AS TransactionId, kind AS Kind, customer_id AS CustomerId, contact_id AS ContactId,
        from_tail AS FromTail, to_tail AS ToTail, amount_minor AS AmountMinor, currency AS Currency,
        bank_day AS BankDay, submitted_us AS SubmittedUs, posted_us AS PostedUs, entry_id AS EntryId,
        reconciled AS Reconciled, way AS Way, agent AS Agent, approver AS Approver, read_back AS ReadBack,
        level AS Level, seq AS Seq, body AS Body, gap AS Gap, closed_us AS ClosedUs, previous AS Previous, hash AS Hash,
        seal AS Seal, state AS State, faults AS Faults, detail AS Detail, verified_us AS VerifiedUs,
        verified_by AS VerifiedBy, reason AS Reason, reason_by AS ReasonBy, explanation AS Explanation,
        version AS Version
        """;

    public static Voucher? Find(IDbConnection connection, string id, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Voucher>(
            $"SELECT {Columns} FROM voucher WHERE transaction_id = @id", new { id }, transaction);

    public static List<Voucher> OfDay(IDbConnection connection, string day) => connection.Query<Voucher>(
        $"SELECT {Columns} FROM voucher WHERE bank_day = @day ORDER BY transaction_id", new { day }).AsList();

    public static List<string> PendingOf(IDbConnection connection, string contactId) => connection.Query<string>(
        "SELECT transaction_id FROM voucher WHERE contact_id = @contactId AND seq IS NULL ORDER BY transaction_id",
        new { contactId }).AsList();

    /// <summary>Those of the chain behind this place, in its order.</summary>
    public static List<Voucher> Chain(IDbConnection connection, long after, int limit) => connection.Query<Voucher>(
        $"SELECT {Columns} FROM voucher WHERE seq > @after ORDER BY seq LIMIT {limit}", new { after }).AsList();

    /// <returns>The hash of the chain's row at this place; null: there is none.</returns>
    public static string? HashAt(IDbConnection connection, long seq) => connection.QuerySingleOrDefault<string?>(
        "SELECT hash FROM voucher WHERE seq = @seq", new { seq });

    /// <returns>What the row at this place says comes before it; null: there is no such row.</returns>
    public static string? PreviousAt(IDbConnection connection, long seq) => connection.QuerySingleOrDefault<string?>(
        "SELECT previous FROM voucher WHERE seq = @seq", new { seq });

    public static (long Seq, string Hash) Head(IDbConnection connection) =>
        connection.QuerySingle<(long, string)>("SELECT seq, hash FROM voucher_head WHERE id = 1");

    /// <returns>False: it is there already.</returns>
    public static bool Add(WriteScope scope, Voucher voucher) => scope.Connection.Execute(
        """
        INSERT INTO voucher (transaction_id, kind, customer_id, contact_id, from_tail, to_tail, amount_minor, currency,
          bank_day, submitted_us, posted_us, entry_id, reconciled, way, agent, approver, read_back, level, state)
        VALUES (@TransactionId, @Kind, @CustomerId, @ContactId, @FromTail, @ToTail, @AmountMinor, @Currency,
          @BankDay, @SubmittedUs, @PostedUs, @EntryId, @Reconciled, @Way, @Agent, @Approver, @ReadBack, @Level, @State)
        ON CONFLICT (transaction_id) DO NOTHING
        """, voucher, scope.Transaction) == 1;

    /// <summary>The chain's end, locked until the transaction ends: its number is the next one's.</summary>
    public static (long Seq, string Previous) Next(WriteScope scope) =>
        scope.Connection.QuerySingle<(long, string)>(
            "UPDATE voucher_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash", transaction: scope.Transaction);

    public static void Close(WriteScope scope, Voucher closed)
    {
        scope.Connection.Execute(
            """
            UPDATE voucher SET seq = @Seq, body = @Body, gap = @Gap, closed_us = @ClosedUs, previous = @Previous,
              hash = @Hash, seal = @Seal, state = @State, version = version + 1
            WHERE transaction_id = @TransactionId
            """, closed, scope.Transaction);
        scope.Connection.Execute("UPDATE voucher_head SET hash = @Hash WHERE id = 1", closed, scope.Transaction);
    }

    /// <summary>What is not under its hash: how it was verified, and how a gap was explained.</summary>
    public static void Keep(WriteScope scope, Voucher voucher) => scope.Connection.Execute(
        """
        UPDATE voucher SET state = @State, faults = @Faults, detail = @Detail, verified_us = @VerifiedUs,
          verified_by = @VerifiedBy, reason = @Reason, reason_by = @ReasonBy, explanation = @Explanation,
          version = version + 1
        WHERE transaction_id = @TransactionId
        """, voucher, scope.Transaction);

    public static void Explain(WriteScope scope, Explained explained) => scope.Connection.Execute(
        """
        INSERT INTO voucher_explanation (transaction_id, number, hash, gap, reason, reason_by, at_us, signature)
        VALUES (@TransactionId, @Number, @Hash, @Gap, @Reason, @ReasonBy, @AtUs, @Signature)
        """, explained, scope.Transaction);

    public static Explained? Explanation(IDbConnection connection, string id, long number) =>
        connection.QuerySingleOrDefault<Explained>(
            $"SELECT {Explained.Columns} FROM voucher_explanation WHERE transaction_id = @id AND number = @number",
            new { id, number });

    public static long LastExplanation(WriteScope scope, string id) => scope.Connection.ExecuteScalar<long>(
        "SELECT COALESCE(MAX(number), 0) FROM voucher_explanation WHERE transaction_id = @id", new { id },
        scope.Transaction);

    public static bool CaughtUp(IDbConnection connection) =>
        connection.ExecuteScalar<long>("SELECT caught_up FROM voucher_head WHERE id = 1") != 0;

    public static void MarkCaughtUp(WriteScope scope) => scope.Connection.Execute(
        "UPDATE voucher_head SET caught_up = 1 WHERE id = 1", transaction: scope.Transaction);
}
