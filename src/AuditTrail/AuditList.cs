using Dapper;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.AuditTrail;

/// <param name="Seq">1, 2, 3 … without gaps.</param>
/// <param name="Actor">A user's number, or <c>system</c>.</param>
/// <param name="Action"><c>recording.played</c></param>
/// <param name="Subject">What was done to: a recording's id, <c>user/1001</c>, <c>contact/…</c></param>
public sealed record AuditRow(
    long Seq, DateTimeOffset At, string Node, string Actor, string Action, string Subject, string Detail, string Hash);

internal static class AuditList
{
    public static readonly ListOf<AuditRow> Rows = new("audit", "审计记录", "Audit trail")
    {
        See = AuditTrailCapability.SeeAudit,
        Select =
            """
            SELECT seq AS Seq, at_us AS AtUs, node AS Node, actor AS Actor, action AS Action, subject AS Subject,
                   detail AS Detail, hash AS Hash
            FROM audit
            """,
        Read = (c, sql, values) => c.Query<Stored>(sql, values).Select(row => row.Shown()),
        Key = "seq",
        Sort = "-seq",
        Columns =
        [
            new("seq", ColumnType.Whole, "seq", "序号", "No.", row => row.Seq) { Sorts = true },
            new("at", ColumnType.Time, "at_us", "时间", "Time", row => row.At) { Filter = ColumnFilter.Range },
            new("actor", ColumnType.Text, "actor", "操作人", "Who", row => row.Actor) { Filter = ColumnFilter.Exact },
            new("action", ColumnType.Code, "action", "操作", "Did", row => row.Action) { Filter = ColumnFilter.Branch },
            new("subject", ColumnType.Text, "subject", "对象", "To", row => row.Subject)
            {
                Filter = ColumnFilter.Exact,
            },
            new("detail", ColumnType.Text, "detail", "说明", "Detail", row => row.Detail),
            new("node", ColumnType.Text, "node", "节点", "Node", row => row.Node) { Extra = true },
            new("hash", ColumnType.Text, "hash", "哈希", "Hash", row => row.Hash) { Extra = true },
        ],
    };

    private sealed record Stored(
        long Seq, long AtUs, string Node, string Actor, string Action, string Subject, string Detail, string Hash)
    {
        public AuditRow Shown() => new(Seq, Clock.FromUs(AtUs), Node, Actor, Action, Subject, Detail, Hash);
    }
}
