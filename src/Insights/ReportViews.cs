using System.ComponentModel.DataAnnotations;

namespace TellerLine.Insights;

/// <summary>A report: sums of a period by one thing at a time, and the figures made of them.</summary>
/// <param name="From">The first day in the bank's time zone, <c>2026-11-01</c>.</param>
/// <param name="To">The last day, itself within.</param>
/// <param name="Version">Of the definitions <c>kpis</c> that the figures were made by.</param>
/// <param name="Total">Made of the sums of all rows, not of their figures.</param>
public sealed record KpiReport(
    [property: AllowedValues("interval", "day", "week", "month", "queue", "type", "channel", "site", "agent")] string By,
    string From, string To, string AsOf, int Version, IReadOnlyList<int> Versions, IReadOnlyList<KpiColumn> Columns,
    IReadOnlyList<KpiReportRow> Rows, KpiReportRow Total);

/// <param name="Target">A ratio of 0 to 1, seconds or contacts; null: none.</param>
public sealed record KpiColumn(
    string Key, FormulaView Title, [property: AllowedValues("count", "ratio", "duration")] string Unit,
    FormulaView Formula, double? Target, [property: AllowedValues("higher", "lower")] string Better, bool Standard);

/// <param name="Key">Of the time (<c>2026-11-28 09:15</c>, <c>2026-11-28</c>, <c>2026-W48</c>, <c>2026-11</c>), or of
/// the thing; empty: without one.</param>
/// <param name="Name">An agent's, in both languages; null: the key says it.</param>
/// <param name="Values">In the columns' order.</param>
public sealed record KpiReportRow(string Key, FormulaView? Name, IReadOnlyList<KpiCell> Values);

/// <param name="Value">Null while its denominator is 0.</param>
/// <param name="Shown">As page and files show it: percent or seconds with two decimals, or a whole number.</param>
/// <param name="Numerator">Microseconds of a duration.</param>
/// <param name="Holds">Null without a value or a target.</param>
public sealed record KpiCell(double? Value, string? Shown, long? Numerator, long? Denominator, bool? Holds);

/// <summary>What can be chosen for a report of a period.</summary>
public sealed record ReportChoices(
    int Version, IReadOnlyList<KpiColumn> Kpis, IReadOnlyList<string> Queues, IReadOnlyList<string> Channels,
    IReadOnlyList<string> Types, IReadOnlyList<string> Sites, IReadOnlyList<ReportAgent> Agents);

public sealed record ReportAgent(string Number, FormulaView Name);
