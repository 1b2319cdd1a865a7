using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TellerLine.Kernel.Store;

/// <summary>One file in write-ahead mode. A commit is on disk (<c>synchronous=FULL</c>) before it is told.</summary>
internal sealed class SqliteEngine(string file) : IDbEngine
{
    private const int Readers = 8;
    private const int BusyTimeoutMs = 2_000;

    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;

    private readonly SemaphoreSlim _room = new(Readers, Readers);
    private readonly ConcurrentStack<SqliteConnection> _idle = new();

    public DbEngine Kind => DbEngine.Sqlite;

    public int GroupLimit => 256;

    /// <remarks>What is needed to take back one work of a group is kept in memory (<c>temp_store</c>): beyond 64 KiB it
    /// would go through a file.</remarks>
    public DbConnection OpenWriter()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory)
            Directory.CreateDirectory(directory);
        return Open(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;");
    }

    /// <remarks>IMMEDIATE: the lock is taken now, not in the middle of the works, where it could only fail.</remarks>
    public BegunTransaction Begin(DbConnection writer) => new(BeginMigration(writer), 0);

    public JournalInsert JournalInsert(DbConnection writer, string node) =>
        new SqliteJournalInsert((SqliteConnection)writer, node);

    public DbTransaction BeginMigration(DbConnection writer) => ((SqliteConnection)writer)
        .BeginTransaction(deferred: false);

    /// <remarks>The file's lock is held from Begin to commit: nobody can be in the way.</remarks>
    public bool IsConflict(Exception e) => false;

    /// <remarks>Result codes: https://sqlite.org/rescode.html.</remarks>
    public bool CannotRead(Exception e) => e is SqliteException { SqliteErrorCode: var code }
        && code is (Busy or Locked or NoMemory or InputOutput or CannotOpen);

    public bool CannotWrite(Exception e) =>
        CannotRead(e) || e is SqliteException { SqliteErrorCode: ReadOnly or Full };

    /// <remarks>A commit that failed is known to have failed.</remarks>
    public bool? Settle(DbConnection writer, LostTransaction lost) => false;

    public async Task<T> Read<T>(Func<DbConnection, T> work, CancellationToken ct)
    {
        await _room.WaitAsync(ct);
        try
        {
            return await Task.Run(() => WithReader(work), ct);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <remarks>One writer at a time: every visible row's lower neighbours are visible too.</remarks>
    public long SettledSeq(DbConnection reader) => long.MaxValue;

    /// <remarks>
    /// A plain rowid: the journal is never cut at its end, so AUTOINCREMENT's extra row per insert buys nothing.
    /// </remarks>
    public string Translate(string sql) => sql.Replace("{{identity}}", "INTEGER PRIMARY KEY", StringComparison.Ordinal);

    public ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var connection))
            connection.Dispose();
        _room.Dispose();
        return ValueTask.CompletedTask;
    }

    private T WithReader<T>(Func<DbConnection, T> work)
    {
        if (!_idle.TryPop(out var connection))
            connection = Open("PRAGMA query_only=ON; PRAGMA cache_size=-4096;");
        try
        {
            var result = work(connection);
            _idle.Push(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private PreparedSqlite Open(string pragmas)
    {
        var connection = new PreparedSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            DefaultTimeout = BusyTimeoutMs / 1_000,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout={BusyTimeoutMs}; {pragmas}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
