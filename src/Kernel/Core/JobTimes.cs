using Cronos;

namespace TellerLine.Kernel.Core;

/// <summary>
/// When a regular job runs: five fields (minute, hour, day, month, weekday) in the bank's time zone. Where an hour is
/// left out in spring it runs right after the gap, where one is repeated in autumn once.
/// </summary>
internal static class JobTimes
{
    /// <summary>A last run farther in the future than this was made by a clock that was wrong.</summary>
    private const long BelievedUs = 24 * 3_600_000_000L;

    /// <returns>False: no schedule, or one that never comes.</returns>
    public static bool IsSchedule(string schedule) =>
        CronExpression.TryParse(schedule, out var cron)
        && cron.GetNextOccurrence(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is not null;

    /// <summary>The first moment after <paramref name="afterUs"/>.</summary>
    /// <exception cref="CronFormatException">The schedule is none.</exception>
    public static long NextUs(string schedule, TimeZoneInfo zone, long afterUs) =>
        CronExpression.Parse(schedule).GetNextOccurrence(Clock.FromUs(afterUs), zone) is { } next
            ? Clock.ToUs(next)
            : throw new CronFormatException($"\"{schedule}\" never comes again.");

    /// <summary>
    /// When it is due next: not again for a time it has run for, though the clock was put back to before it.
    /// </summary>
    /// <param name="lastDueUs">The time for which it ran last; null: never.</param>
    public static long ExpectedUs(string schedule, TimeZoneInfo zone, long nowUs, long? lastDueUs) =>
        NextUs(schedule, zone, lastDueUs is { } last && last > nowUs && last - nowUs <= BelievedUs ? last : nowUs);
}
