using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Skills;
using TellerLine.Skills.Core;

namespace TellerLine.Rules.Skills;

/// <summary>What the router hears of a sheet.</summary>
public sealed class ToldToRouterTests
{
    private static readonly KernelOptions Bank = new() { TimeZone = "Asia/Shanghai" };

    private static readonly SkillSheet Sheet = new(
        [new("english", 4, null), new("wealth", 2, "2026-12-18"), new("former", 5, null)], ["wealth", "former"], "low",
        [new("chat", 2)], "note");

    private static AgentSignedIn Of(SkillSheet? sheet, params string[] queues) => ToldToRouter.Of(
        "1001", sheet, queues, ["english", "wealth"], day => Bank.Day(day).ToUs);

    [Fact]
    public void who_has_no_record_has_no_skill_and_every_queue()
    {
        var told = Of(null, "wealth", "service", "loans");
        Assert.Equal(["service", "wealth", "loans"], told.Queues);
        Assert.Empty(told.Skills);
        Assert.Equal(["service"], Of(null).Queues);
        Assert.Equal(["service", "wealth"], Of(SkillSheet.Empty, "wealth").Queues);
    }

    [Fact]
    public void what_is_in_force_is_told_with_its_lapse_at_the_end_of_the_banks_day()
    {
        var told = Of(Sheet, "service", "wealth");
        Assert.Equal(["wealth"], told.Queues);
        Assert.Equal(
            [
                new AgentSkill("english", 4),
                new AgentSkill("wealth", 2, Clock.ToUs(new DateTimeOffset(2026, 12, 18, 16, 0, 0, TimeSpan.Zero))),
            ],
            told.Skills);
        Assert.Equal("low", told.Timbre);
        Assert.Equal(2, told.Slots["chat"]);
    }

    [Fact]
    public void who_is_limited_to_queues_that_are_gone_serves_none() => Assert.Empty(Of(Sheet, "service").Queues);
}
