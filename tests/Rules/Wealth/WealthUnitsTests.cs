using TellerLine.Wealth;

namespace TellerLine.Rules.Wealth;

/// <summary>份额, 净值: what is bought, worth and taken, to the fen.</summary>
public sealed class WealthUnitsTests
{
    [Theory]
    [InlineData(10_000_00, 1_0000, 10_000_0000)]
    [InlineData(10_000_00, 1_0186, 9_817_3964)]   // 10,000 ÷ 1.0186 = 9,817.3964…
    [InlineData(1, 1_0186, 98)]                     // a fen is 0.0098 of a unit
    public void so_many_units_are_bought_for_money(long minor, long netValue, long units) =>
        Assert.Equal(units, WealthUnits.Bought(minor, netValue));

    [Fact]
    public void what_was_bought_is_worth_what_it_cost_until_the_net_value_changes()
    {
        var chance = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var (minor, netValue) = (chance.NextInt64(1, 1_000_000_00), chance.NextInt64(2_000, 5_0000));
            var units = WealthUnits.Bought(minor, netValue);
            Assert.Equal(minor, WealthUnits.Value(units, netValue));
            Assert.Equal(units, WealthUnits.Taken(minor, units, netValue));
        }
    }

    [Fact]
    public void a_part_takes_its_share_of_units_and_cost_and_never_all()
    {
        var units = WealthUnits.Bought(10_000_00, 1_0000);
        Assert.Equal(10_500_00, WealthUnits.Value(units, 1_0500));
        var taken = WealthUnits.Taken(3_000_00, units, 1_0500);
        Assert.Equal(2_857_1429, taken);
        Assert.Equal(2_857_14, WealthUnits.Cost(10_000_00, taken, units));
        Assert.Equal(units - 1, WealthUnits.Taken(9_999_99, units, 1_0000) + 99);
        Assert.Equal(10_000_00, WealthUnits.Cost(10_000_00, units, units));
        Assert.Equal(0, WealthUnits.Cost(1, 1, 98));
    }
}
