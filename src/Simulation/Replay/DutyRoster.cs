namespace TellerLine.Simulation.Replay;

/// <summary>An agent at work.</summary>
internal readonly record struct Presence(long FromS, long UntilS, IReadOnlyList<string> Types);

/// <summary>
/// The time after a service in which an agent was not ready, as far as the log tells: more than
/// <paramref name="FromS"/>, at most <paramref name="UntilS"/>.
/// </summary>
/// <param name="Waiting">Callers he takes who waited when the service ended.</param>
internal readonly record struct NotReadySpan(int Waiting, int FromS, int UntilS);

/// <param name="PauseS">A pause through which callers of his waited longer than this is time off duty.</param>
/// <param name="AbsenceS">Any pause longer than this is.</param>
internal sealed record DutyRules(int PauseS, int AbsenceS = DutyRules.LongestPauseS)
{
    private const int LongestPauseS = 3600;
    private const double Short = .97;

    /// <summary>
    /// Of agents who had a caller waiting when they ended a service, 97 in a hundred took one sooner than this; who
    /// took longer was away.
    /// </summary>
    public static DutyRules Fit(BankLog log)
    {
        int[] pauses =
        [
            .. new DutyRoster(log, new DutyRules(LongestPauseS)).Spans
                .Where(s => s.Waiting > 0 && s.FromS == s.UntilS).Select(s => s.UntilS).Order(),
        ];
        return new(pauses.Length == 0 ? 180 : Math.Clamp(pauses[(int)(pauses.Length * Short)], 60, 900));
    }
}

/// <summary>
/// Who was on duty when and for which types, and what his pauses tell of the time he was not ready: inferred from the
/// services alone.
/// </summary>
internal sealed class DutyRoster
{
    private const int LongestUnseenS = 1800;

    private readonly List<NotReadySpan> _spans = [];

    public DutyRoster(BankLog log, DutyRules rules)
    {
        var services = new Services(log);
        var types = new TypesTaken(services);
        var waiting = new WaitingCallers(log);
        Types = types.Types;
        ByAgent = services.ByAgent.ToDictionary(a => a.Key, a => Presences(a.Key, a.Value, types, waiting, rules));
    }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyDictionary<string, List<Presence>> ByAgent { get; }

    public IReadOnlyList<NotReadySpan> Spans => _spans;

    /// <summary>Whether somebody who takes the type is on duty.</summary>
    public bool IsOpen(string type, long timeS)
    {
        foreach (var presences in ByAgent.Values)
        {
            var (low, high) = (0, presences.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (presences[middle].UntilS <= timeS)
                    low = middle + 1;
                else
                    high = middle;
            }
            if (low < presences.Count && presences[low].FromS <= timeS && presences[low].Types.Contains(type))
                return true;
        }
        return false;
    }

    /// <summary>Agents on duty in that time, in the mean.</summary>
    public double MeanOnDuty(long fromS, long untilS) =>
        ByAgent.Values.Sum(presences => presences.Sum(
            p => Math.Max(0, Math.Min(p.UntilS, untilS) - Math.Max(p.FromS, fromS)))) / (double)(untilS - fromS);

    private List<Presence> Presences(
        string agent, IReadOnlyList<AgentService> services, TypesTaken taken, WaitingCallers waiting, DutyRules rules)
    {
        var presences = new List<Presence>();
        var from = Came(agent, services[0], long.MinValue, taken, waiting);
        var last = services[0];
        for (var i = 1; i < services.Count; i++)
        {
            var next = services[i];
            if (next.StartS <= last.EndS)
            {
                if (next.EndS > last.EndS)
                    last = next;
                continue;
            }
            var types = taken.Of(agent, BankLog.DayOf(last.EndS - 1));
            var pause = next.StartS - last.EndS;
            var notReadyUntil = next.Call.WaitS > 0 ? next.StartS : waiting.LastBefore(types, next.StartS);
            var evident = Math.Max(0, notReadyUntil - last.EndS);
            if (pause > rules.AbsenceS || evident > rules.PauseS)
            {
                presences.Add(new(from, Left(last, types, waiting, next.StartS), types));
                from = Came(agent, next, Math.Max(presences[^1].UntilS, last.EndS), taken, waiting);
            }
            else
                _spans.Add(new(waiting.CountAt(types, last.EndS), (int)evident, (int)pause));
            last = next;
        }
        var mine = taken.Of(agent, BankLog.DayOf(last.StartS));
        presences.Add(new(from, Left(last, mine, waiting, long.MaxValue), mine));
        return presences;
    }

    /// <summary>
    /// Since when he has been there: since the last moment, at most half an hour before, at which a caller he takes
    /// still waited.
    /// </summary>
    private static long Came(
        string agent, AgentService first, long notBeforeS, TypesTaken taken, WaitingCallers waiting)
    {
        if (first.Call.WaitS > 0)
            return first.StartS;
        var waited = waiting.LastBefore(taken.Of(agent, BankLog.DayOf(first.StartS)), first.StartS);
        return Math.Max(Math.Max(waited, notBeforeS), first.StartS - LongestUnseenS);
    }

    /// <summary>
    /// When he would have taken no more: after the start of his last call, and before the first caller he takes waited
    /// and was not taken by him; in the mean half way. Who waits at the end of the call is left to others then.
    /// </summary>
    private static long Left(AgentService last, IReadOnlyList<string> types, WaitingCallers waiting, long nextS)
    {
        var seenS = Math.Min(waiting.FirstFrom(types, last.EndS), Math.Min(nextS, last.EndS + LongestUnseenS));
        return (last.StartS + seenS) / 2 + 1;
    }
}
