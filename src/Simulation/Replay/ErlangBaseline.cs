using TellerLine.Workforce.Core;

namespace TellerLine.Simulation.Replay;

/// <summary>
/// What a planner with a formula would have expected: Erlang A for every half hour of the log, with its calls, its mean
/// service and the agents on duty in it (between whole numbers of them in proportion), and the log's mean patience.
/// </summary>
internal static class ErlangBaseline
{
    private const int SlotS = 1800;

    public static Tallies Of(BankLog log, DutyRoster roster)
    {
        var tallies = new Tallies();
        var hungUp = log.Calls.Count(c => !c.Answered);
        var patienceS = (double)log.Calls.Sum(c => c.WaitS) / Math.Max(1, hungUp);
        var served = log.Calls.Where(c => c.Service?.Agent is not null).ToLookup(c => c.ArrivalS / SlotS);
        var meanS = MeanService(served.SelectMany(s => s));
        foreach (var slot in log.Calls.GroupBy(c => c.ArrivalS / SlotS))
        {
            var serviceS = served.Contains(slot.Key) ? MeanService(served[slot.Key]) : meanS;
            var agents = roster.MeanOnDuty(slot.Key * SlotS, (slot.Key + 1) * SlotS);
            var (few, many) = (Expected((int)agents), Expected((int)agents + 1));
            var share = agents - (int)agents;
            var hour = BankLog.HourOf(slot.Key * SlotS);
            foreach (var type in slot.GroupBy(c => c.Type))
                tallies.Add(type.Key, hour, type.Count(), Mixed(0), Mixed(1), Mixed(2));

            double Mixed(int figure) => few[figure] * (1 - share) + many[figure] * share;

            double[] Expected(int count)
            {
                var erlang = new ErlangA(
                    slot.Count() / (double)SlotS, Math.Max(1, serviceS), Math.Max(1, patienceS), count);
                return [erlang.Abandoned, erlang.MeanWaitS, erlang.ServiceLevel(Tally.ServiceLevelS)];
            }
        }
        return tallies;
    }

    private static double MeanService(IEnumerable<LoggedCall> served) =>
        served.Select(c => (double)c.Service!.LengthS).DefaultIfEmpty(1).Average();
}
