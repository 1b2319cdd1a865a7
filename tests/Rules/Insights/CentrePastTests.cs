using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

public sealed class CentrePastTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Fact]
    public void a_working_day_has_the_size_of_a_bank_and_its_sums_add_up()
    {
        var day = Past().Day(Day, 100, 3, Oracle.Start);
        Assert.Equal((33_000, 3_000), (day.Count, day.Count(entry => entry.OfferedUs is not null)));
        Assert.Equal(33_000, day.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(day.Select(entry => entry.AtUs).Order(), day.Select(entry => entry.AtUs));
        var sums = Oracle.Sum(day);
        Assert.True(sums.AddsUp);
        Assert.InRange((double)sums[Measure.Answered] / sums[Measure.Offered], 0.94, 0.99);
        Assert.InRange((double)sums.Answered.Within(20) / sums[Measure.Offered], 0.90, 0.97);
        Assert.All(day, entry => Assert.True(entry is { WaitUs: >= 0, TalkUs: >= 0, HoldUs: >= 0, WrapupUs: >= 0 }));
    }

    [Fact]
    public void the_same_seed_makes_the_same_day_and_another_another()
    {
        Assert.Equal(Past().Day(Day, 58, 1, 0), Past().Day(Day, 58, 1, 0));
        Assert.NotEqual(Past().Day(Day, 58, 1, 0), new CentrePast(2, ["1001"], 10).Day(Day, 58, 1, 0));
    }

    [Fact]
    public void a_bad_afternoon_and_an_outage_show()
    {
        var plain = Oracle.Sum(Past().Day(Day, 100, 3, Oracle.Start));
        var bad = Oracle.Sum(Past().Day(Day, 100, CentrePast.BadAfternoonDaysBefore, Oracle.Start));
        var outage = Oracle.Sum(Past().Day(Day, 100, CentrePast.OutageDaysBefore, Oracle.Start));
        Assert.True(bad[Measure.Abandoned] > 2 * plain[Measure.Abandoned]);
        Assert.Equal(0, plain[Measure.SystemDropped]);
        Assert.InRange(outage[Measure.SystemDropped], 50, 400);
    }

    private static CentrePast Past() => new(1, ["1001", "1002", "1003"], 100);
}
