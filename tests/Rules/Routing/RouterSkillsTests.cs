using TellerLine.Routing;

namespace TellerLine.Rules.Routing;

/// <summary>Who gets whom: skills, what relaxes with time, preference, recusal, and what the plan changes.</summary>
public sealed class RouterSkillsTests
{
    private readonly Floor _floor = new();

    [Fact]
    public void only_who_has_the_skill_at_its_level_is_offered_the_contact()
    {
        _floor.Plan(new QueuePlan("wealth") { Demands = [new("wealth", 3)] })
            .Skilled("1001", "wealth").Skilled("1002", "wealth", ("wealth", 2)).Skilled("1003", "wealth", ("wealth", 3))
            .Queue("a", queue: "wealth");
        Assert.Equal("1003", _floor.OfferedTo("a"));
    }

    [Fact]
    public void a_certificate_that_lapses_stops_the_routing_to_its_holder_at_that_instant()
    {
        _floor.Plan(new QueuePlan("wealth") { Demands = [new("wealth")] });
        _floor.Tell(new AgentSignedIn("1001", ["wealth"])
        {
            Skills = [new("wealth", 5, _floor.NowUs + 10 * Floor.Second)],
        });
        _floor.Tell(new AgentReady("1001")).After(10 * Floor.Second - 1);
        Assert.Equal(["1001"], _floor.Router.NextAgents("wealth", 5));
        _floor.After(1).Queue("a", queue: "wealth");
        Assert.Null(_floor.OfferedTo("a"));
    }

    [Fact]
    public void the_longest_idle_gets_the_contact_or_the_most_proficient_where_the_queue_says_so()
    {
        _floor.Skilled("1001", "wealth", ("wealth", 1)).Skilled("1002", "wealth", ("wealth", 4))
            .Plan(new QueuePlan("wealth") { Demands = [new("wealth")] });
        Assert.Equal(["1001", "1002"], _floor.Router.NextAgents("wealth", 5));
        _floor.Plan(new QueuePlan("wealth") { Demands = [new("wealth")], BestSkilledFirst = true });
        Assert.Equal(["1002", "1001"], _floor.Router.NextAgents("wealth", 5));
    }

    [Fact]
    public void demands_relax_in_steps_to_the_microsecond_and_overflow_asks_what_the_other_queue_asks()
    {
        _floor.Plan(
                new QueuePlan("wealth")
                {
                    Demands = [new("wealth", 3)],
                    Steps =
                    [
                        new(10 * Floor.Second, Demands: [new("wealth", 1)]),
                        new(30 * Floor.Second, OverflowTo: ["service"]),
                    ],
                },
                new QueuePlan("service") { Demands = [new("basic")] })
            .Skilled("1001", "wealth", ("wealth", 1)).Skilled("1002", "service").Queue("a", queue: "wealth")
            .Queue("b", queue: "wealth").After(10 * Floor.Second - 1);
        Assert.Null(_floor.OfferedTo("a"));
        _floor.After(1);
        Assert.Equal("1001", _floor.OfferedTo("a"));
        Assert.Contains(_floor.Last, effect => effect is ContactRelaxed { ContactId: "b", Step: 1 });
        _floor.Tell(new OfferAccepted("o1", "1001")).Skilled("1003", "service", ("basic", 1))
            .After(20 * Floor.Second);
        Assert.Equal("1003", _floor.OfferedTo("b"));
    }

    [Fact]
    public void a_contacts_own_language_is_asked_for_until_a_step_drops_it()
    {
        _floor.Plan(new QueuePlan("service") { Steps = [new(60 * Floor.Second, DropsOwn: true)] }).Ready("1001");
        _floor.Tell(new ContactWaits("a", "service", 0, _floor.NowUs) { Demands = [new("lang.en")] });
        Assert.Null(_floor.OfferedTo("a"));
        _floor.After(60 * Floor.Second);
        Assert.Equal("1001", _floor.OfferedTo("a"));
    }

    [Fact]
    public void who_served_the_customer_last_is_waited_for_a_while_and_then_anybody_has_him()
    {
        _floor.Plan(new QueuePlan("service") { PreferUs = 15 * Floor.Second }).Ready("1001", "1002");
        _floor.Queue("x").Tell(new OfferAccepted("o1", "1001"));
        _floor.Tell(new ContactWaits("a", "service", 0, _floor.NowUs) { Preferred = "1001" })
            .After(15 * Floor.Second - 1);
        Assert.Null(_floor.OfferedTo("a"));
        Assert.Equal(1, _floor.Router.PositionOf("a"));
        _floor.After(1);
        Assert.Equal("1002", _floor.OfferedTo("a"));
    }

    [Fact]
    public void who_waits_for_one_agent_has_him_first_and_waits_for_nobody_when_that_one_leaves()
    {
        _floor.Plan(new QueuePlan("service") { PreferUs = 600 * Floor.Second }).Ready("1001")
            .Queue("x").Tell(new OfferAccepted("o1", "1001"));
        foreach (var contact in new[] { "a", "b" })
            _floor.Tell(new ContactWaits(contact, "service", 0, _floor.NowUs) { Preferred = "1001" });
        _floor.Tell(new ConversationEnded("x", "1001")).Tell(new WrapupDone("1001", true));
        Assert.Equal("1001", _floor.OfferedTo("a"));
        _floor.Ready("1002");
        Assert.Null(_floor.OfferedTo("b"));
        _floor.Tell(new OfferDeclined("o2", "1001"));
        Assert.Equal("1002", _floor.OfferedTo("a"));
        _floor.Ready("1003");
        Assert.Equal("1003", _floor.OfferedTo("b"));
    }

    [Fact]
    public void who_is_recused_is_never_offered_the_contact_however_long_he_is_idle()
    {
        _floor.Ready("1001");
        _floor.Tell(new ContactWaits("a", "service", 0, _floor.NowUs) { Excluded = ["1001"] }).Queue("b");
        Assert.Equal("1001", _floor.OfferedTo("b"));
        _floor.Ready("1002");
        Assert.Equal("1002", _floor.OfferedTo("a"));
    }

    [Fact]
    public void of_the_idle_the_voice_that_suits_the_matter_is_preferred_but_not_required()
    {
        _floor.Ready("1001", "1002");
        _floor.Tell(new AgentSignedIn("1002", ["service"]) { Timbre = "low" });
        _floor.Tell(new ContactWaits("a", "service", 0, _floor.NowUs) { Timbre = "low" });
        _floor.Tell(new ContactWaits("b", "service", 0, _floor.NowUs) { Timbre = "low" });
        Assert.Equal("1002", _floor.OfferedTo("a"));
        Assert.Equal("1001", _floor.OfferedTo("b"));
    }

    [Fact]
    public void an_agent_of_two_queues_takes_whoever_has_least_time_left_to_his_queues_target()
    {
        _floor.Plan(new QueuePlan("fast") { TargetUs = 20 * Floor.Second },
            new QueuePlan("slow") { TargetUs = 60 * Floor.Second });
        _floor.Queue("slow", queue: "slow").After(30 * Floor.Second).Queue("fast", queue: "fast");
        _floor.Tell(new AgentSignedIn("1001", ["fast", "slow"])).Tell(new AgentReady("1001"));
        Assert.Equal("1001", _floor.OfferedTo("fast"));
        // Fast would be due at 50 s, slow at 60 s; ten seconds more of waiting and slow is first.
        _floor.Tell(new ContactLeft("fast")).After(0);
        Assert.Equal("1001", _floor.OfferedTo("slow"));
    }

    [Fact]
    public void a_changed_plan_places_anew_who_waits_and_keeps_the_order()
    {
        _floor.Plan(new QueuePlan("service") { Demands = [new("wealth")] }).Ready("1001", "1002")
            .Queue("a").Queue("b").Queue("c");
        Assert.Equal(3, _floor.Look().Queue("service").Waiting);
        _floor.Plan();
        Assert.Equal(("1001", "1002"), (_floor.OfferedTo("a"), _floor.OfferedTo("b")));
        Assert.Equal(1, _floor.Router.PositionOf("c"));
    }

    [Fact]
    public void nobody_starves_behind_customers_with_a_head_start()
    {
        _floor.Queue("ordinary");
        for (var i = 0; i < 100; i++)
            _floor.After(Floor.Second).Queue($"vip{i}", credit: 90);
        Assert.Equal(90, _floor.Router.PositionOf("ordinary"));
        Assert.Equal(91, _floor.Router.PositionOf("vip89"));
        Assert.Equal(92, _floor.Router.PositionOf("vip90"));
    }
}
