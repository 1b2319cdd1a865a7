using TellerLine.Kernel;

namespace TellerLine.Rules.Kernel;

public sealed class ReportDayTests
{
    private static readonly KernelOptions Bank = new() { TimeZone = "Asia/Shanghai" };

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1899-12-31")]
    [InlineData("3000-01-01")]
    [InlineData("9999-12-31")]
    public void a_day_outside_the_calendar_is_none(string text)
    {
        var day = DateOnly.Parse(text);
        Assert.False(ReportDay.CanBe(day));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bank.Day(day));
    }

    [Fact]
    public void the_first_and_the_last_day_have_a_beginning_and_an_end()
    {
        Assert.All([ReportDay.First, new DateOnly(2026, 11, 22), ReportDay.Last], day =>
        {
            Assert.True(ReportDay.CanBe(day));
            var (from, to) = Bank.Day(day);
            Assert.True(from < to);
            Assert.Equal(day, Bank.DayOf(from));
        });
    }
}
