namespace TellerLine.Wealth;

/// <summary>
/// 份额: what is held of a product, ten-thousandths of a unit, by its net value (净值), ten-thousandths of a yuan. Pure;
/// half of the last figure is one.
/// </summary>
internal static class WealthUnits
{
    internal const long One = 10_000;

    /// <summary>For so many minor units of money.</summary>
    internal static long Bought(long minor, long netValue) => Half((Int128)minor * 100 * One, netValue);

    /// <returns>Minor units of money.</returns>
    internal static long Value(long units, long netValue) => Half((Int128)units * netValue, 100 * One);

    /// <summary>What is taken of a holding for so much money: for its whole value, all; for less, never all.</summary>
    /// <param name="units">More than one.</param>
    internal static long Taken(long minor, long units, long netValue) => minor >= Value(units, netValue) ? units
        : Math.Clamp(Half((Int128)minor * 100 * One, netValue), 1, units - 1);

    /// <summary>What the units that are taken cost.</summary>
    /// <param name="costMinor">Of all.</param>
    internal static long Cost(long costMinor, long taken, long units) => taken == units ? costMinor
        : Math.Clamp(Half((Int128)costMinor * taken, units), 0, costMinor - 1);

    private static long Half(Int128 number, long by) => (long)((number + by / 2) / by);
}
