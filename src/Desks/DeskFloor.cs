using System.Collections.Concurrent;
using TellerLine.Access;

namespace TellerLine.Desks;

/// <summary>All desks of this node.</summary>
internal sealed class DeskFloor(DeskScreen screen, AgentNames names, TimeProvider time) : ISessionHold
{
    private readonly ConcurrentDictionary<string, Desk> _desks = new();

    public IEnumerable<Desk> All => _desks.Values;

    public Desk Of(string agent) => _desks.GetOrAdd(
        agent, number => new Desk(number, names.Of(number), time, screen.Show));

    public bool InHand(string number) => _desks.TryGetValue(number, out var desk) && desk.HasInHand;
}
