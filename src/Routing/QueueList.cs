using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>A queue as a bank writes it; times are seconds.</summary>
public sealed record DefinedQueue(string Code, string Zh, string En)
{
    public string Channel { get; init; } = RoutingPlan.Voice;

    public IReadOnlyList<DefinedDemand> Demands { get; init; } = [];

    public IReadOnlyList<DefinedStep> Relax { get; init; } = [];

    public int TargetSeconds { get; init; }

    /// <summary><c>longestIdle</c> or <c>mostProficient</c>.</summary>
    public string First { get; init; } = "longestIdle";

    public int PreferSeconds { get; init; }

    public IReadOnlyList<DefinedOverload> Overload { get; init; } = [];

    public int? RingSeconds { get; init; }

    public int? WrapupSeconds { get; init; }

    internal QueuePlan Plan() => new(Code)
    {
        Channel = Channel,
        Demands = [.. Demands.Select(demand => demand.Plan())],
        Steps = [.. Relax.Select(step => step.Plan())],
        TargetUs = Seconds(TargetSeconds),
        BestSkilledFirst = First == "mostProficient",
        PreferUs = Seconds(PreferSeconds),
        Overload = [.. Overload.Select(rule => rule.Plan())],
        RingUs = RingSeconds is { } ring ? Seconds(ring) : null,
        WrapupUs = WrapupSeconds is { } wrapup ? Seconds(wrapup) : null,
    };

    internal static long Seconds(int seconds) => seconds * 1_000_000L;
}

public sealed record DefinedDemand(string Skill, int AtLeast = 1)
{
    public SkillDemand Plan() => new(Skill, AtLeast);
}

public sealed record DefinedStep(int AfterSeconds)
{
    public IReadOnlyList<DefinedDemand>? Demands { get; init; }

    public IReadOnlyList<string>? OverflowTo { get; init; }

    public bool DropsOwn { get; init; }

    internal RelaxStep Plan() => new(
        DefinedQueue.Seconds(AfterSeconds), Demands is null ? null : [.. Demands.Select(demand => demand.Plan())],
        OverflowTo, DropsOwn);
}

/// <param name="Instead"><c>callback</c>, <c>selfService</c> or <c>otherQueue</c>.</param>
public sealed record DefinedOverload(string Instead)
{
    public int? Waiting { get; init; }

    public int? ExpectedSeconds { get; init; }

    public int? HeldSeconds { get; init; }

    public string? ToQueue { get; init; }

    internal OverloadRule Plan() => new(
        Enum.Parse<OverloadOutcome>(Instead, ignoreCase: true), Waiting,
        ExpectedSeconds is { } expected ? DefinedQueue.Seconds(expected) : null,
        HeldSeconds is { } held ? DefinedQueue.Seconds(held) : null, ToQueue);
}

/// <param name="Kind"><c>parallel</c> or <c>interruptible</c>.</param>
public sealed record DefinedChannel(string Code, string Kind, int Slots);

/// <param name="State"><c>notReady</c>, <c>wrapup</c>, <c>hold</c>, <c>talking</c>.</param>
public sealed record DefinedStay(string State, int AtMostSeconds)
{
    /// <summary>Of the definition <c>notReady</c>; null: any.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// The kind <c>queues</c>: which queues there are, what they ask of an agent, what they do as time passes and when they
/// are too full, and how long an agent should at most be in a state. Followed within a second of its being in force.
/// </summary>
public sealed record QueueList(IReadOnlyList<DefinedQueue> Queues)
{
    public static readonly DefinitionKind<QueueList> Kind = new("queues", "队列", "Queues")
    {
        Edit = RoutingPermissions.EditQueues,
        Schema = RoutingKinds.Text("queues.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "队列", "Queues", RoutingKinds.Text("queues.yaml"))],
        Read = DefinitionReader.As<QueueList>((list, services) =>
            list.Faults(services.GetRequiredService<IDefinitions>().Now(SkillList.Kind).Value)),
    };

    public IReadOnlyList<DefinedChannel> Channels { get; init; } = [];

    public IReadOnlyList<DefinedStay> Stays { get; init; } = [];

    public DefinedQueue? Find(string code) => Queues.FirstOrDefault(queue => queue.Code == code);

    public RoutingPlan Plan() => new()
    {
        Queues = [.. Queues.Select(queue => queue.Plan())],
        Channels =
        [
            .. Channels.Select(channel => new ChannelPlan(
                channel.Code, Enum.Parse<ChannelKind>(channel.Kind, ignoreCase: true), channel.Slots)),
        ],
        StateLimits =
        [
            .. Stays.Select(stay => new StateLimit(
                Enum.Parse<AgentState>(stay.State, ignoreCase: true), stay.Reason,
                DefinedQueue.Seconds(stay.AtMostSeconds))),
        ],
    };

    internal IEnumerable<DefinitionFault> Faults(SkillList skills)
    {
        List<DefinitionFault> faults = [.. DefinedLists.Twice(Queues.Select(queue => queue.Code), "/queues")];
        faults.AddRange(DefinedLists.Twice(Channels.Select(channel => channel.Code), "/channels"));
        if (Find(RoutingLimits.ServiceQueue) is null)
        {
            faults.Add(new(
                "/queues", $"缺少队列 {RoutingLimits.ServiceQueue}", $"queue {RoutingLimits.ServiceQueue} is missing"));
        }
        for (var i = 0; i < Queues.Count; i++)
            faults.AddRange(new QueueFaults(this, skills, $"/queues/{i}").Of(Queues[i]));
        return faults;
    }
}
