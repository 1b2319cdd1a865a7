using TellerLine.Simulation;
using TellerLine.Simulation.Core;

namespace TellerLine.Rules.Simulation;

/// <summary>The production router beside the formulae.</summary>
public sealed class SimulatorTests
{
    [Theory]
    [InlineData(100, 1800, 180, 14, null)]
    [InlineData(100, 1800, 180, 13, null)]
    [InlineData(240, 1800, 240, 40, null)]
    [InlineData(480, 3600, 240, 32, 120)]
    [InlineData(480, 3600, 240, 34, 120)]
    [InlineData(480, 3600, 240, 36, 120)]
    [InlineData(480, 3600, 240, 40, 120)]
    [InlineData(200, 3600, 180, 10, 120)]
    public void it_agrees_with_erlang_within_its_intervals(
        int calls, int intervalS, int ahtS, int agents, int? patienceS)
    {
        var result = Simulator.Run(Stream(calls / (double)intervalS, ahtS, agents, patienceS).Scenario(days: 30));

        var (centre, theory) = (result.Centre, result.Theory!);
        Covers(centre.ServiceLevel20, theory.ServiceLevel20);
        Covers(centre.MeanWaitS, theory.MeanWaitS!.Value);
        Covers(centre.AsaS, theory.AsaS!.Value);
        Covers(centre.AbandonRate, theory.AbandonRate);
        Covers(centre.Occupancy!.Value, theory.Occupancy);
        if (theory.P95WaitS is { } p95)
            Covers(centre.P95WaitS, p95);
        Assert.InRange(centre.ServiceLevel20.High!.Value - centre.ServiceLevel20.Low!.Value, 0.001, 0.08);
    }

    [Fact]
    public void every_contact_offered_has_one_outcome()
    {
        var total = Simulator.Run(Stream(480 / 3600.0, 240, 32, 120).Scenario(days: 2)).Centre.Total;

        Assert.InRange(total.Offered, 22_000, 24_000);
        Assert.Equal(
            total.Offered, total.Answered + total.Abandoned + total.Refused + total.Unfinished);
        Assert.InRange(total.ShortAbandoned, 1, total.Abandoned - 1);
        Assert.Equal(0, total.Unfinished);
    }

    [Fact]
    public void a_seed_plays_the_same_again_and_another_otherwise()
    {
        var scenario = Stream(100 / 1800.0, 180, 14, 120).Scenario(days: 2) with { Replications = 3 };

        var first = Told(scenario);
        Assert.Equal(first, Told(scenario));
        Assert.NotEqual(first, Told(scenario with { Seed = 2 }));
    }

    [Fact]
    public void a_load_that_is_not_below_the_agents_is_unstable_and_has_no_intervals()
    {
        var result = Simulator.Run(Stream(100 / 1800.0, 180, 9, null).Scenario(days: 1));

        Assert.False(result.Theory!.IsStable);
        Assert.Null(result.Theory.MeanWaitS);
        Assert.Null(result.Centre.MeanWaitS.Low);
        Assert.InRange(result.Centre.MeanWaitS.Value, 1_000, 20_000);
        Assert.Equal(result.Centre.Total.Offered, result.Centre.Total.Answered);
    }

    [Fact]
    public void more_callers_than_the_router_holds_are_refused_and_counted()
    {
        var total = Simulator.Run(Stream(60, 180, 100, null).Scenario(days: 0.02)).Centre.Total;

        Assert.InRange(total.Refused, 1, total.Offered);
        Assert.Equal(total.Offered, total.Answered + total.Refused + total.Unfinished);
    }

    [Fact]
    public void ratios_of_sums_have_the_interval_of_how_the_units_differ()
    {
        UnitSums[] units = [
            new() { Offered = 100, Answered = 90 }, new() { Offered = 200, Answered = 190 },
            new() { Offered = 300, Answered = 260 },
        ];
        var rate = Estimate.Ratio(units, u => u.Answered, u => u.Offered, share: true);

        // 540/600; residuals 0, 10, -10; t(2) = 9.9248; √(200·3/2)/600 = 0.0288675.
        Assert.Equal(0.9, rate.Value, 12);
        Assert.Equal(0.9 - 9.9248 * 0.0288675, rate.Low!.Value, 5);
        Assert.Equal(1, rate.High!.Value);
    }

    [Fact]
    public void what_was_never_seen_may_still_be()
    {
        UnitSums[] units = [new() { Offered = 500 }, new() { Offered = 500 }];
        var rate = Estimate.Ratio(units, u => u.Abandoned, u => u.Offered, share: true);

        Assert.Equal((0, 0), (rate.Value, rate.Low!.Value));
        Assert.Equal(0.0053, rate.High!.Value, 4);
    }

    [Theory]
    [InlineData(4, 4.6041)]
    [InlineData(9, 3.2498)]
    [InlineData(39, 2.7079)]
    [InlineData(1000, 2.5808)]
    public void students_t_is_its_table(int degrees, double t) => Assert.Equal(t, Estimate.StudentT(degrees), 2);

    private static SteadyStream Stream(double perS, int ahtS, int agents, int? patienceS) => new(
        perS, new ExponentialDurations(ahtS * 1e6),
        patienceS is { } s ? new ExponentialDurations(s * 1e6) : null, agents);

    private static string Told(Scenario scenario) => SimulateJson.Write(Simulator.Run(scenario), []);

    private static void Covers(Estimate estimate, double truth) =>
        Assert.InRange(truth, estimate.Low!.Value - 1e-12, estimate.High!.Value + 1e-12);
}
