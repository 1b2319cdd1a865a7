using Dapper;
using TellerLine.Kernel.Store;

namespace TellerLine.Modules.Kernel;

/// <summary>A statement is compiled once for the same words, and gives what a new one would.</summary>
public sealed class PreparedSqliteTests : IDisposable
{
    private readonly PreparedSqlite _connection = new("Data Source=:memory:");

    public PreparedSqliteTests()
    {
        _connection.Open();
        _connection.Execute(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two');");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void the_same_words_are_kept_once_whatever_the_values()
    {
        const string find = "SELECT name FROM t WHERE id = @id";
        var before = _connection.Kept;
        Assert.Equal("one", _connection.QuerySingle<string>(find, new { id = 1 }));
        Assert.Equal("two", _connection.QuerySingle<string>(find, new { id = 2 }));
        Assert.Null(_connection.QuerySingleOrDefault<string>(find, new { id = 3 }));
        Assert.Equal(before + 1, _connection.Kept);
    }

    [Fact]
    public void a_value_of_the_last_run_is_not_in_the_next()
    {
        const string add = "INSERT INTO t (id, name) VALUES (@id, @name)";
        _connection.Execute(add, new { id = 3, name = (string?)"three" });
        _connection.Execute(add, new { id = 4, name = (string?)null });
        Assert.Null(_connection.QuerySingle<string>("SELECT name FROM t WHERE id = 4"));
        Assert.ThrowsAny<Exception>(() => _connection.Execute(add, new { id = 5 }));
    }

    [Fact]
    public void the_same_words_inside_their_own_rows_are_a_statement_of_their_own()
    {
        const string all = "SELECT id FROM t ORDER BY id";
        var pairs = new List<(long, long)>();
        foreach (var outer in _connection.Query<long>(all, buffered: false))
        {
            foreach (var inner in _connection.Query<long>(all, buffered: false))
                pairs.Add((outer, inner));
        }

        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], pairs);
    }

    [Fact]
    public void a_refused_row_does_not_spoil_the_statement()
    {
        const string add = "INSERT INTO t (id, name) VALUES (@id, 'x')";
        _connection.Execute(add, new { id = 7 });
        Assert.ThrowsAny<Exception>(() => _connection.Execute(add, new { id = 7 }));
        _connection.Execute(add, new { id = 8 });
        Assert.Equal(2, _connection.QuerySingle<long>("SELECT COUNT(*) FROM t WHERE name = 'x'"));
    }

    [Fact]
    public void a_changed_table_is_seen()
    {
        const string rows = "SELECT * FROM t WHERE id = 1";
        Assert.Equal(2, ((IDictionary<string, object>)_connection.QuerySingle(rows)).Count);
        _connection.Execute("ALTER TABLE t ADD COLUMN more TEXT");
        Assert.Equal(3, ((IDictionary<string, object>)_connection.QuerySingle(rows)).Count);
    }

    [Fact]
    public void what_is_kept_is_in_the_transaction_that_it_runs_in()
    {
        const string add = "INSERT INTO t (id, name) VALUES (@id, 'y')";
        _connection.Execute(add, new { id = 20 });
        using (var transaction = _connection.BeginTransaction())
        {
            _connection.Execute(add, new { id = 21 }, transaction);
            _connection.Execute(add, new { id = 22 });
            transaction.Rollback();
        }

        Assert.Equal(1, _connection.QuerySingle<long>("SELECT COUNT(*) FROM t WHERE name = 'y'"));
    }

    [Fact]
    public void not_more_than_so_many_are_kept()
    {
        for (var i = 0; i < PreparedSqlite.MaxKept + 20; i++)
            Assert.Equal(i, _connection.QuerySingle<long>($"SELECT {i}"));
        Assert.Equal(PreparedSqlite.MaxKept, _connection.Kept);
    }
}
