using System.Collections.Concurrent;
using System.Data;
using Dapper;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// What a projection may touch while it applies a row. Its own tables stand in braces,
/// <c>UPDATE {contacts} SET … WHERE id = @id</c>: they may be the ones in use or those being made beside them.
/// </summary>
public sealed class ProjectionScope
{
    private static readonly ConcurrentDictionary<(string Sql, bool Beside), string> Known = new();

    private readonly IReadOnlyList<string> _tables;
    private readonly bool _beside;

    internal ProjectionScope(
        IDbConnection connection, IDbTransaction transaction, IReadOnlyList<string> tables, bool beside)
    {
        (Connection, Transaction, _tables, _beside) = (connection, transaction, tables, beside);
    }

    public IDbConnection Connection { get; }

    public IDbTransaction Transaction { get; }

    /// <returns>Rows changed.</returns>
    public int Execute(string sql, object? values = null) => Connection.Execute(Of(sql), values, Transaction);

    public IReadOnlyList<T> Query<T>(string sql, object? values = null) =>
        Connection.Query<T>(Of(sql), values, Transaction).AsList();

    public T? SingleOrDefault<T>(string sql, object? values = null) =>
        Connection.QuerySingleOrDefault<T>(Of(sql), values, Transaction);

    /// <remarks>Each SQL text is looked at once: it must be a constant, never made of data.</remarks>
    private string Of(string sql) => Known.GetOrAdd((sql, _beside), static (key, tables) =>
    {
        foreach (var table in tables)
            key.Sql = key.Sql.Replace(
                $"{{{table}}}", ProjectionTables.NameOf(table, key.Beside), StringComparison.Ordinal);
        return key.Sql;
    }, _tables);
}
