using System.Data;
using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>
/// The journal's one INSERT, kept prepared on the writer's connection. The stream's next number is one seek in the unique index, in the
/// same statement: nothing is cached, so nothing can be stale. Should another node give the same number at the same instant, the unique
/// constraint refuses the later one and the writer runs that work again.
/// </summary>
internal sealed class JournalInsert : IDisposable
{
    private const string Sql =
        """
        INSERT INTO journal (stream, stream_seq, at_us, node, kind, version, cause, body)
        VALUES (@stream, coalesce((SELECT stream_seq FROM journal WHERE stream = @stream ORDER BY stream_seq DESC LIMIT 1), 0) + 1,
                @at_us, @node, @kind, @version, @cause, @body)
        RETURNING seq, stream_seq
        """;

    private readonly string _node;
    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly Values _values;

    public JournalInsert(DbConnection connection, string node)
    {
        (_connection, _node) = (connection, node);
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        _values = new Values(_command.CreateParameter, _command.Parameters, node);
    }

    public JournalRow Run(in JournalEntry entry, DbTransaction transaction)
    {
        _values.Set(entry);
        _command.Transaction = transaction;
        using var reader = _command.ExecuteReader();
        reader.Read();
        return Row(entry, reader);
    }

    /// <summary>On PostgreSQL all in one round trip, in order.</summary>
    public void RunAll(IReadOnlyList<Work> works, DbTransaction transaction, List<JournalRow> rows)
    {
        if (works.Count == 1 || !_connection.CanCreateBatch)
        {
            foreach (var work in works)
                Keep(work, Run(work.Entry!.Value, transaction), rows);
            return;
        }
        using var batch = _connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var work in works)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Sql;
            new Values(_command.CreateParameter, command.Parameters, _node).Set(work.Entry!.Value);
            batch.BatchCommands.Add(command);
        }
        using var reader = batch.ExecuteReader();
        foreach (var work in works)
        {
            reader.Read();
            Keep(work, Row(work.Entry!.Value, reader), rows);
            reader.NextResult();
        }
    }

    public void Dispose() => _command.Dispose();

    private static void Keep(Work work, JournalRow row, List<JournalRow> rows)
    {
        rows.Add(row);
        work.Appended(row);
    }

    private JournalRow Row(in JournalEntry entry, DbDataReader reader) => new(
        reader.GetInt64(0), entry.Stream, reader.GetInt64(1), entry.AtUs, _node, entry.Kind, entry.Version, entry.Cause, entry.Body);

    private sealed class Values
    {
        private readonly Func<DbParameter> _make;
        private readonly DbParameterCollection _all;
        private readonly DbParameter _stream, _atUs, _kind, _version, _cause, _body;

        public Values(Func<DbParameter> make, DbParameterCollection all, string node)
        {
            (_make, _all) = (make, all);
            _stream = Add("@stream", DbType.String);
            _atUs = Add("@at_us", DbType.Int64);
            Add("@node", DbType.String).Value = node;
            _kind = Add("@kind", DbType.String);
            _version = Add("@version", DbType.Int32);
            _cause = Add("@cause", DbType.String);
            _body = Add("@body", DbType.String);
        }

        public void Set(in JournalEntry entry)
        {
            _stream.Value = entry.Stream;
            _atUs.Value = entry.AtUs;
            _kind.Value = entry.Kind;
            _version.Value = entry.Version;
            _cause.Value = (object?)entry.Cause ?? DBNull.Value;
            _body.Value = entry.Body;
        }

        private DbParameter Add(string name, DbType type)
        {
            var parameter = _make();
            parameter.ParameterName = name;
            parameter.DbType = type;
            _all.Add(parameter);
            return parameter;
        }
    }
}
