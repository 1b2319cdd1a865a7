using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TellerLine.Kernel;

/// <summary>The projections of this program, kept current in the background while the host runs.</summary>
public interface IProjections
{
    /// <summary>Brings every projection to the journal's present end and returns when it is there; needs no running host.</summary>
    Task CatchUp(CancellationToken ct = default);

    /// <summary>Empties one projection and makes it again from the journal's beginning, a page at a time beside the daily work.</summary>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    Task Rebuild(string name, CancellationToken ct = default);
}

/// <summary>
/// Each projection moves on by itself, a page of rows at a time; in the background it lets rows gather for a moment, since a commit costs more
/// than a row. The page's rows and the new position are one transaction that begins by
/// moving the position from where this reader believed it to be; if somebody else moved it (a second node, a rebuild), nothing is applied.
/// So every row is applied exactly once, in order. A projection that throws is logged and tried again later; it stops no other.
/// </summary>
internal sealed partial class ProjectionRunner : BackgroundService, IProjections
{
    private const int Page = 200;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookForOtherNodes = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<IProjection> _projections;
    private readonly IDb _db;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger<ProjectionRunner> _log;

    public ProjectionRunner(
        IEnumerable<IProjection> projections, IDb db, IJournal journal, TimeProvider time, ILogger<ProjectionRunner> log)
    {
        (_projections, _db, _journal, _time, _log) = ([.. projections], db, journal, time, log);
        if (_projections.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two projections are called {twice.Key}.");
    }

    public Task CatchUp(CancellationToken ct) => Task.WhenAll(_projections.Select(p => CatchUp(p, null, _db.Write, ct)));

    public async Task Rebuild(string name, CancellationToken ct)
    {
        var projection = _projections.FirstOrDefault(p => p.Name == name)
            ?? throw new ArgumentException($"There is no projection {name}; there are {string.Join(", ", _projections.Select(p => p.Name))}.");
        await _db.Write(scope =>
        {
            projection.Reset(scope.Connection, scope.Transaction);
            return scope.Connection.Execute(
                "INSERT INTO projection (name, position) VALUES (@name, 0) ON CONFLICT (name) DO UPDATE SET position = 0",
                new { name }, scope.Transaction);
        }, ct);
        await CatchUp(projection, null, _db.Write, ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_projections.Select(p => Task.Run(() => Run(p, stoppingToken), stoppingToken)));

    private async Task Run(IProjection projection, CancellationToken ct)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var following = _journal.Follow(_ => news.Writer.TryWrite(true));
        long? position = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                position = await CatchUp(projection, position, _db.WriteSoon, ct);
                await News(news.Reader, ct);
                await Task.Delay(Gather, _time, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                position = null;
                LogFault(e, projection.Name);
                await Task.Delay(PauseAfterFault, _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <remarks>This node's commits are told at once; those of others are looked for, and only on PostgreSQL can there be others.</remarks>
    private async Task News(ChannelReader<bool> news, CancellationToken ct)
    {
        if (_db.Engine == DbEngine.Sqlite)
        {
            await news.ReadAsync(ct);
            return;
        }
        using var look = new CancellationTokenSource(LookForOtherNodes, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, look.Token);
        try
        {
            await news.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing of our own: perhaps another node's.
        }
    }

    private delegate Task<bool> Writer(Func<WriteScope, bool> work, CancellationToken ct);

    /// <param name="position">Where the projection was last seen to be, if it was.</param>
    /// <returns>Where it is now: at the end of what was committed before the call.</returns>
    private async Task<long> CatchUp(IProjection projection, long? position, Writer write, CancellationToken ct)
    {
        while (true)
        {
            var from = position ?? await _db.Read(c => c.ExecuteScalar<long?>(
                "SELECT position FROM projection WHERE name = @name", new { name = projection.Name }), ct) ?? 0;
            var rows = await _journal.ReadAll(from, Page, ct);
            if (rows.Count == 0)
                return from;
            position = await Apply(projection, from, rows, write, ct) ? rows[^1].Seq : null;
            if (position is { } end && rows.Count < Page)
                return end;
        }
    }

    /// <returns>False: somebody else has moved the position; nothing was applied.</returns>
    private static Task<bool> Apply(IProjection projection, long position, IReadOnlyList<JournalRow> rows, Writer write, CancellationToken ct) =>
        write(scope =>
        {
            var moved = scope.Connection.Execute(
                """
                INSERT INTO projection (name, position) VALUES (@name, @to)
                ON CONFLICT (name) DO UPDATE SET position = @to WHERE projection.position = @from
                """, new { name = projection.Name, from = position, to = rows[^1].Seq }, scope.Transaction);
            if (moved == 0)
                return false;
            foreach (var row in rows)
                projection.Apply(row, scope.Connection, scope.Transaction);
            return true;
        }, ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "The projection {Name} stopped at a fault; it tries again in a while.")]
    private partial void LogFault(Exception e, string name);
}
