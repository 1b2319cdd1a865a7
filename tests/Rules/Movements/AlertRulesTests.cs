using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Movements;
using TellerLine.Movements.Core;

namespace TellerLine.Rules.Movements;

/// <summary>Which movements are told, and that each has a name of its own.</summary>
public sealed class AlertRulesTests
{
    private const long Since = 1_000;

    [Theory]
    [InlineData(-100_00, 1_000, true)]
    [InlineData(100_00, 1_001, true)]
    [InlineData(-99_99, 1_001, false)]
    [InlineData(99_99, 1_001, false)]
    [InlineData(-100_01, 999, false)]
    public void told_are_movements_of_the_threshold_or_more_either_way_since_it_was_switched_on(
        long fen, long atUs, bool told)
    {
        var movement = new Movement(atUs, Money.Cny(fen), Money.Cny(0), "transfer");
        Assert.Equal(told, AlertRules.IsTold(new AlertSetting(true, 100_00), movement, Since));
        Assert.False(AlertRules.IsTold(new AlertSetting(false, 100_00), movement, Since));
    }

    [Fact]
    public void with_no_threshold_every_movement_is_told()
    {
        var movement = new Movement(Since, Money.Cny(1), Money.Cny(1), "interest");
        Assert.True(AlertRules.IsTold(new AlertSetting(true, 0), movement, Since));
    }

    [Fact]
    public void names_are_the_same_whenever_it_is_read_and_those_that_are_alike_are_told_apart()
    {
        Movement[] alike =
        [
            new(7, Money.Cny(-5), Money.Cny(10), "b"), new(6, Money.Cny(-5), Money.Cny(10), "a"),
            new(6, Money.Cny(-5), Money.Cny(10), "a"),
        ];
        var names = AlertRules.Named(alike).Select(one => one.Name).ToList();
        Assert.Equal(["6/-5/10", "6/-5/10/2", "7/-5/10"], names);
        Assert.Equal(names[..2], AlertRules.Named(alike[1..]).Select(one => one.Name));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(100_000_000, true)]
    [InlineData(-1, false)]
    [InlineData(100_000_001, false)]
    public void a_threshold_has_bounds(long fen, bool within) =>
        Assert.Equal(within, new AlertSetting(true, fen).IsWithinBounds);
}
