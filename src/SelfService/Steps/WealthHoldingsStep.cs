using TellerLine.SelfService.Core;
using TellerLine.Wealth;

namespace TellerLine.SelfService.Steps;

/// <summary>我的理财: what he holds, one after the other: the product, how much, since when, from when it is paid
/// back.</summary>
internal sealed class WealthHoldingsStep(HisAccounts his, IWealth wealth, FlowWorld world, PromptSays says) : IStep
{
    public string Name => "wealthHoldings";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await his.Of(visit, Name);
        if (got.Exit is not null)
            return got.Exit;
        var held = await wealth.Held(got.Value!.Customer.Id, visit.Ct);
        if (held.Count == 0)
            return visit.NotDone(Name, "noHolding", "wealth.no-holding");
        visit.Done(Name, "told", achieved: true);
        return new(
            ["wealth.you-hold", .. held.Take(AccountChoice.MaxOffered).SelectMany(one => Told(visit.Language, one))],
            null);
    }

    /// <summary>市值和收益, where the bank tells a net value.</summary>
    internal static IReadOnlyList<string> Worth(string language, WealthHolding holding) => holding.ValuedOn is null ? []
        :
        [
            "wealth.value", .. Reading.Amount(language, holding.Value.Minor), "pause",
            .. holding.Income.Minor switch
            {
                0 => [],
                > 0 and var more => (IReadOnlyList<string>)["wealth.income", .. Reading.Amount(language, more), "pause"],
                var less => ["wealth.loss", .. Reading.Amount(language, -less), "pause"],
            },
        ];

    private IReadOnlyList<string> Told(string language, WealthHolding holding) =>
    [
        WealthSpoken.Name(holding, says), "wealth.sum", .. Reading.Amount(language, holding.Amount.Minor), "pause",
        .. Worth(language, holding),
        "wealth.bought-on", .. Reading.Date(language, holding.BoughtOn), "pause",
        .. holding.Redeeming ? ["wealth.being-redeemed"]
            : holding.RedeemableFrom <= world.Today() ? ["wealth.redeemable-now"]
            : (IReadOnlyList<string>)
            ["wealth.redeemable-from", .. Reading.Date(language, holding.RedeemableFrom), "pause"],
    ];
}
