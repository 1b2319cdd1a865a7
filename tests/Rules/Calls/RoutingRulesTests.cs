using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Routing;
using TellerLine.Rules.SelfService;
using TellerLine.SelfService;

namespace TellerLine.Rules.Calls;

/// <summary>Which queue a caller waits in, what he asks for, and how much of a head start he has.</summary>
public sealed class RoutingRulesTests
{
    private static readonly QueueList Queues = new([new("service", "", ""), new("wealth", "", "")]);
    private static readonly SkillList Skills = new([new("english", "", "")]);

    private static readonly RoutingRules Rules = new(
    [
        new("", "VIP") { When = new() { Segments = ["vip"] }, HeadStartSeconds = 90 },
        new("", "old") { When = new() { Elderly = true }, HeadStartSeconds = 45 },
        new("", "wealth") { When = new() { Passed = ["wealth"] }, Queue = "wealth", LastAgentHours = 24 },
        new("", "English") { When = new() { Languages = ["en"] }, Demands = [new("english", 2)] },
        new("", "lost PIN") { When = new() { Reasons = ["pinFailed"] }, Timbre = "low", Queue = "service" },
    ]);

    [Fact]
    public void who_is_unknown_and_wants_nothing_special_waits_in_the_service_queue()
    {
        var wanted = Rules.For(null, "zh-CN", Asked());
        Assert.Equal(("service", 0L), (wanted.Queue, wanted.HeadStartUs));
        Assert.Empty(wanted.Rules);
    }

    [Fact]
    public void of_several_head_starts_the_longest_counts_and_of_queues_the_first()
    {
        var wanted = Rules.For(
            Bank.Zhang with { Elderly = true }, "en", Asked(HumanReason.PinFailed, "wealth"));
        Assert.Equal(("wealth", 90_000_000L, "low", 24), (
            wanted.Queue, wanted.HeadStartUs, wanted.Timbre, wanted.LastAgentHours));
        Assert.Equal([new SkillDemand("english", 2)], wanted.Demands);
        Assert.Equal(["VIP", "old", "wealth", "English", "lost PIN"], wanted.Rules.Select(rule => rule.En));
    }

    [Fact]
    public void a_rule_of_a_segment_is_not_for_who_is_unknown() =>
        Assert.Equal(0, Rules.For(null, "zh-CN", Asked()).HeadStartUs);

    [Fact]
    public void faults_are_told_at_their_places() => Assert.Equal(
        ["/rules/0/queue", "/rules/1/demands/0/skill", "/rules/2"],
        new RoutingRules(
        [
            new("", "") { Queue = "nowhere" }, new("", "") { Demands = [new("flying")] }, new("", ""),
        ]).Faults(Queues, Skills).Select(fault => fault.Path));

    private static FlowOutcome.HumanRequested Asked(
        HumanReason reason = HumanReason.Key0, params string[] path) => new(path, reason, null);
}
