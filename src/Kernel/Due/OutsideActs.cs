using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// What is being done outside the database. A row says so while it is (<c>acting</c>, by which node), so that the later
/// ones of its subject wait and a crash is counted as a try.
/// </summary>
internal sealed partial class OutsideActs(
    DueKinds kinds, DueBatch batch, DueTimes due, Db db, KernelOptions options, TimeProvider time,
    ILogger<OutsideActs> log)
{
    /// <summary>At once; others wait.</summary>
    public const int Most = 16;

    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Task> _acting = new();

    public int Room => Most - _acting.Count;

    /// <summary>In the writer: rows that this node is going to do now.</summary>
    public List<DueRow> Take(WriteScope scope, long nowUs, int room) =>
        DueStore.Take(scope, nowUs, outside: true, room).ConvertAll(row =>
        {
            DueStore.Act(scope, row.Id, options.Node);
            return row with { Attempts = row.Attempts + 1 };
        });

    /// <summary>After that was committed.</summary>
    public void Begin(DueRow row, CancellationToken stopping)
    {
        // It must be known before it can end.
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _acting[row.Id] = ActAndForget(row, known.Task, stopping);
        known.SetResult();
    }

    /// <summary>Until all that are acting have ended.</summary>
    public async Task Ended()
    {
        while (!_acting.IsEmpty)
            await Task.WhenAll(_acting.Values);
    }

    private async Task ActAndForget(DueRow row, Task known, CancellationToken stopping)
    {
        await known;
        try
        {
            await Act(row, stopping);
        }
        catch (Exception e)
        {
            LogLost(e, row.Kind, row.Key);
        }
        finally
        {
            _acting.TryRemove(row.Id, out _);
            due.RingAt(0);
        }
    }

    private async Task Act(DueRow row, CancellationToken stopping)
    {
        Action<WriteScope> effect;
        try
        {
            effect = await Done(row, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await db.Write(scope =>
            {
                DueStore.Release(scope, row.Id);
                return true;
            }, CancellationToken.None);
            return;
        }
        catch (Exception e)
        {
            Tell(await Settled(scope => Failed(scope, row, e), stopping));
            return;
        }
        try
        {
            await Settled(scope =>
            {
                if (DueStore.Delete(scope, row.Id))
                    effect(scope);
                return true;
            }, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Tell(await Settled(scope => Failed(scope, row, e), stopping));
        }
    }

    private async Task<Action<WriteScope>> Done(DueRow row, CancellationToken stopping)
    {
        var kind = kinds.Find(row.Kind) ?? throw new UnknownDueKindException(row.Kind);
        using var limit = new CancellationTokenSource(kind.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await kinds.Outside(kind).Act(row, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"It took longer than {kind.Limit}.");
        }
    }

    /// <returns>Null: it was moved or cancelled meanwhile.</returns>
    private DueFault? Failed(WriteScope scope, DueRow row, Exception e) =>
        DueStore.Find(scope, row.Id) is null ? null : batch.Failed(scope, row, row.Attempts, e);

    /// <summary>What was done is done: its end is written however long the database is away.</summary>
    private async Task<T> Settled<T>(Func<WriteScope, T> work, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await db.Write(work, CancellationToken.None);
            }
            catch (Exception e) when (e is DbBusyException or DbOutcomeUnknownException)
            {
                await Task.Delay(PauseAfterOutage, time, stopping);
            }
        }
    }

    private void Tell(DueFault? fault)
    {
        if (fault is not null)
            DueRunner.Tell(log, fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Key}: how it ended was not written; it is done again.")]
    private partial void LogLost(Exception e, string kind, string key);
}
