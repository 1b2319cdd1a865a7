using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

public sealed class EstimatorTests
{
    [Fact]
    public void turnbull_spreads_an_interval_as_the_rest_says()
    {
        // Two in bin 0, one in 1, one in either: p0 = (2 + p0) / 4.
        var mass = Turnbull.Fit([new(0, 0), new(0, 0), new(0, 1), new(1, 1)], 3);

        Assert.Equal(2.0 / 3, mass[0], 6);
        Assert.Equal(1.0 / 3, mass[1], 6);
        Assert.Equal(0, mass[2], 6);
    }

    [Fact]
    public void turnbull_of_exact_values_is_their_histogram()
    {
        Assert.Equal([.25, 0, .75], Turnbull.Fit([new(0, 0), new(2, 2, Weight: 3)], 3).Select(m => Math.Round(m, 9)));
        Assert.Equal([0, 0], Turnbull.Fit([], 2));
    }

    [Fact]
    public void kaplan_meier_takes_the_answered_out_of_those_at_risk()
    {
        // 5 wait: one hangs up at 1 s (1/5); of the 3 left at 3 s one more (4/5 · 1/3).
        var patience = KaplanMeier.Fit(
            [new(1, true), new(2, false), new(3, true), new(3, false), new(5, false)], fewestAtRisk: 1)!;

        Assert.Equal(8.0 / 15, patience.Beyond(4), 9);
        Assert.Equal([.2, .266666667], patience.Bins.Select(b => Math.Round(b.Mass, 9)));
        Assert.Null(KaplanMeier.Fit([new(9, false)]));
    }

    [Fact]
    public void where_few_wait_on_the_curve_goes_on_as_the_larger_groups()
    {
        List<Wait> many = [.. Enumerable.Range(1, 100).Select(s => new Wait(s, true))];
        var larger = KaplanMeier.Fit(many, fewestAtRisk: 1)!;
        var few = KaplanMeier.Fit([new(1, true), new(1, true), new(50, false), new(50, false)], larger, 3)!;

        Assert.Equal(.5 * larger.Beyond(60) / larger.Beyond(1.5), few.Beyond(60), 9);
    }

    [Fact]
    public void an_interval_covers_the_mean_by_students_t()
    {
        var interval = Interval.Of([1, 2, 3]);
        Assert.Equal(2, interval.Mean);
        Assert.Equal(2 + 4.303 / Math.Sqrt(3), interval.High, 9);
    }
}
