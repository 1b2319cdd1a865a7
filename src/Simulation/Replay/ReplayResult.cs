namespace TellerLine.Simulation.Replay;

/// <summary>A log replayed, beside what really happened.</summary>
/// <param name="Runs">One a replication.</param>
internal sealed record ReplayResult(
    BankLog Log, DutyRoster Roster, Parameters Parameters, IReadOnlySet<int> DaysOfPriority,
    IReadOnlyList<Tallies> Runs, Tallies Actual, Tallies ErlangA)
{
    public static ReplayResult Of(BankLog log, Parameters parameters, int replications, long seed)
    {
        var roster = new DutyRoster(log, parameters.Duty);
        var runs = new Tallies[replications];
        Parallel.For(0, replications, i => runs[i] = new Replication(log, roster, parameters, seed + i).Run());
        return new(
            log, roster, parameters, CreditRule.DaysInForce(log), runs, Tallies.Of(log),
            ErlangBaseline.Of(log, roster));
    }

    /// <summary>
    /// The mean error over the hours, each counting by its calls, of one figure: in the mean of the replications and in
    /// Erlang A.
    /// </summary>
    public (double Simulated, double ErlangA) HourlyError(Func<Tally, double> figure)
    {
        var (simulated, erlang, calls) = (0.0, 0.0, 0.0);
        foreach (var (hour, actual) in Actual.ByHour)
        {
            var told = figure(actual);
            calls += actual.Offered;
            simulated += actual.Offered * Math.Abs(Runs.Average(r => figure(r.ByHour[hour])) - told);
            erlang += actual.Offered * Math.Abs(figure(ErlangA.ByHour[hour]) - told);
        }
        return (simulated / calls, erlang / calls);
    }
}
