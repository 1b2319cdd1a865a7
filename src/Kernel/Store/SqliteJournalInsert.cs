using System.Buffers;
using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TellerLine.Kernel.Store;

/// <summary>
/// On SQLite the statement is prepared once and given its values directly: the way through ADO.NET costs more than the
/// insert itself, and this is the most frequent statement of all.
/// </summary>
internal sealed class SqliteJournalInsert : JournalInsert
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;
    private readonly string _node;

    public SqliteJournalInsert(SqliteConnection connection, string node)
    {
        (_db, _node) = (connection.Handle!, node);
        Check(raw.sqlite3_prepare_v2(_db, Sql.Replace('$', '?'), out _statement));
    }

    public override JournalRow Run(in JournalEntry entry, DbTransaction transaction)
    {
        try
        {
            Bind(1, entry.Stream);
            Check(raw.sqlite3_bind_int64(_statement, 2, entry.AtUs));
            Bind(3, _node);
            Bind(4, entry.Kind);
            Check(raw.sqlite3_bind_int(_statement, 5, entry.Version));
            if (entry.Cause is { } cause)
                Bind(6, cause);
            else
                Check(raw.sqlite3_bind_null(_statement, 6));
            Bind(7, entry.Body);
            Check(raw.sqlite3_step(_statement), raw.SQLITE_ROW);
            var row = Row(
                entry, _node, raw.sqlite3_column_int64(_statement, 0), raw.sqlite3_column_int64(_statement, 1));
            Check(raw.sqlite3_step(_statement), raw.SQLITE_DONE);
            return row;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public override void Dispose() => _statement.Dispose();

    /// <remarks>SQLite copies the text.</remarks>
    private void Bind(int parameter, string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, buffer);
        Check(raw.sqlite3_bind_text(_statement, parameter, buffer.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Check(int code, int expected = raw.SQLITE_OK)
    {
        if (code != expected)
            throw new SqliteException(
                $"SQLite Error {code}: '{raw.sqlite3_errmsg(_db).utf8_to_string()}'.", code & 0xFF,
                raw.sqlite3_extended_errcode(_db));
    }
}
