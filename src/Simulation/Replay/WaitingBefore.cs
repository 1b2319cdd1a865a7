namespace TellerLine.Simulation.Replay;

/// <summary>
/// How many of a caller's type waited when he came. Callers are told their place, and a long line sends many away.
/// </summary>
internal static class WaitingBefore
{
    /// <returns>By place in <see cref="BankLog.Calls"/>.</returns>
    public static int[] Count(BankLog log)
    {
        var waiting = new Dictionary<string, PriorityQueue<int, long>>();
        var found = new int[log.Calls.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var call = log.Calls[i];
            if (!waiting.TryGetValue(call.Type, out var line))
                waiting[call.Type] = line = new();
            while (line.TryPeek(out _, out var gone) && gone <= call.ArrivalS)
                line.Dequeue();
            found[i] = line.Count;
            if (call.WaitS > 0)
                line.Enqueue(i, call.ArrivalS + call.WaitS);
        }
        return found;
    }
}
