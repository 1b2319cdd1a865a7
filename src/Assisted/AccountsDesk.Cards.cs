using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <summary>信用卡: limit and bill shown, what may be repaid, and a new card activated.</summary>
internal sealed partial class AccountsDesk
{
    private const string BillService = "cardBill", ActivateService = "cardActivate";

    /// <summary>A repayment, too, begins with what is owed.</summary>
    private static readonly string[] CardServices = [BillService, "cardRepay"];

    private static readonly BilingualText NoCard = new("客户没有这张信用卡。", "The customer has no such credit card.");

    /// <param name="reference">An account's <c>ref</c>.</param>
    public Task<Results<Ok<DeskCard>, NotFound, ProblemHttpResult>> Card(
        string? reference, ClaimsPrincipal who, CancellationToken ct) => served.Told<DeskCard>(
        who, CardServices, customer => Card(customer.Call, reference, who, ct));

    private async Task<Results<Ok<DeskCard>, NotFound, ProblemHttpResult>> Card(
        IServedCall call, string? reference, ClaimsPrincipal who, CancellationToken ct)
    {
        var (known, cannot) = await Look(call, ct);
        if (known is null)
            return DeskAnswers.Refused("cannot", cannot!);
        if (known.Find(reference) is not { Kind: AccountKind.Credit } card)
            return DeskAnswers.Refused("noCard", NoCard);
        switch (await cards.Of(call.Who, card.Number, ct))
        {
            case CardOutcome.Told told:
                await audit.Record(
                    who.Number(), "card.read", Subject(card), $"{card.Tail} {call.ContactId}", ct);
                return TypedResults.Ok(Shown(told));
            case CardOutcome.NotIdentified:
                return DeskAnswers.Refused("cannot", DeskAnswers.PinFirst);
            case CardOutcome.NotFound:
                return DeskAnswers.Refused("noCard", NoCard);
            default:
                return DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown);
        }
    }

    /// <param name="tail">The last four digits, as the customer reads them from the card.</param>
    public Task<Results<Ok<DeskActivated>, NotFound, ProblemHttpResult>> Activate(
        string? tail, ClaimsPrincipal who, CancellationToken ct) => served.Ordered<DeskActivated>(
        who, [ActivateService], customer => Activate(customer.Call, tail, who, ct));

    private async Task<Results<Ok<DeskActivated>, NotFound, ProblemHttpResult>> Activate(
        IServedCall call, string? tail, ClaimsPrincipal who, CancellationToken ct)
    {
        var (known, cannot) = await Look(call, ct);
        if (known is null)
            return DeskAnswers.Refused("cannot", cannot!);
        if (known.All.FirstOrDefault(one => one.Inactive && one.Tail == tail?.Trim()) is not { } card)
            return DeskAnswers.Faulty([new(
                "/tail", "没有以此四位结尾的待激活卡", "No card that waits for activation ends in these four digits")]);
        // First the note: what is not on record is not done.
        await audit.Record(who.Number(), "card.activated", Subject(card), $"{card.Tail} {call.ContactId}", ct);
        return await cards.Activate(call.Who, card.Number, call.ContactId, ct) switch
        {
            CardActivation.Done or CardActivation.Already => TypedResults.Ok(new DeskActivated(new(
                "卡已激活，已短信通知客户。", "The card is active; the customer is told by message."))),
            CardActivation.Held => DeskAnswers.Refused("accountHeld", new(
                "该卡已挂失，不能激活。", "The card is reported lost: it is not activated.")),
            CardActivation.NotFound => DeskAnswers.Refused("noCard", NoCard),
            _ => DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown),
        };
    }

    private ServiceRefusal? CardsRefused(ClaimsPrincipal who) => CardServices.All(
        service => served.Refuses(service, who) is not null) ? served.Refuses(BillService, who) : null;

    private static DeskCard Shown(CardOutcome.Told told) => new(
        told.Account.CreditLimit.Minor, Math.Max(0, told.Account.Available.Minor), told.Owed.Minor,
        told.Bill is not { } bill ? null : new DeskCardBill(
            Day(bill.Closed), Day(bill.Due), bill.Billed.Minor, bill.Left.Minor, bill.MinimumLeft.Minor),
        [.. Repayable(told)]);

    /// <summary>What is the same amount is offered once, by the first of its names; never more than is owed.</summary>
    private static IEnumerable<DeskRepayment> Repayable(CardOutcome.Told told)
    {
        List<DeskRepayment> all = told.Bill is { } bill
            ?
            [
                new("bill", Math.Min(bill.Left.Minor, told.Owed.Minor)),
                new("least", Math.Min(bill.MinimumLeft.Minor, told.Owed.Minor)),
            ]
            : [];
        all.Add(new("all", told.Owed.Minor));
        return all.Where(one => one.AmountMinor > 0).DistinctBy(one => one.AmountMinor);
    }
}
