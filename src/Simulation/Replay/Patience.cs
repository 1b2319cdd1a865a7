using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Replay;

/// <param name="FromWaiting">For lines of this length and, up to the next step, longer ones.</param>
internal sealed record PatienceStep(int FromWaiting, BinnedDistribution Seconds);

/// <summary>
/// How long callers would wait, by type, priority and the line they find: the likeliest patience given that most were
/// answered first. They are told their place, and a long line sends many away within seconds. Lines are told apart as
/// finely as the callers of a group allow; a group too small is one with the larger it belongs to. Who comes when
/// nobody is on duty for him is a group of its own.
/// </summary>
internal sealed class Patience(IReadOnlyDictionary<string, IReadOnlyList<PatienceStep>> byGroup)
{
    private const string Everybody = "*";
    private const string Closed = "closed";

    /// <summary>Callers, and of them hang-ups, for a line's length to stand alone.</summary>
    private const int EnoughCallers = 60, EnoughHangUps = 25;

    private readonly record struct Seen(int Waiting, Wait Wait);

    /// <summary>TYPE/high, TYPE/ordinary, TYPE, closed, * (everybody); steps from none waiting up.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PatienceStep>> ByGroup => byGroup;

    public static Patience Fit(BankLog log, DutyRoster roster)
    {
        var before = WaitingBefore.Count(log);
        var groups = log.Calls.Select((call, i) => (Call: call, Waiting: before[i])).Where(c => c.Call.Queued)
            .SelectMany(c => Keys(
                    c.Call.Type, c.Call.Priority == Priorities.High, roster.IsOpen(c.Call.Type, c.Call.ArrivalS))
                .Select(key => (Key: key, Seen: new Seen(c.Waiting, new(c.Call.WaitS, !c.Call.Answered)))))
            .GroupBy(c => c.Key, c => c.Seen);
        var fitted = new Dictionary<string, IReadOnlyList<PatienceStep>>();
        foreach (var group in groups)
        {
            if (Enough([.. group]) || group.Key == Everybody)
                fitted[group.Key] = Steps([.. group]);
        }
        return new(fitted);
    }

    /// <summary>Null: he waits for ever (nobody in the log hung up).</summary>
    public double? DrawS(string type, bool high, bool open, int waiting, RandomStream random)
    {
        foreach (var key in Keys(type, high, open))
        {
            if (byGroup.TryGetValue(key, out var steps) && steps.Count > 0)
                return steps.Last(s => s.FromWaiting <= waiting || s == steps[0]).Seconds.Draw(random);
        }
        return null;
    }

    /// <summary>The nearest group first.</summary>
    private static string[] Keys(string type, bool high, bool open) =>
        open ? [type + (high ? "/high" : "/ordinary"), type, Everybody] : [Closed, Everybody];

    private static bool Enough(IReadOnlyCollection<Seen> seen) =>
        seen.Count >= EnoughCallers && seen.Count(s => s.Wait.HungUp) >= EnoughHangUps;

    /// <summary>From the longest line down, a step as soon as there are enough; what is left joins the last.</summary>
    private static List<PatienceStep> Steps(IReadOnlyList<Seen> seen)
    {
        var steps = new List<PatienceStep>();
        var all = KaplanMeier.Fit([.. seen.Select(s => s.Wait)]);
        var step = new List<Seen>();
        foreach (var line in seen.GroupBy(s => s.Waiting).OrderByDescending(g => g.Key))
        {
            step.AddRange(line);
            var rest = seen.Where(s => s.Waiting < line.Key).ToList();
            if (rest.Count > 0 && !(Enough(step) && Enough(rest)))
                continue;
            if (KaplanMeier.Fit([.. step.Select(s => s.Wait)], all) is { } found)
                steps.Insert(0, new(line.Key, found));
            step.Clear();
        }
        return steps;
    }
}
