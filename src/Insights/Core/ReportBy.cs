using System.Globalization;

namespace TellerLine.Insights.Core;

/// <summary>How a report's rows are made: by a stretch of time, or by one of what the sums are kept by.</summary>
internal enum ReportBy
{
    Interval,
    Day,
    Week,
    Month,
    Queue,
    Type,
    Channel,
    Site,
    Agent,
}

internal static class ReportRows
{
    public const int MostIntervalDays = 31, MostDays = 1_830;

    public static bool IsTime(ReportBy by) => by <= ReportBy.Month;

    /// <summary>The row's key of a time as the bank's clocks show it; they sort as the times do.</summary>
    public static string KeyOf(ReportBy by, DateTime local) => by switch
    {
        ReportBy.Interval => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ReportBy.Week => $"{ISOWeek.GetYear(local):0000}-W{ISOWeek.GetWeekOfYear(local):00}",
        ReportBy.Month => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
