using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>The database and the journal in it. Opens nothing before its first use.</summary>
internal sealed partial class Db : IDb, IJournal, IAsyncDisposable
{
    private readonly IDbEngine _engine;
    private readonly GroupCommit _writer;
    private readonly DbStanding _standing;
    private readonly Followers _followers;
    private readonly TimeProvider _time;
    private readonly ILogger<Db> _log;
    private long _lostPosts;

    public Db(KernelOptions options, TimeProvider time, ILogger<Db> log)
    {
        (_time, _log) = (time, log);
        _engine = options.PostgreSql.Length > 0
            ? new PostgreSqlEngine(options.PostgreSql)
            : new SqliteEngine(Path.Combine(options.DataDirectory, "tellerline.db"));
        _followers = new Followers(log);
        _standing = new DbStanding(time, log);
        _writer = new GroupCommit(_engine, options.Node, time, _standing, _followers.Tell);
    }

    /// <summary>The database went away or came back; on the writer's thread.</summary>
    internal event Action? StandingChanged
    {
        add => _standing.Changed += value;
        remove => _standing.Changed -= value;
    }

    public DbEngine Engine => _engine.Kind;

    public long LastSeq => _followers.LastSeq;

    public DbHealth Health
    {
        get
        {
            var away = _standing.Now;
            return new DbHealth(
                away is null, away?.SinceUs, away?.Reason, _writer.Waiting, Interlocked.Read(ref _lostPosts));
        }
    }

    /// <summary>Not the work's own fault: done again, the same may succeed.</summary>
    public bool IsPassing(Exception e) => _engine.IsConflict(e) || _engine.CannotWrite(e);

    public Task<T> Write<T>(Func<WriteScope, T> work, CancellationToken ct = default)
    {
        var job = new FunctionWork<T>(work, ct);
        _writer.Enqueue(job);
        return job.Task;
    }

    public Task<T> WriteSoon<T>(Func<WriteScope, T> work, CancellationToken ct = default)
    {
        var job = new FunctionWork<T>(work, ct) { MayLinger = true };
        _writer.Enqueue(job);
        return job.Task;
    }

    public async Task<T> Read<T>(Func<IDbConnection, T> work, CancellationToken ct = default)
    {
        try
        {
            return await _engine.Read(work, ct);
        }
        catch (Exception e) when (_engine.CannotRead(e))
        {
            throw new DbBusyException("The database does not answer.", e);
        }
    }

    public Task<JournalRow> Append(string stream, object body, string? cause = null, CancellationToken ct = default)
    {
        var job = new AppendWork(JournalEntry.Of(stream, body, cause, _time.NowUs()), ct);
        _writer.Enqueue(job);
        return job.Task;
    }

    public void Post(string stream, object body, string? cause = null, long? atUs = null)
    {
        var entry = JournalEntry.Of(stream, body, cause, atUs ?? _time.NowUs());
        try
        {
            _writer.Enqueue(new PostWork(entry, PostLost) { MayLinger = true });
        }
        catch (DbBusyException e)
        {
            PostLost(entry.Kind, e);
        }
    }

    public IDisposable Follow(Action<JournalRow> committed) => _followers.Add(committed);

    public Task<IReadOnlyList<JournalRow>> ReadStream(
        string stream, long afterStreamSeq = 0, int limit = 10_000, CancellationToken ct = default) =>
        Read(c => JournalReads.Stream((DbConnection)c, stream, afterStreamSeq, limit), ct);

    public Task<IReadOnlyList<JournalRow>> ReadAll(long afterSeq, int limit = 1_000, CancellationToken ct = default) =>
        Read(c => JournalReads.All((DbConnection)c, afterSeq, _engine.SettledSeq((DbConnection)c), limit), ct);

    /// <summary>Applies what is missing and learns the journal's end.</summary>
    public async Task Start(IReadOnlyList<Capability> capabilities)
    {
        await Task.Run(() => MigrationRunner.Apply(_engine, [.. capabilities.SelectMany(MigrationRunner.Load)], _time));
        _followers.StartAt(await _engine.Read(JournalReads.LastSeq, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _engine.DisposeAsync();
    }

    private void PostLost(string kind, Exception e)
    {
        Interlocked.Increment(ref _lostPosts);
        LogPostLost(e, kind);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The entry {Kind} was not written to the journal.")]
    private partial void LogPostLost(Exception e, string kind);
}
