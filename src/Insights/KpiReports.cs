using System.Globalization;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>Figures of a period by interval, day, week, month, queue, type, channel, site or agent.</summary>
internal sealed class KpiReports(
    ReportQueries queries, IDefinitions definitions, IUsers users, KernelOptions kernel, TimeProvider time)
{
    /// <param name="kpis">Their keys in order; null: those that are standard.</param>
    /// <param name="version">Of the definitions; null: the one in force.</param>
    public async Task<KpiReport> Of(
        ReportAsked asked, IReadOnlyList<string>? kpis, int? version, CancellationToken ct)
    {
        var history = definitions.History(KpiList.Kind);
        var list = version is null ? definitions.Now(KpiList.Kind) : history.Single(each => each.Version == version);
        IReadOnlyList<KpiDefinition> chosen = kpis is null
            ? [.. list.Value.Kpis.Where(kpi => kpi.Standard)]
            : [.. kpis.Select(key => list.Value.Find(key)!)];
        var total = new Sums();
        SortedDictionary<string, Sums> rows = new(StringComparer.Ordinal);
        foreach (var (key, sums) in await queries.Of(asked, ct))
            Add(
                ReportRows.IsTime(asked.By)
                    ? ReportRows.KeyOf(asked.By, kernel.LocalTime(long.Parse(key, CultureInfo.InvariantCulture)))
                    : key,
                sums);
        foreach (var (cell, sums) in await Lasting(asked, ct))
            Add(
                asked.By switch
                {
                    ReportBy.Agent => cell.Agent,
                    _ when ReportRows.IsTime(asked.By) => ReportRows.KeyOf(asked.By, kernel.LocalTime(cell.AtUs)),
                    _ => "",
                },
                sums);
        return new KpiReport(
            EnumWords.Of(asked.By), Day(asked.FromUs), Day(asked.ToUs - 1), Iso(time.NowUs()), list.Version,
            [.. history.Select(each => each.Version)], [.. chosen.Select(Column)],
            [.. rows.Where(row => !row.Value.IsZero).Select(row => new KpiReportRow(
                row.Key, asked.By == ReportBy.Agent ? NameOf(row.Key) : null, Cells(chosen, row.Value)))],
            new KpiReportRow("", null, Cells(chosen, total)));

        void Add(string key, Sums sums)
        {
            total.Add(sums);
            if (rows.TryGetValue(key, out var known))
                known.Add(sums);
            else
                rows[key] = sums;
        }
    }

    public async Task<ReportChoices> Choices(long fromUs, long toUs, DataScope scope, CancellationToken ct)
    {
        var list = definitions.Now(KpiList.Kind);
        var agents = await queries.Known("agent", fromUs, toUs, ct);
        return new ReportChoices(
            list.Version, [.. list.Value.Kpis.Select(Column)], await queries.Known("queue", fromUs, toUs, ct),
            await queries.Known("channel", fromUs, toUs, ct), await queries.Known("type", fromUs, toUs, ct),
            await queries.Known("site", fromUs, toUs, ct),
            [.. agents.Where(agent => scope.Covers(agent))
                .Select(agent => new ReportAgent(agent, NameOf(agent) ?? new FormulaView(agent, agent)))]);
    }

    /// <summary>States that last count up to now; in the tables they are when they are over.</summary>
    private async Task<SumsByCell> Lasting(ReportAsked asked, CancellationToken ct)
    {
        SumsByCell sums = [];
        var nowUs = time.NowUs();
        if (nowUs < asked.FromUs || asked.Queue is not null || asked.Channel is not null || asked.Type is not null
            || asked.Site is not null)
            return sums;
        var intervals = kernel.Intervals();
        foreach (var (agent, state, fromUs) in await queries.Lasting(ct))
            if ((asked.Agents is null || asked.Agents.Contains(agent)) && (asked.Agent is null || asked.Agent == agent))
                sums.Add(AgentTime.Of(new StateInterval(agent, TimeClasses.Of(state), fromUs, nowUs), intervals));
        foreach (var cell in sums.Keys.Where(cell => cell.AtUs < asked.FromUs || cell.AtUs >= asked.ToUs).ToList())
            sums.Remove(cell);
        return sums;
    }

    private static KpiCell[] Cells(IReadOnlyList<KpiDefinition> kpis, Sums sums) =>
    [
        .. kpis.Select(kpi =>
        {
            var value = kpi.Value(sums);
            return new KpiCell(
                value.Value, value.Shown?.ToString(kpi.Unit == "count" ? "0" : "0.00", CultureInfo.InvariantCulture),
                value.Numerator, value.Denominator,
                kpi.Holds(value.Value));
        }),
    ];

    private static KpiColumn Column(KpiDefinition kpi) => new(
        kpi.Key, new FormulaView(kpi.Zh, kpi.En), kpi.Unit, new FormulaView(kpi.FormulaZh, kpi.FormulaEn), kpi.Target,
        kpi.Better, kpi.Standard);

    private FormulaView? NameOf(string agent) =>
        users.ByNumber(agent) is { } user ? new FormulaView(user.NameZh, user.NameEn) : null;

    private string Day(long us) => kernel.DayOf(us).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(long us) => Clock.FromUs(us).UtcDateTime.ToString(
        "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
