using Dapper;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Insights;

/// <param name="State"><c>done</c>, or <c>open</c>: it runs, or was broken off.</param>
/// <param name="Version">Of the definitions <c>callLogs</c> it was read by.</param>
public sealed record CallLogImportRow(
    string Id, DateTimeOffset At, string Source, string File, string By, string State, long Rows, long Added,
    long Repeated, long Aside, long Version, string Sha256);

/// <param name="Cells">What the mapping names of the row.</param>
public sealed record CallLogAsideRow(
    string Id, string ImportId, long Line, string ReasonZh, string ReasonEn, string Cells);

/// <param name="Subject"><c>contact/…</c> or <c>agent/NUMBER/…</c>.</param>
public sealed record QuarantineRow(string Subject, DateTimeOffset At, string Reason);

internal static class CallLogLists
{
    public static readonly ListOf<CallLogImportRow> Imports = new("callLogs", "话单导入", "Imports of call logs")
    {
        See = InsightsPermissions.ImportCallLogs,
        Select =
            """
            SELECT id AS Id, at_us AS AtUs, source AS Source, file AS File, by_user AS ByUser, finished_us AS FinishedUs, row_count AS Rows,
              added AS Added, repeated AS Repeated, aside AS Aside, version AS Version, sha256 AS Sha256
            FROM insights_import
            """,
        Read = (c, sql, values) => c.Query<StoredImport>(sql, values).Select(row => row.Shown()),
        Key = "id",
        Sort = "-id",
        Columns =
        [
            new("at", ColumnType.Time, "at_us", "时间", "Time", row => row.At) { Filter = ColumnFilter.Range },
            new("source", ColumnType.Text, "source", "来源", "Source", row => row.Source) { Filter = ColumnFilter.Exact },
            new("file", ColumnType.Text, "file", "文件", "File", row => row.File) { Filter = ColumnFilter.Part },
            new("by", ColumnType.Text, "by_user", "导入人", "By", row => row.By) { Filter = ColumnFilter.Exact },
            new("state", ColumnType.Code, "", "状态", "State", row => row.State),
            new("rows", ColumnType.Whole, "row_count", "行数", "Rows", row => row.Rows),
            new("added", ColumnType.Whole, "added", "新增", "Added", row => row.Added),
            new("repeated", ColumnType.Whole, "repeated", "已有", "Known already", row => row.Repeated),
            new("aside", ColumnType.Whole, "aside", "搁置", "Set aside", row => row.Aside),
            new("version", ColumnType.Whole, "version", "格式版本", "Format's version", row => row.Version) { Extra = true },
            new("sha256", ColumnType.Text, "sha256", "哈希", "Hash", row => row.Sha256) { Extra = true },
            new("id", ColumnType.Text, "id", "编号", "Number", row => row.Id) { Extra = true, Sorts = true },
        ],
    };

    public static readonly ListOf<CallLogAsideRow> Aside = new("callLogAside", "搁置的话单行", "Rows set aside")
    {
        See = InsightsPermissions.ImportCallLogs,
        Select =
            """
            SELECT id AS Id, import_id AS ImportId, line AS Line, reason_zh AS ReasonZh, reason_en AS ReasonEn, cells AS Cells
            FROM insights_import_aside
            """,
        Read = (c, sql, values) => c.Query<CallLogAsideRow>(sql, values),
        Key = "id",
        Sort = "id",
        Columns =
        [
            new("importId", ColumnType.Text, "import_id", "导入", "Import", row => row.ImportId)
            {
                Filter = ColumnFilter.Exact, Extra = true,
            },
            new("line", ColumnType.Whole, "line", "行", "Line", row => row.Line) { Filter = ColumnFilter.Range },
            new("reasonZh", ColumnType.Text, "reason_zh", "原因", "Reason (Chinese)", row => row.ReasonZh),
            new("reasonEn", ColumnType.Text, "reason_en", "原因（英文）", "Reason", row => row.ReasonEn),
            new("cells", ColumnType.Text, "cells", "内容", "Cells", row => row.Cells),
            new("id", ColumnType.Text, "id", "编号", "Number", row => row.Id) { Extra = true, Sorts = true },
        ],
    };

    public static readonly ListOf<QuarantineRow> Quarantine = new("quarantine", "指标隔离区", "Quarantine of figures")
    {
        See = InsightsPermissions.ImportCallLogs,
        Select = "SELECT subject AS Subject, at_us AS AtUs, reason AS Reason FROM insights_quarantine",
        Read = (c, sql, values) => c.Query<StoredQuarantine>(sql, values).Select(row => row.Shown()),
        Key = "subject",
        Sort = "subject",
        Columns =
        [
            new("at", ColumnType.Time, "at_us", "时间", "Time", row => row.At) { Filter = ColumnFilter.Range },
            new("subject", ColumnType.Text, "subject", "对象", "Of", row => row.Subject)
            {
                Sorts = true, Filter = ColumnFilter.Exact,
            },
            new("reason", ColumnType.Code, "reason", "原因", "Reason", row => row.Reason),
        ],
    };

    private sealed record StoredImport(
        string Id, long AtUs, string Source, string File, string ByUser, long? FinishedUs, long Rows, long Added,
        long Repeated, long Aside, long Version, string Sha256)
    {
        public CallLogImportRow Shown() => new(
            Id, Clock.FromUs(AtUs), Source, File, ByUser, FinishedUs is null ? "open" : "done", Rows, Added, Repeated,
            Aside, Version, Sha256);
    }

    private sealed record StoredQuarantine(string Subject, long AtUs, string Reason)
    {
        public QuarantineRow Shown() => new(Subject, Clock.FromUs(AtUs), Reason);
    }
}
