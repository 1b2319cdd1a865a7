namespace TellerLine.Bench;

/// <summary>One measure by name; it gives one or more results. <c>cold.queue</c> belongs to <c>cold</c>.</summary>
internal sealed record Measure(string Name, Func<CancellationToken, IAsyncEnumerable<Result>> Run)
{
    public bool Is(string name) => Name == name || Name.StartsWith(name + ".", StringComparison.Ordinal);
}

/// <summary>What can be measured, in the order of running.</summary>
internal static class Measures
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new("cold.signalling", ColdMeasures.Signalling),
        new("cold.recorded", ColdMeasures.Recorded),
        new("cold.queue", ColdMeasures.Queue),
        new("idle", IdleMeasures.Run),
        new("calls", CallMeasures.Run),
        new("conference", ConferenceMeasures.Run),
        new("srtp", SrtpMeasures.Run),
        new("signalling", SignallingMeasures.Run),
        new("centre", CentreMeasures.Run),
        new("parts.definitions", PartsMeasures.Definitions),
        new("parts.due", DueMeasures.Run),
        new("parts.lists", PartsMeasures.Lists),
        new("parts.records", PartsMeasures.Records),
        new("parts.audit", PartsMeasures.Audit),
    ];
}
