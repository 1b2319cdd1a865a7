using TellerLine.Customers;

namespace TellerLine.SelfService.Core;

/// <summary>What a menu's file may name as <c>step</c>: a new one is a line here and an <c>IStep</c>.</summary>
/// <param name="Outcomes">Of its own, beside <see cref="Operations.EveryOutcome"/>: words of
/// <see cref="StepWords.Outcomes"/>.</param>
internal sealed record Operation(string Name, params IReadOnlyList<string> Outcomes)
{
    /// <summary>How surely the caller must be known before it; most ask themselves.</summary>
    public IdentificationLevel Needs { get; init; }

    /// <summary>How surely he is known when it was done.</summary>
    public IdentificationLevel Reaches { get; init; }
}

internal static class Operations
{
    /// <summary>Any step may end so.</summary>
    /// <remarks><c>back</c>: left with <c>*</c>; <c>person</c>: leads to a person and nowhere else.</remarks>
    public static IReadOnlyList<string> EveryOutcome { get; } = 
    [
        "done", "notDone", "back", "person", "serviceDown", "disabled", "byAgent",
    ];

    private static readonly string[] Money =
    [
        "posted", "unknown", "notBegun", "notRecorded", "insufficientFunds", "overLimit", "accountFrozen", "accountHeld",
        "pinIsInitial", "pinIsSpoken", "pinTooLate", "busy", "refused", "cancelled", "noAccount", "notSigned", "contractSuspended",
        "bankDown", "notOperator", "noMandate",
    ];

    public static IReadOnlyList<Operation> All { get; } =
    [
        new("balance", "told", "noAccount", "bankDown", "notOperator") { Reaches = IdentificationLevel.EnquiryPin },
        new("transfer", [.. Money, "oneAccount"]) { Reaches = IdentificationLevel.TransactionPin },
        new("pay",
            [
                .. Money, "noPayee", "payeeNotKnown", "deferred", "revoked", "revokeTooLate", "revokedBefore",
            ])
        {
            Reaches = IdentificationLevel.TransactionPin,
        },
        new("bills", [.. Money, "billerDown", "nothingOwed"]) { Reaches = IdentificationLevel.TransactionPin },
        new("wealthProducts", "told", "notOnSale"),
        new("wealthBuy",
            [
                .. Money, "notOnSale", "soldOut", "notRated", "ratingExpired", "riskTooHigh", "needsPerson",
            ])
        {
            Reaches = IdentificationLevel.TransactionPin,
        },
        new("wealthHoldings", "told", "noHolding", "bankDown", "notOperator") { Reaches = IdentificationLevel.EnquiryPin },
        new("wealthRedeem", [.. Money, "noHolding", "notRedeemable"]) { Reaches = IdentificationLevel.TransactionPin },
        new("movements", "told", "statementSent", "statementNotSent", "noAccount", "bankDown", "notOperator")
        {
            Reaches = IdentificationLevel.EnquiryPin,
        },
        new("cardBill", "told", "noCard", "bankDown", "notOperator") { Reaches = IdentificationLevel.EnquiryPin },
        new("cardRepay", [.. Money, "noCard", "nothingOwed"]) { Reaches = IdentificationLevel.TransactionPin },
        new("cardActivate", "activated", "nothingToActivate", "accountHeld", "bankDown", "notOperator", "noMandate")
        {
            Reaches = IdentificationLevel.EnquiryPin,
        },
        new("loan", "told", "noLoan", "bankDown", "notOperator") { Reaches = IdentificationLevel.EnquiryPin },
        new("loanRepay", [.. Money, "noLoan"]) { Reaches = IdentificationLevel.TransactionPin },
        new("pledgedLoan", [.. Money, "noDeposit"]) { Reaches = IdentificationLevel.TransactionPin },
        new("alerts", "alertsOn", "alertsOff", "noAccount", "bankDown", "notOperator") { Reaches = IdentificationLevel.EnquiryPin },
        new("loss", "held", "heldBefore", "unknown", "lossRefused", "notIdentified", "cancelled", "bankDown"),
        new("appointments", "told", "appointmentBooked", "appointmentCancelled", "appointmentNotCancelled", "noSlot",
            "tooManyAppointments")
        {
            Reaches = IdentificationLevel.EnquiryPin,
        },
        new("branches", "told", "noBranch"),
        new("rates", "told", "noRates"),
        new("bulletins", "told", "noBulletins"),
        new("pin", "pinChanged", "pinNotChanged", "notOperator", "noMandate") { Reaches = IdentificationLevel.EnquiryPin },
        new("ownMenu", "menuChosen", "menuReset", "notOffered", "nothingOffered")
        {
            Needs = IdentificationLevel.Number, Reaches = IdentificationLevel.Number,
        },
    ];

    /// <summary>What a menu's file may name as <c>identify</c>.</summary>
    public static IReadOnlyList<Operation> Identifying { get; } =
    [
        new("account") { Reaches = IdentificationLevel.Number },
        new("enquiryPin") { Needs = IdentificationLevel.Number, Reaches = IdentificationLevel.EnquiryPin },
    ];

    public static Operation? Find(string? name) => All.Concat(Identifying).FirstOrDefault(o => o.Name == name);
}
