namespace TellerLine.Simulation.Replay;

/// <summary>How long a caller waited; <paramref name="HungUp"/>, or answered first (censored).</summary>
internal readonly record struct Wait(int Seconds, bool HungUp);

/// <summary>
/// Patience from waits of which most ended with an answer (E. L. Kaplan and P. Meier, 1958). Where few wait so long
/// that the curve is chance, it goes on as that of a larger group does from there; without one, with the mean patience
/// beyond: time waited there ÷ hang-ups there.
/// </summary>
internal static class KaplanMeier
{
    /// <summary>The curve ends where fewer than these still wait.</summary>
    private const int FewestAtRisk = 30;

    /// <returns>Share of those who hang up at each second; the rest of the mass is the tail. Null: nobody hung
    /// up.</returns>
    public static BinnedDistribution? Fit(
        IReadOnlyCollection<Wait> waits, BinnedDistribution? larger = null, int fewestAtRisk = FewestAtRisk)
    {
        if (!waits.Any(w => w.HungUp))
            return null;
        var bySecond = waits.GroupBy(w => w.Seconds).OrderBy(g => g.Key)
            .Select(g => (Seconds: g.Key, HungUp: g.Count(w => w.HungUp), All: g.Count())).ToList();
        var (atRisk, survival) = (waits.Count, 1.0);
        var bins = new List<Bin>();
        var end = 0.0;
        foreach (var (seconds, hungUp, all) in bySecond)
        {
            if (atRisk < fewestAtRisk && bins.Count > 0)
                break;
            if (hungUp > 0)
            {
                var mass = survival * hungUp / atRisk;
                bins.Add(new(Math.Max(0, seconds - .5), seconds + .5, mass));
                survival -= mass;
            }
            end = seconds + .5;
            atRisk -= all;
        }
        if (larger is null || larger.Beyond(end) <= 0)
            return new(bins, end, TailMean(waits, end, fewestAtRisk));
        var scale = survival / larger.Beyond(end);
        bins.AddRange(larger.Bins.Where(b => b.FromS >= end).Select(b => b with { Mass = b.Mass * scale }));
        return new(bins, Math.Max(end, larger.TailFromS), larger.TailMeanS);
    }

    /// <summary>
    /// Of the mass beyond the curve; where too few were seen there, of the last stretch of which enough were.
    /// </summary>
    private static double TailMean(IReadOnlyCollection<Wait> waits, double from, int enough)
    {
        for (; ; from /= 2)
        {
            var hungUp = waits.Count(w => w.HungUp && w.Seconds > from);
            if (hungUp >= enough || from < 1)
                return waits.Sum(w => Math.Max(0, w.Seconds - from)) / Math.Max(1, hungUp);
        }
    }
}
