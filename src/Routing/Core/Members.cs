namespace TellerLine.Routing.Core;

/// <summary>A queue: who waits in it, and who is idle for it.</summary>
internal sealed class Queue(string name)
{
    public string Name => name;

    public SortedLine<Contact> Waiting { get; } = new();

    public SortedLine<Agent> Idle { get; } = new();

    public int Offered { get; set; }
}

internal enum ContactPlace
{
    Waiting,
    Offered,
    Talking,
}

/// <summary>Ordered as it is served: the front first, then priority, then the wait clock, then arrival.</summary>
internal sealed class Contact(
    string id, Queue queue, int priority, long waitSinceUs, bool atFront, long order, string? onlyAgent)
    : IComparable<Contact>
{
    public string Id => id;

    public Queue Queue => queue;

    public int Priority => priority;

    public long WaitSinceUs => waitSinceUs;

    public long Order => order;

    /// <summary>Whom it asks for by number, or null for anybody.</summary>
    public string? OnlyAgent => onlyAgent;

    public bool AtFront { get; set; } = atFront;

    public ContactPlace Place { get; set; }

    public Agent? Agent { get; set; }

    /// <summary>The same place under another name.</summary>
    public Contact Become(string contactId) =>
        new(contactId, queue, priority, waitSinceUs, AtFront, order, onlyAgent) { Place = Place, Agent = Agent };

    public int CompareTo(Contact? other)
    {
        if (other is null)
            return -1;
        if (AtFront != other.AtFront)
            return AtFront ? -1 : 1;
        var byPriority = other.Priority.CompareTo(priority);
        if (byPriority != 0)
            return byPriority;
        var byWait = waitSinceUs.CompareTo(other.WaitSinceUs);
        return byWait != 0 ? byWait : order.CompareTo(other.Order);
    }
}

/// <summary>
/// Ordered by how long it is idle: <see cref="IdleOrder"/> rises with every agent that becomes ready.
/// </summary>
internal sealed class Agent(string number, Queue[] queues) : IComparable<Agent>
{
    public string Number => number;

    public Queue[] Queues { get; set; } = queues;

    public AgentState State { get; set; } = AgentState.LoggedOut;

    public string? Reason { get; set; }

    public long SinceUs { get; set; }

    public string? Actor { get; set; }

    public string? PendingReason { get; set; }

    public string? PendingActor { get; set; }

    /// <summary>Offered or talked to.</summary>
    public Contact? Contact { get; set; }

    /// <summary>The offer that is live or was won; null when there is no contact.</summary>
    public string? OfferId { get; set; }

    public string? WrapupContactId { get; set; }

    public long IdleOrder { get; set; }

    public long? DeadlineUs { get; set; }

    public int HeapIndex { get; set; } = -1;

    public bool HasOffer => State is AgentState.Reserved or AgentState.Ringing;

    public bool InConversation => State is AgentState.Talking or AgentState.Hold;

    public int CompareTo(Agent? other) => other is null ? -1 : IdleOrder.CompareTo(other.IdleOrder);
}
