using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights;

internal static class BankIntervals
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

    /// <summary>Intervals and days by the bank's clock; the day looked for last is remembered.</summary>
    public static Intervals Intervals(this KernelOptions kernel)
    {
        var last = Tuple.Create(0L, 0L);
        return new Intervals(us =>
        {
            var (fromUs, toUs) = last;
            if (us < fromUs || us >= toUs)
            {
                (fromUs, toUs) = kernel.DayAround(us);
                last = Tuple.Create(fromUs, toUs);
            }
            return (fromUs, toUs);
        });
    }
}
