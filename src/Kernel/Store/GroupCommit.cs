using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>
/// The node's one writer: a thread that takes all works waiting, runs them in one transaction, commits once, and only then tells their
/// owners. While one group is written to disk the next gathers; alone, a work somebody waits for waits for nobody, and works nobody waits for
/// gather for a few milliseconds: a call's many small entries are a few commits instead of one each. A group that breaks as a whole is taken
/// back and its works run again one by one, so that a bad one harms only itself: a work may run more than once, but commits once.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>Works waiting; one more is refused (<see cref="DbBusyException"/>).</summary>
    public const int QueueLimit = 20_000;

    /// <summary>So long works linger that may (<see cref="Work.MayLinger"/>); a killed process loses those of this time, which nobody was told of.</summary>
    public const int LingerMs = 25;

    /// <summary>Each conflict means that another node got its way: the chance to lose fifty times in a row to three others is one in a million.</summary>
    private const int AttemptsAfterConflict = 50;
    private const int AttemptsAfterLostConnection = 5;

    private readonly object _gate = new();
    private readonly Queue<Work> _waiting = new();
    private readonly IDbEngine _engine;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly Action<IReadOnlyList<JournalRow>> _committed;
    private readonly Thread _thread;
    private DbConnection? _connection;
    private JournalInsert? _insert;
    private bool _started, _closed;
    private int _urgent;
    private long _lingersUntilMs;

    /// <param name="committed">Told the rows of each commit, in order, on the writer's thread, before their owners are; never throws.</param>
    public GroupCommit(IDbEngine engine, string node, TimeProvider time, Action<IReadOnlyList<JournalRow>> committed)
    {
        (_engine, _node, _time, _committed) = (engine, node, time, committed);
        _thread = new Thread(Loop) { IsBackground = true, Name = "tellerline-writer" };
    }

    private enum Outcome
    {
        Committed,
        TakenBack,
        Unknown,
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
            _waiting.Enqueue(work);
            if (!work.MayLinger)
                _urgent++;
            if (first)
                _lingersUntilMs = Environment.TickCount64 + LingerMs;
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
            _closed = true;
            Monitor.Pulse(_gate);
        }
        if (_started)
            _thread.Join();
        Disconnect();
    }

    private void Loop()
    {
        var group = new List<Work>(_engine.GroupLimit);
        while (Take(group))
        {
            if (group.Count == 1 || !Together(group))
                group.ForEach(Alone);
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
    private int Linger() =>
        _waiting.Count == 0 || _waiting.Count >= _engine.GroupLimit || _urgent > 0 || _closed ? 0 : (int)(_lingersUntilMs - Environment.TickCount64);

    /// <returns>False: nothing was committed and everybody still waits.</returns>
    private bool Together(List<Work> group)
    {
        Dictionary<Work, Exception> refused = [];
        var (outcome, fault) = Transact(scope =>
        {
            foreach (var work in group)
                if (Guarded(work, scope) is { } why)
                    refused.Add(work, why);
        });
        if (outcome == Outcome.TakenBack)
            return false;
        foreach (var work in group)
        {
            if (refused.TryGetValue(work, out var why))
                work.Fail(why);
            else if (outcome == Outcome.Committed)
                work.Complete();
            else
                work.Fail(new DbOutcomeUnknownException(fault!));
        }
        return true;
    }

    /// <remarks>Without a savepoint: what it throws takes back its own transaction.</remarks>
    private void Alone(Work work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, fault) = Transact(work.Run);
            switch (outcome)
            {
                case Outcome.Committed:
                    work.Complete();
                    return;
                case Outcome.Unknown:
                    work.Fail(new DbOutcomeUnknownException(fault!));
                    return;
                case Outcome.TakenBack when attempt >= AttemptsAfter(fault!):
                    work.Fail(fault!);
                    return;
            }
        }
    }

    /// <returns>Why this one work was taken back, or null.</returns>
    private Exception? Guarded(Work work, Scope scope)
    {
        if (!work.NeedsSavepoint)
        {
            work.Run(scope);
            return null;
        }
        var transaction = (DbTransaction)scope.Transaction;
        var rows = scope.Rows.Count;
        transaction.Save("work");
        try
        {
            work.Run(scope);
            transaction.Release("work");
            return null;
        }
        catch (Exception e) when (AttemptsAfter(e) == 0)
        {
            transaction.Rollback("work");
            scope.Forget(rows);
            return e;
        }
    }

    private (Outcome Outcome, Exception? Fault) Transact(Action<Scope> works)
    {
        DbTransaction? transaction = null;
        var committing = false;
        try
        {
            _connection ??= _engine.OpenWriter();
            _insert ??= new JournalInsert(_connection, _node);
            transaction = _engine.Begin(_connection);
            var scope = new Scope(_insert, transaction, _time);
            works(scope);
            committing = true;
            transaction.Commit();
            transaction.Dispose();
            if (scope.Rows.Count > 0)
                _committed(scope.Rows);
            return (Outcome.Committed, null);
        }
        catch (Exception e)
        {
            TakeBack(transaction);
            // A commit whose answer was lost with its connection may have happened.
            return (committing && _connection is null ? Outcome.Unknown : Outcome.TakenBack, e);
        }
    }

    private void TakeBack(DbTransaction? transaction)
    {
        try
        {
            transaction?.Rollback();
            transaction?.Dispose();
            if (_connection?.State != System.Data.ConnectionState.Open)
                Disconnect();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or ObjectDisposedException)
        {
            Disconnect();
        }
    }

    private void Disconnect()
    {
        _insert?.Dispose();
        _connection?.Dispose();
        (_insert, _connection) = (null, null);
    }

    /// <returns>0 for a fault of the work's own.</returns>
    private int AttemptsAfter(Exception e) =>
        _engine.IsConflict(e) ? AttemptsAfterConflict : e is DbException { IsTransient: true } ? AttemptsAfterLostConnection : 0;
}
