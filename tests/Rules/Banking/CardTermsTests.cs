using TellerLine.Banking;

namespace TellerLine.Rules.Banking;

/// <summary>When the embedded ledger's cards are billed, and for how much at the least.</summary>
public sealed class CardTermsTests
{
    private static readonly CardTerms Terms = new(5, 20, 10);

    [Theory]
    [InlineData("2026-03-05", "2026-02-05")]
    [InlineData("2026-03-06", "2026-03-05")]
    [InlineData("2026-01-01", "2025-12-05")]
    [InlineData("2026-03-31", "2026-03-05")]
    public void a_statement_is_closed_when_its_day_is_over(string today, string closed) =>
        Assert.Equal(Day(closed), Terms.LastClosed(Day(today)));

    [Theory]
    [InlineData(10_000_00, 1_000_00)]
    [InlineData(10_000_01, 1_000_01)]
    [InlineData(500_00, 100_00)]
    [InlineData(99_99, 99_99)]
    [InlineData(long.MaxValue, 922_337_203_685_477_581)]
    public void at_the_least_a_tenth_is_asked_for_or_a_hundred_yuan_or_all(long owed, long minimum) =>
        Assert.Equal(minimum, Terms.Bill(Day("2026-03-05"), owed, 0, "CNY")!.Minimum.Minor);

    [Theory]
    [InlineData(0, 1_500_00, 150_00)]
    [InlineData(100_00, 1_400_00, 50_00)]
    [InlineData(150_00, 1_350_00, 0)]
    [InlineData(2_000_00, 0, 0)]
    public void what_came_in_since_is_paid_of_it(long paid, long left, long minimumLeft)
    {
        var bill = Terms.Bill(Day("2026-03-05"), 1_500_00, paid, "CNY")!;
        Assert.Equal((left, minimumLeft), (bill.Left.Minor, bill.MinimumLeft.Minor));
        Assert.Equal(Day("2026-03-25"), bill.Due);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5_00)]
    public void a_card_that_owed_nothing_has_no_bill(long owed) =>
        Assert.Null(Terms.Bill(Day("2026-03-05"), owed, 0, "CNY"));

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
