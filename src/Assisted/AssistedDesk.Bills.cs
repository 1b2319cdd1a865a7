using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Records;

namespace TellerLine.Assisted;

/// <summary>缴费: whom can be paid for the customer, and what is owed there.</summary>
internal sealed partial class AssistedDesk
{
    /// <summary>Under the same conditions as an order: who may not pay does not learn what is owed either.</summary>
    public Task<Results<Ok<AssistedArrears>, NotFound, ProblemHttpResult>> Arrears(
        string? code, string? number, ClaimsPrincipal who, CancellationToken ct) => served.Ordered<AssistedArrears>(
        who, ["bills"], async customer => (await Look(customer.Call, ct)).Cannot is { } cannot
            ? DeskAnswers.Refused("cannot", cannot) : await Arrears(code, number, ct));

    private async Task<Results<Ok<AssistedArrears>, NotFound, ProblemHttpResult>> Arrears(
        string? code, string? number, CancellationToken ct)
    {
        List<FieldFault> faults = [];
        number = number?.Trim() ?? "";
        if (Biller(code, number, faults) is not { } biller || faults.Count > 0)
            return DeskAnswers.Faulty(faults);
        return TypedResults.Ok(await bills.Arrears(new BillReference(biller.Code, number), ct) switch
        {
            ArrearsAnswer.Owed { Amount.Minor: 0 } => new AssistedArrears(0, new("没有欠费。", "Nothing is owed.")),
            ArrearsAnswer.Owed { Amount: var owed } => new AssistedArrears(
                owed.Minor, new($"应缴 {Yuan(owed.Minor)} 元。", $"{Yuan(owed.Minor)} yuan are owed.")),
            ArrearsAnswer.NoSuchNumber => new AssistedArrears(
                null, new("缴费单位没有这个号码。", "The biller knows no such number.")),
            _ => new AssistedArrears(
                null, new("缴费单位没有应答，请稍后再试。", "The biller does not answer; try again later.")),
        });
    }

    /// <summary>
    /// Asked before it is read back, as by keypad: the biller would refuse it, with the money on its way.
    /// </summary>
    private async Task<ProblemHttpResult?> BrokenByWhatIsOwed(TransferWish wish, CancellationToken ct)
    {
        switch (await bills.Arrears(wish.Bill!, ct))
        {
            case ArrearsAnswer.NoSuchNumber:
                return DeskAnswers.Faulty([new("/number", "缴费单位没有这个号码", "The biller knows no such number")]);
            case ArrearsAnswer.Owed { Amount.Minor: 0 }:
                return DeskAnswers.Faulty([new("/amount", "没有欠费", "Nothing is owed")]);
            case ArrearsAnswer.Owed { Amount.Minor: var owed } when wish.Amount.Minor > owed:
                return DeskAnswers.Faulty([new("/amount", $"应缴 {Yuan(owed)} 元，不能多缴", $"{Yuan(owed)} yuan are owed, not more")]);
            case ArrearsAnswer.Owed { Amount.Minor: var owed } when wish.Amount.Minor < owed
                && bills.Find(wish.Bill!.Biller) is not { Partial: true }:
                return DeskAnswers.Faulty([new("/amount", $"须一次缴清 {Yuan(owed)} 元", $"All of {Yuan(owed)} yuan must be paid")]);
            case ArrearsAnswer.Owed:
                return null;
            default:
                return DeskAnswers.Refused("billerDown", new(
                    "缴费单位没有应答，未办理。", "The biller does not answer: nothing was begun."));
        }
    }

    private static AssistedBiller Shown(Biller biller) => new(
        biller.Code, new(biller.Zh, biller.En), new(biller.Number.Zh, biller.Number.En), biller.Partial);

    private Biller? Biller(string? code, string number, List<FieldFault> faults)
    {
        var biller = bills.Open.FirstOrDefault(one => one.Code == code);
        if (biller is null)
            faults.Add(new("/to", "请选择缴费单位", "Choose a biller that takes payments now"));
        else if (!biller.Number.Fits(number))
            faults.Add(new(
                "/number", string.Create(
                    CultureInfo.InvariantCulture,
                    $"请输入{biller.Number.Zh}（{biller.Number.Shortest} 至 {biller.Number.Longest} 位数字）"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {biller.Number.En}, {biller.Number.Shortest} to {biller.Number.Longest} digits")));
        return biller;
    }
}
