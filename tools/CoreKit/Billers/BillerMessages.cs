namespace TellerLine.CoreKit;

// The contract's messages (docs/biller.openapi.yaml), written from the document and not from the program's code: what
// both sides understand is what it says.

internal sealed record BillQuestion(string? Biller, string? Number)
{
    internal bool IsWhole => Biller is { Length: > 0 } && Number is { Length: > 0 };
}

internal sealed record BillArrears(string? Biller, string? Number, bool? Found, long? AmountMinor, string? Currency);

internal sealed record BillPayment(
    string? Key, string? Biller, string? Number, long? AmountMinor, string? Currency, string? Reference)
{
    internal bool IsWhole =>
        Key is { Length: >= 8 and <= 64 } && Biller is { Length: > 0 } && Number is { Length: > 0 }
        && AmountMinor is not null && Currency is { Length: 3 };
}

internal sealed record BillPaid(
    string? Key, string? Outcome, string? Reason = null, string? Receipt = null, string? Biller = null,
    string? Number = null, long? AmountMinor = null, string? Currency = null)
{
    internal bool IsPaid => Outcome == "paid";

    internal bool Refuses(string reason) => Outcome == "refused" && Reason == reason;
}
