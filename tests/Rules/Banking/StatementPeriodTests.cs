using System.Globalization;
using TellerLine.Banking;

namespace TellerLine.Rules.Banking;

public sealed class StatementPeriodTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("202603", "2026-03-01", "2026-03-02")]
    [InlineData("202602", "2026-02-01", "2026-02-28")]
    [InlineData("202512", "2025-12-01", "2025-12-31")]
    [InlineData("202604", "2026-04-01", "2026-04-30")]
    public void a_month_is_its_days_and_of_this_one_those_so_far(string keyed, string from, string to) =>
        Assert.Equal(new StatementPeriod(Day(from), Day(to)), StatementPeriod.Month(keyed, Today));

    [Theory]
    [InlineData("202613")]
    [InlineData("20263")]
    [InlineData("")]
    [InlineData("000001")]
    public void what_is_no_month_is_none(string keyed) => Assert.Null(StatementPeriod.Month(keyed, Today));

    [Fact]
    public void seven_days_end_today() =>
        Assert.Equal(new StatementPeriod(Day("2026-02-24"), Today), StatementPeriod.LastSevenDays(Today));

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", null)]
    [InlineData("2025-03-01", "2026-03-02", null)]
    [InlineData("2025-02-28", "2026-03-02", StatementPeriodFault.TooEarly)]
    [InlineData("2026-03-02", "2026-03-03", StatementPeriodFault.InFuture)]
    [InlineData("2026-03-02", "2026-03-01", StatementPeriodFault.EndsBeforeItBegins)]
    public void movements_are_told_of_twelve_months_back_and_not_of_tomorrow(
        string from, string to, StatementPeriodFault? fault) =>
        Assert.Equal(fault, new StatementPeriod(Day(from), Day(to)).Fault(Today));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
