using System.Data;
using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>One group's transaction, lent to its works one after the other; remembers what they append.</summary>
internal sealed class Scope(JournalInsert insert, DbTransaction transaction, TimeProvider time, List<JournalRow> rows)
    : WriteScope
{
    public override IDbConnection Connection => transaction.Connection!;

    public override IDbTransaction Transaction => transaction;

    public IReadOnlyList<JournalRow> Rows => rows;

    /// <summary>
    /// Which due times were set, moved or cancelled since it was given: those taken before by who does them.
    /// </summary>
    public HashSet<(string Kind, string Key)> MovedDue { get; set; } = [];

    public override JournalRow Append(string stream, object body, string? cause = null) =>
        Append(JournalEntry.Of(stream, body, cause, time.NowUs()));

    public JournalRow Append(in JournalEntry entry)
    {
        var row = insert.Run(entry, transaction);
        rows.Add(row);
        return row;
    }

    /// <summary>Works that are plain entries, in one round trip where the engine has them.</summary>
    public void AppendAll(IReadOnlyList<Work> works) => insert.RunAll(works, transaction, rows);

    /// <summary>Runs a part that may fail without the rest.</summary>
    /// <param name="isPassing">A fault that is not the part's: an outage, another node in the way; it is
    /// thrown.</param>
    /// <returns>Why it was taken back, or null.</returns>
    public Exception? Guarded(Action part, Func<Exception, bool> isPassing)
    {
        var count = rows.Count;
        transaction.Save("part");
        try
        {
            part();
            transaction.Release("part");
            return null;
        }
        catch (Exception e) when (!isPassing(e))
        {
            transaction.Rollback("part");
            Forget(count);
            return e;
        }
    }

    /// <summary>Forgets what a work appended that is being taken back.</summary>
    public void Forget(int from) => rows.RemoveRange(from, rows.Count - from);
}
