using System.Data;
using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>
/// The journal's one INSERT, kept prepared on the writer's connection. The stream's next number is one seek in the unique index, in the same
/// statement: nothing is cached, so nothing can be stale. Should another node give the same number at the same instant, the unique
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
    private readonly DbCommand _command;
    private readonly DbParameter _stream, _atUs, _kind, _version, _cause, _body;

    public JournalInsert(DbConnection connection, string node)
    {
        _node = node;
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        _stream = Add("@stream", DbType.String);
        _atUs = Add("@at_us", DbType.Int64);
        Add("@node", DbType.String).Value = node;
        _kind = Add("@kind", DbType.String);
        _version = Add("@version", DbType.Int32);
        _cause = Add("@cause", DbType.String);
        _body = Add("@body", DbType.String);
    }

    public JournalRow Run(in JournalEntry entry, DbTransaction transaction)
    {
        _stream.Value = entry.Stream;
        _atUs.Value = entry.AtUs;
        _kind.Value = entry.Kind;
        _version.Value = entry.Version;
        _cause.Value = (object?)entry.Cause ?? DBNull.Value;
        _body.Value = entry.Body;
        _command.Transaction = transaction;
        using var reader = _command.ExecuteReader();
        reader.Read();
        return new JournalRow(
            reader.GetInt64(0), entry.Stream, reader.GetInt64(1), entry.AtUs, _node, entry.Kind, entry.Version, entry.Cause, entry.Body);
    }

    public void Dispose() => _command.Dispose();

    private DbParameter Add(string name, DbType type)
    {
        var parameter = _command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        _command.Parameters.Add(parameter);
        return parameter;
    }
}
