using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;
using TellerLine.Wealth;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 赎回理财: which holding, all of it or an amount, read back, confirmed, transaction PIN, paid back once into the
/// account from which it was bought.
/// </summary>
internal sealed class WealthRedeemStep(MoneyOrder order, IWealth wealth, FlowWorld world, PromptSays says) : IStep
{
    public const string Item = "wealthRedeem";

    public string Name => Item;

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["wealth.not-begun"];

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) => order.Run(
        visit, Name, WealthBuyStep.Family, payer => Wish(visit, payer),
        (payer, wish) => MoneyOrder.Keyed(
            visit, TransferKind.WealthRedemption, payer.Customer, wish.Holding.Settlement, wish.Holding.Account,
            wish.Amount,
            WealthReadBack.Redemption(wish.Holding, wish.Amount, visit.Language == Languages.English)) with
        {
            Subject = wish.Holding.Id,
        },
        (_, posted) => ["wealth.redeemed", .. Reading.Amount(visit.Language, posted.FromBalance.Minor), "pause"]);

    private sealed record Redemption(WealthHolding Holding, Money Amount);

    /// <summary>Asks what is to be paid back; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<Redemption>> Wish(Visit visit, Payer payer)
    {
        var all = await wealth.Held(payer.Customer.Id, visit.Ct);
        if (all.Count == 0)
            return visit.NotDone(Name, "noHolding", "wealth.no-holding");
        var today = world.Today();
        var offered = all.Where(one => !one.Redeeming && one.RedeemableFrom <= today)
            .Take(AccountChoice.MaxOffered).ToList();
        if (offered.Count == 0)
            return visit.NotDone(Name, "notRedeemable", "wealth.none-redeemable");
        while (!visit.IsLost)
        {
            var holding = await Which(visit, offered);
            if (holding.Exit is not null)
                return holding.Exit;
            var amount = await HowMuch(visit, holding.Value!);
            if (amount.Exit is Exit.Back)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var wish = new Redemption(holding.Value!, amount.Value);
            var answer = await Confirm(visit, wish);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1' ? wish : visit.NotDone(Name, "cancelled", "wealth.cancelled", wish.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private async Task<Got<WealthHolding>> Which(Visit visit, List<WealthHolding> offered)
    {
        visit.Enter("wealth-holding");
        var chosen = await visit.Choose(new Question("wealth-holding")
        {
            Body = ["wealth.which-holding"],
            Options =
            [
                .. offered.Select((one, i) => new Option(
                    (char)('1' + i),
                    [
                        WealthSpoken.Name(one, says), "wealth.sum", .. Reading.Amount(visit.Language, one.Value.Minor),
                        "pause", $"press.{i + 1}",
                    ])),
            ],
            Back = "menu.back",
        });
        return chosen.Exit is { } exit ? exit : offered[chosen.Value - '1'];
    }

    /// <summary>All of its value, or an amount keyed: never more than its value.</summary>
    private static async Task<Got<Money>> HowMuch(Visit visit, WealthHolding holding)
    {
        while (!visit.IsLost)
        {
            visit.Enter("wealth-redeem-how");
            var how = await visit.Choose(new Question("wealth-redeem-how")
            {
                Body = WealthHoldingsStep.Worth(visit.Language, holding),
                Options =
                [
                    new Option(
                        '1',
                        [
                            "wealth.redeem-all", .. Reading.Amount(visit.Language, holding.Value.Minor), "pause",
                            "press.1",
                        ]),
                    new Option('2', "wealth.redeem-part"),
                ],
                Back = "menu.back",
            });
            if (how.Exit is not null)
                return how.Exit;
            if (how.Value == '1')
                return holding.Value;
            var keyed = await visit.Collect(
                "wealth-redeem-amount", ["wealth.redeem-amount"], AmountEntry.MaxKeys, starClears: false,
                keys => Task.FromResult(AmountReading.Of(keys, fen => fen <= holding.Value.Minor ? null
                    : ["wealth.redeem-large", .. Reading.Amount(visit.Language, holding.Value.Minor), "pause"])));
            if (keyed.Exit is Exit.Back)
                continue;
            return keyed.Exit is { } exit ? exit : holding.Value with { Minor = keyed.Value };
        }
        return await visit.ToPerson(Item, [], HumanReason.Error);
    }

    /// <summary>Product, amount and account are read back; 1 confirms, 2 cancels.</summary>
    private Task<Got<char>> Confirm(Visit visit, Redemption wish)
    {
        var (holding, amount) = wish;
        visit.Enter("wealth-redeem-confirm");
        return visit.Choose(new Question("wealth-redeem-confirm")
        {
            Body =
            [
                "wealth.redeem", WealthSpoken.Name(holding, says), "wealth.sum",
                .. Reading.Amount(visit.Language, amount.Minor), "pause", "wealth.into-tail",
                .. Reading.Digits(visit.Language, AccountNumbers.Tail(holding.Account)), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }
}
