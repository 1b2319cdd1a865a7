using System.Data.Common;
using Npgsql;

namespace TellerLine.Kernel.Store;

/// <summary>
/// On PostgreSQL the server keeps the statement prepared after its second use, and a group's entries travel together.
/// </summary>
internal sealed class PostgreSqlJournalInsert(NpgsqlConnection connection, string node) : JournalInsert
{
    public override JournalRow Run(in JournalEntry entry, DbTransaction transaction)
    {
        using var command = new NpgsqlCommand(Sql, connection, (NpgsqlTransaction)transaction);
        Fill(command.Parameters, entry);
        using var reader = command.ExecuteReader();
        reader.Read();
        return Row(entry, node, reader.GetInt64(0), reader.GetInt64(1));
    }

    public override void RunAll(IReadOnlyList<Work> works, DbTransaction transaction, List<JournalRow> rows)
    {
        if (works.Count == 1)
        {
            base.RunAll(works, transaction, rows);
            return;
        }
        using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction)transaction);
        foreach (var work in works)
        {
            var command = new NpgsqlBatchCommand(Sql);
            Fill(command.Parameters, work.Entry!.Value);
            batch.BatchCommands.Add(command);
        }
        using var reader = batch.ExecuteReader();
        foreach (var work in works)
        {
            reader.Read();
            Keep(work, Row(work.Entry!.Value, node, reader.GetInt64(0), reader.GetInt64(1)), rows);
            reader.NextResult();
        }
    }

    public override void Dispose()
    {
    }

    /// <remarks>Positional and typed: Npgsql need neither parse the statement nor box a number.</remarks>
    private void Fill(NpgsqlParameterCollection parameters, in JournalEntry entry)
    {
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Stream });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = entry.AtUs });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = node });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Kind });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = entry.Version });
        parameters.Add(entry.Cause is { } cause
            ? new NpgsqlParameter<string> { TypedValue = cause }
            : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Body });
    }
}
