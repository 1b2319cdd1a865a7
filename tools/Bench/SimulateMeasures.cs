using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Simulation;
using TellerLine.Simulation.Core;

namespace TellerLine.Bench;

/// <summary>The centre in virtual time: how fast, and how often its intervals cover what Erlang knows.</summary>
internal static class SimulateMeasures
{
    private const int Seeds = 100;
    private const double Days = 30;

    private static readonly (string Name, SteadyStream Stream)[] Cases =
    [
        ("14 agents, Erlang C", new(100 / 1800.0, new ExponentialDurations(180e6), null, 14)),
        ("36 agents, Erlang C", new(240 / 1800.0, new ExponentialDurations(240e6), null, 36)),
        ("36 agents, Erlang A",
            new(480 / 3600.0, new ExponentialDurations(240e6), new ExponentialDurations(120e6), 36)),
        ("10 agents, Erlang A",
            new(200 / 3600.0, new ExponentialDurations(180e6), new ExponentialDurations(120e6), 10)),
    ];

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        Simulator.Run(Cases[0].Stream.Scenario(days: 20));
        var clock = Stopwatch.StartNew();
        var offered = Simulator.Run(Cases[0].Stream.Scenario(days: 200)).Centre.Total.Offered;
        yield return new Result(
            "calls in virtual time", offered / clock.Elapsed.TotalSeconds, "calls/s", 200_000,
            $"{offered} calls of 14 agents, one thread", AtLeast: true);
        foreach (var (name, stream) in Cases)
        {
            var covered = new int[4];
            for (var seed = 1; seed <= Seeds; seed++)
            {
                ct.ThrowIfCancellationRequested();
                var result = Simulator.Run(stream.Scenario(Days) with { Seed = seed });
                var (centre, theory) = (result.Centre, result.Theory!);
                Count(0, centre.ServiceLevel20, theory.ServiceLevel20);
                Count(1, centre.MeanWaitS, theory.MeanWaitS!.Value);
                Count(2, centre.AbandonRate, theory.AbandonRate);
                Count(3, centre.Occupancy!.Value, theory.Occupancy);
            }
            yield return new Result(
                $"intervals, {name}", covered.Min(), "of 100", 95,
                $"service level {covered[0]}, wait {covered[1]}, abandoned {covered[2]}, occupancy {covered[3]} of "
                + $"{Seeds} seeds, {Days} days each, at {Estimate.Confidence:P0}", AtLeast: true);

            void Count(int figure, Estimate estimate, double truth)
            {
                if (estimate.Low <= truth && truth <= estimate.High)
                    covered[figure]++;
            }
        }
    }
}
