namespace TellerLine.Simulation.Replay;

/// <summary>How long an agent is not ready after a service: when somebody waited at its end, and when nobody did.</summary>
internal sealed record NotReadyTimes(BinnedDistribution SomebodyWaits, BinnedDistribution NobodyWaits)
{
    /// <summary>Seconds, then wider, to an hour.</summary>
    private static readonly double[] Edges =
    [
        0, .. Enumerable.Range(0, 60).Select(s => s + .5), .. Enumerable.Range(0, 48).Select(i => 62.5 + i * 5),
        .. Enumerable.Range(0, 40).Select(i => 312.5 + i * 15), .. Enumerable.Range(0, 46).Select(i => 960.0 + i * 60),
    ];

    public static NotReadyTimes Fit(IReadOnlyList<NotReadySpan> spans) =>
        new(Fitted(spans.Where(s => s.SomebodyWaited)), Fitted(spans.Where(s => !s.SomebodyWaited)));

    private static BinnedDistribution Fitted(IEnumerable<NotReadySpan> spans)
    {
        var bins = Edges.Length - 1;
        var mass = Turnbull.Fit([.. spans.Select(s => new CensoredInterval(BinOf(s.FromS), BinOf(s.UntilS)))], bins);
        return new(
            [.. Enumerable.Range(0, bins).Where(i => mass[i] > 1e-9).Select(i => new Bin(Edges[i], Edges[i + 1], mass[i]))],
            Edges[^1], 0);
    }

    private static int BinOf(int seconds)
    {
        var place = Array.BinarySearch(Edges, seconds);
        return Math.Clamp(place < 0 ? ~place - 1 : place, 0, Edges.Length - 2);
    }
}
