namespace TellerLine.Workforce.Core;

/// <summary>The standard normal law.</summary>
internal static class NormalLaw
{
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>P(X ≤ x).</summary>
    public static double Below(double x) => x < 0 ? Tail(-x) : 1 - Tail(x);

    /// <summary>φ(x) / (1 - Φ(x)).</summary>
    public static double Hazard(double x) => x < 0 ? Density(x) / (1 - Tail(-x)) : 1 / Mills(x);

    private static double Tail(double x) => Density(x) * Mills(x);

    /// <summary>
    /// (1 - Φ(x)) / φ(x), x not negative: a series where it converges fast, else a continued fraction.
    /// </summary>
    private static double Mills(double x)
    {
        if (x < 3)
        {
            double term = x, sum = x;
            for (var n = 3; term > sum * 1e-17; n += 2)
                sum += term *= x * x / n;
            return 0.5 / Density(x) - sum;
        }
        var fraction = x;
        for (var n = 200; n >= 1; n--)
            fraction = x + n / fraction;
        return 1 / fraction;
    }
}
