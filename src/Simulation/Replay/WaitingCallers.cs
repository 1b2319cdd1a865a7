namespace TellerLine.Simulation.Replay;

/// <summary>When somebody waited, by type.</summary>
internal sealed class WaitingCallers
{
    private readonly Dictionary<string, (long[] From, long[] Until)> _byType;
    private readonly Dictionary<string, long[]> _came, _left;

    public WaitingCallers(BankLog log)
    {
        var waits = log.Calls.Where(c => c.WaitS > 0).ToLookup(c => c.Type);
        _byType = waits.ToDictionary(g => g.Key, g => Merged(g.OrderBy(c => c.ArrivalS)));
        _came = waits.ToDictionary(g => g.Key, g => g.Select(c => c.ArrivalS).Order().ToArray());
        _left = waits.ToDictionary(g => g.Key, g => g.Select(c => c.ArrivalS + c.WaitS).Order().ToArray());
    }

    /// <summary>How many of these types waited at that moment.</summary>
    public int CountAt(IReadOnlyList<string> types, long timeS)
    {
        var count = 0;
        foreach (var type in types)
        {
            if (_came.TryGetValue(type, out var came))
                count += UpTo(came, timeS) - UpTo(_left[type], timeS);
        }
        return count;
    }

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

    /// <summary>
    /// The first moment from <paramref name="fromS"/> on at which one of these types waited; the end of time if none
    /// did.
    /// </summary>
    public long FirstFrom(IReadOnlyList<string> types, long fromS)
    {
        var first = long.MaxValue;
        foreach (var type in types)
        {
            if (!_byType.TryGetValue(type, out var spans))
                continue;
            var place = Array.BinarySearch(spans.From, fromS);
            place = place < 0 ? ~place : place;
            if (place > 0 && spans.Until[place - 1] > fromS)
                return fromS;
            if (place < spans.From.Length)
                first = Math.Min(first, spans.From[place]);
        }
        return first;
    }

    /// <summary>How many of the times are not after <paramref name="timeS"/>.</summary>
    private static int UpTo(long[] times, long timeS)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (times[middle] <= timeS)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
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
