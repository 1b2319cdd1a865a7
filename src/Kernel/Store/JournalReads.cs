using System.Data;
using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>The journal's queries.</summary>
internal static class JournalReads
{
    private const string Columns =
        "SELECT seq, stream, stream_seq, at_us, node, kind, version, cause, body FROM journal";

    public static IReadOnlyList<JournalRow> Stream(DbConnection connection, string stream, long after, int limit) =>
        Rows(connection, $"{Columns} WHERE stream = @stream AND stream_seq > @after ORDER BY stream_seq LIMIT @limit",
            ("@stream", stream), ("@after", after), ("@limit", limit));

    /// <param name="settled">Nothing above it is shown, since a lower number may yet appear.</param>
    public static IReadOnlyList<JournalRow> All(DbConnection connection, long after, long settled, int limit) =>
        Rows(connection, $"{Columns} WHERE seq > @after AND seq <= @settled ORDER BY seq LIMIT @limit",
            ("@after", after), ("@settled", settled), ("@limit", limit));

    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public static JournalRow One(DbConnection connection, DbTransaction transaction, long seq) =>
        Rows(connection, $"{Columns} WHERE seq = @seq", transaction, ("@seq", seq))[0];

    public static long LastSeq(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(seq), 0) FROM journal";
        return (long)command.ExecuteScalar()!;
    }

    private static List<JournalRow> Rows(
        DbConnection connection, string sql, params (string Name, object Value)[] parameters) =>
        Rows(connection, sql, null, parameters);

    private static List<JournalRow> Rows(
        DbConnection connection, string sql, DbTransaction? transaction,
        params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        using var reader = command.ExecuteReader(CommandBehavior.SingleResult);
        List<JournalRow> rows = [];
        while (reader.Read())
        {
            rows.Add(new JournalRow(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4),
                reader.GetString(5),
                reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetString(8)));
        }
        return rows;
    }
}
