namespace TellerLine.Simulation.Replay;

/// <summary>When somebody waited, by type.</summary>
internal sealed class WaitingCallers
{
    private readonly Dictionary<string, (long[] From, long[] Until)> _byType;

    public WaitingCallers(BankLog log)
    {
        _byType = log.Calls.Where(c => c.WaitS > 0).GroupBy(c => c.Type)
            .ToDictionary(g => g.Key, g => Merged(g.OrderBy(c => c.ArrivalS)));
    }

    /// <summary>Whether one of these types waited at that moment.</summary>
    public bool At(IReadOnlyList<string> types, long timeS) =>
        types.Any(type => Latest(type, timeS) is var (_, until) && until > timeS);

    /// <summary>The last moment before <paramref name="beforeS"/> at which one of these types waited.</summary>
    public long LastBefore(IReadOnlyList<string> types, long beforeS)
    {
        var last = 0L;
        foreach (var type in types)
        {
            if (Latest(type, beforeS - 1) is var (_, until))
                last = Math.Max(last, Math.Min(until, beforeS));
        }
        return last;
    }

    private (long From, long Until)? Latest(string type, long timeS)
    {
        if (!_byType.TryGetValue(type, out var spans))
            return null;
        var place = Array.BinarySearch(spans.From, timeS);
        if (place < 0)
            place = ~place - 1;
        return place < 0 ? null : (spans.From[place], spans.Until[place]);
    }

    private static (long[], long[]) Merged(IEnumerable<LoggedCall> waits)
    {
        var (from, until) = (new List<long>(), new List<long>());
        foreach (var call in waits)
        {
            var end = call.ArrivalS + call.WaitS;
            if (until.Count > 0 && call.ArrivalS <= until[^1])
                until[^1] = Math.Max(until[^1], end);
            else
            {
                from.Add(call.ArrivalS);
                until.Add(end);
            }
        }
        return ([.. from], [.. until]);
    }
}
