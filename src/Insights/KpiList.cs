using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>A figure as the bank defines it: a sum of what is counted, by another where it is a ratio.</summary>
/// <param name="Key">For ever: in addresses, saved reports and files.</param>
/// <param name="Unit"><c>count</c>, <c>ratio</c> (0 to 1) or <c>duration</c> (microseconds summed, seconds
/// shown).</param>
/// <param name="Cohort">Where its contacts count: <c>arrival</c>, <c>handling</c>, <c>time</c>.</param>
/// <param name="FormulaZh">In words, as reports show it.</param>
/// <param name="Of">Names joined by + and -: <c>answeredWithin(20)</c>.</param>
public sealed record KpiDefinition(
    string Key, string Zh, string En, string Unit, string Cohort, string FormulaZh, string FormulaEn, string Of)
{
    /// <summary>The denominator; null: it is no ratio.</summary>
    public string? Per { get; init; }

    /// <summary>A ratio of 0 to 1, seconds, or contacts; null: there is none.</summary>
    public double? Target { get; init; }

    /// <summary>The target is reached by more (<c>higher</c>) or by less (<c>lower</c>).</summary>
    public string Better { get; init; } = "higher";

    /// <summary>Shown where nobody has chosen.</summary>
    public bool Standard { get; init; }

    internal bool? Holds(double? value) => (value, Target) switch
    {
        ({ } is_, { } target) => Better == "lower" ? is_ <= target : is_ >= target,
        _ => null,
    };

    internal KpiValue Value(Sums sums) => KpiValue.Of(
        Enum.Parse<KpiUnit>(Unit, ignoreCase: true), KpiExpression.Read(Of).Value!,
        Per is null ? null : KpiExpression.Read(Per).Value, sums);
}

/// <summary>The kind <c>kpis</c> (指标口径). A changed formula is a new version; reports name theirs.</summary>
public sealed record KpiList(IReadOnlyList<KpiDefinition> Kpis)
{
    public static readonly DefinitionKind<KpiList> Kind = new("kpis", "指标口径", "Figures' formulae")
    {
        Edit = InsightsPermissions.EditKpis,
        Schema = Text("kpis.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "指标口径", "Figures' formulae", Text("kpis.yaml"))],
        Read = DefinitionReader.As<KpiList>((list, _) => list.Faults()),
    };

    public KpiDefinition? Find(string key) => Kpis.FirstOrDefault(kpi => kpi.Key == key);

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(Kpis.Select(kpi => kpi.Key), "/kpis", "key"))
            yield return fault;
        for (var i = 0; i < Kpis.Count; i++)
            foreach (var fault in Faults(Kpis[i], $"/kpis/{i}"))
                yield return fault;
    }

    private static IEnumerable<DefinitionFault> Faults(KpiDefinition kpi, string at)
    {
        List<KpiTerm> terms = [];
        foreach (var (name, text) in new[] { ("of", kpi.Of), ("per", kpi.Per) })
        {
            if (text is null)
                continue;
            var (read, zh, en) = KpiExpression.Read(text);
            if (read is null)
            {
                yield return new($"{at}/{name}", zh, en);
                continue;
            }
            terms.AddRange(read.Terms);
            var times = read.Terms.Count(term => term.IsTime);
            if (times > 0 && times < read.Terms.Count)
                yield return new($"{at}/{name}", "时长与个数不能相加减", "times are not added to counts");
            if (name == "of" && kpi.Unit == "duration" && times == 0)
                yield return new($"{at}/of", "时长的分子是时长（…Us）", "a duration is made of times (…Us)");
            if (name == "of" && kpi.Unit == "count" && times > 0)
                yield return new($"{at}/of", "个数不由时长构成", "a count is not made of times");
            if (name == "per" && read.Terms.Any(term => term.Name == KpiTerm.WaitPercentile))
                yield return new($"{at}/per", "分位数不作分母", "a percentile is no denominator");
        }
        if (kpi.Unit == "ratio" && kpi.Per is null)
            yield return new($"{at}", "比率须有分母（per）", "a ratio has a denominator (per)");
        if (kpi.Unit == "count" && kpi.Per is not null)
            yield return new($"{at}/per", "个数没有分母", "a count has no denominator");
        if (terms.Find(term => EnumWords.Of(term.Cohort) != kpi.Cohort) is { } other)
            yield return new(
                $"{at}/cohort", $"{other.Name} 按 {EnumWords.Of(other.Cohort)} 计", $"{other.Name} counts by {EnumWords.Of(other.Cohort)}");
        if (kpi is { Unit: "ratio", Target: not (null or (>= 0 and <= 1)) })
            yield return new($"{at}/target", "比率的目标为 0 至 1", "a ratio's target is 0 to 1");
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(KpiList).Assembly, $"TellerLine.Insights.kinds.{name}");
}
