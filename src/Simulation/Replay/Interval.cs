namespace TellerLine.Simulation.Replay;

/// <summary>A mean of replications and its 95 % interval (Student's t).</summary>
internal readonly record struct Interval(double Mean, double Low, double High)
{
    /// <summary>The 97.5 % points by degrees of freedom, from 1.</summary>
    private static readonly double[] Points =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Of one value: the value alone.</summary>
    public static Interval Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var free = values.Count - 1;
        if (free == 0)
            return new(mean, mean, mean);
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / free);
        // Beyond the table, its expansion in 1/free.
        var point = free <= Points.Length ? Points[free - 1] : 1.96 + 2.4 / free;
        var half = point * deviation / Math.Sqrt(values.Count);
        return new(mean, mean - half, mean + half);
    }
}
