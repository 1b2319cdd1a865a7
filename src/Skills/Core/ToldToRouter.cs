using System.Globalization;
using TellerLine.Routing;

namespace TellerLine.Skills.Core;

/// <summary>What the router is told of an agent: of his sheet, what is in force.</summary>
internal static class ToldToRouter
{
    /// <param name="sheet">Null: he has none.</param>
    /// <param name="queues">Those in force.</param>
    /// <param name="skills">Those in force: what was taken out is not told.</param>
    /// <param name="endOfDayUs">When a day ends at the bank, microseconds.</param>
    public static AgentSignedIn Of(
        string agent, SkillSheet? sheet, IReadOnlyList<string> queues, IReadOnlyCollection<string> skills,
        Func<DateOnly, long> endOfDayUs)
    {
        var all = queues.Prepend(RoutingLimits.ServiceQueue).Distinct();
        return sheet is null
            ? new AgentSignedIn(agent, [.. all])
            : new AgentSignedIn(agent, [.. all.Where(queue => sheet.Queues.Count == 0 || sheet.Queues.Contains(queue))])
            {
                Skills =
                [
                    .. sheet.Skills.Where(held => skills.Contains(held.Skill)).Select(held => new AgentSkill(
                        held.Skill, held.Level, held.Until is { } until ? endOfDayUs(Day(until)) : null)),
                ],
                Timbre = sheet.Timbre,
                Slots = sheet.Slots.ToDictionary(one => one.Channel, one => one.Slots),
            };
    }

    public static DateOnly Day(string until) =>
        DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
