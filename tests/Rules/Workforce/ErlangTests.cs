using TellerLine.Workforce.Core;

namespace TellerLine.Rules.Workforce;

public sealed class ErlangTests
{
    [Theory]
    [InlineData(14, 0.174132, 0.888350, 7.836, 0.7143)]
    [InlineData(13, 0.285270, 0.795595, 17.116, 0.7692)]
    public void a_hundred_calls_in_half_an_hour_of_three_minutes(
        int agents, double waits, double level, double wait, double occupancy)
    {
        var centre = new ErlangC(100 / 1800.0, 180, agents);

        Assert.Equal(10, centre.Load, 12);
        Assert.Equal(waits, centre.WaitProbability, 6);
        Assert.Equal(level, centre.ServiceLevel(20), 6);
        Assert.Equal(wait, centre.MeanWaitS, 3);
        Assert.Equal(occupancy, centre.Occupancy, 4);
    }

    [Theory]
    [InlineData(36, 0.388869, 0.721363, 23.33)]
    [InlineData(40, 0.121183, 0.937783, 3.6355)]
    public void two_hundred_and_forty_calls_in_half_an_hour_of_four_minutes(
        int agents, double waits, double level, double wait)
    {
        var centre = new ErlangC(240 / 1800.0, 240, agents);

        Assert.Equal(32, centre.Load, 12);
        Assert.Equal(waits, centre.WaitProbability, 6);
        Assert.Equal(level, centre.ServiceLevel(20), 6);
        Assert.Equal(wait, centre.MeanWaitS, 2);
    }

    [Theory]
    [InlineData(100, 180, new[] { 14, 15, 15, 16 })]
    [InlineData(135, 200, new[] { 19, 20, 21, 22 })]
    [InlineData(240, 240, new[] { 37, 39, 40, 41 })]
    public void the_fewest_agents_for_80_90_93_and_95_per_cent_in_twenty_seconds(
        int callsInHalfAnHour, int serviceS, int[] agents)
    {
        double[] levels = [0.80, 0.90, 0.93, 0.95];
        Assert.Equal(
            agents, levels.Select(level => Staffing.AgentsFor(callsInHalfAnHour / 1800.0, serviceS, 20, level)!.Value));
    }

    [Theory]
    [InlineData(32, .08231, .74682, 9.88, .4424, 0, 0)]
    [InlineData(34, .05426, .83227, 6.51, .3267, .4586, 4)]
    [InlineData(36, .03354, .89686, 4.02, .2249, .7214, 4)]
    [InlineData(40, .01036, .96927, 1.24, .0847, .9378, 4)]
    public void callers_of_two_minutes_patience(
        int agents, double abandoned, double level, double wait, double waits, double levelOfPatient, int digits)
    {
        var centre = new ErlangA(480 / 3600.0, 240, 120, agents);

        Assert.Equal(abandoned, centre.Abandoned, 5);
        Assert.Equal(level, centre.ServiceLevel(20), 5);
        Assert.Equal(wait, centre.MeanWaitS, 2);
        Assert.Equal(waits, centre.WaitProbability, 4);
        Assert.Equal(levelOfPatient, new ErlangC(480 / 3600.0, 240, agents).ServiceLevel(20), digits);
    }

    [Fact]
    public void a_load_as_large_as_the_agents_is_unstable_without_patience_and_not_with_it()
    {
        var patient = new ErlangC(200 / 3600.0, 180, 10);
        Assert.False(patient.IsStable);
        Assert.Equal((1, 0, double.PositiveInfinity, 1),
            (patient.WaitProbability, patient.ServiceLevel(20), patient.MeanWaitS, patient.Occupancy));

        var impatient = new ErlangA(200 / 3600.0, 180, 120, 10);
        Assert.Equal(.13746, impatient.Abandoned, 5);
        Assert.Equal(.63994, impatient.ServiceLevel(20), 5);
        Assert.Equal(.8625, impatient.Occupancy, 4);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void a_load_above_the_agents_has_no_negative_wait(int agents)
    {
        var centre = new ErlangC(100 / 1800.0, 180, agents);

        Assert.False(centre.IsStable);
        Assert.Equal(double.PositiveInfinity, centre.MeanWaitS);
        Assert.Equal(double.PositiveInfinity, centre.WaitExceededBy(0.05));
        Assert.Equal(0, centre.ServiceLevel(1e9));
    }

    [Fact]
    public void five_thousand_agents_are_computed_as_five_are()
    {
        var stable = new ErlangC(4_900 / 240.0, 240, 5_000);
        Assert.InRange(stable.WaitProbability, 0.05, 0.15);
        Assert.Equal(SquareRoot.WaitProbability(SquareRoot.Beta(4_900, 5_000)), stable.WaitProbability, 0.01);

        var impatient = new ErlangA(5_000 / 240.0, 240, 120, 5_000);
        Assert.Equal(SquareRoot.WaitProbability(0, 240, 120), impatient.WaitProbability, 0.01);
        Assert.Equal(SquareRoot.Abandoned(0, 240, 120, 5_000), impatient.Abandoned, 3);
        Assert.InRange(impatient.ServiceLevel(20), 0.95, 1);

        var overloaded = new ErlangA(20_000 / 240.0, 240, 600, 5_000);
        Assert.Equal(0.75, overloaded.Abandoned, 6);
        Assert.Equal(1, overloaded.Occupancy, 6);
        Assert.Equal(0, overloaded.ServiceLevel(20), 6);

        var idle = new ErlangA(10 / 240.0, 240, 120, 5_000);
        Assert.Equal((0, 0, 1), (idle.WaitProbability, idle.Abandoned, idle.ServiceLevel(20)));
    }

    [Fact]
    public void who_never_gives_up_makes_erlang_a_erlang_c()
    {
        var patient = new ErlangC(100 / 1800.0, 180, 14);
        var nearly = new ErlangA(100 / 1800.0, 180, 1e9, 14);

        Assert.Equal(patient.WaitProbability, nearly.WaitProbability, 5);
        Assert.Equal(patient.ServiceLevel(20), nearly.ServiceLevel(20), 5);
        Assert.Equal(patient.MeanWaitS, nearly.MeanWaitS, 3);
        Assert.Equal(patient.MeanWaitS, nearly.MeanAnsweredWaitS, 3);
    }

    [Fact]
    public void waits_of_the_answered_and_of_the_others_make_those_of_all()
    {
        // By the law of total expectation the two lie on both sides of the mean of all.
        var centre = new ErlangA(480 / 3600.0, 240, 120, 32);
        var abandonedWait = (centre.MeanWaitS - centre.MeanAnsweredWaitS * (1 - centre.Abandoned)) / centre.Abandoned;
        Assert.InRange(centre.MeanAnsweredWaitS, 1, centre.MeanWaitS);
        Assert.InRange(abandonedWait, centre.MeanWaitS, 120);
    }

    [Fact]
    public void the_level_within_a_long_time_is_all_who_are_answered()
    {
        var centre = new ErlangA(200 / 3600.0, 180, 120, 10);
        Assert.Equal(1 - centre.Abandoned, centre.ServiceLevel(5_000), 9);
        Assert.Equal(1 - centre.WaitProbability, centre.ServiceLevel(0), 12);
    }

    [Fact]
    public void nobody_calls_and_nobody_works()
    {
        Assert.Equal((1, 0, true),
            (new ErlangC(0, 180, 3).ServiceLevel(20), new ErlangC(0, 180, 3).MeanWaitS,
                new ErlangC(0, 180, 0).IsStable));
        var closed = new ErlangA(1 / 60.0, 180, 120, 0);
        Assert.Equal((1, 0, 0), (Math.Round(closed.Abandoned, 12), closed.ServiceLevel(20), closed.Occupancy));
        Assert.Equal(120, closed.MeanWaitS, 6);
    }

    [Fact]
    public void erlang_b_is_its_textbook_value()
    {
        Assert.Equal(0.2146, ErlangB.Blocked(10, 10), 4);
        Assert.Equal(1, ErlangB.Blocked(10, 0));
        Assert.Equal(0, ErlangB.Blocked(10, 5_000));
    }

    [Fact]
    public void the_roster_is_the_required_divided_by_who_is_there()
    {
        Assert.Equal(20, Staffing.Rostered(14, 0.30), 9);
        Assert.Equal(57.142857, Staffing.Rostered(40, 0.30), 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => Staffing.Rostered(14, 1));
    }

    [Fact]
    public void the_square_root_says_nearly_what_erlang_says()
    {
        var agents = (int)Math.Ceiling(SquareRoot.Agents(400, 1));
        Assert.Equal(420, agents);
        Assert.Equal(0.2234, SquareRoot.WaitProbability(1), 4);
        Assert.Equal(new ErlangC(400 / 240.0, 240, agents).WaitProbability, SquareRoot.WaitProbability(1), 0.01);
        var impatient = new ErlangA(400 / 240.0, 240, 120, agents);
        Assert.Equal(impatient.WaitProbability, SquareRoot.WaitProbability(1, 240, 120), 0.01);
        Assert.Equal(impatient.Abandoned, SquareRoot.Abandoned(1, 240, 120, agents), 3);
    }

    [Fact]
    public void fewer_are_needed_where_callers_give_up()
    {
        Assert.Equal(37, Staffing.AgentsFor(480 / 3600.0, 240, 20, 0.80));
        Assert.Equal(34, Staffing.AgentsFor(480 / 3600.0, 240, 120, 20, 0.80));
        Assert.Equal(35, Staffing.AgentsForAbandoned(480 / 3600.0, 240, 120, 0.05));
    }
}
