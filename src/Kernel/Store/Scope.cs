using System.Data;
using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>One group's transaction, lent to its works one after the other; remembers what they append.</summary>
internal sealed class Scope(JournalInsert insert, DbTransaction transaction, TimeProvider time) : WriteScope
{
    private readonly List<JournalRow> _rows = [];

    public override IDbConnection Connection => transaction.Connection!;

    public override IDbTransaction Transaction => transaction;

    public IReadOnlyList<JournalRow> Rows => _rows;

    public override JournalRow Append(string stream, object body, string? cause = null) =>
        Append(JournalEntry.Of(stream, body, cause, time.NowUs()));

    public JournalRow Append(in JournalEntry entry)
    {
        var row = insert.Run(entry, transaction);
        _rows.Add(row);
        return row;
    }

    /// <summary>Forgets what a work appended that is being taken back.</summary>
    public void Forget(int from) => _rows.RemoveRange(from, _rows.Count - from);
}
