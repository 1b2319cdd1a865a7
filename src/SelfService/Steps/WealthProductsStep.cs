using TellerLine.Kernel;
using TellerLine.SelfService.Core;
using TellerLine.Wealth;

namespace TellerLine.SelfService.Steps;

/// <summary>在售理财产品, of anybody: one chosen by its name; its risk, term, amounts and benchmark.</summary>
/// <param name="says">A product is told by the prompt with its name.</param>
internal sealed class WealthProductsStep(IWealth wealth, FlowWorld world, PromptSays says) : IStep
{
    public string Name => "wealthProducts";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var chosen = await WealthSpoken.Choose(visit, Name, wealth, says);
        if (chosen.Exit is not null)
            return chosen.Exit;
        visit.Done(Name, "told", achieved: true);
        return new(Told(visit.Language, chosen.Value!), null);
    }

    private IReadOnlyList<string> Told(string language, WealthProduct product)
    {
        var today = world.Today();
        return
        [
            product.Says!, .. WealthSpoken.Risk(product),
            .. product.TermDays == 0 ? ["wealth.any-day"]
                : (IReadOnlyList<string>)
                ["wealth.from-day", .. Reading.Date(language, product.RedeemableFrom(today)), "pause"],
            "wealth.least", .. Reading.Amount(language, product.MinMinor), "pause",
            .. Benchmark(language, product.Benchmark), "wealth.no-deposit",
        ];
    }

    private static IReadOnlyList<string> Benchmark(string language, WealthBenchmark? benchmark) => benchmark is null
        ? []
        :
        [
            "wealth.benchmark",
            .. benchmark.HighPercent == benchmark.LowPercent ? []
                : Reading.Percent(language, benchmark.LowPercent).Where(part => part != "pause")
                    .Append("wealth.benchmark-to"),
            .. Reading.Percent(language, benchmark.HighPercent), "wealth.benchmark-is",
        ];
}

/// <summary>What the steps of wealth have in common.</summary>
internal static class WealthSpoken
{
    /// <summary>One of those on sale whose names are recorded.</summary>
    public static async Task<Got<WealthProduct>> Choose(Visit visit, string item, IWealth wealth, PromptSays says)
    {
        var offered = wealth.OnSale.Where(product => product.Says is { } name && says(name))
            .Take(AccountChoice.MaxOffered).ToList();
        if (offered.Count == 0)
            return visit.NotDone(item, "notOnSale", "wealth.none");
        visit.Enter("wealth-product");
        var chosen = await visit.Choose(new Question("wealth-product")
        {
            Body = ["wealth.which"],
            Options = [.. offered.Select((one, i) => new Option((char)('1' + i), one.Says!))],
            Back = "menu.back",
        });
        return chosen.Exit is { } exit ? exit : offered[chosen.Value - '1'];
    }

    public static IReadOnlyList<string> Risk(WealthProduct product) =>
        ["wealth.risk-is", $"n.{product.RiskLevel}", "pause", "wealth.risk-scale"];

    /// <summary>By its name, where that is recorded.</summary>
    public static string Name(WealthHolding holding, PromptSays says) =>
        holding.Says is { } name && says(name) ? name : "wealth.product";
}
