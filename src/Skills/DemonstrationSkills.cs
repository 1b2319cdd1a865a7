using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Skills.Store;

namespace TellerLine.Skills;

/// <summary>
/// What the demonstration's agents can do, once, where there is no record at all: all speak English, three advise on
/// wealth, one of them by a certificate that lapses in twenty days.
/// </summary>
internal sealed class DemonstrationSkills(
    IDb db, SkillRecords records, AccessOptions access, KernelOptions kernel, TimeProvider time) : IAtStart
{
    private const string English = "english", Wealth = "wealth", System = "system";

    public async Task Run(CancellationToken ct)
    {
        if (!access.Demo || await db.Read(connection => SheetStore.Any(connection), ct))
            return;
        var today = kernel.DayOf(time.NowUs());
        await db.Write(scope =>
        {
            if (SheetStore.Any(scope.Connection, scope.Transaction))
                return false;
            foreach (var (agent, english, wealth, days, timbre) in People)
            {
                List<SheetSkill> skills = [new(English, english, null)];
                if (wealth > 0)
                    skills.Add(new(Wealth, wealth, $"{today.AddDays(days):yyyy-MM-dd}"));
                records.Keep(scope, agent, SkillSheet.Empty with { Skills = skills, Timbre = timbre }, System, 1);
            }
            return true;
        }, ct);
    }

    private static IReadOnlyList<(string Agent, int English, int Wealth, int Days, string Timbre)> People =>
    [
        ("1001", 4, 3, 20, "medium"), ("1002", 3, 2, 200, "low"), ("1003", 5, 5, 400, "high"),
        ("1004", 2, 0, 0, "high"), ("1005", 3, 0, 0, "low"), ("1006", 4, 0, 0, "medium"),
    ];
}
