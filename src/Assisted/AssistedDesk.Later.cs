using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Assisted;

/// <summary>普通、次日到账: payments that arrive later, and taking one back for the customer on the line.</summary>
internal sealed partial class AssistedDesk
{
    private static readonly string[] Speeds = [.. Enum.GetValues<TransferSpeed>().Select(EnumWords.Of)];

    /// <summary>
    /// The enquiry PIN is enough: nothing moves but back into the customer's account. A contract or a recording is not
    /// asked for, since who was deceived must be able to stop it.
    /// </summary>
    public Task<Results<Ok<AssistedRevoked>, NotFound, ProblemHttpResult>> Revoke(
        string? number, ClaimsPrincipal who, CancellationToken ct) => served.Ordered<AssistedRevoked>(
        who, [], async customer => number is null ? TypedResults.NotFound()
            : await Revoke(number, customer.Call, who, ct));

    private async Task<Results<Ok<AssistedRevoked>, NotFound, ProblemHttpResult>> Revoke(
        string number, IServedCall call, ClaimsPrincipal who, CancellationToken ct)
    {
        var outcome = await later.Revoke(
            number, call.Who!.Customer.Id, new RevokeOrigin(OrderWay.Agent, who.Number(), call.ContactId), ct);
        BilingualText? told = outcome switch
        {
            RevokeOutcome.Revoked => new("已撤销，款项已退回付款账户。", "Taken back: the money is in the paying account."),
            RevokeOutcome.Returning => new(
                "已撤销，款项正在退回付款账户。", "Taken back: the money is on its way to the paying account."),
            _ => null,
        };
        return outcome switch
        {
            RevokeOutcome.NotFound => TypedResults.NotFound(),
            RevokeOutcome.TooLate => DeskAnswers.Refused("tooLate", new(
                "已到到账时间，不能撤销。", "Its time has come: it cannot be taken back any more.")),
            _ => TypedResults.Ok(new AssistedRevoked(told!, await View(who, ct))),
        };
    }

    /// <summary>Told as accounts are: not before the enquiry PIN.</summary>
    private async Task<IReadOnlyList<AssistedWaiting>> Waiting(IServedCall call, CancellationToken ct) =>
        served.Cannot(call, orders: false) is null
            ? [.. (await later.Of(call.Who!.Customer.Id, ct)).Select(one => new AssistedWaiting(
                one.TransactionId, AccountNumbers.Tail(one.From), AccountNumbers.Tail(one.To), one.Amount.Minor,
                one.Amount.Currency, EnumWords.Of(one.Speed), Clock.FromUs(one.ArrivesUs)))]
            : [];

    private TransferSpeed Speed(AssistedOrder order, List<FieldFault> faults)
    {
        if (order.Speed is null or "" or "realTime")
            return TransferSpeed.RealTime;
        if (order.Kind == "payee" && later.Offered && Speeds.Contains(order.Speed))
            return EnumWords.To<TransferSpeed>(order.Speed);
        faults.Add(new("/speed", "请选择到账方式", "Choose when it arrives"));
        return TransferSpeed.RealTime;
    }

    private DateTime? Arrives(TransferSpeed speed) =>
        later.ArrivesAt(speed) is { } at ? kernel.LocalTime(Clock.ToUs(at)) : null;
}
