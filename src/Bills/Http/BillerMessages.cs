using System.Text.Json.Serialization;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Bills;

// What is said to a biller and what it answers, as docs/biller.openapi.yaml publishes it. Amounts are integer minor
// units.

internal sealed record BillerQuestion(string Biller, string Number);

/// <param name="Found">False: the biller knows no such number.</param>
internal sealed record BillerArrears(
    string? Biller, string? Number, bool? Found, long? AmountMinor, string? Currency)
{
    /// <exception cref="InvalidDataException">It does not answer the question.</exception>
    internal ArrearsAnswer For(BillReference bill) =>
        (Biller, Number) != (bill.Biller, bill.Number) || Found is null
            ? throw new InvalidDataException("The biller told of another number.")
        : Found == false ? new ArrearsAnswer.NoSuchNumber()
        : AmountMinor is { } amount and >= 0 && Currency is { Length: 3 }
            ? new ArrearsAnswer.Owed(new Money(amount, Currency))
        : throw new InvalidDataException("The biller does not say what is owed.");
}

internal sealed record BillerOrder(
    string Key, string Biller, string Number, long AmountMinor, string Currency, string Reference)
{
    internal static BillerOrder Of(BillOrder order) => new(
        order.Key, order.Bill.Biller, order.Bill.Number, order.Amount.Minor, order.Amount.Currency,
        order.TransactionId);
}

/// <summary>It repeats the order, so that an answer to another one is seen as such.</summary>
/// <param name="Outcome"><c>paid</c>, <c>refused</c>, <c>reversed</c>.</param>
internal sealed record BillerOutcome(
    string? Key, string? Outcome, string? Reason, string? Receipt, string? Biller, string? Number, long? AmountMinor,
    string? Currency)
{
    /// <summary><see cref="BillAnswer.Unknown"/> for whatever does not answer this very order.</summary>
    /// <param name="done">The word that says that it was done.</param>
    internal BillAnswer For(BillOrder order, string done) =>
        Key != order.Key ? new BillAnswer.Unknown()
        : Outcome == "refused" ? new BillAnswer.Refused(ReasonOf(Reason))
        : Outcome == done && Receipt is { Length: > 0 and <= 40 }
            && (Biller, Number, AmountMinor, Currency) == (
                order.Bill.Biller, order.Bill.Number, order.Amount.Minor, order.Amount.Currency)
            ? new BillAnswer.Done(Receipt)
        : new BillAnswer.Unknown();

    private static TransferRefusal ReasonOf(string? word) => word switch
    {
        "amountNotOwed" => TransferRefusal.BillChanged,
        "closed" => TransferRefusal.BillerClosed,
        "neverArrived" => TransferRefusal.NeverArrived,
        "keyReused" => TransferRefusal.KeyReused,
        _ => TransferRefusal.BillerRefused,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BillerQuestion))]
[JsonSerializable(typeof(BillerArrears))]
[JsonSerializable(typeof(BillerOrder))]
[JsonSerializable(typeof(BillerOutcome))]
internal sealed partial class BillerJson : JsonSerializerContext;
