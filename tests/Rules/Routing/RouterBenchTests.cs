using TellerLine.Routing.Bench;

namespace TellerLine.Rules.Routing;

public sealed class RouterBenchTests
{
    [Fact]
    public void the_bench_makes_as_many_decisions_as_it_is_asked_for()
    {
        var result = RouterBench.Run(agents: 50, waiting: 50, decisions: 2_000, warmUp: 100);
        Assert.InRange(result.Decisions, 2_000, 2_001);
        Assert.True(
            result is { DecisionsPerSecond: > 0, P99Us: > 0 } && result.P50Us <= result.P99Us
            && result.P99Us <= result.MaxUs);
    }

    [Fact]
    public void a_caller_is_told_an_honest_wait()
    {
        var told = EstimateBench.Run();
        Assert.True(told.Told > 5_000);
        // Neither flattered nor frightened in the median.
        Assert.InRange(told.MedianRatio, 0.8, 1.25);
        Assert.InRange(told.MedianShare, 0, 0.5);
    }
}
