namespace TellerLine.Routing.Core;

/// <summary>
/// Contacts of one queue that ask for the same at this moment, and the agents who have it and are idle. Whoever waits
/// moves to the next step's line as time passes.
/// </summary>
internal sealed class Line(Queue queue, int step, string own, Alternative[] alternatives)
{
    public Queue Queue => queue;

    public int Step => step;

    /// <summary>The contacts' own demands, as one text (<see cref="OwnOf"/>).</summary>
    public string Own => own;

    public SortedLine<Contact> Waiting { get; } = new();

    public SortedLine<Seat> Idle { get; } = new();

    /// <summary>The seat of an agent who has what is asked for by one of the alternatives; else null.</summary>
    public Seat? SeatOf(Agent agent, long nowUs)
    {
        foreach (var alternative in alternatives)
        {
            if (!agent.Queues.Contains(alternative.Of) || !HasAll(agent, alternative.Demands, nowUs))
                continue;
            var level = 0;
            if (queue.Plan.BestSkilledFirst)
            {
                foreach (var demand in alternative.Demands)
                    level += agent.LevelOf(demand.Skill);
            }
            return new Seat(agent, this, level);
        }
        return null;
    }

    /// <summary>
    /// The first who is idle and not recused; of the first few of them, one whose voice is as wished.
    /// </summary>
    public Agent? IdleFor(Contact contact)
    {
        const int Few = 32;
        Agent? first = null;
        for (var rank = 0; rank < Idle.Count; rank++)
        {
            var agent = Idle[rank].Agent;
            if (contact.Shuns(agent))
                continue;
            if (contact.Fact.Timbre is not { } timbre || agent.Timbre == timbre)
                return agent;
            first ??= agent;
            if (rank >= Few)
                break;
        }
        return first;
    }

    /// <summary>The first who waits here and does not shun this agent.</summary>
    public Contact? FirstFor(Agent agent)
    {
        for (var rank = 0; rank < Waiting.Count; rank++)
        {
            if (!Waiting[rank].Shuns(agent))
                return Waiting[rank];
        }
        return null;
    }

    public static string OwnOf(IReadOnlyList<SkillDemand> demands) => demands.Count == 0 ? ""
        : string.Join(
            '&', demands.Select(demand => $"{demand.Skill}>={demand.AtLeast}").Order(StringComparer.Ordinal));

    private static bool HasAll(Agent agent, SkillDemand[] demands, long nowUs)
    {
        foreach (var demand in demands)
        {
            if (!agent.Has(demand, nowUs))
                return false;
        }
        return true;
    }
}

/// <summary>An agent of that queue who meets all the demands.</summary>
internal sealed record Alternative(Queue Of, SkillDemand[] Demands);

/// <summary>An agent's place in a line he may serve.</summary>
/// <param name="level">What he is worth there, 0 where only his idle time counts.</param>
internal sealed class Seat(Agent agent, Line line, int level) : IComparable<Seat>
{
    public Agent Agent => agent;

    public Line Line => line;

    public int Level => level;

    /// <summary>Among the line's idle now.</summary>
    public bool In { get; set; }

    public int CompareTo(Seat? other)
    {
        if (other is null)
            return -1;
        return level != other.Level ? other.Level.CompareTo(level) : agent.IdleOrder.CompareTo(other.Agent.IdleOrder);
    }
}
