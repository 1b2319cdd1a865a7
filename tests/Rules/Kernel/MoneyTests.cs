using TellerLine.Kernel;

namespace TellerLine.Rules.Kernel;

public sealed class MoneyTests
{
    [Fact]
    public void amounts_of_one_currency_add_up() => Assert.Equal(Money.Cny(150), Money.Cny(100) + Money.Cny(50));

    [Fact]
    public void amounts_of_two_currencies_never_add_up() =>
        Assert.Throws<InvalidOperationException>(() => Money.Cny(1) + new Money(1, "USD"));

    [Theory]
    [InlineData(5, "0.05 CNY")]
    [InlineData(-123456, "-1234.56 CNY")]
    public void an_amount_is_written_with_two_places(long fen, string text) =>
        Assert.Equal(text, Money.Cny(fen).ToString());
}
