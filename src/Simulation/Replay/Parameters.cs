namespace TellerLine.Simulation.Replay;

/// <summary>
/// What is fitted on one log and holds for another: how callers and agents behave. Who calls and who is on duty is each
/// log's own.
/// </summary>
/// <param name="Service">Lengths by type, for callers whose service the log does not tell.</param>
internal sealed record Parameters(
    DutyRules Duty, NotReadyTimes NotReady, Patience Patience, Priorities Priorities, CreditRule Credit,
    ServiceLengths Service)
{
    public static Parameters Fit(BankLog log, DutyRules? rules = null)
    {
        var duty = rules ?? DutyRules.Fit(log);
        var roster = new DutyRoster(log, duty);
        return new(
            duty, NotReadyTimes.Fit(roster.Spans), Patience.Fit(log, roster), Priorities.Fit(log), CreditRule.Fit(log),
            ServiceLengths.Fit(log));
    }
}
