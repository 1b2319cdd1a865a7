using Dapper;
using TellerLine.Kernel.Core;

namespace TellerLine.Kernel;

/// <summary>
/// Who did what to whom, in a chain of hashes: for what a supervisor must be able to prove (playing a recording,
/// changing a right).
/// </summary>
public interface IAudit
{
    /// <summary>Adds a row in the transaction of the deed itself.</summary>
    /// <param name="actor">A user's number, or <c>system</c>.</param>
    /// <param name="action">A verb of the capability, <c>recording.played</c>.</param>
    /// <param name="detail">Purpose or reason; never a secret.</param>
    /// <returns>The row's number.</returns>
    long Add(WriteScope scope, string actor, string action, string subject, string detail);

    /// <summary>
    /// The same in a transaction of its own, for a deed that writes nothing else; completes when it is on disk.
    /// </summary>
    Task<long> Record(string actor, string action, string subject, string detail, CancellationToken ct = default);

    /// <summary>Computes the whole chain again.</summary>
    /// <returns>The number of the first row that is altered, missing or put in; null when all is well.</returns>
    Task<long?> FirstFault(CancellationToken ct = default);
}

/// <remarks>
/// Whoever can write to the database can compute a whole new chain: the last hash must regularly be kept where he
/// cannot (<c>Evidence</c>'s backup and day end do).
/// </remarks>
internal sealed class Audit(IDb db, KernelOptions options, TimeProvider time) : IAudit
{
    private const int Page = 1_000;

    public long Add(WriteScope scope, string actor, string action, string subject, string detail)
    {
        // The update locks the chain's end until the commit: another node waits here.
        var (seq, hash) = scope.Connection.QuerySingle<(long, string)>(
            "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq - 1, hash", transaction: scope.Transaction);
        var link = AuditLink.Next(seq, hash, time.NowUs(), options.Node, actor, action, subject, detail);
        scope.Connection.Execute(
            """
            INSERT INTO audit (seq, at_us, node, actor, action, subject, detail, algorithm, previous, hash)
            VALUES (@Seq, @AtUs, @Node, @Actor, @Action, @Subject, @Detail, @Algorithm, @Previous, @Hash)
            """, link, scope.Transaction);
        scope.Connection.Execute("UPDATE audit_head SET hash = @Hash WHERE id = 1", link, scope.Transaction);
        return link.Seq;
    }

    public Task<long> Record(string actor, string action, string subject, string detail, CancellationToken ct) =>
        db.Write(scope => Add(scope, actor, action, subject, detail), ct);

    public async Task<long?> FirstFault(CancellationToken ct)
    {
        var (endSeq, endHash) = await db.Read(
            c => c.QuerySingle<(long, string)>("SELECT seq, hash FROM audit_head WHERE id = 1"), ct);
        var (seq, hash) = (0L, "");
        while (true)
        {
            var links = await db.Read(c => c.Query<AuditLink>(
                """
                SELECT seq AS Seq, at_us AS AtUs, node AS Node, actor AS Actor, action AS Action, subject AS Subject, detail AS Detail,
                       algorithm AS Algorithm, previous AS Previous, hash AS Hash
                FROM audit WHERE seq > @seq AND seq <= @endSeq ORDER BY seq LIMIT @Page
                """, new { seq, endSeq, Page }).ToList(), ct);
            foreach (var link in links)
            {
                if (!link.Follows(seq, hash))
                    return seq + 1;
                (seq, hash) = (link.Seq, link.Hash);
            }
            if (links.Count == 0)
                return seq == endSeq && hash == endHash ? null : seq + 1;
        }
    }
}
