using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace TellerLine.Kernel.Store;

/// <summary>
/// PostgreSQL, for several nodes. Each node has one writer, but their transactions overlap, so a lower seq may commit
/// after a higher one. A reader must not run past it. Therefore a writer announces, before it takes its first number,
/// the highest number taken so far: a shared
/// advisory lock whose key is that number, held until commit. A reader asks first for the last number taken, then for
/// the lowest announcement, then for the rows up to the lower of the two: whoever took a lower number either still
/// holds his announcement or has
/// committed, visibly (locks are released after a transaction becomes visible). Unlike a bound by the oldest
/// transaction's id, an unrelated long transaction holds nobody back.
/// </summary>
internal sealed class PostgreSqlEngine : IDbEngine
{
    /// <summary>Advisory keys: the upper 16 bits tell ours from others'; the lower 48 carry a seq.</summary>
    private const long AnnounceKey = 0x544CL << 48;
    private const long MigrateKey = 0x544D_4D49_4752_4154;

    private const string WriterName = "tellerline writer";

    /// <summary>
    /// Unless the connection string says otherwise: to connect, for a statement of the writer, of a reader.
    /// </summary>
    private const int ConnectS = 3, WriteS = 10, ReadS = 10;

    private static readonly string Announce =
        $"""
        SELECT pg_current_xact_id()::text::bigint FROM (
          SELECT pg_advisory_xact_lock_shared({AnnounceKey} + CASE WHEN is_called THEN last_value ELSE 0 END)
          FROM journal_seq_seq) a
        """;

    private static readonly string LowestAnnounced =
        $"""
        SELECT min(((classid::bigint << 32) | objid::bigint) & {(1L << 48) - 1}) FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = {AnnounceKey >> 48}
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly NpgsqlDataSource _writer;
    private readonly NpgsqlDataSource _readers;

    public PostgreSqlEngine(string connectionString)
    {
        _writer = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Bounded(connectionString, WriteS))
        {
            Pooling = false, MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, KeepAlive = 10,
            ApplicationName = WriterName,
            // A node that hangs in the middle of a transaction must not keep its locks for ever.
            Options = "-c idle_in_transaction_session_timeout=30000 -c synchronous_commit=on",
        });
        _readers = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Bounded(connectionString, ReadS))
        {
            MaxPoolSize = 16, MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, ApplicationName = "tellerline reader",
            Options = "-c default_transaction_read_only=on",
        });
    }

    public DbEngine Kind => DbEngine.PostgreSql;

    /// <remarks>
    /// Above 64 subtransactions PostgreSQL's snapshots of every session become dearer (PGPROC_MAX_CACHED_SUBXIDS).
    /// </remarks>
    public int GroupLimit => 64;

    /// <summary>
    /// Times out, unless the connection string has times of its own; and does not wait for the answer to a cancellation
    /// on a connection that does not answer.
    /// </summary>
    public static string Bounded(string connectionString, int commandS)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        // Not ContainsKey, which knows every keyword there is, said or not.
        var said = given.Keys;
        if (!said.Contains("Timeout"))
            given.Timeout = ConnectS;
        if (!said.Contains("Command Timeout"))
            given.CommandTimeout = commandS;
        if (!said.Contains("Cancellation Timeout"))
            given.CancellationTimeout = -1;
        // With GSS tried first, one opening in fifty forgets its time-out and waits for ever for a server that takes
        // connections and says nothing (npgsql/npgsql#6655). A bank that encrypts by Kerberos says so itself.
        if (!said.Contains("GSS Encryption Mode"))
            given.GssEncryptionMode = GssEncryptionMode.Disable;
        return given.ToString();
    }

    public DbConnection OpenWriter() => Open(_writer);

    public BegunTransaction Begin(DbConnection writer)
    {
        var transaction = writer.BeginTransaction();
        return new BegunTransaction(transaction, (long)Scalar(writer, Announce)!);
    }

    public JournalInsert JournalInsert(DbConnection writer, string node) =>
        new PostgreSqlJournalInsert((NpgsqlConnection)writer, node);

    public DbTransaction BeginMigration(DbConnection writer)
    {
        var transaction = writer.BeginTransaction();
        Execute(writer, $"SELECT 1 FROM (SELECT pg_advisory_xact_lock({MigrateKey})) a");
        return transaction;
    }

    /// <remarks>Deadlock, serialisation, or two nodes that gave one stream the same number at once.</remarks>
    public bool IsConflict(Exception e) => e is PostgresException p
        && (p.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            || (p.SqlState == PostgresErrorCodes.UniqueViolation && p.ConstraintName == "journal_stream_seq"));

    /// <remarks>
    /// What does not come from the server is the connection's; of the server's own, the classes of connection,
    /// resources, operators' intervention and system (PostgreSQL, appendix A). A time-out in a lock is the work's.
    /// </remarks>
    public bool CannotRead(Exception e) => e switch
    {
        PostgresException p => p.SqlState[..2] is "08" or "53" or "57" or "58",
        _ => e is NpgsqlException,
    };

    public bool CannotWrite(Exception e) =>
        CannotRead(e) || e is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    public bool? Settle(DbConnection writer, LostTransaction lost)
    {
        Scalar(writer,
            $"""
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE pid = {lost.Backend} AND application_name = '{WriterName}' AND pid <> pg_backend_pid()
            """);
        if (lost.Id == 0)
            return false;
        try
        {
            return Scalar(writer, $"SELECT pg_xact_status('{lost.Id}'::xid8)") switch
            {
                "committed" => true,
                "aborted" => false,
                "in progress" => throw new NpgsqlException("The lost connection's transaction has not ended yet."),
                _ => null,
            };
        }
        catch (PostgresException e) when (!CannotRead(e))
        {
            // A number that this server has not given: it is another one, after a failover.
            return null;
        }
    }

    /// <remarks>
    /// Connections that lay idle while the server was restarted are found dead at once: then all of them are, and new
    /// ones are made.
    /// </remarks>
    public Task<T> Read<T>(Func<DbConnection, T> work, CancellationToken ct) => Task.Run(() =>
    {
        try
        {
            return ReadOnce(work);
        }
        catch (NpgsqlException e) when (CannotRead(e))
        {
            _readers.Clear();
            if (e.InnerException is TimeoutException)
                throw;
            return ReadOnce(work);
        }
    }, ct);

    public long SettledSeq(DbConnection reader)
    {
        var taken = Convert.ToInt64(
            Scalar(reader, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM journal_seq_seq"));
        return Scalar(reader, LowestAnnounced) is long announced ? Math.Min(taken, announced) : taken;
    }

    public string Translate(string sql) =>
        sql.Replace("{{identity}}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync();
        await _writer.DisposeAsync();
    }

    private T ReadOnce<T>(Func<DbConnection, T> work)
    {
        using var connection = Open(_readers);
        return work(connection);
    }

    private static NpgsqlConnection Open(NpgsqlDataSource source)
    {
        try
        {
            return source.OpenConnection();
        }
        catch (Exception e) when (e is TimeoutException or IOException or SocketException)
        {
            throw new NpgsqlException(e.Message, e);
        }
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
