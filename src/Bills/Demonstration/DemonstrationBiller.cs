using System.Globalization;
using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>
/// The biller inside, for every code without an address: what is owed is the number's last five digits in fen, less
/// what was paid (0951601<b>12850</b> owes 128.50 yuan); a number that begins with 000 is nobody's. Order and answer
/// are one transaction of the database.
/// </summary>
internal sealed class DemonstrationBiller(IDb db, TimeProvider time) : IBiller
{
    private const int Digits = 5;

    private const string Nobody = "000", Paid = "paid", Refused = "refused", Reversed = "reversed",
        NeverArrived = "neverArrived";

    public async Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct) =>
        bill.Number.StartsWith(Nobody, StringComparison.Ordinal)
            ? new ArrearsAnswer.NoSuchNumber()
            : new ArrearsAnswer.Owed(Money.Cny(OwedBy(bill.Number) - await db.Read(
                connection => connection.ExecuteScalar<long?>(
                    "SELECT paid_minor FROM demonstration_bill_number WHERE biller = @Biller AND number = @Number",
                    bill) ?? 0,
                ct)));

    public Task<BillAnswer> Pay(BillOrder order, CancellationToken ct) => db.Write(scope => Pay(scope, order), ct);

    public Task<BillAnswer> Settle(BillOrder order, CancellationToken ct) => db.Write(
        scope => TakeKey(scope, order.Key) ? new BillAnswer.Refused(TransferRefusal.NeverArrived)
            : Before(scope, order.Key, order),
        ct);

    public Task<BillAnswer> Reverse(BillOrder order, CancellationToken ct) =>
        db.Write(scope => Reverse(scope, order), ct);

    public Task Health(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Digits alone, so that it can be read out.</summary>
    private static string ReceiptOf(long nowUs) =>
        string.Create(CultureInfo.InvariantCulture, $"{nowUs % 1_000_000_000_000:000000000000}");

    private static long OwedBy(string number) => long.Parse(number[^Digits..], CultureInfo.InvariantCulture);

    private BillAnswer Pay(WriteScope scope, BillOrder order)
    {
        // Taking the key comes first: of two with the same key the second waits here, and reads the first one's answer.
        if (!TakeKey(scope, order.Key))
            return Before(scope, order.Key, order);
        var number = new { order.Bill.Biller, order.Bill.Number, order.Amount.Minor, owed = OwedBy(order.Bill.Number) };
        scope.Connection.Execute(
            """
            INSERT INTO demonstration_bill_number (biller, number, paid_minor) VALUES (@Biller, @Number, 0)
            ON CONFLICT DO NOTHING
            """,
            number, scope.Transaction);
        var paid = scope.Connection.Execute(
            """
            UPDATE demonstration_bill_number SET paid_minor = paid_minor + @Minor
            WHERE biller = @Biller AND number = @Number AND paid_minor + @Minor <= @owed
            """,
            number, scope.Transaction) == 1;
        var receipt = paid ? ReceiptOf(time.NowUs()) : null;
        scope.Connection.Execute(
            """
            UPDATE demonstration_bill SET biller = @Biller, number = @Number, amount_minor = @Minor, outcome = @outcome,
                reason = @reason, receipt = @receipt WHERE key = @Key
            """,
            new
            {
                order.Key,
                order.Bill.Biller,
                order.Bill.Number,
                order.Amount.Minor,
                outcome = paid ? Paid : Refused,
                reason = paid ? null : EnumWords.Of(TransferRefusal.BillChanged),
                receipt,
            },
            scope.Transaction);
        return paid ? new BillAnswer.Done(receipt!) : new BillAnswer.Refused(TransferRefusal.BillChanged);
    }

    private static BillAnswer Reverse(WriteScope scope, BillOrder order)
    {
        var row = Find(scope, order.Key);
        if (row is null || !row.Is(order) || row.Outcome == Refused)
            return new BillAnswer.Refused(TransferRefusal.BillerRefused);
        if (scope.Connection.Execute(
            "UPDATE demonstration_bill SET outcome = @Reversed WHERE key = @Key AND outcome = @Paid",
            new { Reversed, order.Key, Paid }, scope.Transaction) == 1)
            scope.Connection.Execute(
                """
                UPDATE demonstration_bill_number SET paid_minor = paid_minor - @Minor
                WHERE biller = @Biller AND number = @Number
                """,
                new { order.Bill.Biller, order.Bill.Number, order.Amount.Minor }, scope.Transaction);
        return new BillAnswer.Done(row.Receipt!);
    }

    /// <summary>Marks the key as barred until its answer replaces that; false when the key was there.</summary>
    private bool TakeKey(WriteScope scope, string key) => scope.Connection.Execute(
        """
        INSERT INTO demonstration_bill (key, outcome, reason, at_us) VALUES (@key, 'refused', @NeverArrived, @now)
        ON CONFLICT (key) DO NOTHING
        """,
        new { key, NeverArrived, now = time.NowUs() }, scope.Transaction) == 1;

    /// <summary>The key's first answer.</summary>
    private static BillAnswer Before(WriteScope scope, string key, BillOrder order) => Find(scope, key) switch
    {
        { Number: not null } row when !row.Is(order) => new BillAnswer.Refused(TransferRefusal.KeyReused),
        { Outcome: Paid } row => new BillAnswer.Done(row.Receipt!),
        { Outcome: Refused, Reason: { } reason } => new BillAnswer.Refused(EnumWords.To<TransferRefusal>(reason)),
        _ => new BillAnswer.Unknown(),
    };

    private static Row? Find(WriteScope scope, string key) => scope.Connection.QuerySingleOrDefault<Row>(
        """
        SELECT biller AS Biller, number AS Number, amount_minor AS AmountMinor, outcome AS Outcome, reason AS Reason,
            receipt AS Receipt
        FROM demonstration_bill WHERE key = @key
        """,
        new { key }, scope.Transaction);

    private sealed record Row(
        string? Biller, string? Number, long? AmountMinor, string Outcome, string? Reason, string? Receipt)
    {
        public bool Is(BillOrder order) =>
            (Biller, Number, AmountMinor) == (order.Bill.Biller, order.Bill.Number, order.Amount.Minor);
    }
}
