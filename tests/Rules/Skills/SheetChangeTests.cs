using TellerLine.Access;
using TellerLine.Skills;
using TellerLine.Skills.Core;

namespace TellerLine.Rules.Skills;

/// <summary>A change in the words of the record's story.</summary>
public sealed class SheetChangeTests
{
    private static BilingualText Named(string code) => new($"「{code}」", code);

    [Fact]
    public void the_first_says_what_there_is()
    {
        var sheet = SkillSheet.Empty with { Skills = [new("wealth", 3, "2026-12-18")], Timbre = "low" };
        Assert.Equal(
            new("建档：「wealth」 3 级（至 2026-12-18），音色：低音", "Recorded: wealth 3 (until 2026-12-18), timbre: low"),
            SheetChange.Told(null, sheet, Named, Named));
        Assert.Equal(
            new("建档：无技能", "Recorded: no skills"), SheetChange.Told(null, SkillSheet.Empty, Named, Named));
    }

    [Fact]
    public void a_later_one_says_what_became_other()
    {
        var before = SkillSheet.Empty with { Skills = [new("english", 2, null), new("wealth", 3, null)], Queues = ["a"] };
        var after = before with { Skills = [new("english", 4, null)], Queues = [], Note = "x" };
        Assert.Equal(
            new(
                "修改：「english」 4 级（原 2 级），撤销「wealth」，队列：全部，备注",
                "Changed: english 4 (was 2), without wealth, queues: all, note"),
            SheetChange.Told(before, after, Named, Named));
    }
}
