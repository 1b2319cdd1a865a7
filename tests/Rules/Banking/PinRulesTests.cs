using System.Text;
using TellerLine.Banking;

namespace TellerLine.Rules.Banking;

public sealed class PinRulesTests
{
    private static readonly DateOnly Born = new(1981, 3, 2);

    [Theory]
    [InlineData("111111", PinWeakness.Repeated)]
    [InlineData("121212", PinWeakness.Repeated)]
    [InlineData("739739", PinWeakness.Repeated)]
    [InlineData("123456", PinWeakness.Run)]
    [InlineData("987654", PinWeakness.Run)]
    [InlineData("810302", PinWeakness.BirthDate)]
    [InlineData("020381", PinWeakness.BirthDate)]
    [InlineData("030281", PinWeakness.BirthDate)]
    [InlineData("198103", PinWeakness.BirthDate)]
    [InlineData("12345", PinWeakness.Incomplete)]
    [InlineData("12a456", PinWeakness.Incomplete)]
    [InlineData("739184", null)]
    [InlineData("123457", null)]
    [InlineData("112211", null)]
    public void what_is_guessed_first_is_refused(string digits, PinWeakness? weakness) =>
        Assert.Equal(weakness, PinRules.Weak(Encoding.ASCII.GetBytes(digits), Born));

    [Fact]
    public void without_a_date_of_birth_the_rest_holds()
    {
        Assert.Null(PinRules.Weak("810302"u8, null));
        Assert.Equal(PinWeakness.Run, PinRules.Weak("345678"u8, null));
    }
}
