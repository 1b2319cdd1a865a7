using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

/// <summary>
/// The oracle, worked out by hand: 1,000 offered, 950 answered (880 within 20 s), 50 abandoned (20 short, 15 up to 20
/// s, 15 later).
/// </summary>
public sealed class FigureOracleTests
{
    private static readonly Tally Day = Many.Contacts(
        (880, Many.Answered(12)), (70, Many.Answered(45)), (20, Many.Abandoned(4)), (15, Many.Abandoned(11)),
        (15, Many.Abandoned(90)));

    [Theory]
    [InlineData("serviceLevelA", 88.00)]
    [InlineData("serviceLevel", 89.80)]
    [InlineData("serviceLevelB", 91.19)]
    [InlineData("serviceLevelC", 91.50)]
    [InlineData("serviceLevelD", 92.63)]
    [InlineData("answerRate", 95.00)]
    [InlineData("netAnswerRate", 96.94)]
    [InlineData("abandonRate", 5.00)]
    [InlineData("netAbandonRate", 3.06)]
    public void the_oracles_figures_are_reproduced(string key, double percent) =>
        Assert.Equal(
            percent, Math.Round(
                All().Single(f => f.Key == key).Compute(Day).Value!.Value * 100, 2, MidpointRounding.AwayFromZero));

    [Fact]
    public void the_outcomes_make_up_what_was_offered()
    {
        Assert.Equal((1000, 950, 50, 20), (Day.Offered, Day.Answered, Day.Abandoned, Day.ShortAbandoned));
        Assert.True(Day.AddsUp);
    }

    [Fact]
    public void the_published_service_level_leaves_short_abandons_out()
    {
        var published = Figures.Published.Single(figure => figure.Key == "serviceLevel").Compute(Day);
        Assert.Equal((880, 980), (published.Numerator, published.Denominator));
    }

    [Fact]
    public void a_figure_stands_beside_its_target()
    {
        Assert.Equal((0.95, true), (Figures.AnswerRate.Target, Figures.AnswerRate.Compute(Day).Holds));
        Assert.Equal((0.93, false), (Figures.ServiceLevel.Target, Figures.ServiceLevel.Compute(Day).Holds));
        Assert.Null(Figures.Offered.Compute(Day).Holds);
    }

    [Fact]
    public void without_contacts_a_ratio_is_unknown_and_a_count_is_nought()
    {
        foreach (var figure in All())
            Assert.Equal(figure.Unit == FigureUnit.Count ? 0 : null, figure.Compute(default).Value);
        Assert.Null(Figures.ServiceLevel.Compute(default).Holds);
    }

    [Fact]
    public void every_figure_has_its_formula_in_both_languages_and_a_version() =>
        Assert.All(All(), figure => Assert.True(figure is { Zh.Length: > 0, En.Length: > 0, Version: 1 }));

    [Fact]
    public void figures_of_two_halves_are_those_of_the_sums_not_the_mean_of_the_ratios()
    {
        var morning = Many.Contacts((9, Many.Answered(1)), (1, Many.Abandoned(60)));
        var evening = Many.Contacts((1, Many.Abandoned(60)));
        Assert.Equal(9.0 / 11, Figures.AnswerRate.Compute(morning + evening).Value);
    }

    private static IEnumerable<FigureDefinition> All() => Figures.Published.Concat(
        [Figures.ServiceLevelA, Figures.ServiceLevelB, Figures.ServiceLevelC, Figures.ServiceLevelD,
            Figures.NetAnswerRate,
            Figures.AbandonRate, Figures.NetAbandonRate, Figures.Containment, Figures.HumanRequestRate]);
}
