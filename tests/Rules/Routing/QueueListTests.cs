using TellerLine.Definitions;
using TellerLine.Routing;
using TellerLine.Rules.Calls;

namespace TellerLine.Rules.Routing;

/// <summary>Queues as a bank writes them: read, checked, and told to the router.</summary>
public sealed class QueueListTests
{
    private static readonly SkillList Skills = new([new("wealth", "理财", "Wealth"), new("english", "英语", "English")]);

    [Fact]
    public void what_ships_has_no_fault_and_becomes_a_plan()
    {
        var plan = ShippedRouting.Now.Queues.Plan();
        Assert.Equal(["service", "wealth"], plan.Queues.Select(queue => queue.Name));
        Assert.Equal(45_000_000, plan.Queues[1].Steps[0].AfterUs);
        Assert.Contains(plan.StateLimits, limit => limit is { State: AgentState.NotReady, Reason: "rest" });
    }

    [Fact]
    public void every_fault_is_told_at_its_place()
    {
        const string Yaml =
            """
            queues:
              - code: wealth
                zh: 理财
                en: Wealth
                channel: chat
                demands: [{ skill: welth }]
                relax:
                  - afterSeconds: 30
                    overflowTo: [wealth, nowhere]
                  - afterSeconds: 30
                overload:
                  - instead: callback
                  - instead: otherQueue
                    waiting: 10
                  - instead: selfService
                    heldSeconds: 60
                    toQueue: wealth
              - code: wealth
                zh: 又
                en: Again
            """;
        Assert.Equal(
            [
                "/queues", "/queues/0/channel", "/queues/0/demands/0/skill", "/queues/0/overload/0",
                "/queues/0/overload/1/toQueue", "/queues/0/overload/2/toQueue", "/queues/0/relax/0/overflowTo/0",
                "/queues/0/relax/0/overflowTo/1", "/queues/0/relax/1", "/queues/0/relax/1/afterSeconds",
                "/queues/1/code",
            ],
            Check().Read(Yaml).Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    private static DefinitionCheck<QueueList> Check() => new(QueueList.Kind, new Known());

    private sealed class Known : IServiceProvider
    {
        public object? GetService(Type serviceType) => new OutboundDesk.Decided(Skills);
    }
}
