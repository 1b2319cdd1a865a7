namespace TellerLine.Simulation.Replay;

/// <summary>
/// What priority is worth. A level is 90 seconds' waiting: a caller the centre knows (1) joins the line as if he had
/// waited so long, one of high priority (2) twice that. Not every caller the log calls high was served as such: how
/// many were is read from the order of service.
/// </summary>
/// <param name="HonouredByType">The share of high callers who got the second 90 seconds; "*": of all types.</param>
internal sealed record CreditRule(IReadOnlyDictionary<string, double> HonouredByType)
{
    public const int LevelS = 90;

    private const string EveryType = "*";

    /// <summary>Comparisons of a type, for its share to stand alone.</summary>
    private const int Enough = 50;

    /// <summary>Assumed where no log told.</summary>
    private const double Unknown = .9;

    public static CreditRule Fit(BankLog log)
    {
        var inForce = DaysInForce(log);
        var seen = Comparisons(log).Where(c => inForce.Contains(c.Day)).ToList();
        var shares = new Dictionary<string, double> { [EveryType] = Unknown };
        foreach (var group in seen.GroupBy(c => c.Type).Concat(seen.GroupBy(_ => EveryType)))
        {
            if (group.Count() >= Enough)
                shares[group.Key] = group.Average(c => c.HighFirst ? 1.0 : 0);
        }
        return new(shares);
    }

    public double Honoured(string type) =>
        HonouredByType.TryGetValue(type, out var share) ? share : HonouredByType.GetValueOrDefault(EveryType, Unknown);

    /// <summary>
    /// The days on which lines were not simply first come, first served: judged by the likelihood of each day's
    /// comparisons, a change between days counting against it. A rule of the centre, not of callers: each log tells its
    /// own.
    /// </summary>
    public static IReadOnlySet<int> DaysInForce(BankLog log)
    {
        const double honoured = .6, chance = .02, change = 3;
        var days = Comparisons(log).GroupBy(c => c.Day).OrderBy(g => g.Key).Select(g => (
            Day: g.Key,
            For: g.Sum(c => Math.Log(c.HighFirst ? honoured / chance : (1 - honoured) / (1 - chance))))).ToList();
        // The better of both courses up to each day; cameFrom remembers which it was.
        var (off, on) = (0.0, 0.0);
        var cameFrom = new List<(bool Off, bool On)>();
        foreach (var (_, evidence) in days)
        {
            cameFrom.Add((on - change > off, on >= off - change));
            (off, on) = (Math.Max(off, on - change), Math.Max(on, off - change) + evidence);
        }
        var inForce = new HashSet<int>();
        var state = on > off;
        for (var i = days.Count - 1; i >= 0; i--)
        {
            if (state)
                inForce.Add(days[i].Day);
            state = state ? cameFrom[i].On : cameFrom[i].Off;
        }
        return WithTheQuiet(log, days.ConvertAll(d => d.Day), inForce);
    }

    /// <summary>Days without a comparison are as the last before them that had one, or the first.</summary>
    private static HashSet<int> WithTheQuiet(BankLog log, List<int> judged, HashSet<int> inForce)
    {
        if (judged.Count == 0)
            return [.. log.Calls.Select(c => BankLog.DayOf(c.ArrivalS))];
        var all = log.Calls.Select(c => BankLog.DayOf(c.ArrivalS)).Distinct();
        return [.. all.Where(day => inForce.Contains(judged.LastOrDefault(j => j <= day, judged[0])))];
    }

    private readonly record struct Comparison(int Day, string Type, bool HighFirst);

    /// <summary>
    /// A high caller came after an ordinary one of his type, within the 90 seconds, and one of them was answered while
    /// the other waited.
    /// </summary>
    private static List<Comparison> Comparisons(BankLog log)
    {
        var found = new List<Comparison>();
        var known = log.Calls.Where(c => c is { Queued: true, Priority: 1 or Priorities.High });
        foreach (var type in known.GroupBy(c => c.Type))
        {
            var calls = type.ToList();
            var waiting = new List<LoggedCall>();
            var next = 0;
            foreach (var call in calls.Where(c => c.Answered).OrderBy(c => c.ArrivalS + c.WaitS))
            {
                var atS = call.ArrivalS + call.WaitS;
                for (; next < calls.Count && calls[next].ArrivalS <= atS; next++)
                    waiting.Add(calls[next]);
                waiting.RemoveAll(w => w != call && w.ArrivalS + w.WaitS <= atS);
                foreach (var other in waiting.Where(w => w.Priority != call.Priority))
                {
                    var highFirst = call.Priority == Priorities.High;
                    var laterS = (highFirst ? 1 : -1) * (call.ArrivalS - other.ArrivalS);
                    if (laterS is > 1 and < LevelS - 1)
                        found.Add(new(BankLog.DayOf(call.ArrivalS), type.Key, highFirst));
                }
            }
        }
        return found;
    }
}
