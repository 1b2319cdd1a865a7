namespace TellerLine.Simulation.Replay;

/// <summary>How long an agent is not ready after a service, by how many callers wait for him at its end.</summary>
/// <param name="ByWaiting">For nobody, one, two, and three or more.</param>
internal sealed record NotReadyTimes(IReadOnlyList<BinnedDistribution> ByWaiting)
{
    public const int Groups = 4;

    /// <summary>Spans of a group, for it to stand alone; else it is as the one before.</summary>
    private const int Enough = 100;

    /// <summary>Seconds, then wider, to an hour.</summary>
    private static readonly double[] Edges =
    [
        0, .. Enumerable.Range(0, 60).Select(s => s + .5), .. Enumerable.Range(0, 48).Select(i => 62.5 + i * 5),
        .. Enumerable.Range(0, 40).Select(i => 312.5 + i * 15), .. Enumerable.Range(0, 46).Select(i => 960.0 + i * 60),
    ];

    public BinnedDistribution When(int waiting) => ByWaiting[Math.Min(waiting, Groups - 1)];

    public static NotReadyTimes Fit(IReadOnlyList<NotReadySpan> spans)
    {
        var fitted = new List<BinnedDistribution>();
        for (var group = 0; group < Groups; group++)
        {
            var seen = spans.Where(s => Math.Min(s.Waiting, Groups - 1) == group).ToList();
            fitted.Add(seen.Count < Enough && group > 0 ? fitted[^1] : Fitted(seen));
        }
        return new(fitted);
    }

    private static BinnedDistribution Fitted(List<NotReadySpan> spans)
    {
        if (spans.Count == 0)
            return new([], 0, 0);
        var bins = Edges.Length - 1;
        var mass = Turnbull.Fit([.. spans.Select(s => new CensoredInterval(BinOf(s.FromS), BinOf(s.UntilS)))], bins);
        return new(
            [
                .. Enumerable.Range(0, bins).Where(i => mass[i] > 1e-9)
                    .Select(i => new Bin(Edges[i], Edges[i + 1], mass[i])),
            ],
            Edges[^1], 0);
    }

    private static int BinOf(int seconds)
    {
        var place = Array.BinarySearch(Edges, seconds);
        return Math.Clamp(place < 0 ? ~place - 1 : place, 0, Edges.Length - 2);
    }
}
