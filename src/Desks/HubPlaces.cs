namespace TellerLine.Desks;

/// <summary>
/// The connections that one agent has open to the desks' hub: a few tabs and those that a lost network left behind, not
/// hundreds.
/// </summary>
internal sealed class HubPlaces
{
    public const int OfOne = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<string>> _open = new(StringComparer.Ordinal);

    /// <returns>False: this agent has as many as may be.</returns>
    public bool Take(string agent, string connection)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(agent, out var theirs))
                _open[agent] = theirs = [];
            return theirs.Count < OfOne && theirs.Add(connection);
        }
    }

    public void Free(string agent, string connection)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(agent, out var theirs) && theirs.Remove(connection) && theirs.Count == 0)
                _open.Remove(agent);
        }
    }
}
