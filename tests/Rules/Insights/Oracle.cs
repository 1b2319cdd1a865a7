using TellerLine.Insights;
using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

/// <summary>
/// 1,000 calls: 950 answered (880 within 20 s), 50 abandoned (20 up to 5 s, 15 up to 20 s, 15 later), spread over a
/// day; one begins before midnight and is answered after it.
/// </summary>
internal static class Oracle
{
    public const long Second = 1_000_000, DayUs = 86_400 * Second;

    /// <summary>2026-11-22 in UTC.</summary>
    public const long Start = 1_795_305_600L * Second;

    public static readonly Intervals Utc = new(us => (us / DayUs * DayUs, (us / DayUs * DayUs) + DayUs));

    public static IEnumerable<CallLogEntry> Entries()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var offered = i == 949 ? Start + DayUs - (30 * Second) : Start + (i * 80 * Second);
            var wait = i switch
            {
                < 20 => 20, < 880 => 1 + (i % 19), < 950 => 21 + (i % 60), < 970 => 1 + (i % 5), < 985 => 6 + (i % 15),
                _ => 21 + i % 40,
            } * Second;
            yield return i < 950
                ? new CallLogEntry($"{i}", "answered", offered)
                {
                    Queue = "service", Agent = $"100{i % 4}", OfferedUs = offered, AnsweredUs = offered + wait,
                    EndedUs = offered + wait + (100 * Second), WaitUs = wait, TalkUs = 90 * Second,
                    HoldUs = 10 * Second, WrapupUs = 20 * Second,
                }
                : new CallLogEntry($"{i}", "abandoned", offered)
                {
                    Queue = "service", OfferedUs = offered, EndedUs = offered + wait, WaitUs = wait,
                };
        }
    }

    public static Sums Sum(IEnumerable<CallLogEntry> entries)
    {
        var sums = new Sums();
        foreach (var entry in entries)
            foreach (var part in CallLogCounts.Of(entry, Utc).Values)
                sums.Add(part);
        return sums;
    }
}
