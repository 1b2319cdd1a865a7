using System.Data;
using Dapper;

namespace TellerLine.Kernel.Store;

/// <summary>
/// A projection's tables made anew beside those in use, with the same columns and indexes, and put in their place.
/// On PostgreSQL that is a change of names; SQLite cannot rename an index, so there the indexes are made once more
/// under their own names (about a second per million rows and index, during which nothing else is written).
/// </summary>
internal static class ProjectionTables
{
    private const string Suffix = "__beside";

    public static string NameOf(string table, bool beside) => beside ? table + Suffix : table;

    /// <summary>Makes empty ones beside; those of an earlier try are dropped.</summary>
    public static void Make(WriteScope scope, DbEngine engine, IReadOnlyList<string> tables)
    {
        Drop(scope, tables);
        foreach (var table in tables)
        {
            var beside = NameOf(table, beside: true);
            if (engine == DbEngine.PostgreSql)
            {
                Execute(scope, $"CREATE TABLE {beside} (LIKE {table} INCLUDING ALL)");
                continue;
            }
            var sql = scope.Connection.QuerySingle<string>(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = @table", new { table },
                scope.Transaction);
            Execute(scope, $"CREATE TABLE {beside} {FromParenthesis(sql)}");
            foreach (var index in SqliteIndexes(scope, table))
                Execute(scope, index.On(beside, NameOf(index.Name, beside: true)));
        }
    }

    public static void Drop(WriteScope scope, IReadOnlyList<string> tables)
    {
        foreach (var table in tables)
            Execute(scope, $"DROP TABLE IF EXISTS {NameOf(table, beside: true)}");
    }

    /// <exception cref="System.Data.Common.DbException">
    /// PostgreSQL: a long query uses the tables; nothing was done, to be tried again.
    /// </exception>
    public static void Swap(WriteScope scope, DbEngine engine, IReadOnlyList<string> tables)
    {
        if (engine == DbEngine.PostgreSql)
            Execute(scope, "SET LOCAL lock_timeout = '2s'");
        foreach (var table in tables)
        {
            if (engine == DbEngine.PostgreSql)
                SwapPostgreSql(scope, table);
            else
                SwapSqlite(scope, table);
        }
    }

    private static void SwapSqlite(WriteScope scope, string table)
    {
        var beside = NameOf(table, beside: true);
        var indexes = SqliteIndexes(scope, table);
        Execute(scope, $"DROP TABLE {table}");
        foreach (var index in indexes)
            Execute(scope, $"DROP INDEX {NameOf(index.Name, beside: true)}");
        Execute(scope, $"ALTER TABLE {beside} RENAME TO {table}");
        foreach (var index in indexes)
            Execute(scope, index.On(table, index.Name));
    }

    private static void SwapPostgreSql(WriteScope scope, string table)
    {
        var beside = NameOf(table, beside: true);
        var old = PostgreSqlIndexes(scope, table);
        var made = PostgreSqlIndexes(scope, beside);
        Execute(scope, $"DROP TABLE {table}");
        Execute(scope, $"ALTER TABLE {beside} RENAME TO {table}");
        foreach (var (index, successor) in old.Zip(made))
            Execute(scope, $"ALTER INDEX {successor} RENAME TO {index}");
    }

    private static List<SqliteIndex> SqliteIndexes(WriteScope scope, string table) =>
        scope.Connection.Query<SqliteIndex>(
        "SELECT name AS Name, sql AS Sql FROM sqlite_master WHERE type = 'index' AND tbl_name = @table AND sql IS NOT NULL",
        new { table }, scope.Transaction).AsList();

    /// <remarks>In an order by what they are, so that a copy's come in the order of the original's.</remarks>
    private static List<string> PostgreSqlIndexes(WriteScope scope, string table) => scope.Connection.Query<string>(
        """
        SELECT quote_ident(indexname) FROM pg_indexes WHERE schemaname = current_schema() AND tablename = @table
        ORDER BY indexdef LIKE 'CREATE UNIQUE%', substr(indexdef, strpos(indexdef, ' USING ')), indexname
        """, new { table }, scope.Transaction).AsList();

    private static string FromParenthesis(string sql) => sql[sql.IndexOf('(', StringComparison.Ordinal)..];

    private static void Execute(WriteScope scope, string sql) =>
        scope.Connection.Execute(sql, transaction: scope.Transaction);

    private sealed class SqliteIndex
    {
        public string Name { get; set; } = "";

        public string Sql { get; set; } = "";

        public string On(string table, string name)
        {
            var unique = Sql.StartsWith("CREATE UNIQUE", StringComparison.OrdinalIgnoreCase) ? "UNIQUE " : "";
            return $"CREATE {unique}INDEX {name} ON {table} {FromParenthesis(Sql)}";
        }
    }
}
