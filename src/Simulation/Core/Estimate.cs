namespace TellerLine.Simulation.Core;

/// <summary>
/// A figure and the interval that covers the truth in 99 of 100 runs. A table tells eight figures: at 95 for each,
/// every third or fourth run would have one beside the truth.
/// </summary>
/// <param name="Low">Null, and <paramref name="High"/> too: not enough units to tell.</param>
internal readonly record struct Estimate(double Value, double? Low, double? High)
{
    public const double Confidence = 0.99;

    /// <summary>-ln(0.005): where none was seen among n, the truth is at most this ÷ n.</summary>
    private const double NoneSeen = 5.2983;

    /// <summary>
    /// Sum ÷ sum over units, with the interval of a ratio whose denominator varies too: of each unit what it has more
    /// than its denominator's share, by Student's t.
    /// </summary>
    /// <param name="share">It lies between 0 and 1 and counts single contacts.</param>
    /// <returns>NaN where the denominator is 0.</returns>
    public static Estimate Ratio(
        IReadOnlyList<UnitSums> units, Func<UnitSums, double> over, Func<UnitSums, double> under, bool share)
    {
        double sumOver = 0, sumUnder = 0;
        foreach (var unit in units)
            (sumOver, sumUnder) = (sumOver + over(unit), sumUnder + under(unit));
        var ratio = sumOver / sumUnder;
        if (units.Count < 2 || sumUnder == 0)
            return new(ratio, null, null);
        if (share && (sumOver == 0 || sumOver == sumUnder))
        {
            var margin = Math.Min(1, NoneSeen / sumUnder);
            return sumOver == 0 ? new(0, 0, margin) : new(1, 1 - margin, 1);
        }
        var squares = 0.0;
        foreach (var unit in units)
        {
            var more = over(unit) - ratio * under(unit);
            squares += more * more;
        }
        var count = (double)units.Count;
        var half = StudentT(units.Count - 1) * Math.Sqrt(squares * count / (count - 1)) / sumUnder;
        return new(ratio, Math.Max(0, ratio - half), share ? Math.Min(1, ratio + half) : ratio + half);
    }

    /// <summary>
    /// The quantile of all waits, seconds, with the interval from how the units' own quantiles differ (sectioning).
    /// </summary>
    public static Estimate WaitQuantile(IReadOnlyList<UnitSums> units, double quantile)
    {
        var all = new List<int>(units.Sum(unit => unit.WaitsMs.Count));
        foreach (var unit in units)
            all.AddRange(unit.WaitsMs);
        if (all.Count == 0)
            return new(double.NaN, null, null);
        var value = Quantile(all, quantile);
        var own = units.Where(unit => unit.WaitsMs.Count >= 20).Select(unit => Quantile([.. unit.WaitsMs], quantile))
            .ToList();
        if (own.Count < 2)
            return new(value, null, null);
        var squares = own.Sum(each => (each - value) * (each - value));
        var half = StudentT(own.Count - 1) * Math.Sqrt(squares / (own.Count - 1) / own.Count);
        return new(value, Math.Max(0, value - half), value + half);
    }

    /// <summary>t with 99.5 % of the law below it (the first ones from a table, then Cornish and Fisher).</summary>
    internal static double StudentT(int degrees)
    {
        double[] few = [63.6567, 9.9248, 5.8409, 4.6041];
        if (degrees <= few.Length)
            return few[degrees - 1];
        const double z = 2.575829304;
        double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, n = degrees;
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
            + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
    }

    /// <summary>Sorts the list.</summary>
    private static double Quantile(List<int> waitsMs, double quantile)
    {
        waitsMs.Sort();
        return waitsMs[Math.Max(0, (int)Math.Ceiling(quantile * waitsMs.Count) - 1)] / 1_000.0;
    }
}
