namespace TellerLine.SelfService;

/// <summary>What whoever guides the caller is told of it.</summary>
internal sealed partial class Visit
{
    private const string Again = "-retry";

    private IReadOnlyList<string> _way = [];
    private GuidedPlace? _stands;

    /// <summary>The menus on the way, and the service that runs.</summary>
    public void Way(IReadOnlyList<string> way) => _way = way;

    private void Stands(string node, GuidedWait waits)
    {
        if (caller.Guided is not { } guided)
            return;
        // A step's second try is the same place; what is asked in a service stands behind it.
        var at = node.EndsWith(Again, StringComparison.Ordinal) ? node[..^Again.Length] : node;
        var place = new GuidedPlace(_way.Contains(at) ? _way : [.. _way, at], waits);
        if (_stands is { } before && before.Waits == waits && before.Path.SequenceEqual(place.Path))
            return;
        _stands = place;
        guided.At(place);
    }
}
