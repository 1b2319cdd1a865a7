using TellerLine.Kernel;

namespace TellerLine.Insights;

internal static class HalfHours
{
    private const long HalfHourUs = 30 * 60 * 1_000_000L;

    /// <summary>
    /// The half hour around a time, counted from the bank's midnight, so that no interval lies in two report days.
    /// </summary>
    public static long HalfHourOf(this KernelOptions kernel, long us)
    {
        var (dayUs, _) = kernel.DayAround(us);
        return dayUs + (us - dayUs) / HalfHourUs * HalfHourUs;
    }
}
