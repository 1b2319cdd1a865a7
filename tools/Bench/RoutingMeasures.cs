using System.Runtime.CompilerServices;
using TellerLine.Routing.Bench;

namespace TellerLine.Bench;

/// <summary>The router alone on one thread, saturated (<see cref="RouterBench"/>).</summary>
internal static class RoutingMeasures
{
    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        ct.ThrowIfCancellationRequested();
        var run = RouterBench.Run();
        yield return new Result(
            "router's decisions", run.DecisionsPerSecond, "offers/s", 100_000,
            $"{run.Agents} agents, {run.Waiting} waiting, 20 skills, 3 steps; {run.Inputs} facts told; "
            + $"{run.BytesPerDecision:F0} bytes a decision", AtLeast: true);
        yield return new Result(
            "one fact, p99", run.P99Us, "µs", 100, $"p50 {run.P50Us:F1}, longest {run.MaxUs:F0}");
        var told = EstimateBench.Run();
        yield return new Result(
            "wait told, median error", told.MedianShare * 100, "%", null,
            $"{told.Told} callers who waited, of ten days with rushes; {told.MedianErrorS:F0} s; told ÷ came "
            + $"{told.MedianRatio:F2} in the median");
    }
}
