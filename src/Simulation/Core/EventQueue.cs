namespace TellerLine.Simulation.Core;

/// <summary>In the order in which they come at the same microsecond.</summary>
internal enum EventKind : byte
{
    ServiceEnds,
    AgentIsBack,
    DutyEnds,
    DutyBegins,
    OfferTaken,
    PatienceEnds,
}

/// <param name="Who">An agent's or a contact's place.</param>
/// <param name="Serial">What it was meant for: who bears another by now is not meant.</param>
internal readonly record struct VirtualEvent(long AtUs, EventKind Kind, int Who, long Serial);

/// <summary>What is to happen, by time, kind and then the order of planning.</summary>
internal sealed class EventQueue
{
    private readonly record struct Place(long AtUs, EventKind Kind, long Order) : IComparable<Place>
    {
        public int CompareTo(Place other) => AtUs != other.AtUs ? AtUs.CompareTo(other.AtUs)
            : Kind != other.Kind ? ((byte)Kind).CompareTo((byte)other.Kind) : Order.CompareTo(other.Order);
    }

    private readonly PriorityQueue<VirtualEvent, Place> _planned = new();
    private long _lastOrder;

    /// <summary><see cref="long.MaxValue"/> when nothing is planned.</summary>
    public long NextUs => _planned.TryPeek(out var next, out _) ? next.AtUs : long.MaxValue;

    public void Plan(in VirtualEvent what) =>
        _planned.Enqueue(what, new Place(what.AtUs, what.Kind, ++_lastOrder));

    public VirtualEvent Take() => _planned.Dequeue();
}
