using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>
/// The journal's one INSERT, kept prepared on the writer's connection. The stream's next number is one seek in the
/// unique index, in the same statement: nothing is cached, so nothing can be stale. Should another node give the same
/// number at the same instant, the unique
/// constraint refuses the later one and the writer runs that work again.
/// </summary>
internal abstract class JournalInsert : IDisposable
{
    /// <summary>The parameters in order: stream, moment, node, kind, version, cause, body.</summary>
    protected const string Sql =
        """
        INSERT INTO journal (stream, stream_seq, at_us, node, kind, version, cause, body)
        VALUES ($1, coalesce((SELECT stream_seq FROM journal WHERE stream = $1 ORDER BY stream_seq DESC LIMIT 1), 0) + 1,
                $2, $3, $4, $5, $6, $7)
        RETURNING seq, stream_seq
        """;

    public abstract JournalRow Run(in JournalEntry entry, DbTransaction transaction);

    /// <summary>Works that are plain entries, in order.</summary>
    public virtual void RunAll(IReadOnlyList<Work> works, DbTransaction transaction, List<JournalRow> rows)
    {
        foreach (var work in works)
            Keep(work, Run(work.Entry!.Value, transaction), rows);
    }

    public abstract void Dispose();

    protected static void Keep(Work work, JournalRow row, List<JournalRow> rows)
    {
        rows.Add(row);
        work.Appended(row);
    }

    protected static JournalRow Row(in JournalEntry entry, string node, long seq, long streamSeq) =>
        new(seq, entry.Stream, streamSeq, entry.AtUs, node, entry.Kind, entry.Version, entry.Cause, entry.Body);
}
