namespace TellerLine.Simulation.Replay;

/// <summary>An observation known only to lie in the bins <paramref name="First"/> … <paramref name="Last"/>.</summary>
internal readonly record struct CensoredInterval(int First, int Last, double Weight = 1);

/// <summary>
/// The most likely distribution of what was seen only as intervals: self-consistency, each observation spread over its
/// bins as the last estimate has it (B. W. Turnbull, 1976).
/// </summary>
internal static class Turnbull
{
    private const int MostRounds = 20_000;

    /// <param name="bins">How many; an interval's places lie below it.</param>
    /// <param name="tolerance">It ends when no bin's mass moves more in a round.</param>
    /// <returns>The mass of each bin; their sum is 1. All zero when nothing was seen.</returns>
    public static double[] Fit(IReadOnlyList<CensoredInterval> seen, int bins, double tolerance = 1e-8)
    {
        var grouped = seen.GroupBy(s => (s.First, s.Last))
            .Select(g => new CensoredInterval(g.Key.First, g.Key.Last, g.Sum(s => s.Weight))).ToArray();
        var total = grouped.Sum(s => s.Weight);
        var mass = new double[bins];
        if (total <= 0)
            return mass;
        Array.Fill(mass, 1.0 / bins);
        var below = new double[bins + 1];
        var share = new double[bins + 1];
        for (var round = 0; round < MostRounds; round++)
        {
            for (var i = 0; i < bins; i++)
                below[i + 1] = below[i] + mass[i];
            Array.Clear(share);
            foreach (var (first, last, weight) in grouped)
            {
                var within = Math.Max(below[last + 1] - below[first], 1e-300);
                share[first] += weight / within;
                share[last + 1] -= weight / within;
            }
            var (moved, running) = (0.0, 0.0);
            for (var i = 0; i < bins; i++)
            {
                running += share[i];
                var next = mass[i] * Math.Max(0, running) / total;
                moved = Math.Max(moved, Math.Abs(next - mass[i]));
                mass[i] = next;
            }
            if (moved < tolerance)
                break;
        }
        return mass;
    }
}
