using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

public sealed class AmountEntryTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 100)]
    [InlineData("100", 10_000)]
    [InlineData("007", 700)]
    [InlineData("1*5", 150)]
    [InlineData("1*05", 105)]
    [InlineData("1*50", 150)]
    [InlineData("*5", 50)]
    [InlineData("12*", 1_200)]
    [InlineData("0*01", 1)]
    [InlineData("99999999999*99", 9_999_999_999_999)]
    public void star_is_the_decimal_point(string keys, long fen) =>
        Assert.Equal(new AmountEntry.Amount(fen), AmountEntry.Read(keys));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("1*234")]
    [InlineData("1*2*3")]
    [InlineData("123456789012")]
    [InlineData("12#")]
    public void more_than_two_decimals_two_points_or_nothing_is_no_amount(string keys) =>
        Assert.IsType<AmountEntry.Wrong>(AmountEntry.Read(keys));

    [Theory]
    [InlineData("**")]
    [InlineData("500**")]
    [InlineData("5*0**")]
    [InlineData("**5")]
    public void two_stars_in_a_row_leave_the_entry(string keys) =>
        Assert.IsType<AmountEntry.Left>(AmountEntry.Read(keys));

    [Theory]
    [InlineData("**0")]
    [InlineData("500**0")]
    public void zero_after_two_stars_is_a_person(string keys) =>
        Assert.IsType<AmountEntry.PersonWanted>(AmountEntry.Read(keys));
}
