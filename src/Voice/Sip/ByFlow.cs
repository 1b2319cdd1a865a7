namespace TellerLine.Voice.Sip;

/// <summary>
/// What stands on each connection: its end costs what stood on it, not what the whole exchange holds. UDP has no
/// connection that could end and is not kept. Under the stack's gate.
/// </summary>
internal sealed class ByFlow<T>
    where T : notnull
{
    private readonly Dictionary<SipFlow, HashSet<T>> _held = [];

    public int Flows => _held.Count;

    public void Add(SipFlow flow, T one)
    {
        if (!flow.IsReliable)
            return;
        if (!_held.TryGetValue(flow, out var held))
            _held.Add(flow, held = []);
        held.Add(one);
    }

    public void Remove(SipFlow flow, T one)
    {
        if (flow.IsReliable && _held.TryGetValue(flow, out var held) && held.Remove(one) && held.Count == 0)
            _held.Remove(flow);
    }

    /// <summary>A copy: whoever is told of the connection's end may take itself off.</summary>
    public T[] On(SipFlow flow) => _held.TryGetValue(flow, out var held) ? [.. held] : [];
}
