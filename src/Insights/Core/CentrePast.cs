namespace TellerLine.Insights.Core;

/// <summary>
/// Days of a centre that never were: 30,000 contacts ended in self-service and 3,000 taken to agents on a working day,
/// fewer on others, two humps a day; an outage and a bad afternoon among them. The same seed makes the same days.
/// </summary>
/// <param name="percent">Of that size.</param>
internal sealed class CentrePast(int seed, IReadOnlyList<string> agents, int percent)
{
    public const int OutageDaysBefore = 17, BadAfternoonDaysBefore = 9;

    private const long Second = 1_000_000, Hour = 3_600 * Second;

    /// <summary>Of a day's contacts, hour by hour.</summary>
    private static readonly int[] Hours =
        [8, 5, 4, 3, 3, 5, 10, 22, 52, 84, 92, 80, 56, 58, 74, 78, 70, 58, 44, 38, 36, 32, 24, 14];

    private static readonly (string Queue, int Of100, double TalkS)[] Queues =
        [("service", 70, 170), ("cards", 18, 210), ("wealth", 8, 320), ("elder", 4, 260)];

    /// <summary>In the order in which they are offered or enter self-service.</summary>
    /// <param name="share">Of a working day's contacts, in percent: fewer on a day off.</param>
    /// <param name="daysBefore">The last of all days is 1.</param>
    /// <param name="midnightUs">The day's beginning.</param>
    public IReadOnlyList<CallLogEntry> Day(DateOnly day, int share, int daysBefore, long midnightUs)
    {
        var chance = new Random(HashCodeOf(day));
        var (self, people) = (30_000L * share * percent / 10_000, 3_000L * share * percent / 10_000);
        List<CallLogEntry> entries = [];
        for (var i = 0L; i < self; i++)
        {
            var entered = At(chance);
            entries.Add(new CallLogEntry(
                $"{day:yyMMdd}-{i}", chance.Next(100) < 84 ? "selfHandled" : "leftSelfService", entered)
            {
                EnteredUs = entered, EndedUs = entered + Spread(chance, 75),
            });
        }
        for (var i = 0L; i < people; i++)
            entries.Add(ToPerson($"{day:yyMMdd}-p{i}", At(chance), midnightUs, daysBefore, chance));
        return [.. entries.OrderBy(entry => entry.AtUs).ThenBy(entry => entry.Id, StringComparer.Ordinal)];

        long At(Random random)
        {
            var left = random.Next(Hours.Sum());
            var hour = 0;
            while (left >= Hours[hour])
                left -= Hours[hour++];
            return midnightUs + (hour * Hour) + random.NextInt64(Hour);
        }
    }

    private CallLogEntry ToPerson(string id, long offeredUs, long midnightUs, int daysBefore, Random chance)
    {
        var hour = (double)(offeredUs - midnightUs) / Hour;
        var bad = daysBefore == BadAfternoonDaysBefore && hour is >= 14 and < 17;
        var (queue, talkS) = Queue(chance.Next(100));
        var entry = new CallLogEntry(id, "answered", offeredUs)
        {
            Queue = queue, EnteredUs = offeredUs - Spread(chance, 35), OfferedUs = offeredUs,
        };
        if (daysBefore == OutageDaysBefore && hour is >= 10.4 and < 11 && chance.Next(10) < 7)
            return entry with { Outcome = "systemDropped", EndedUs = offeredUs + Spread(chance, 6) };
        var wait = chance.Next(100) < (bad ? 8 : 90) ? chance.NextInt64(12 * Second) : Spread(chance, bad ? 95 : 28);
        var patience = 3 * Second + Spread(chance, 180);
        if (chance.Next(100) == 0 || patience < wait)
            return entry with
            {
                Outcome = "abandoned", WaitUs = Math.Min(wait, patience), EndedUs = offeredUs + Math.Min(wait, patience),
            };
        var (talk, hold) = (15 * Second + Spread(chance, talkS), chance.Next(8) == 0 ? Spread(chance, 35) : 0);
        return entry with
        {
            Agent = agents[chance.Next(agents.Count)], WaitUs = wait, AnsweredUs = offeredUs + wait, TalkUs = talk,
            HoldUs = hold, EndedUs = offeredUs + wait + talk + hold, WrapupUs = 5 * Second + Spread(chance, 25),
        };
    }

    private static (string Queue, double TalkS) Queue(int of100)
    {
        foreach (var (queue, part, talkS) in Queues)
        {
            if (of100 < part)
                return (queue, talkS);
            of100 -= part;
        }
        return ("service", 170);
    }

    /// <summary>Exponential, at most a quarter of an hour and a bit.</summary>
    private static long Spread(Random chance, double meanS) =>
        Math.Min((long)(-meanS * Math.Log(1 - chance.NextDouble()) * Second), 1_000 * Second);

    private int HashCodeOf(DateOnly day) => unchecked((seed * 397) ^ day.DayNumber);
}
