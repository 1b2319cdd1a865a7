using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>A report as it is asked for.</summary>
/// <param name="From">The first day, in the bank's time zone.</param>
/// <param name="To">The last day, itself within.</param>
/// <param name="By">interval, day, week, month, queue, type, channel, site, agent; day if nothing is said.</param>
/// <param name="Kpis">Keys with commas between; nothing: the standard ones.</param>
/// <param name="Version">Of the formulae; nothing: those in force.</param>
internal sealed record ReportQuery(
    DateOnly From, DateOnly To, string? By, string? Kpis, int? Version, string? Queue, string? Agent, string? Channel,
    string? Type, string? Site)
{
    private static readonly string[] Bys = [.. Enum.GetValues<ReportBy>().Select(EnumWords.Of)];

    /// <summary>All that is wrong at once.</summary>
    public (ReportAsked? Asked, IReadOnlyList<string>? Kpis, IReadOnlyList<string> Faults) Read(
        IDefinitions definitions, KernelOptions kernel, DataScope scope)
    {
        List<string> faults = [];
        var by = By ?? "day";
        if (!Bys.Contains(by))
            faults.Add($"by: expected one of {string.Join(", ", Bys)}, found {by}");
        var most = by == "interval" ? ReportRows.MostIntervalDays : ReportRows.MostDays;
        if (!ReportDay.CanBe(From) || !ReportDay.CanBe(To) || To < From || To.DayNumber - From.DayNumber >= most)
            faults.Add(
                $"from, to: expected two days in order, at most {most} days, found {From:yyyy-MM-dd}, {To:yyyy-MM-dd}");
        var versions = definitions.History(KpiList.Kind);
        if (Version is not null && versions.All(each => each.Version != Version))
            faults.Add(
                $"version: expected one of {string.Join(", ", versions.Select(v => v.Version))}, found {Version}");
        var list = (versions.FirstOrDefault(each => each.Version == Version) ?? definitions.Now(KpiList.Kind)).Value;
        string[]? keys = string.IsNullOrEmpty(Kpis) ? null : [.. Kpis.Split(',').Distinct()];
        foreach (var unknown in keys?.Where(key => list.Find(key) is null) ?? [])
            faults.Add($"kpis: there is no {unknown}");
        if (faults.Count > 0)
            return (null, null, faults);
        var asked = new ReportAsked(
            EnumWords.To<ReportBy>(by), kernel.Day(From).FromUs, kernel.Day(To).ToUs, scope.Agents)
        {
            Queue = Given(Queue), Agent = Given(Agent), Channel = Given(Channel), Type = Given(Type),
            Site = Given(Site),
        };
        return (asked, keys, []);
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
