using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>What the bank's risk rules say of a payment, before money moves.</summary>
internal sealed partial class Transfers
{
    /// <summary>
    /// Between own accounts nothing is screened: the money stays the customer's. A biller is nobody's new payee: the
    /// bank knows it.
    /// </summary>
    private RiskVerdict Screened(WriteScope scope, TransferWish transfer, DateOnly day, long nowUs, bool elderly)
    {
        if (transfer.Class.StaysHis)
            return RiskVerdict.Pass;
        var (ever, today) = TransactionStore.PaymentsBefore(
            scope.Connection, transfer.CustomerId, transfer.To, day, scope.Transaction);
        var verdict = risk.Judge(new RiskFacts(
            transfer.CustomerId, transfer.To, transfer.Amount.Minor,
            NewPayee: ever == 0 && transfer.Class == OrderClass.Payee, today, elderly,
            TimeOnly.FromDateTime(kernel.LocalTime(nowUs))));
        if (verdict.Rule is { } rule)
            scope.Append(
                $"customer/{transfer.CustomerId}",
                new TransactionScreened(
                    TransactionStore.WordOf(transfer.Kind), verdict.Result, rule, transfer.ContactId),
                transfer.ContactId);
        // Where nothing can arrive later, somebody looks at it instead.
        return verdict is { DelayHours: > 0 } && (!Offered || transfer.Kind != TransferKind.Payee)
            ? verdict with { DelayHours = 0, Result = Graver(verdict.Result, RiskResult.Review) }
            : verdict;
    }

    internal async Task<DateTimeOffset?> DelayedUntil(
        string customerId, string payee, Money amount, TransferSpeed speed, CancellationToken ct)
    {
        if (!Offered)
            return null;
        var now = time.NowUs();
        var elderly = await customers.ById(customerId, ct) is { Elderly: true };
        var (ever, today) = await db.Read(
            connection => TransactionStore.PaymentsBefore(connection, customerId, payee, kernel.DayOf(now)), ct);
        var verdict = risk.Judge(new RiskFacts(
            customerId, payee, amount.Minor, NewPayee: ever == 0, today, elderly,
            TimeOnly.FromDateTime(kernel.LocalTime(now))));
        return ArrivesUs(speed, verdict, now) is { } us
            && us != TransferSpeeds.ArrivesUs(speed, now, kernel, options.NextDayAt) ? Clock.FromUs(us) : null;
    }

    internal async Task<bool> IsFirstPayment(string customerId, string payee, CancellationToken ct) =>
        !await db.Read(connection => TransactionStore.HasPaid(connection, customerId, payee), ct);

    private static RiskResult Graver(RiskResult one, RiskResult other) => one > other ? one : other;

    /// <summary>
    /// Whoever pays somebody for the first time has heard the warning against fraud and said that he knows the payee:
    /// whichever way the order came.
    /// </summary>
    private static TransferRefusal? BrokenByNewPayee(WriteScope scope, TransferWish transfer) =>
        transfer is { Kind: TransferKind.Payee, PayeeKnown: false }
        && !TransactionStore.HasPaid(scope.Connection, transfer.CustomerId, transfer.To, scope.Transaction)
            ? TransferRefusal.PayeeNotConfirmed
            : null;

    private long? ArrivesUs(TransferSpeed speed, RiskVerdict verdict, long nowUs)
    {
        var wanted = TransferSpeeds.ArrivesUs(speed, nowUs, kernel, options.NextDayAt);
        return verdict.DelayHours == 0 ? wanted
            : Math.Max(wanted ?? 0, nowUs + (verdict.DelayHours * 3_600_000_000L));
    }
}
