namespace TellerLine.Banking;

/// <summary>
/// SplitMix64: the same seed gives the same numbers on every machine and version, which <see cref="Random"/> does not
/// promise.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for each customer, so that a change at one moves no other.</summary>
    internal static Chance For(int seed, int number) =>
        new((((ulong)(uint)seed) << 32) ^ ((ulong)(uint)number * 0x9E3779B97F4A7C15));

    /// <summary>From 0 to <paramref name="below"/> − 1.</summary>
    internal int Below(int below) => (int)(Next() % (ulong)below);

    internal long Between(long from, long to) => from + (long)(Next() % (ulong)(to - from + 1));

    internal bool OneIn(int n) => Below(n) == 0;

    internal T Of<T>(IReadOnlyList<T> things) => things[Below(things.Count)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
