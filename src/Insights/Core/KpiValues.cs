namespace TellerLine.Insights.Core;

internal enum KpiUnit
{
    Count,

    /// <summary>Shown in percent with two decimals.</summary>
    Ratio,

    /// <summary>Shown in seconds with two decimals.</summary>
    Duration,
}

/// <param name="Value">A number of contacts, a ratio of 0 to 1, or seconds; null: its denominator is 0.</param>
/// <param name="Shown">As page and files alike show it: whole, percent, seconds, rounded away from zero.</param>
internal sealed record KpiValue(double? Value, decimal? Shown, long? Numerator, long? Denominator)
{
    /// <summary>Ratios are made here, of sums, when they are shown: nowhere else.</summary>
    public static KpiValue Of(KpiUnit unit, KpiExpression of, KpiExpression? per, Sums sums)
    {
        var (numerator, denominator) = (of.Of(sums), per?.Of(sums));
        if (numerator is not { } part || (per is not null && denominator is not > 0))
            return new KpiValue(null, null, numerator, denominator);
        var whole = per is null ? 1 : denominator!.Value;
        var (value, scale) = unit switch
        {
            KpiUnit.Count => ((double)part / whole, 1m),
            KpiUnit.Ratio => ((double)part / whole, 100m),
            _ => ((double)part / whole / 1_000_000, 0.000001m),
        };
        var shown = unit == KpiUnit.Count && per is null
            ? part
            : Math.Round(part * scale / whole, 2, MidpointRounding.AwayFromZero);
        return new KpiValue(value, shown, part, denominator);
    }
}
