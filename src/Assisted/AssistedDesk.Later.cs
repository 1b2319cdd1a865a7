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

/// <summary>
/// 普通、次日到账: payments that arrive later, and taking one back for the customer on the line; transfers made at an ATM
/// beside them.
/// </summary>
internal sealed partial class AssistedDesk
{
    private static readonly string[] Speeds = [.. Enum.GetValues<TransferSpeed>().Select(EnumWords.Of)];

    /// <summary>
    /// Of a payment that was ordered here the enquiry PIN is enough: nothing moves but back into the customer's
    /// account. A contract or a recording is not asked for, since who was deceived must be able to stop it.
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
            RevokeOutcome.NotFound => await RevokeAtm(number, call, who, ct),
            RevokeOutcome.TooLate => DeskAnswers.Refused("tooLate", new(
                "已到到账时间，不能撤销。", "Its time has come: it cannot be taken back any more.")),
            _ => TypedResults.Ok(new AssistedRevoked(told!, await View(who, ct))),
        };
    }

    /// <summary>
    /// Made at an ATM: the core bank's record is changed for it, so that it is read back, keyed with the transaction
    /// PIN and proved by a voucher as any order; a contract or a recording is not asked for here either.
    /// </summary>
    private async Task<Results<Ok<AssistedRevoked>, NotFound, ProblemHttpResult>> RevokeAtm(
        string id, IServedCall call, ClaimsPrincipal who, CancellationToken ct)
    {
        if (served.Refuses("atmRevoke", who) is { } notOffered)
            return DeskAnswers.Refused(notOffered.Code, notOffered.Why);
        if (InHand(who.Number(), call) is { IsOver: false })
            return DeskAnswers.Refused("inHand", new("还有一笔业务没有办完。", "An order is in hand still."));
        if (await machines.Of(call.Who, ct) is not AtmTransfersOutcome.Told told)
            return DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown);
        if (told.Transfers.FirstOrDefault(one => one.Id == id) is not { } made)
            return TypedResults.NotFound();
        await Start(
            new TransferWish(
                TransferKind.AtmRevocation, call.Who!.Customer.Id, made.PayeeTail, made.Account, made.Amount,
                $"desk-{Ids.New(kernel.Node, time)}", call.ContactId, new PinToken(""))
            {
                Caller = call.Caller,
                Subject = made.Id,
                Origin = new OrderOrigin(
                    OrderWay.Agent, who.Number(), ReadBack.Of(made, call.Language == "en"),
                    IdentificationLevel.TransactionPin)
                {
                    Session = who.SessionId(),
                },
            },
            made.Payee.Length > 0 ? Masks.Name(made.Payee) : null, call, who, repays: false, ct);
        return TypedResults.Ok(new AssistedRevoked(
            new("请朗读给客户听，客户同意后输入交易密码。", "Read it to the customer; when he says yes he keys the transaction PIN."),
            await View(who, ct)));
    }

    /// <summary>Told as accounts are: not before the enquiry PIN. Those of machines are missing while the core bank
    /// does not answer.</summary>
    private async Task<IReadOnlyList<AssistedWaiting>> Waiting(IServedCall call, CancellationToken ct)
    {
        if (served.Cannot(call, orders: false) is not null)
            return [];
        var ordered = (await later.Of(call.Who!.Customer.Id, ct)).Select(one => new AssistedWaiting(
            one.TransactionId, AccountNumbers.Tail(one.From), AccountNumbers.Tail(one.To), one.Amount.Minor,
            one.Amount.Currency, EnumWords.Of(one.Speed), Clock.FromUs(one.ArrivesUs)));
        var made = await machines.Of(call.Who, ct) is AtmTransfersOutcome.Told told
            ? told.Transfers.Select(one => new AssistedWaiting(
                one.Id, AccountNumbers.Tail(one.Account), one.PayeeTail, one.Amount.Minor, one.Amount.Currency, "atm",
                Clock.FromUs(one.ArrivesUs))
            {
                MadeAt = Clock.FromUs(one.MadeUs),
                Place = one.Place.Length > 0 ? one.Place : one.Atm,
                Payee = Masks.Name(one.Payee),
            })
            : [];
        return [.. ordered.Concat(made).OrderBy(one => one.ArrivesAt)];
    }

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
