using System.Globalization;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

/// <summary>The oracle of <see cref="FigureOracleTests"/> by the shipped formulae and the sums that reports read.</summary>
public sealed class KpiOracleTests
{
    private static readonly Sums Day = Oracle.Sum(Oracle.Entries());

    [Theory]
    [InlineData("offered", "1000")]
    [InlineData("answered", "950")]
    [InlineData("abandonedTotal", "50")]
    [InlineData("shortAbandoned", "20")]
    [InlineData("abandoned", "30")]
    [InlineData("serviceLevelA", "88.00")]
    [InlineData("serviceLevel", "89.80")]
    [InlineData("serviceLevelB", "91.19")]
    [InlineData("serviceLevelC", "91.50")]
    [InlineData("serviceLevelD", "92.63")]
    [InlineData("answerRate", "95.00")]
    [InlineData("netAnswerRate", "96.94")]
    [InlineData("abandonRate", "5.00")]
    [InlineData("netAbandonRate", "3.06")]
    public void the_shipped_formulae_give_the_oracles_figures(string key, string shown) =>
        Assert.Equal(decimal.Parse(shown, CultureInfo.InvariantCulture), Shipped().Find(key)!.Value(Day).Shown);

    [Fact]
    public void the_outcomes_make_up_what_was_offered() => Assert.True(Day.AddsUp);

    [Fact]
    public void a_day_is_the_sum_of_its_intervals_and_never_the_mean_of_their_ratios()
    {
        var cells = new SumsByCell();
        foreach (var entry in Oracle.Entries())
            cells.Add(CallLogCounts.Of(entry, Oracle.Utc));
        Assert.True(cells.Count > 4);
        Assert.All(cells.Values, sums => Assert.True(sums.AddsUp));
        var day = new Sums();
        foreach (var sums in cells.Values)
            day.Add(sums);
        Assert.Equal(Day, day);
    }

    [Fact]
    public void percentiles_come_from_the_histogram()
    {
        var sums = new Sums();
        for (var seconds = 1; seconds <= 100; seconds++)
            sums.Answered.Add(WaitBuckets.Of(seconds * Oracle.Second), 1);
        Assert.Equal([50m, 90m, 95m, 100m], new[] { "waitP50", "waitP90", "waitP95", "waitMax" }
            .Select(key => Shipped().Find(key)!.Value(sums).Shown));
        Assert.Null(Shipped().Find("waitP50")!.Value(new Sums()).Shown);
    }

    [Fact]
    public void every_shipped_figure_has_words_and_what_has_a_denominator_is_unknown_without_contacts() =>
        Assert.All(Shipped().Kpis, kpi =>
        {
            Assert.True(kpi is { Zh.Length: > 0, En.Length: > 0, FormulaZh.Length: > 0, FormulaEn.Length: > 0 });
            Assert.Equal(
                kpi.Per is null && !kpi.Of.StartsWith("waitP", StringComparison.Ordinal),
                kpi.Value(new Sums()).Value is not null);
        });

    [Theory]
    [InlineData("of: offered", "of: ofered", "/kpis/0/of", "there is no ofered")]
    [InlineData("of: answeredWithin(20)", "of: answeredWithin(125)", "/kpis/5/of", "whole seconds to 120")]
    [InlineData("of: offered", "of: offered * 2", "/kpis/0/of", "terms joined by")]
    [InlineData("of: talkUs + holdUs + wrapupUs", "of: talkUs + handled", "/kpis/31/of", "times are not added to counts")]
    [InlineData("of: waitPercentile(50)", "of: waitPercentile(50) - answered", "/kpis/11/of", "stands alone")]
    [InlineData("cohort: time", "cohort: handling", "/kpis/40/cohort", "counts by time")]
    [InlineData("per: offered", "better: higher", "/kpis/3", "a ratio has a denominator")]
    public void a_fault_is_named_with_its_line(string was, string becomes, string path, string words)
    {
        var yaml = KpiList.Kind.Shipped[0].Yaml;
        var at = yaml.IndexOf(was + "\n", StringComparison.Ordinal);
        var reading = KpiList.Kind.Written(yaml[..at] + becomes + yaml[(at + was.Length)..], "main", Nothing.Instance);
        var fault = reading.Faults.First(each => each.Path == path);
        Assert.Contains(words, fault.En, StringComparison.Ordinal);
        var line = yaml[..at].Count(c => c == '\n') + 1;
        Assert.InRange(fault.Line, line - 8, line + 1);
    }

    private static KpiList Shipped() =>
        KpiList.Kind.Written(KpiList.Kind.Shipped[0].Yaml, "main", Nothing.Instance).Value!;

    private sealed class Nothing : IServiceProvider
    {
        public static readonly Nothing Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
