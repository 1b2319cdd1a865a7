using System.Data.Common;
using System.Diagnostics;

namespace TellerLine.Kernel.Store;

/// <summary>
/// The node's one writer: a thread that takes all works waiting, runs them in one transaction, commits once, and only
/// then tells their owners. While one group is written to disk the next gathers; alone, a work somebody waits for waits
/// for nobody, and works nobody waits for gather for a few milliseconds: a call's many small entries are a few commits
/// instead of one each. A group with a work that throws is taken back and run again with a savepoint for each, and one
/// that breaks as a whole one by one, so that a bad one harms only itself: a work may run more than once, but commits
/// once. While the database is away the works stay in their order and are tried again, at longer and longer
/// intervals; who waits for one is told after <see cref="PatienceMs"/>, what nobody waits for is kept.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>Works waiting; one more is refused (<see cref="DbBusyException"/>).</summary>
    public const int QueueLimit = 20_000;

    /// <summary>
    /// So long works linger that may (<see cref="Work.MayLinger"/>); a killed process loses those of this time.
    /// </summary>
    public const int LingerMs = 25;

    /// <summary>
    /// While the database is away, a work's owner is told after so long (and one attempt's time-outs at most).
    /// </summary>
    public const int PatienceMs = 5_000;

    /// <summary>At the program's end what waits for a database that is away is given up after so long.</summary>
    private const int FarewellMs = 3_000;

    private const int FirstPauseMs = 50;
    private const int LongestPauseMs = 2_000;

    /// <summary>
    /// Each conflict means that another node got its way: to lose fifty times in a row to three others is one in a
    /// million.
    /// </summary>
    private const int AttemptsAfterConflict = 50;

    private readonly object _gate = new();
    private readonly Queue<Work> _waiting = new();
    private readonly IDbEngine _engine;
    private readonly WriterConnection _connection;
    private readonly DbStanding _standing;
    private readonly Action<IReadOnlyList<JournalRow>> _committed;
    private readonly Thread _thread;
    private readonly List<JournalRow> _rows = [];
    private bool _started, _closed;
    private int _urgent;
    private long _lingersUntilMs, _closedAtMs;

    /// <param name="committed">Told the rows of each commit, in order, on the writer's thread, before their owners are;
    /// never throws.</param>
    public GroupCommit(
        IDbEngine engine, string node, TimeProvider time, DbStanding standing,
        Action<IReadOnlyList<JournalRow>> committed)
    {
        (_engine, _standing, _committed) = (engine, standing, committed);
        _connection = new WriterConnection(engine, node, time);
        _thread = new Thread(Loop) { IsBackground = true, Name = "tellerline-writer" };
    }

    /// <summary>Works that have not had their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <exception cref="DbBusyException">Full, or closed.</exception>
    public void Enqueue(Work work)
    {
        lock (_gate)
        {
            if (_closed)
                throw new DbBusyException("The database is closed.");
            if (_waiting.Count >= QueueLimit)
                throw new DbBusyException($"{QueueLimit} writes are waiting already.");
            var first = _waiting.Count == 0;
            work.SinceMs = Environment.TickCount64;
            _waiting.Enqueue(work);
            if (!work.MayLinger)
                _urgent++;
            if (first)
                _lingersUntilMs = work.SinceMs + LingerMs;
            if (!_started)
            {
                _started = true;
                _thread.Start();
            }
            if (first || !work.MayLinger || _waiting.Count >= _engine.GroupLimit)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            (_closed, _closedAtMs) = (true, Environment.TickCount64);
            Monitor.Pulse(_gate);
        }
        if (_started)
            _thread.Join();
        _connection.Dispose();
    }

    private void Loop()
    {
        var group = new List<Work>(_engine.GroupLimit);
        while (Take(group))
        {
            if (!Write(group))
                group.ForEach(work => Write([work]));
            group.Clear();
        }
    }

    private bool Take(List<Work> group)
    {
        lock (_gate)
        {
            while (true)
            {
                if (Linger() is > 0 and var ms)
                {
                    Monitor.Wait(_gate, ms);
                    continue;
                }
                while (group.Count < _engine.GroupLimit && _waiting.TryDequeue(out var work))
                {
                    if (!work.MayLinger)
                        _urgent--;
                    if (work.IsAbandoned)
                        work.Cancel();
                    else
                        group.Add(work);
                }
                if (group.Count > 0)
                    return true;
                if (_closed)
                    return false;
                Monitor.Wait(_gate);
            }
        }
    }

    /// <returns>How long what waits may go on waiting for company.</returns>
    private int Linger() => _waiting.Count == 0 || _waiting.Count >= _engine.GroupLimit || _urgent > 0 || _closed
        ? 0
        : (int)(_lingersUntilMs - Environment.TickCount64);

    /// <summary>Until each work of the group has its outcome, however long the database is away.</summary>
    /// <returns>False: nothing was committed, and each is to be run alone.</returns>
    private bool Write(List<Work> group)
    {
        Dictionary<Work, Exception> refused = [];
        var apart = false;
        for (int conflicts = 0, failures = 0; ;)
        {
            group.RemoveAll(work => work.IsOver);
            if (group.Count == 0)
                return true;
            refused.Clear();
            var since = Stopwatch.GetTimestamp();
            var (outcome, fault) = _connection.Transact(scope => Run(group, scope, apart ? refused : null), _rows);
            KernelMeter.Commit.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
            if (outcome == WriterConnection.Outcome.InDoubt)
            {
                _standing.Down(fault!);
                outcome = Resolve(group, ref failures);
            }
            if (outcome == WriterConnection.Outcome.Committed)
            {
                _standing.Up();
                if (_rows.Count > 0)
                    _committed(_rows);
                foreach (var work in group.Where(work => !work.IsOver))
                {
                    if (refused.TryGetValue(work, out var why))
                        work.Fail(why);
                    else
                        work.Complete();
                }
                return true;
            }
            if (fault is null || _engine.CannotWrite(fault))
            {
                _standing.Down(fault);
                Pause(group, ref failures, () => new DbBusyException("The database does not answer.", fault));
            }
            else if (group.Count > 1 && !apart && !_engine.IsConflict(fault))
                apart = true;
            else if (group.Count > 1)
                return false;
            else if (!_engine.IsConflict(fault) || ++conflicts >= AttemptsAfterConflict)
            {
                // A work's own fault is an answer too: the database is there.
                _standing.Up();
                group[0].Fail(fault);
                return true;
            }
        }
    }

    /// <param name="refused">Told of each work that throws, which a savepoint takes back; null: what one throws takes
    /// back all. Few groups have such a work, and of the many each savepoint would cost two statements a
    /// work.</param>
    private void Run(List<Work> group, Scope scope, Dictionary<Work, Exception>? refused)
    {
        for (var i = 0; i < group.Count; i++)
        {
            if (group[i].Entry is not null)
            {
                var first = i;
                while (i + 1 < group.Count && group[i + 1].Entry is not null)
                    i++;
                scope.AppendAll(group.GetRange(first, i + 1 - first));
            }
            else if (refused is null)
                group[i].Run(scope);
            else if (Guarded(group[i], scope) is { } why)
                refused.Add(group[i], why);
        }
    }

    /// <returns>Why this one work was taken back, or null.</returns>
    private Exception? Guarded(Work work, Scope scope)
    {
        var transaction = (DbTransaction)scope.Transaction;
        var rows = scope.Rows.Count;
        transaction.Save("work");
        try
        {
            work.Run(scope);
            transaction.Release("work");
            return null;
        }
        catch (Exception e) when (!_engine.IsConflict(e) && !_engine.CannotWrite(e))
        {
            transaction.Rollback("work");
            scope.Forget(rows);
            return e;
        }
    }

    /// <summary>
    /// A commit whose answer was lost with its connection: the server is asked, as soon as it is there again.
    /// </summary>
    private WriterConnection.Outcome Resolve(List<Work> group, ref int failures)
    {
        while (true)
        {
            Exception fault;
            try
            {
                if (_connection.Settle() is { } committed)
                    return committed ? WriterConnection.Outcome.Committed : WriterConnection.Outcome.TakenBack;
                fault = new InvalidOperationException("The server does not remember the transaction.");
                group.ForEach(work => work.Fail(new DbOutcomeUnknownException(fault)));
            }
            catch (Exception e) when (_engine.CannotWrite(e))
            {
                fault = e;
                Pause(group, ref failures, () => new DbOutcomeUnknownException(fault));
            }
            if (group.TrueForAll(work => work.IsOver))
                return WriterConnection.Outcome.TakenBack;
        }
    }

    /// <summary>Waits before the next attempt, and tells those who have waited long enough.</summary>
    /// <param name="outcome">What those of the group are told; those behind them have not begun and are told that
    /// nothing was done.</param>
    private void Pause(List<Work> group, ref int failures, Func<Exception> outcome)
    {
        var ms = Math.Min(LongestPauseMs, FirstPauseMs << Math.Min(failures++, 10));
        var until = Environment.TickCount64 + ms * 3 / 4 + Random.Shared.Next(ms / 2);
        lock (_gate)
        {
            while (Left(until) is > 0 and var left)
                Monitor.Wait(_gate, left);
            var now = Environment.TickCount64;
            var farewell = _closed && now - _closedAtMs >= FarewellMs;
            foreach (var work in group.Where(work => work.IsOverdue(now, PatienceMs) || farewell))
                work.Fail(outcome());
            foreach (var work in _waiting.Where(work => work.IsOverdue(now, PatienceMs) || farewell))
                work.Fail(new DbBusyException("The database does not answer."));
        }
    }

    private int Left(long until) =>
        (int)((_closed ? Math.Min(until, _closedAtMs + FarewellMs) : until) - Environment.TickCount64);
}
