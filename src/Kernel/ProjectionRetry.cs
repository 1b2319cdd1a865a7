using System.Data.Common;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// Tries what a projection set aside again, stream by stream, each in order until one is refused again. Each page
/// raises the generation, so that a reader elsewhere that still holds those streams back applies nothing with what it
/// knows.
/// </summary>
internal sealed class ProjectionRetry(Projection projection, Db db)
{
    private const int Page = 200;

    public async Task<RetryOutcome> Run(CancellationToken ct)
    {
        var name = projection.Name;
        long applied = 0;
        foreach (var stream in await db.Read(c => ProjectionStore.StreamsAside(c, name), ct))
        {
            int page;
            do
            {
                var generation = (await db.Read(ProjectionStore.Places, ct)).Find(p => p.Name == name)!.Generation;
                page = await db.Write(scope => OnePage(scope, stream, generation), ct);
                applied += page;
            }
            while (page == Page);
        }
        return await db.Read(
            c => new RetryOutcome(applied, ProjectionStore.CountAside(c, name), ProjectionStore.Refused(c, name)), ct);
    }

    /// <returns>Rows applied.</returns>
    private int OnePage(WriteScope scope, string stream, long generation)
    {
        if (!ProjectionStore.NextGeneration(scope, projection.Name, generation))
            return 0;
        var tables = new ProjectionScope(scope.Connection, scope.Transaction, projection.Tables, beside: false);
        var applied = 0;
        foreach (var seq in ProjectionStore.AsideOf(scope, projection.Name, stream, Page))
        {
            var row = JournalReads.One((DbConnection)scope.Connection, (DbTransaction)scope.Transaction, seq);
            var reason = projection.Hears(row.Kind)
                ? ProjectionLine.Guarded(projection, row, tables, db.IsPassing)
                : null;
            if (reason is not null)
            {
                ProjectionStore.StillAside(scope, projection.Name, seq, reason);
                break;
            }
            ProjectionStore.Applied(scope, projection.Name, seq);
            applied++;
        }
        return applied;
    }
}
