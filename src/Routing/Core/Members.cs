namespace TellerLine.Routing.Core;

/// <summary>A queue: who waits in it, in which lines, and how fast it moves.</summary>
internal sealed class Queue(string name, QueuePlan plan, ChannelPlan channel)
{
    public string Name => name;

    public QueuePlan Plan { get; set; } = plan;

    public ChannelPlan Channel { get; set; } = channel;

    /// <summary>All who wait in it, whatever line they stand in; not those who are called back later.</summary>
    public SortedLine<Contact> Waiting { get; } = new();

    public List<Line> Lines { get; } = [];

    public Pace Pace { get; } = new();

    public int Offered { get; set; }

    /// <summary>Agents signed in who may serve it.</summary>
    public int Agents { get; set; }
}

internal enum ContactPlace
{
    Waiting,
    Offered,
    Talking,
}

/// <summary>
/// Ordered as it is served: the front first, then by the time at which it should be answered (the wait clock, the head
/// start and the queue's target taken into account), then by arrival.
/// </summary>
internal sealed class Contact(ContactWaits fact, Queue queue, long order, long joinedUs) : IComparable<Contact>
{
    public string Id => fact.ContactId;

    /// <summary>As it was told.</summary>
    public ContactWaits Fact => fact;

    public Queue Queue => queue;

    public long WaitSinceUs => fact.WaitSinceUs;

    public long Order => order;

    /// <summary>When it began to wait in this queue; its steps count from here.</summary>
    public long JoinedUs { get; set; } = joinedUs;

    /// <summary>Whom it asks for by number, or null for anybody.</summary>
    public string? OnlyAgent => fact.OnlyAgent;

    public bool AtFront { get; set; } = fact.AtFront;

    public ContactPlace Place { get; set; }

    /// <summary>Where it stands while it waits; null when it waits for the agent it prefers, or for its time.</summary>
    public Line? Line { get; set; }

    /// <summary>The agent it prefers, while it waits for that one alone.</summary>
    public Agent? KeptFor { get; set; }

    /// <summary>It waits for the agent it prefers no more.</summary>
    public bool GivenUp { get; set; }

    /// <summary>Offered to, or talking with.</summary>
    public Agent? Agent { get; set; }

    /// <summary>How far its demands have been relaxed: of <see cref="QueuePlan.Steps"/>, 0 none.</summary>
    public int Step { get; set; }

    public Due Due { get; } = new(DueKind.Contact, fact.ContactId);

    /// <summary>When it should be answered: fixed while it stands in a line.</summary>
    public long RightUs { get; private set; } = RightOf(fact, queue);

    /// <summary>By the queue's plan of now; only while it stands in no line.</summary>
    public void Reckon() => RightUs = RightOf(fact, queue);

    /// <summary>The same place under another name.</summary>
    public Contact Become(string contactId) => new(fact with { ContactId = contactId }, queue, order, JoinedUs)
    {
        Place = Place, Agent = Agent, AtFront = AtFront, Step = Step,
    };

    public bool Shuns(Agent agent) => fact.Excluded.Count > 0 && fact.Excluded.Contains(agent.Number);

    public int CompareTo(Contact? other)
    {
        if (other is null)
            return -1;
        if (AtFront != other.AtFront)
            return AtFront ? -1 : 1;
        return RightUs != other.RightUs ? RightUs.CompareTo(other.RightUs) : order.CompareTo(other.Order);
    }

    private static long RightOf(ContactWaits fact, Queue queue) =>
        fact.WaitSinceUs - fact.CreditUs + queue.Plan.TargetUs;
}

/// <summary>
/// An agent: one offer or call in front of him, and beside it what his channels allow. Among the idle, ordered by how
/// long: <see cref="IdleOrder"/> rises with every agent that becomes ready.
/// </summary>
internal sealed class Agent(string number)
{
    public string Number => number;

    public Queue[] Queues { get; set; } = [];

    public IReadOnlyList<AgentSkill> Skills { get; set; } = [];

    public IReadOnlyDictionary<string, int> Slots { get; set; } = new Dictionary<string, int>();

    public string? Timbre { get; set; }

    /// <summary>The lines he may serve.</summary>
    public List<Seat> Seats { get; } = [];

    /// <summary>Contacts that wait for him alone.</summary>
    public SortedLine<Contact> Own { get; } = new();

    /// <summary>Conversations of channels that allow several at once, and work that may be interrupted.</summary>
    public List<SideWork> Beside { get; } = [];

    public AgentState State { get; set; } = AgentState.LoggedOut;

    public string? Reason { get; set; }

    public long SinceUs { get; set; }

    public string? Actor { get; set; }

    public string? PendingReason { get; set; }

    public string? PendingActor { get; set; }

    /// <summary>Offered, or talked to on a channel that allows nothing beside it.</summary>
    public Contact? Contact { get; set; }

    /// <summary>The offer that is live or was won; null when there is no contact.</summary>
    public string? OfferId { get; set; }

    public string? WrapupContactId { get; set; }

    public long IdleOrder { get; set; }

    /// <summary>Of the offer or the wrap-up.</summary>
    public Due Deadline { get; } = new(DueKind.AgentState, number);

    public Due SkillLapse { get; } = new(DueKind.AgentSkill, number);

    public Due StayLimit { get; } = new(DueKind.AgentStay, number);

    /// <summary>Some of his seats are among the idle.</summary>
    public bool Listed { get; set; }

    public bool HasOffer => State is AgentState.Reserved or AgentState.Ringing;

    public bool InConversation => State is AgentState.Talking or AgentState.Hold;

    public bool Chats => Beside.Exists(work => work.Contact.Queue.Channel.Kind == ChannelKind.Parallel);

    /// <summary>Whether he can be offered one more of this channel now.</summary>
    public bool TakesOneMore(ChannelPlan channel) => channel.Kind switch
    {
        ChannelKind.Exclusive => State is AgentState.Ready or AgentState.Working,
        ChannelKind.Parallel => State is AgentState.Ready or AgentState.Working or AgentState.Chatting
            && PendingReason is null && Room(channel),
        _ => State is AgentState.Ready or AgentState.Working && Room(channel),
    };

    public bool Has(SkillDemand demand, long nowUs)
    {
        foreach (var skill in Skills)
        {
            if (skill.Skill == demand.Skill)
                return skill.Level >= demand.AtLeast && (skill.UntilUs is not { } until || until > nowUs);
        }
        return false;
    }

    public int LevelOf(string name)
    {
        foreach (var skill in Skills)
        {
            if (skill.Skill == name)
                return skill.Level;
        }
        return 0;
    }

    private bool Room(ChannelPlan channel)
    {
        var taken = 0;
        foreach (var work in Beside)
        {
            if (work.Contact.Queue.Channel.Name == channel.Name)
                taken++;
        }
        return taken < Slots.GetValueOrDefault(channel.Name, channel.Slots);
    }
}

internal sealed record SideWork(Contact Contact, string OfferId);
