namespace TellerLine.Routing;

/// <summary>
/// What the bank decides about routing, as plain data: told to the router by <see cref="PlanChanged"/>, live as in the
/// simulator.
/// </summary>
public sealed record RoutingPlan
{
    public const string Voice = "voice";

    /// <summary>Nothing asked for, nothing relaxed, nobody turned away.</summary>
    public static readonly RoutingPlan Plain = new();

    public IReadOnlyList<QueuePlan> Queues { get; init; } = [];

    /// <summary>Beside <see cref="Voice"/>, which is always one call at a time.</summary>
    public IReadOnlyList<ChannelPlan> Channels { get; init; } = [];

    public IReadOnlyList<StateLimit> StateLimits { get; init; } = [];
}

/// <summary>What a queue asks of an agent, and what it does as time passes.</summary>
public sealed record QueuePlan(string Name)
{
    public string Channel { get; init; } = RoutingPlan.Voice;

    /// <summary>All of them.</summary>
    public IReadOnlyList<SkillDemand> Demands { get; init; } = [];

    /// <summary>By <see cref="RelaxStep.AfterUs"/>, rising.</summary>
    public IReadOnlyList<RelaxStep> Steps { get; init; } = [];

    /// <summary>
    /// How soon it should be answered, microseconds. An agent of several queues takes whoever has least time left to
    /// that; with 0 everywhere, whoever has waited longest.
    /// </summary>
    public long TargetUs { get; init; }

    /// <summary>The most proficient of those who are idle; else the longest idle.</summary>
    public bool BestSkilledFirst { get; init; }

    /// <summary>How long a contact is kept for the agent it prefers.</summary>
    public long PreferUs { get; init; }

    /// <summary>The first that holds decides.</summary>
    public IReadOnlyList<OverloadRule> Overload { get; init; } = [];

    /// <summary>How long an offer rings; null: as everywhere.</summary>
    public long? RingUs { get; init; }

    /// <summary>The cap of a wrap-up, 0: none; null: as everywhere.</summary>
    public long? WrapupUs { get; init; }
}

/// <param name="AtLeast">The level, 1 to 5.</param>
public sealed record SkillDemand(string Skill, int AtLeast = 1);

/// <param name="AfterUs">Since the contact joined the queue, microseconds.</param>
/// <param name="Demands">From then on in the place of the queue's; null: the same.</param>
/// <param name="OverflowTo">Agents of these queues get it too, if they have the skills those ask for.</param>
/// <param name="DropsOwn">The contact's own demands (its language) fall.</param>
public sealed record RelaxStep(
    long AfterUs, IReadOnlyList<SkillDemand>? Demands = null, IReadOnlyList<string>? OverflowTo = null,
    bool DropsOwn = false);

/// <summary>Holds when any of its bounds is reached; bounds that are null are none.</summary>
/// <param name="Waiting">So many wait already.</param>
/// <param name="ExpectedUs">Who joins now would wait so long.</param>
/// <param name="HeldUs">Somebody waits as long as this.</param>
/// <param name="ToQueue">With <see cref="OverloadOutcome.OtherQueue"/>.</param>
public sealed record OverloadRule(
    OverloadOutcome Instead, int? Waiting = null, long? ExpectedUs = null, long? HeldUs = null,
    string? ToQueue = null);

public enum OverloadOutcome
{
    /// <summary>A call back with the place kept.</summary>
    Callback,

    /// <summary>Back to the menu.</summary>
    SelfService,

    /// <summary>Waits in another queue: another site's.</summary>
    OtherQueue,
}

public enum ChannelKind
{
    /// <summary>One at a time and nothing beside it, as a call.</summary>
    Exclusive,

    /// <summary>Several at once, as chats.</summary>
    Parallel,

    /// <summary>Laid aside when something else comes, as an e-mail.</summary>
    Interruptible,
}

/// <param name="Slots">How many at once, of an agent who has no number of his own.</param>
public sealed record ChannelPlan(string Name, ChannelKind Kind, int Slots);

/// <summary>How long an agent should at most be in a state before somebody is told.</summary>
/// <param name="Reason">Of <see cref="AgentState.NotReady"/>; null: any.</param>
public sealed record StateLimit(AgentState State, string? Reason, long AtMostUs)
{
    public bool Is(AgentState state, string? reason) => state == State && (Reason is null || Reason == reason);
}
