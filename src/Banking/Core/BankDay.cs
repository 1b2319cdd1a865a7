using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Days as the bank counts them: 00:00 to 24:00 in its time zone.</summary>
internal sealed class BankDay(KernelOptions kernel, TimeProvider time)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(kernel.TimeZone);

    internal DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), _zone).DateTime);

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");

    /// <summary>A local moment of the bank as microseconds UTC; one that a clock change skips is taken an hour later.</summary>
    internal long UsOf(DateOnly day, TimeOnly at)
    {
        var local = day.ToDateTime(at);
        if (_zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return Clock.ToUs(new DateTimeOffset(local, _zone.GetUtcOffset(local)));
    }
}
