using Dapper;
using TellerLine.Kernel;
using TellerLine.Routing.Core;

namespace TellerLine.Routing.Store;

/// <summary>The domain's snapshots in its stream, and the signing in and out that followed the newest.</summary>
internal sealed class SnapshotStore(IDb db, IJournal journal)
{
    public const string Domain = "main";
    public const string Stream = "routing/" + Domain;
    private const int Page = 1_000;

    public Task Write(RouterState state, CancellationToken ct) => db.Write(
        scope =>
        {
            var row = scope.Append(Stream, state);
            return scope.Connection.Execute(
                """
                INSERT INTO routing_domain (domain, snapshot_seq) VALUES (@Domain, @StreamSeq)
                ON CONFLICT (domain) DO UPDATE SET snapshot_seq = excluded.snapshot_seq
                """,
                new { Domain, row.StreamSeq },
                scope.Transaction);
        },
        ct);

    /// <summary>When the process before wrote last, or null when there was none.</summary>
    public Task<long?> LastWordUs(long beforeUs, CancellationToken ct) => db.Read(
        connection => connection.QuerySingleOrDefault<long?>(
            "SELECT at_us FROM journal WHERE at_us < @beforeUs ORDER BY seq DESC LIMIT 1", new { beforeUs }),
        ct);

    /// <summary>The router as the last process left it.</summary>
    public async Task<Router> Load(RouterSettings settings, CancellationToken ct)
    {
        var snapshotSeq = await db.Read(
            connection => connection.QuerySingleOrDefault<long?>(
                "SELECT snapshot_seq FROM routing_domain WHERE domain = @Domain", new { Domain }),
            ct) ?? 1;
        var router = new Router(settings);
        List<RouterEffect> told = [];
        for (var after = snapshotSeq - 1; ;)
        {
            var rows = await journal.ReadStream(Stream, after, Page, ct);
            foreach (var row in rows)
            {
                after = row.StreamSeq;
                if (row.Kind == "routing.snapshot")
                    router = Router.Restore(row.As<RouterState>(), settings);
                else if (row.Kind == "routing.agentSignedIn")
                    router.Apply(row.As<AgentSignedIn>(), row.AtUs, told);
                else if (row.Kind == "routing.agentSignedOut")
                    router.Apply(row.As<AgentSignedOut>(), row.AtUs, told);
                told.Clear();
            }
            if (rows.Count < Page)
                return router;
        }
    }
}
