namespace TellerLine.Simulation.Core;

/// <summary>
/// Logarithm and exponential of additions, multiplications and divisions alone, which every machine rounds alike; those
/// of the platform's library differ in the last digit from one to the next, and so would a run by seed. Relative error
/// below 1e-15.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490; // Its low bits are zero: times an exponent it is exact.
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <param name="x">Positive and normal.</param>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var fraction = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (fraction > 1.4142135623730951)
        {
            fraction /= 2;
            exponent++;
        }
        var s = (fraction - 1) / (fraction + 1);
        var square = s * s;
        var sum = 0.0;
        for (var power = 23; power >= 3; power -= 2)
            sum = (sum + 1.0 / power) * square;
        return exponent * Ln2High + (2 * s * (1 + sum) + exponent * Ln2Low);
    }

    /// <param name="x">Between -700 and 700.</param>
    public static double Exp(double x)
    {
        var twos = Math.Floor(x / 0.6931471805599453 + 0.5);
        var rest = x - twos * Ln2High - twos * Ln2Low;
        var sum = 1.0;
        for (var term = 18; term >= 1; term--)
            sum = 1 + rest / term * sum;
        return sum * BitConverter.Int64BitsToDouble(((long)twos + 1023) << 52);
    }
}
