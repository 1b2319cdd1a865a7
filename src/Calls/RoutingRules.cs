using Microsoft.Extensions.DependencyInjection;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>Whom a rule is for: all that is said must hold; nothing said: everybody.</summary>
public sealed record RoutingCondition
{
    /// <summary><c>ordinary</c>, <c>gold</c>, <c>vip</c>: any of them.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    public bool Elderly { get; init; }

    /// <summary>Sight, hearing or mobility impaired.</summary>
    public bool Impaired { get; init; }

    /// <summary>Any of them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Menu nodes: the caller went through any of them.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];

    /// <summary>Why a person was asked for (<see cref="HumanReason"/>): any of them.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    internal bool Holds(CustomerCard? customer, string language, FlowOutcome.HumanRequested request) =>
        (Segments.Count == 0 || (customer is not null && Segments.Contains(EnumWords.Of(customer.Segment))))
        && (!Elderly || customer is { Elderly: true })
        && (!Impaired || customer is { Accessibility: not Accessibility.None })
        && (Languages.Count == 0 || Languages.Contains(language))
        && (Passed.Count == 0 || request.Path.Any(Passed.Contains))
        && (Reasons.Count == 0 || Reasons.Contains(EnumWords.Of(request.Reason)));
}

/// <summary>What is done for those whom it is for.</summary>
public sealed record RoutingRule(string Zh, string En)
{
    public RoutingCondition When { get; init; } = new();

    public string? Queue { get; init; }

    public int HeadStartSeconds { get; init; }

    public IReadOnlyList<DefinedDemand> Demands { get; init; } = [];

    public string? Timbre { get; init; }

    /// <summary>Who served the customer within so many hours is preferred.</summary>
    public int LastAgentHours { get; init; }
}

/// <summary>How a contact is to be routed, and by which rules.</summary>
/// <param name="HeadStartUs">The longest of those that apply.</param>
internal sealed record Wanted(
    string Queue, long HeadStartUs, IReadOnlyList<SkillDemand> Demands, string? Timbre, int LastAgentHours,
    IReadOnlyList<RoutingRule> Rules)
{
    /// <summary>Of the definition they stand in.</summary>
    public int Version { get; init; }
}

/// <summary>
/// The kind <c>routing</c>: which queue a caller waits in, what he asks for beside it, and how much of a head start he
/// has. Every rule that holds applies; of queue and voice the first that names one decides, of head starts the longest.
/// </summary>
public sealed record RoutingRules(IReadOnlyList<RoutingRule> Rules)
{
    public static readonly DefinitionKind<RoutingRules> Kind = new("routing", "派送规则", "Rules of routing")
    {
        Edit = RoutingPermissions.EditQueues,
        Schema = Text("routing.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "派送规则", "Rules of routing", Text("routing.yaml"))],
        Read = DefinitionReader.As<RoutingRules>((rules, services) =>
        {
            var definitions = services.GetRequiredService<IDefinitions>();
            return rules.Faults(definitions.Now(QueueList.Kind).Value, definitions.Now(SkillList.Kind).Value);
        }),
    };

    internal Wanted For(CustomerCard? customer, string language, FlowOutcome.HumanRequested request)
    {
        string? queue = null, timbre = null;
        var (headStart, hours) = (0, 0);
        List<SkillDemand> demands = [];
        List<RoutingRule> applied = [];
        foreach (var rule in Rules)
        {
            if (!rule.When.Holds(customer, language, request))
                continue;
            applied.Add(rule);
            queue ??= rule.Queue;
            timbre ??= rule.Timbre;
            (headStart, hours) = (
                Math.Max(headStart, rule.HeadStartSeconds), Math.Max(hours, rule.LastAgentHours));
            demands.AddRange(rule.Demands.Select(demand => demand.Plan()).Where(demand => !demands.Contains(demand)));
        }
        return new Wanted(
            queue ?? RoutingLimits.ServiceQueue, headStart * 1_000_000L, demands, timbre, hours, applied);
    }

    internal IEnumerable<DefinitionFault> Faults(QueueList queues, SkillList skills)
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            var rule = Rules[i];
            if (rule.Queue is { } queue && queues.Find(queue) is null)
                yield return new($"/rules/{i}/queue", $"没有队列 {queue}", $"there is no queue {queue}");
            for (var k = 0; k < rule.Demands.Count; k++)
            {
                if (!skills.Knows(rule.Demands[k].Skill))
                {
                    yield return new(
                        $"/rules/{i}/demands/{k}/skill", $"没有技能 {rule.Demands[k].Skill}",
                        $"there is no skill {rule.Demands[k].Skill}");
                }
            }
            if (rule is { Queue: null, HeadStartSeconds: 0, Timbre: null, LastAgentHours: 0, Demands.Count: 0 })
            {
                yield return new(
                    $"/rules/{i}", "规则没有任何作用",
                    "the rule does nothing: expected queue, headStartSeconds, demands, timbre or lastAgentHours");
            }
        }
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(RoutingRules).Assembly, $"TellerLine.Calls.kinds.{name}");
}
