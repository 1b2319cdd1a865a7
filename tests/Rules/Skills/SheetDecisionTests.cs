using TellerLine.Skills;
using TellerLine.Skills.Core;

namespace TellerLine.Rules.Skills;

/// <summary>What may be entered of an agent's skills, and by whom.</summary>
public sealed class SheetDecisionTests
{
    private static readonly SheetChoices Choices = new(
        [new("english", false), new("wealth", true)], ["service", "wealth"], ["chat"]);

    private static readonly SkillSheet Linguist = SkillSheet.Empty with { Skills = [new("english", 3, null)] };

    private static SheetDecision Decide(
        SkillSheet now, SkillSheet wanted, bool mayEdit = true, bool isNew = false, SheetChoices? choices = null) =>
        SheetDecision.Decide(now, isNew, wanted, mayEdit, choices ?? Choices);

    private static IEnumerable<string> Faults(SkillSheet now, SkillSheet wanted, SheetChoices? choices = null) =>
        Assert.IsType<SheetDecision.Faulty>(Decide(now, wanted, choices: choices)).Faults
            .Select(fault => $"{fault.Path}: {fault.En}");

    [Fact]
    public void what_fits_is_kept_tidied()
    {
        var wanted = new SkillSheet(
            [new("english", 4, " "), new("wealth", 5, "2026-12-31")], ["wealth", "wealth"], "low", [new("chat", 0)], "  ");
        var changed = Assert.IsType<SheetDecision.Changed>(Decide(Linguist, wanted));
        Assert.Equal([new("english", 4, null), new("wealth", 5, "2026-12-31")], changed.Sheet.Skills);
        Assert.Equal(["wealth"], changed.Sheet.Queues);
        Assert.Equal([new("chat", 0)], changed.Sheet.Slots);
        Assert.Null(changed.Sheet.Note);
    }

    [Fact]
    public void what_was_left_out_is_nothing()
    {
        var changed = Assert.IsType<SheetDecision.Changed>(
            Decide(Linguist, new SkillSheet(null!, null!, null, null!, null)));
        Assert.True(changed.Sheet.SameAs(SkillSheet.Empty));
    }

    [Fact]
    public void all_faults_are_told_at_once_each_at_its_field() => Assert.Equal(
        [
            "/skills/1/skill: Skill english stands twice", "/skills/2/skill: There is no skill dutch",
            "/skills/3/until: This skill is held by a certificate: say until when it is valid",
            "/queues/1: There is no queue vip", "/timbre: Choose a timbre of those offered",
            "/slots/0/channel: There is no channel fax", "/slots/2/channel: Channel chat stands twice",
        ],
        Faults(Linguist, new SkillSheet(
            [new("english", 1, null), new("english", 2, null), new("dutch", 1, null), new("wealth", 1, null)],
            ["service", "vip"], "shrill", [new("fax", 1), new("chat", 1), new("chat", 2)], null)));

    [Fact]
    public void a_level_is_1_to_5_and_a_lapse_is_a_day() => Assert.Equal(
        ["/skills/0/level: Level is from 1 to 5", "/skills/1/until: Valid until: expected a day, as 2026-12-31"],
        Faults(Linguist, SkillSheet.Empty with { Skills = [new("english", 6, null), new("wealth", 5, "2026-13-01")] }));

    [Fact]
    public void what_the_bank_took_out_stays_where_it_is_and_is_given_to_nobody_else()
    {
        var without = Choices with { Skills = [new("wealth", true)], Queues = ["service"], Channels = [] };
        var held = Linguist with { Queues = ["wealth"], Slots = [new("chat", 2)] };
        Assert.IsType<SheetDecision.Changed>(Decide(held, held with { Timbre = "high" }, choices: without));
        Assert.Equal(
            [
                "/skills/0/skill: There is no skill english", "/queues/0: There is no queue wealth",
                "/slots/0/channel: There is no channel chat",
            ],
            Faults(SkillSheet.Empty, held, without));
    }

    [Fact]
    public void who_may_not_change_it_is_told_so_first()
    {
        Assert.Equal(
            SheetDecision.NotYours,
            Decide(Linguist, Linguist with { Skills = [new("dutch", 9, null)] }, mayEdit: false));
        Assert.Equal(SheetDecision.Unchanged, Decide(Linguist, Linguist with { Skills = [new("english", 3, null)] }));
        Assert.IsType<SheetDecision.Changed>(Decide(SkillSheet.Empty, SkillSheet.Empty, isNew: true));
    }
}
