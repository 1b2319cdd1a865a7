using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Banking;
using TellerLine.Calls;

namespace TellerLine.Assisted;

/// <summary>信用卡还款: at the bank a transfer between the customer's own accounts, with all its rules.</summary>
internal sealed partial class AssistedDesk
{
    private const string Card = "card", RepayService = "cardRepay";

    /// <summary>Asked before it is read back, as by keypad: no more is repaid than is owed.</summary>
    private async Task<ProblemHttpResult?> BrokenByTheCard(TransferWish wish, IServedCall call, CancellationToken ct) =>
        await cards.Of(call.Who, wish.To, ct) switch
        {
            CardOutcome.Told { Owed.Minor: 0 } => DeskAnswers.Faulty(
                [new("/amount", "这张卡没有欠款", "Nothing is owed on this card")]),
            CardOutcome.Told { Owed.Minor: var owed } when wish.Amount.Minor > owed => DeskAnswers.Faulty(
                [new("/amount", $"共欠 {Yuan(owed)} 元，不能多还", $"{Yuan(owed)} yuan are owed, not more")]),
            CardOutcome.Told => null,
            CardOutcome.NotFound => DeskAnswers.Faulty([new("/to", "请选择信用卡", "Choose the card")]),
            CardOutcome.NotIdentified => DeskAnswers.Refused("cannot", DeskAnswers.PinFirst),
            _ => DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown),
        };
}
