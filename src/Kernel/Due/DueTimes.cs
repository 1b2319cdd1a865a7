using System.Threading.Channels;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// The rows as capabilities set them, and the bell that wakes the runner. A scope runs on the writer's thread before
/// its commit, and the runner asks through that same thread: it looks after the commit, however early it is rung for.
/// </summary>
internal sealed class DueTimes(DueKinds kinds, Db db, TimeProvider time) : IDueTimes
{
    /// <summary>Later is overdue: something is in the way, and people should see it.</summary>
    public const long LateUs = 60_000_000;

    private const int MaxText = 200, MaxBody = 16_000;

    private static readonly long MaxUs = Clock.ToUs(DateTimeOffset.MaxValue);

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _lastSetUs, _earliestUs = long.MaxValue;

    /// <summary>The earliest time that was set since <see cref="Forget"/>.</summary>
    public long EarliestUs => Volatile.Read(ref _earliestUs);

    public string Set(
        WriteScope scope, DueKind kind, string key, long dueUs, object? body = null, string subject = "")
    {
        var json = body is null ? "{}" : JournalJson.Write(body);
        if (kinds.Find(kind.Name) != kind)
            throw new ArgumentException($"No manifest declares the due times {kind.Name}.", nameof(kind));
        if (key.Length is 0 or > MaxText || subject.Length > MaxText || json.Length > MaxBody)
            throw new ArgumentException(
                $"{kind.Name} {key}: expected a key of 1 to {MaxText} characters, a subject of at most {MaxText} and a "
                + $"body of at most {MaxBody}; the body has {json.Length}.", nameof(key));
        if (dueUs < 0 || dueUs > MaxUs)
            throw new ArgumentOutOfRangeException(nameof(dueUs), dueUs, "Expected a moment from 1970 to 9999.");
        var id = Ids.New(time);
        DueStore.Set(scope, kind, id, key, subject, dueUs, NextSetUs(), json);
        ((Scope)scope).MovedDue.Add((kind.Name, key));
        RingAt(dueUs);
        return id;
    }

    public bool Cancel(WriteScope scope, DueKind kind, string key)
    {
        if (DueStore.Cancel(scope, kind.Name, key) is not { } attempts)
            return false;
        ((Scope)scope).MovedDue.Add((kind.Name, key));
        // Later ones of its subject waited behind it.
        if (attempts > 0)
            RingAt(0);
        return true;
    }

    public DueRow? Find(WriteScope scope, DueKind kind, string key) => DueStore.Find(scope, kind.Name, key)?.Row;

    public DueRow? Retry(WriteScope scope, string id)
    {
        if (DueStore.Find(scope, id) is not { } found || !DueStore.Retry(scope, id, time.NowUs()))
            return null;
        RingAt(0);
        return found.Row;
    }

    public DueRow? Drop(WriteScope scope, string id) =>
        DueStore.Find(scope, id) is { State: "aside" } found && found.Kind != RegularJobs.Kind.Name
        && DueStore.Delete(scope, id)
            ? found.Row
            : null;

    public Task<DueOverview> Look(int most, CancellationToken ct)
    {
        var lateUs = time.NowUs() - LateUs;
        return db.Read(connection =>
        {
            var (waiting, acting, aside) = DueStore.Counts(connection);
            return new DueOverview(
                waiting, DueStore.CountDue(connection, lateUs), acting, aside,
                DueStore.Next(connection, lateUs, most).ConvertAll(Told),
                DueStore.Late(connection, lateUs, most).ConvertAll(Told),
                DueStore.Aside(connection, most).ConvertAll(Told));
        }, ct);
    }

    /// <summary>What is set from now on is heard of.</summary>
    public void Forget() => Volatile.Write(ref _earliestUs, long.MaxValue);

    public void RingAt(long dueUs)
    {
        var known = EarliestUs;
        while (dueUs < known)
        {
            var before = Interlocked.CompareExchange(ref _earliestUs, dueUs, known);
            if (before == known)
            {
                Ring();
                return;
            }
            known = before;
        }
    }

    public void Ring() => _bell.Writer.TryWrite(true);

    public async Task Rung(CancellationToken ct) => await _bell.Reader.ReadAsync(ct);

    private long NextSetUs()
    {
        while (true)
        {
            var last = Volatile.Read(ref _lastSetUs);
            var next = Math.Max(last + 1, time.NowUs());
            if (Interlocked.CompareExchange(ref _lastSetUs, next, last) == last)
                return next;
        }
    }

    private DueStanding Told(DueStore.Standing row)
    {
        var kind = kinds.Find(row.Kind);
        return new DueStanding(
            row.Id, row.Kind, kind?.Zh ?? row.Kind, kind?.En ?? row.Kind, row.Key, row.Subject,
            Clock.FromUs(row.DueUs), row.State, row.Attempts, Clock.FromUs(row.NextUs), row.Fault,
            row.FaultUs is { } at ? Clock.FromUs(at) : null);
    }
}
