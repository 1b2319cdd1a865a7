namespace TellerLine.Simulation.Core;

/// <summary>
/// Chance for one purpose: xoshiro256** (Blackman and Vigna), seeded by splitmix64 from the run's seed and the purpose.
/// One stream a purpose, so that a change of one thing leaves the draws of all others as they were. The same numbers on
/// every machine.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;

    /// <param name="stream">Tells apart streams of one purpose (a queue, a replication).</param>
    public RandomStream(long seed, string purpose, long stream = 0)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var letter in purpose)
            hash = (hash ^ letter) * 1099511628211UL;
        var state = Scrambled((ulong)seed) ^ Scrambled(hash) ^ Scrambled((ulong)stream + 0x5851F42D4C957F2DUL);
        (_a, _b, _c, _d) = (Next(ref state), Next(ref state), Next(ref state), Next(ref state));
    }

    public ulong NextBits()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>In [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>In 0 … <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(((UInt128)NextBits() * (ulong)below) >> 64);

    /// <summary>Mean 1.</summary>
    public double NextExponential() => -PortableMath.Log(1 - NextDouble());

    /// <summary>Mean 0, deviation 1 (Marsaglia's polar method; the second of each pair is left).</summary>
    public double NextNormal()
    {
        while (true)
        {
            var x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * PortableMath.Log(square) / square);
        }
    }

    private static ulong Scrambled(ulong value) => Next(ref value);

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
