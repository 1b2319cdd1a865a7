using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;
using TellerLine.Wealth;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 购买理财: which product, whether it suits, how much, from which account, its risk told to its end, read back,
/// confirmed, transaction PIN, posted once.
/// </summary>
internal sealed class WealthBuyStep(MoneyOrder order, IWealth wealth, PromptSays says) : IStep
{
    public const string Item = "wealthBuy", Family = "wealth";

    public string Name => Item;

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["wealth.not-begun"];

    private sealed record Purchase(WealthProduct Product, Account From, Money Amount);

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) => order.Run(
        visit, Name, Family, payer => Wish(visit, payer),
        (payer, wish) => MoneyOrder.Keyed(
            visit, TransferKind.WealthPurchase, payer.Customer, wish.From.Number, wish.Product.Account, wish.Amount,
            WealthReadBack.Purchase(
                wish.Product, wish.From.Number, wish.Amount, visit.Language == Languages.English)) with
        {
            Subject = wish.Product.Code,
        },
        (_, posted) => ["wealth.bought", .. Reading.Amount(visit.Language, posted.FromBalance.Minor), "pause"]);

    /// <summary>Asks what to buy; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Purchase>> Wish(Visit visit, Payer payer)
    {
        IReadOnlyList<Account> own = [.. payer.Signed.Where(account => account.Kind != AccountKind.Credit)];
        if (own.Count == 0)
            return visit.NotDone(Name, "noAccount", "contract.account");
        while (!visit.IsLost)
        {
            var chosen = await WealthSpoken.Choose(visit, Name, wealth, says);
            if (chosen.Exit is not null)
                return chosen.Exit;
            var product = chosen.Value!;
            if (await Unsuitable(visit, payer.Customer, product) is { } unsuitable)
                return unsuitable;
            var amount = await HowMuch(visit, product);
            if (amount.Exit is Exit.Back)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var from = await AccountChoice.Choose(visit, "wealth-from", "bills.from", own);
            if (from.Exit is Exit.Back)
                continue;
            if (from.Exit is not null)
                return from.Exit;
            var wish = new Purchase(product, from.Value!, amount.Value);
            if (payer.Waiting.Any(open => (open.Class, open.From, open.To, open.Amount) == (
                OrderClass.Purchase, wish.From.Number, product.Account, wish.Amount)))
                await visit.Say("wealth-confirm", "wealth.same");
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1' ? wish : visit.NotDone(Name, "cancelled", "wealth.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>Nothing is sold that does not suit, and why is said.</summary>
    private async Task<Exit?> Unsuitable(Visit visit, CustomerCard customer, WealthProduct product) =>
        (await wealth.Suits(customer, product, alone: true, visit.Ct)).Verdict switch
        {
            Suitability.Suits => null,
            Suitability.NotRated => visit.NotDone(Name, "notRated", "wealth.not-rated"),
            Suitability.Expired => visit.NotDone(Name, "ratingExpired", "wealth.rating-expired"),
            Suitability.RiskTooHigh => visit.NotDone(Name, "riskTooHigh", "wealth.risk-too-high"),
            _ => visit.NotDone(Name, "needsPerson", "wealth.needs-person"),
        };

    private async Task<Got<Money>> HowMuch(Visit visit, WealthProduct product)
    {
        var left = await wealth.LeftMinor(product, visit.Ct);
        if (left < product.MinMinor)
            return visit.NotDone(Name, "soldOut", "wealth.sold-out");
        var keyed = await visit.Collect(
            "wealth-amount",
            [
                "wealth.least", .. Reading.Amount(visit.Language, product.MinMinor), "pause", "wealth.amount-step",
                .. Reading.Amount(visit.Language, product.StepMinor), "pause", "wealth.amount",
            ],
            AmountEntry.MaxKeys, starClears: false,
            keys => Task.FromResult(AmountReading.Of(keys, fen => !product.Takes(fen) ? Bounds(visit, product)
                : fen <= left ? null
                : ["wealth.amount-left", .. Reading.Amount(visit.Language, left), "pause"])));
        return keyed.Exit is { } exit ? exit : new Money(keyed.Value, product.Currency);
    }

    private static IReadOnlyList<string> Bounds(Visit visit, WealthProduct product) =>
    [
        "wealth.amount-least", .. Reading.Amount(visit.Language, product.MinMinor), "pause", "wealth.amount-step",
        .. Reading.Amount(visit.Language, product.StepMinor), "pause",
    ];

    /// <summary>The risk is told to its end: no key cuts it short. Then all is read back; 1 confirms, 2
    /// cancels.</summary>
    private static async Task<Got<char>> Confirm(Visit visit, Purchase wish)
    {
        visit.Enter("wealth-risk");
        await visit.Say(
            "wealth-risk",
            [wish.Product.Says!, .. WealthSpoken.Risk(wish.Product), "wealth.no-deposit"]);
        visit.Enter("wealth-confirm");
        return await visit.Choose(new Question("wealth-confirm")
        {
            Body =
            [
                "transfer.from-tail", .. Reading.Digits(visit.Language, wish.From.Tail), "wealth.buy",
                wish.Product.Says!, "wealth.sum", .. Reading.Amount(visit.Language, wish.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }
}
