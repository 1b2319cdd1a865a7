using TellerLine.Calls;
using TellerLine.Definitions;

namespace TellerLine.Rules.Calls;

public sealed class DiallingRulesTests
{
    internal static readonly DiallingRules Shipped = (DiallingRules)new DefinitionCheck<DiallingRules>(
        DiallingRules.Kind, new NoServices()).Read(DiallingRules.Kind.Shipped[0].Yaml).Value!;

    [Theory]
    [InlineData("13800000001")]
    [InlineData("+8613800000001")]
    [InlineData("008613800000001")]
    [InlineData("01088888888")]
    [InlineData("95566")]
    [InlineData("4008888888")]
    [InlineData("12345")]
    public void in_the_demonstration_numbers_of_the_country_may_be_dialled(string number) =>
        Assert.True(Shipped.For(number).Allowed);

    [Theory]
    [InlineData("110", "Emergency services")]
    [InlineData("120", "Emergency services")]
    [InlineData("+85223456789", "Other countries")]
    [InlineData("0085223456789", "Other countries")]
    [InlineData("+86110", "Other countries")]
    [InlineData("16812345", "Premium services")]
    [InlineData("1795100852234567", "Numbers that no rule allows")]
    [InlineData("1001", "Numbers that no rule allows")]
    [InlineData("00", "Other countries")]
    public void others_may_not_and_the_reason_is_said(string number, string reason)
    {
        var rule = Shipped.For(number);
        Assert.Equal((false, reason), (rule.Allowed, rule.En));
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    [Fact]
    public void the_longest_prefix_of_the_right_length_decides()
    {
        var rules = new DiallingRules(
        [
            new("1", false, "", "one"), new("13", true, "", "mobile") { Digits = 11 }, new("138", false, "", "theirs"),
        ]);
        Assert.Equal(
            ("one", "mobile", "theirs"),
            (rules.For("139000").En, rules.For("13900000001").En, rules.For("13800000001").En));
    }
}
