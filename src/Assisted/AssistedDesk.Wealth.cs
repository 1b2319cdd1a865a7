using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Wealth;

namespace TellerLine.Assisted;

/// <summary>理财 with an agent: what suits the customer, purchase, what he holds, redemption.</summary>
internal sealed partial class AssistedDesk
{
    private const string Buys = "wealthBuy", Redeems = "wealthRedeem";

    /// <summary>After the enquiry PIN, as by keypad.</summary>
    public Task<Results<Ok<AssistedWealth>, NotFound, ProblemHttpResult>> Wealth(
        ClaimsPrincipal who, CancellationToken ct) => served.Told<AssistedWealth>(
        who, ["wealthHoldings"], async known =>
        {
            List<AssistedProduct> products = [];
            SuitabilityFound? rated = null;
            foreach (var product in wealth.OnSale)
            {
                rated = await wealth.Suits(known.Customer, product, alone: false, ct);
                products.Add(Shown(product, rated, known.Customer, await wealth.LeftMinor(product, ct)));
            }
            var held = await wealth.Held(known.Customer.Id, ct);
            return TypedResults.Ok(
                new AssistedWealth(rated?.Level, rated?.ValidTo, products, [.. held.Select(Shown)]));
        });

    private static bool IsWealth(AssistedOrder order) => order.Kind is Buys or Redeems;

    private async Task<(TransferWish? Wish, ProblemHttpResult? Problem)> UnderstoodWealth(
        AssistedOrder order, Possible may, IServedCall call, ClaimsPrincipal who, CancellationToken ct)
    {
        List<FieldFault> faults = [];
        var wish = order.Kind == Buys
            ? await Purchase(order, may, call, faults, ct) : await Redemption(order, call, faults, ct);
        return wish is null
            ? (null, DeskAnswers.Faulty(faults))
            : (wish with
            {
                Caller = call.Caller,
                Origin = wish.Origin with
                {
                    Agent = who.Number(),
                    AloneMinor = definitions.Now(AuthorityLevels.Kind).Value.UpTo(who.Card().AuthorityLevel),
                    Session = who.SessionId(),
                },
            }, null);
    }

    /// <summary>What does not suit is told at the product: nothing is read back.</summary>
    private async Task<TransferWish?> Purchase(
        AssistedOrder order, Possible may, IServedCall call, List<FieldFault> faults, CancellationToken ct)
    {
        var product = wealth.OnSale.FirstOrDefault(one => one.Code == order.To);
        if (product is null)
            faults.Add(new("/to", "请选择在售的理财产品", "Choose a product that is on sale"));
        else if (BlockedBy((await wealth.Suits(call.Who!.Customer, product, alone: false, ct)).Verdict) is { } why)
            faults.Add(new("/to", why.Zh, why.En));
        var from = may.From.FirstOrDefault(one => may.RefOf(one) == order.From);
        if (from is null)
            faults.Add(new("/from", "请选择付款账户", "Choose the paying account"));
        var fen = Fen(order.Amount);
        var most = Least(services.Most(Buys), may.Limit(own: true, call.Caller))!.Value;
        if (fen is null)
            faults.Add(new("/amount", "请输入大于零的金额，至多两位小数", "An amount above zero, at most two decimals"));
        else if (fen > most)
            faults.Add(new("/amount", $"单笔至多 {Yuan(most)} 元", $"At most {Yuan(most)} yuan an order"));
        else if (product is not null && !product.Takes(fen.Value))
            faults.Add(new(
                "/amount", $"起购 {Yuan(product.MinMinor)} 元，每次递增 {Yuan(product.StepMinor)} 元",
                $"At least {Yuan(product.MinMinor)} yuan, in steps of {Yuan(product.StepMinor)}"));
        else if (product is not null && fen > await wealth.LeftMinor(product, ct))
            faults.Add(new("/amount", "剩余额度不足", "There is not so much left of the product"));
        else if (from is not null && may.BalancesTold && fen > from.Available.Minor)
            faults.Add(new("/amount", "账户余额不足", "The account does not hold as much"));
        if (faults.Count > 0)
            return null;
        var amount = new Money(fen!.Value, product!.Currency);
        return Wish(
            TransferKind.WealthPurchase, call, from!.Number, product.Account, amount, product.Code,
            WealthReadBack.Purchase(product, from.Number, amount, call.Language == "en"));
    }

    private async Task<TransferWish?> Redemption(
        AssistedOrder order, IServedCall call, List<FieldFault> faults, CancellationToken ct)
    {
        var holding = (await wealth.Held(call.Who!.Customer.Id, ct)).FirstOrDefault(one => one.Id == order.To);
        if (holding is null)
            faults.Add(new("/to", "请选择要赎回的持仓", "Choose what is to be paid back"));
        else if (Shown(holding).Blocked is { } why)
            faults.Add(new("/to", why.Zh, why.En));
        // Nothing keyed: all of it.
        var fen = string.IsNullOrWhiteSpace(order.Amount) ? holding?.Value.Minor : Fen(order.Amount);
        if (fen is null && holding is not null)
            faults.Add(new("/amount", "请输入大于零的金额，至多两位小数", "An amount above zero, at most two decimals"));
        else if (holding is not null && fen > holding.Value.Minor)
            faults.Add(new(
                "/amount", $"持仓市值 {Yuan(holding.Value.Minor)} 元，不能多赎",
                $"The holding is worth {Yuan(holding.Value.Minor)} yuan, not more"));
        if (faults.Count > 0)
            return null;
        var amount = holding!.Value with { Minor = fen!.Value };
        return Wish(
            TransferKind.WealthRedemption, call, holding.Settlement, holding.Account, amount, holding.Id,
            WealthReadBack.Redemption(holding, amount, call.Language == "en"));
    }

    private TransferWish Wish(
        TransferKind kind, IServedCall call, string from, string to, Money amount, string subject, string readBack) =>
        new(
            kind, call.Who!.Customer.Id, from, to, amount, $"desk-{Ids.New(kernel.Node, time)}", call.ContactId,
            new PinToken(""))
        {
            Subject = subject,
            Origin = new OrderOrigin(OrderWay.Agent, null, readBack, IdentificationLevel.TransactionPin),
        };

    private static AssistedProduct Shown(
        WealthProduct product, SuitabilityFound suits, CustomerCard customer, long left) => new(
        product.Code, new(product.Zh, product.En), product.Risk, product.TermDays, product.MinMinor, product.StepMinor,
        left, product.Currency, BlockedBy(suits.Verdict),
        customer.Elderly && product.IsHighRisk
            ? new("客户年长而产品风险较高：请逐项说明风险，确认其理解。",
                "An elderly customer and a high risk: explain it point by point, and see that it is understood.")
            : null);

    private AssistedHolding Shown(WealthHolding one) => new(
        one.Id, one.Name, AccountNumbers.Tail(one.Account), one.Amount.Minor, one.Amount.Currency, one.BoughtOn,
        one.RedeemableFrom,
        one.Redeeming ? TransferWords.Of(TransferRefusal.RedeemedAlready)
            : one.RedeemableFrom > kernel.DayOf(time.NowUs()) ? TransferWords.Of(TransferRefusal.NotRedeemableYet)
            : null)
    {
        ValueMinor = one.Value.Minor, IncomeMinor = one.Income.Minor, ValuedOn = one.ValuedOn,
    };

    private static BilingualText? BlockedBy(Suitability verdict) => verdict switch
    {
        Suitability.Suits => null,
        Suitability.NotRated => TransferWords.Of(TransferRefusal.NotRated),
        Suitability.Expired => TransferWords.Of(TransferRefusal.RatingExpired),
        _ => TransferWords.Of(TransferRefusal.RiskTooHigh),
    };
}
