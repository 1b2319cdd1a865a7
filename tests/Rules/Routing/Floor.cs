using System.Text.Json;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Routing.Core;

namespace TellerLine.Rules.Routing;

/// <summary>A router with a clock moved by hand, telling in few words what came of each fact.</summary>
internal sealed class Floor
{
    public const long Second = 1_000_000;

    public static readonly RouterSettings Settings = new(20 * Second, 120 * Second, "o");

    public Router Router { get; private set; } = new(Settings);

    public long NowUs { get; set; } = 1_000 * Second;

    public List<RouterEffect> Last { get; private set; } = [];

    public List<RouterEffect> All { get; } = [];

    public RoutingSnapshot Look() => Router.Look(NowUs);

    public AgentView Agent(string number) => Look().Agent(number)!;

    public Floor Tell(RouterInput input)
    {
        Last = [];
        Router.Apply(input, NowUs, Last);
        All.AddRange(Last);
        return this;
    }

    public Floor After(long us, RouterInput? input = null)
    {
        NowUs += us;
        return Tell(input ?? new Tick());
    }

    public Floor Ready(params string[] agents)
    {
        foreach (var agent in agents)
        {
            Tell(new AgentSignedIn(agent, ["service"]));
            After(Second, new AgentReady(agent));
        }
        return this;
    }

    /// <param name="credit">Seconds of head start.</param>
    public Floor Queue(string contact, int credit = 0, bool atFront = false, string queue = "service") =>
        Tell(new ContactWaits(contact, queue, credit * Second, NowUs, atFront));

    public Floor Plan(params QueuePlan[] queues) => Tell(new PlanChanged(new RoutingPlan { Queues = queues }));

    /// <summary>Signed in with skills by name and level, and ready.</summary>
    public Floor Skilled(string agent, string queue, params (string Skill, int Level)[] skills)
    {
        Tell(new AgentSignedIn(agent, [queue])
        {
            Skills = [.. skills.Select(skill => new AgentSkill(skill.Skill, skill.Level))],
        });
        return After(Second, new AgentReady(agent));
    }

    /// <summary>The one effect of that kind that came of the last fact.</summary>
    public T Told<T>() where T : RouterEffect => Assert.Single(Last.OfType<T>());

    public string? OfferedTo(string contact) => Look()
        .Agents.SingleOrDefault(a => a.ContactId == contact && a.OfferId != null)?.Agent;

    public string State() => StateOf(Router);

    public static string StateOf(Router router) => JsonSerializer.Serialize(router.Capture(), JournalJson.Options);

    public void RestartFromItsOwnSnapshot() =>
        Router = Router.Restore(JournalJson.Read<RouterState>(State()), Settings);
}
