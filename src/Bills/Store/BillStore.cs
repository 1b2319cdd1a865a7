using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>A bill's row.</summary>
internal sealed record StoredBill
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Biller { get; init; }

    public required string Number { get; init; }

    public required string CustomerId { get; init; }

    public required string ContactId { get; init; }

    public required string FromTail { get; init; }

    public long AmountMinor { get; init; }

    public required string Currency { get; init; }

    public required string BankDay { get; init; }

    public long SubmittedUs { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public string? Receipt { get; init; }

    public required string Way { get; init; }

    public string? Agent { get; init; }

    public string? ReversedBy { get; init; }

    public string? Reversal { get; init; }

    public long Version { get; init; }
}

internal static class BillStore
{
    internal const string Select =
        """
        SELECT id AS Id, kind AS Kind, biller AS Biller, number AS Number, customer_id AS CustomerId,
          contact_id AS ContactId, from_tail AS FromTail, amount_minor AS AmountMinor, currency AS Currency,
          bank_day AS BankDay, submitted_us AS SubmittedUs, state AS State, reason AS Reason, receipt AS Receipt,
          way AS Way, agent AS Agent, reversed_by AS ReversedBy, reversal AS Reversal, version AS Version
        FROM bill
        """;

    internal static Task<StoredBill?> Find(IDb db, string id, CancellationToken ct) => db.Read(
        connection => connection.QuerySingleOrDefault<StoredBill>($"{Select} WHERE id = @id", new { id }), ct);

    internal static StoredBill? Find(WriteScope scope, string id) => scope.Connection.QuerySingleOrDefault<StoredBill>(
        $"{Select} WHERE id = @id", new { id }, scope.Transaction);

    internal static void Put(WriteScope scope, BillStanding bill) => scope.Connection.Execute(
        """
        INSERT INTO bill (id, kind, biller, number, customer_id, contact_id, from_tail, amount_minor, currency, bank_day,
            submitted_us, state, reason, receipt, way, agent, version)
        VALUES (@Id, @Kind, @Biller, @Number, @CustomerId, @ContactId, @FromTail, @Minor, @Currency, @day,
            @SubmittedUs, @State, @reason, @Receipt, @Way, @Agent, 1)
        ON CONFLICT (id) DO UPDATE SET state = @State, reason = @reason, receipt = @Receipt, version = bill.version + 1
        """,
        new
        {
            bill.Id,
            bill.Kind,
            bill.Bill.Biller,
            bill.Bill.Number,
            bill.CustomerId,
            bill.ContactId,
            bill.FromTail,
            bill.Amount.Minor,
            bill.Amount.Currency,
            day = bill.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            bill.SubmittedUs,
            bill.State,
            reason = bill.Reason is { } why ? EnumWords.Of(why) : null,
            bill.Receipt,
            bill.Way,
            bill.Agent,
        },
        scope.Transaction);

    internal static void Reversing(WriteScope scope, string id, string by, string why, string signature) =>
        scope.Connection.Execute(
            "UPDATE bill SET reversed_by = @by, reversal = @why, signature = @signature WHERE id = @id",
            new { id, by, why, signature }, scope.Transaction);
}
