using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// Reads the journal once for all projections, a page at a time, and lets each apply what concerns it; a page's rows
/// and the new places are one transaction. A line that lags behind (new tables being made) reads its own pages, in turn
/// with
/// the others, until it has come up to them. Every place is moved from where this reader believes it to be: if
/// somebody else has moved it, nothing is applied and the places are read again, so every row is applied exactly once.
/// A row that cannot be applied is set aside (<see cref="ProjectionLine"/>); it stops nobody.
/// </summary>
internal sealed partial class ProjectionRunner : BackgroundService, IProjections
{
    private const int Page = 200;

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    /// <summary>Rows gather for so long, since a commit costs more than a row.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<Projection> _projections;
    private readonly Db _db;
    private readonly TimeProvider _time;
    private readonly ILogger<ProjectionRunner> _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private List<ProjectionLine>? _lines;

    public ProjectionRunner(
        IEnumerable<Projection> projections, Db db, TimeProvider time, ILogger<ProjectionRunner> log)
    {
        (_projections, _db, _time, _log) = ([.. projections], db, time, log);
        if (_projections.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two projections are called {twice.Key}.");
    }

    /// <summary>A row could not be applied just now.</summary>
    internal event Action? RowsSetAside;

    /// <summary>
    /// How the tables in use are, from memory and without waiting; null while that is not known.
    /// </summary>
    internal IReadOnlyList<(string Name, long Behind, long Aside, bool Full)>? Standing
    {
        get
        {
            var end = _db.LastSeq;
            return Volatile.Read(ref _lines)?.Where(line => !line.Beside).Select(
                line => (line.Projection.Name, Math.Max(0, end - line.Position), line.Aside, line.IsFull)).ToList();
        }
    }

    private delegate Task<List<ProjectionLine.Outcome>> Writer(
        Func<WriteScope, List<ProjectionLine.Outcome>> work, CancellationToken ct);

    public Task CatchUp(CancellationToken ct) => ReadOn(line => !line.Beside, ct);

    public Task CatchUp(string name, CancellationToken ct)
    {
        Named(name);
        return ReadOn(line => !line.Beside && line.Projection.Name == name, ct);
    }

    public async Task BeginRebuild(string name, CancellationToken ct)
    {
        var projection = Named(name);
        await InTurn(async () =>
        {
            await Lines(ct);
            await _db.Write(scope => Begin(scope, projection), ct);
            _lines = null;
        }, ct);
        _news.Writer.TryWrite(true);
    }

    public async Task Rebuild(string name, CancellationToken ct)
    {
        await BeginRebuild(name, ct);
        while (await UnderWay(name, ct))
            await ReadOn(line => line.Projection.Name == name, ct);
    }

    public async Task<RetryOutcome> Retry(string name, CancellationToken ct)
    {
        var retry = new ProjectionRetry(Named(name), _db);
        RetryOutcome? outcome = null;
        await InTurn(async () =>
        {
            try
            {
                await Lines(ct);
                outcome = await retry.Run(ct);
            }
            finally
            {
                _lines = null;
            }
        }, ct);
        LogRetried(name, outcome!.Applied, outcome.Left);
        _news.Writer.TryWrite(true);
        return outcome;
    }

    public async Task<IReadOnlyList<ProjectionState>> Look(CancellationToken ct)
    {
        await InTurn(() => Lines(ct), ct);
        return await _db.Read<IReadOnlyList<ProjectionState>>(connection =>
        {
            var end = JournalReads.LastSeq((System.Data.Common.DbConnection)connection);
            return [.. ProjectionStore.Places(connection).Where(p => _projections.Any(own => own.Name == p.Name))
                .Select(p =>
            {
                var aside = ProjectionStore.CountAside(connection, p.Name);
                return new ProjectionState(
                    p.Name, p.Version, Math.Max(0, end - p.Position), aside, aside >= ProjectionLine.AsideLimit,
                    end - p.BesidePosition, ProjectionStore.Refused(connection, p.Name));
            })];
        }, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var following = ((IJournal)_db).Follow(_ => _news.Writer.TryWrite(true));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Step(_ => true, _db.WriteSoon, stoppingToken))
                {
                }
                await _news.Reader.ReadAsync(stoppingToken);
                await Task.Delay(Gather, _time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFault(e);
                await Task.Delay(PauseAfterFault, _time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadOn(Func<ProjectionLine, bool> which, CancellationToken ct)
    {
        while (await Step(which, _db.Write, ct))
        {
        }
    }

    /// <summary>One page for those in front, then one for each group of lines that lags behind.</summary>
    /// <returns>Whether there may be more.</returns>
    private async Task<bool> Step(Func<ProjectionLine, bool> which, Writer write, CancellationToken ct)
    {
        var more = false;
        await InTurn(async () =>
        {
            var lines = (await Lines(ct)).Where(which).ToList();
            ProjectionLine? ahead = null;
            foreach (var group in lines.Where(line => !line.IsFull).GroupBy(line => line.Position)
                .OrderByDescending(g => g.Key).Select(g => g.ToList()).ToList())
            {
                more |= await ReadPage(group, ahead?.Position, write, ct);
                if (_lines is null)
                    return;
                ahead = group[0];
            }
            foreach (var line in lines.Where(line => line.Beside))
                more |= await PutInPlace(line, ct);
        }, ct);
        return more;
    }

    private async Task<bool> ReadPage(List<ProjectionLine> group, long? ahead, Writer write, CancellationToken ct)
    {
        var page = await ((IJournal)_db).ReadAll(group[0].Position, Page, ct);
        if (ahead is { } limit)
            page = [.. page.TakeWhile(row => row.Seq <= limit)];
        if (page.Count == 0)
        {
            // Behind the others by numbers alone that nobody has.
            if (ahead is { } to)
                group.ForEach(line => line.Committed(ProjectionLine.Passed(to)));
            return false;
        }
        try
        {
            var outcomes = group.Exists(line => line.IsConcernedBy(page))
                ? await write(
                    scope => group.ConvertAll(line => line.Run(page, scope, _db.IsPassing, _time.NowUs())), ct)
                : group.ConvertAll(_ => ProjectionLine.Passed(page[^1].Seq));
            foreach (var (line, outcome) in group.Zip(outcomes))
                Remember(line, outcome);
        }
        catch (RowRefusedException e)
        {
            e.Line.IsCareful = true;
        }
        catch
        {
            _lines = null;
            throw;
        }
        return true;
    }

    private void Remember(ProjectionLine line, ProjectionLine.Outcome outcome)
    {
        if (outcome.IsElsewhere)
        {
            _lines = null;
            return;
        }
        var wasFull = line.IsFull;
        line.Committed(outcome);
        foreach (var row in outcome.Aside.Where(row => row.Reason.Length > 0))
            LogAside(line.Projection.Name, row.Seq, row.Kind, row.Reason);
        if (outcome.Aside.Count > 0)
            RowsSetAside?.Invoke();
        if (line.IsFull && !wasFull)
            LogFull(line.Projection.Name, line.Aside);
    }

    /// <summary>New tables that have caught up take the place of the old.</summary>
    private async Task<bool> PutInPlace(ProjectionLine beside, CancellationToken ct)
    {
        if (_lines?.Find(l => !l.Beside && l.Projection == beside.Projection) is not { } inUse)
            return false;
        if (beside.Position < inUse.Position || beside.IsFull)
            return false;
        var done = await _db.Write(scope =>
        {
            if (!ProjectionStore.EndBeside(scope, beside))
                return false;
            ProjectionTables.Swap(scope, _db.Engine, beside.Projection.Tables);
            return true;
        }, ct);
        _lines = null;
        if (done)
            LogRebuilt(beside.Projection.Name, beside.Projection.Version);
        return true;
    }

    private async Task<bool> UnderWay(string name, CancellationToken ct)
    {
        var underWay = false;
        await InTurn(async () =>
        {
            var beside = (await Lines(ct)).Find(line => line.Beside && line.Projection.Name == name);
            if (beside is { IsFull: true })
                throw new InvalidOperationException($"{name} cannot apply {beside.Aside} rows; its old tables stay.");
            underWay = beside is not null;
        }, ct);
        return underWay;
    }

    private async Task<List<ProjectionLine>> Lines(CancellationToken ct)
    {
        if (_lines is not null)
            return _lines;
        var places = await _db.Read(ProjectionStore.Places, ct);
        var added = _projections.Where(p => !places.Exists(at => at.Name == p.Name)).ToList();
        var changed = places.SelectMany(at => _projections.Where(p =>
            p.Name == at.Name && (at.BesideVersion ?? at.Version) != p.Version)).ToList();
        if (added.Count + changed.Count > 0)
        {
            await _db.Write(scope =>
            {
                added.ForEach(p => ProjectionStore.Add(scope, p.Name, p.Version));
                changed.ForEach(p => Begin(scope, p));
                return 0;
            }, ct);
            places = await _db.Read(ProjectionStore.Places, ct);
        }
        List<ProjectionLine> lines = [];
        foreach (var place in places)
        {
            if (_projections.FirstOrDefault(p => p.Name == place.Name) is not { } projection)
                continue;
            lines.Add(new ProjectionLine(projection, beside: false, place));
            if (place.BesidePosition is not null)
                lines.Add(new ProjectionLine(projection, beside: true, place));
        }
        foreach (var held in await _db.Read(ProjectionStore.HeldStreams, ct))
            lines.Find(l => l.Projection.Name == held.Projection && l.Beside == (held.Beside != 0))?.Hold(
                held.Stream, held.Rows);
        return _lines = lines;
    }

    private int Begin(WriteScope scope, Projection projection)
    {
        ProjectionTables.Make(scope, _db.Engine, projection.Tables);
        ProjectionStore.BeginBeside(scope, projection.Name, projection.Version);
        return 0;
    }

    private async Task InTurn(Func<Task> deed, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await deed();
        }
        finally
        {
            _turn.Release();
        }
    }

    private Projection Named(string name) => _projections.FirstOrDefault(p => p.Name == name)
        ?? throw new UnknownProjectionException(
            $"There is no projection {name}; there are {string.Join(", ", _projections.Select(p => p.Name))}.");

    [LoggerMessage(Level = LogLevel.Error, Message = "Projections stopped at a fault; they go on in a while.")]
    private partial void LogFault(Exception e);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The projection {Name} set row {Seq} {Kind} aside: {Reason}")]
    private partial void LogAside(string name, long seq, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The projection {Name} stopped: {Aside} rows are aside.")]
    private partial void LogFull(string name, long aside);

    [LoggerMessage(Level = LogLevel.Information, Message = "The projection {Name} was made anew by version {Version}.")]
    private partial void LogRebuilt(string name, int version);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Name}: {Applied} rows applied that were aside, {Left} left.")]
    private partial void LogRetried(string name, long applied, long left);
}
