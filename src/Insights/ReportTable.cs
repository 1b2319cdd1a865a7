using System.Globalization;

namespace TellerLine.Insights;

/// <summary>A report as rows of a file: the very numbers that the page shows.</summary>
internal sealed class ReportTable(KpiReport report, bool english)
{
    public IReadOnlyList<string> Heads =>
    [
        By(), english ? "Name" : "名称", .. report.Columns.Select(Head), english ? "Formulae" : "口径版本",
    ];

    public async IAsyncEnumerable<IEnumerable<object?[]>> Portions()
    {
        await Task.CompletedTask;
        yield return report.Rows.Select(row => Cells(row, row.Key))
            .Append(Cells(report.Total, english ? "Total" : "合计"));
    }

    private object?[] Cells(KpiReportRow row, string key) =>
    [
        key, english ? row.Name?.En : row.Name?.Zh,
        .. row.Values.Select((cell, i) => Number(cell.Shown, report.Columns[i])),
        $"v{report.Version}",
    ];

    private static object? Number(string? shown, KpiColumn column) => (shown, column.Unit) switch
    {
        (null, _) => null,
        (_, "count") => long.Parse(shown, CultureInfo.InvariantCulture),
        _ => (object)decimal.Parse(shown, CultureInfo.InvariantCulture),
    };

    private string Head(KpiColumn column) => (english ? column.Title.En : column.Title.Zh) + column.Unit switch
    {
        "ratio" => english ? " (%)" : "（%）",
        "duration" => english ? " (s)" : "（秒）",
        _ => "",
    };

    private string By() => report.By switch
    {
        "interval" => english ? "Interval" : "时段",
        "day" => english ? "Day" : "日",
        "week" => english ? "Week" : "周",
        "month" => english ? "Month" : "月",
        "queue" => english ? "Queue" : "队列",
        "type" => english ? "Type" : "类型",
        "channel" => english ? "Channel" : "渠道",
        "site" => english ? "Site" : "场地",
        _ => english ? "Agent" : "座席",
    };
}
