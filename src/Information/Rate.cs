using TellerLine.Definitions;

namespace TellerLine.Information;

/// <param name="Percent">A year, at most three decimals.</param>
/// <param name="Says">The prompt with its name; null: callers do not hear it.</param>
public sealed record Rate(string Code, string Zh, string En, decimal Percent, string? Says = null);

/// <summary>外汇牌价, of a currency.</summary>
/// <param name="Code">ISO 4217.</param>
/// <param name="Buy">What the bank pays for a hundred of it: yuan, at most two decimals.</param>
/// <param name="Sell">What it takes for a hundred.</param>
/// <param name="Says">The prompt with the currency's name; null: callers do not hear it.</param>
public sealed record ExchangeRate(string Code, string Zh, string En, decimal Buy, decimal Sell, string? Says = null);

/// <summary>The kind <c>rates</c>: what the bank pays and takes, in the order in which callers hear it.</summary>
public sealed record RateList(
    IReadOnlyList<Rate> Deposits, IReadOnlyList<Rate> Loans, IReadOnlyList<ExchangeRate> Exchange)
{
    public static readonly DefinitionKind<RateList> Kind = new("rates", "存贷款利率", "Rates")
    {
        Edit = InformationPermissions.Edit,
        Schema = InformationKinds.Text("rates.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "存贷款利率", "Rates", InformationKinds.Text("rates.yaml"))],
        Read = DefinitionReader.As<RateList>((list, _) => list.Faults()),
    };

    private IEnumerable<DefinitionFault> Faults() =>
        Of(Deposits, "/deposits").Concat(Of(Loans, "/loans"))
            .Concat(DefinedLists.Twice(Exchange.Select(one => one.Code), "/exchange"))
            .Concat(Exchange.SelectMany((one, i) => Of(one, $"/exchange/{i}")));

    private static IEnumerable<DefinitionFault> Of(ExchangeRate rate, string at)
    {
        if (!Whole(rate.Buy))
            yield return Fen($"{at}/buy");
        if (!Whole(rate.Sell))
            yield return Fen($"{at}/sell");
        if (rate.Sell < rate.Buy)
            yield return new($"{at}/sell", "卖出价低于买入价", "the bank sells for less than it buys");

        static bool Whole(decimal yuan) => yuan * 100 % 1 == 0;

        static DefinitionFault Fen(string at) => new(at, "至多两位小数", "at most two decimals");
    }

    private static IEnumerable<DefinitionFault> Of(IReadOnlyList<Rate> rates, string at) =>
        DefinedLists.Twice(rates.Select(one => one.Code), at).Concat(rates
            .Select((rate, i) => (rate, i)).Where(one => one.rate.Percent * 1_000 % 1 != 0)
            .Select(one => new DefinitionFault(
                $"{at}/{one.i}/percent", "至多三位小数", "at most three decimals")));
}
