namespace TellerLine.Kernel;

/// <summary>A report day is 00:00 to 24:00 in the bank's time zone.</summary>
public static class ReportDay
{
    /// <summary>
    /// Days that can be asked for: before the first nobody has records, and beyond the last the calendar ends.
    /// </summary>
    public static readonly DateOnly First = new(1900, 1, 1);

    public static readonly DateOnly Last = new(2999, 12, 31);

    public static bool CanBe(DateOnly day) => day >= First && day <= Last;

    /// <returns>First microsecond of the day and of the next.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not between <see cref="First"/> and <see
    /// cref="Last"/>.</exception>
    public static (long FromUs, long ToUs) Day(this KernelOptions options, DateOnly day)
    {
        if (!CanBe(day))
            throw new ArgumentOutOfRangeException(
                nameof(day), day, $"A day from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}.");
        return (StartOf(options, day), StartOf(options, day.AddDays(1)));
    }

    public static (long FromUs, long ToUs) DayAround(this KernelOptions options, long us) =>
        options.Day(options.DayOf(us));

    public static DateOnly DayOf(this KernelOptions options, long us) => DateOnly.FromDateTime(options.LocalTime(us));

    /// <summary>What the bank's clocks show.</summary>
    public static DateTime LocalTime(this KernelOptions options, long us) =>
        TimeZoneInfo.ConvertTime(Clock.FromUs(us), Zone(options)).DateTime;

    private static long StartOf(KernelOptions options, DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return Clock.ToUs(new DateTimeOffset(local, Zone(options).GetUtcOffset(local)));
    }

    /// <summary>The bank's.</summary>
    public static TimeZoneInfo Zone(this KernelOptions options) =>
        TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
}
