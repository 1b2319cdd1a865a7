using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TellerLine.Kernel.Store;

/// <summary>
/// One node to a PostgreSQL database, until several are supported: a session's advisory lock on a connection of its
/// own. The server gives it back as soon as the process is dead, and within <see cref="GivenUpAfterS"/> seconds when
/// its machine is. On SQLite the lock on the
/// data directory does the same.
/// </summary>
internal sealed partial class NodeLock(
    KernelOptions options, TimeProvider time, ILogger<NodeLock> log, IHostApplicationLifetime? program = null)
        : IAsyncDisposable
{
    /// <summary>A killed node's session ends when the server has read the end of its connection.</summary>
    private const int PatienceMs = 3_000;

    private const int GivenUpAfterS = 15;

    private const long Key = 0x544D_4E4F_4445_4C4B;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    /// <summary>Tells this process's own lost session from another node.</summary>
    private readonly string _name = $"tellerline node {options.Node} {Guid.NewGuid():N}"[..(24 + options.Node.Length)];

    private readonly CancellationTokenSource _ended = new();
    private Task _holding = Task.CompletedTask;
    private NpgsqlConnection? _connection;

    /// <exception cref="NodeTakenException">Another node works on this database.</exception>
    public async Task Take(CancellationToken ct)
    {
        if (options.PostgreSql.Length == 0)
            return;
        await Open(ct);
        _holding = Task.Run(Hold, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Close();
        _ended.Dispose();
    }

    private async Task Open(CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                _connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(PostgreSqlEngine.Bounded(options.PostgreSql, 5))
                {
                    Pooling = false, KeepAlive = 5, ApplicationName = _name,
                    Options =
                    $"-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count={GivenUpAfterS / 5 - 1}",
                }.ToString());
                await _connection.OpenAsync(ct);
                if (await Scalar($"SELECT pg_try_advisory_lock({Key})", ct) is true)
                    return;
                // This process's own session, whose connection broke and which the server has not noticed yet.
                await Scalar(
                    $"""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = '{_name}' AND pid <> pg_backend_pid()
                    """, ct);
                if (time.GetElapsedTime(since).TotalMilliseconds >= PatienceMs)
                    throw await Taken(ct);
                await Close();
            }
            catch
            {
                await Close();
                throw;
            }
            await Task.Delay(Again, time, ct);
        }
    }

    /// <summary>
    /// Notices when the connection breaks, and takes the lock again; where another node was quicker, this one ends.
    /// </summary>
    private async Task Hold()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                if (_connection is null)
                    await Open(_ended.Token);
                await _connection!.WaitAsync(_ended.Token);
            }
            catch (NodeTakenException e)
            {
                LogLost(e);
                program?.StopApplication();
                return;
            }
            catch (Exception e) when (e is DbException or IOException or TimeoutException or InvalidOperationException)
            {
                await Close();
                await Task.Delay(TimeSpan.FromSeconds(1), time, _ended.Token);
            }
        }
    }

    private async Task<NodeTakenException> Taken(CancellationToken ct)
    {
        var holder = await Scalar(
            $"""
            SELECT a.application_name || coalesce(' (' || host(a.client_addr) || ')', '') || ' ' || date_trunc('second', a.backend_start)
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.classid::bigint = {Key >> 32} AND l.objid::bigint = {Key & 0xFFFF_FFFF}
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, ct) as string;
        return new NodeTakenException(
            $"Another node works on this database: {holder ?? "unknown"}. Several nodes on one database are not supported yet: end the "
            + $"other one first. If its machine was cut off, the database gives its place free within {GivenUpAfterS} seconds.");
    }

    private async Task<object?> Scalar(string sql, CancellationToken ct)
    {
        await using var command = _connection!.CreateCommand();
#pragma warning disable CA2100 // made of constants and this node's own name
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task Close()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "This node lost its place on the database to another and ends.")]
    private partial void LogLost(Exception e);
}
