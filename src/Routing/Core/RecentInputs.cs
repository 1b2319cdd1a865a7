namespace TellerLine.Routing.Core;

/// <summary>
/// The ids of the last inputs, so that one delivered again is not applied again. A ring: the oldest is forgotten.
/// </summary>
internal sealed class RecentInputs
{
    private readonly Guid[] _ring = new Guid[RoutingLimits.RecentInputs];
    private readonly HashSet<Guid> _known = new(RoutingLimits.RecentInputs);
    private int _next;

    /// <summary>False when it is known already.</summary>
    public bool Add(Guid id)
    {
        if (!_known.Add(id))
            return false;
        if (_known.Count > _ring.Length)
            _known.Remove(_ring[_next]);
        _ring[_next] = id;
        _next = (_next + 1) % _ring.Length;
        return true;
    }

    /// <summary>Oldest first.</summary>
    public Guid[] Capture()
    {
        var ids = new Guid[_known.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = _ring[(_next - ids.Length + i + _ring.Length) % _ring.Length];
        return ids;
    }
}
