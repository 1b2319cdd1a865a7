namespace TellerLine.Kernel;

/// <summary>A report day is 00:00 to 24:00 in the bank's time zone (domain §C.4, 15).</summary>
public static class ReportDay
{
    /// <returns>First microsecond of the day and of the next.</returns>
    public static (long FromUs, long ToUs) Day(this KernelOptions options, DateOnly day) =>
        (StartOf(options, day), StartOf(options, day.AddDays(1)));

    public static (long FromUs, long ToUs) DayAround(this KernelOptions options, long us) => options.Day(options.DayOf(us));

    public static DateOnly DayOf(this KernelOptions options, long us) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.FromUs(us), Zone(options)).DateTime);

    private static long StartOf(KernelOptions options, DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return Clock.ToUs(new DateTimeOffset(local, Zone(options).GetUtcOffset(local)));
    }

    private static TimeZoneInfo Zone(KernelOptions options) => TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
}
