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

/// <summary>What is to happen, by time, kind and then the order of planning: a four-ary heap of values.</summary>
internal sealed class EventQueue
{
    private readonly record struct Planned(VirtualEvent Event, long Order)
    {
        public bool Before(in Planned other)
        {
            if (Event.AtUs != other.Event.AtUs)
                return Event.AtUs < other.Event.AtUs;
            return Event.Kind != other.Event.Kind ? Event.Kind < other.Event.Kind : Order < other.Order;
        }
    }

    private Planned[] _heap = new Planned[256];
    private long _lastOrder;

    public int Count { get; private set; }

    /// <summary><see cref="long.MaxValue"/> when nothing is planned.</summary>
    public long NextUs => Count == 0 ? long.MaxValue : _heap[0].Event.AtUs;

    public void Plan(in VirtualEvent what)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, Count * 2);
        var planned = new Planned(what, ++_lastOrder);
        var place = Count++;
        while (place > 0 && planned.Before(_heap[(place - 1) / 4]))
        {
            _heap[place] = _heap[(place - 1) / 4];
            place = (place - 1) / 4;
        }
        _heap[place] = planned;
    }

    public VirtualEvent Take()
    {
        if (Count == 0)
            throw new InvalidOperationException("Nothing is planned.");
        var taken = _heap[0].Event;
        var last = _heap[--Count];
        var place = 0;
        while (4 * place + 1 < Count)
        {
            var first = 4 * place + 1;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + 4, Count); child++)
            {
                if (_heap[child].Before(_heap[least]))
                    least = child;
            }
            if (!_heap[least].Before(last))
                break;
            _heap[place] = _heap[least];
            place = least;
        }
        _heap[place] = last;
        return taken;
    }
}
