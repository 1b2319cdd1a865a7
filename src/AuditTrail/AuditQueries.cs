using Dapper;
using TellerLine.Kernel;

namespace TellerLine.AuditTrail;

/// <param name="Rows">Newest first.</param>
/// <param name="Next">Asked for as <c>before</c>, it gives the rows behind these; null when there are none.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, long? Next);

/// <param name="Seq">1, 2, 3 … without gaps.</param>
/// <param name="Actor">A user's number, or <c>system</c>.</param>
/// <param name="Action"><c>recording.played</c></param>
/// <param name="Subject">What was done to: a recording's id, <c>user/1001</c>, <c>contact/…</c></param>
public sealed record AuditRow(
    long Seq, DateTimeOffset At, string Node, string Actor, string Action, string Subject, string Detail, string Hash);

/// <summary>What an auditor looks for; null: all.</summary>
/// <param name="Action">An action, or its beginning: <c>recording</c>.</param>
public sealed record AuditSearch(string? Actor, string? Action, string? Subject, DateOnly? From, DateOnly? To);

internal sealed class AuditQueries(IDb db, KernelOptions kernel)
{
    public async Task<AuditPage> Page(AuditSearch search, long? before, int size, CancellationToken ct)
    {
        var rows = await db.Read(c => c.Query<Stored>(
            """
            SELECT seq AS Seq, at_us AS AtUs, node AS Node, actor AS Actor, action AS Action, subject AS Subject,
                   detail AS Detail, hash AS Hash
            FROM audit
            WHERE seq < @before AND at_us >= @fromUs AND at_us < @toUs
              AND (@actor = '' OR actor = @actor) AND (@subject = '' OR subject = @subject)
              AND (@action = '' OR action = @action OR substr(action, 1, @length) = @prefix)
            ORDER BY seq DESC LIMIT @limit
            """,
            new
            {
                before = before ?? long.MaxValue, limit = size + 1,
                fromUs = search.From is { } from ? kernel.Day(from).FromUs : 0,
                toUs = search.To is { } to ? kernel.Day(to).ToUs : long.MaxValue,
                actor = search.Actor ?? "", subject = search.Subject ?? "", action = search.Action ?? "",
                prefix = search.Action + ".", length = (search.Action?.Length ?? 0) + 1,
            }).AsList(), ct);
        var shown = rows.Take(size).Select(row => new AuditRow(
            row.Seq, Clock.FromUs(row.AtUs), row.Node, row.Actor, row.Action, row.Subject, row.Detail, row.Hash))
            .ToList();
        return new AuditPage(shown, rows.Count > size ? shown[^1].Seq : null);
    }

    public Task<long> Count(CancellationToken ct) =>
        db.Read(c => c.ExecuteScalar<long>("SELECT seq FROM audit_head WHERE id = 1"), ct);

    private sealed record Stored(
        long Seq, long AtUs, string Node, string Actor, string Action, string Subject, string Detail, string Hash);
}
