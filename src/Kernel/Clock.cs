namespace TellerLine.Kernel;

/// <summary>Time as the journal keeps it: microseconds since the Unix epoch, UTC.</summary>
public static class Clock
{
    public static long NowUs(this TimeProvider time) => ToUs(time.GetUtcNow());

    public static long ToUs(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromUs(long us) =>
        DateTimeOffset.UnixEpoch.AddTicks(us * TimeSpan.TicksPerMicrosecond);
}
