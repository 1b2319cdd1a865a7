namespace TellerLine.Bench;

/// <summary>What can be measured, by name, in the order of running; each gives one or more results.</summary>
internal static class Measures
{
    public static readonly IReadOnlyList<(string Name, Func<CancellationToken, IAsyncEnumerable<Result>> Run)> All =
    [
        ("calls", CallMeasures.Run),
        ("srtp", SrtpMeasures.Run),
        ("signalling", SignallingMeasures.Run),
        ("centre", CentreMeasures.Run),
    ];
}
