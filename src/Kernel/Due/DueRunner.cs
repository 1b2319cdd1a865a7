using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel.Core;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// Does what is due, in order, and sleeps until the next. Where nothing is to come it sleeps without end; else it looks
/// at the clock now and then (not at the database), since a timer counts what goes by and not what the clock says.
/// </summary>
internal sealed partial class DueRunner : BackgroundService
{
    /// <summary>So late at most a clock that was put forward is noticed.</summary>
    public static readonly TimeSpan ClockLook = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(2);

    private readonly DueTimes _due;
    private readonly DueKinds _kinds;
    private readonly DueBatch _batch;
    private readonly OutsideActs _acts;
    private readonly RegularJobs _jobs;
    private readonly Db _db;
    private readonly KernelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DueRunner> _log;
    private readonly ITimer _timer;
    private (long Us, long Stamp) _seen;

    public DueRunner(
        DueTimes due, DueKinds kinds, DueBatch batch, OutsideActs acts, RegularJobs jobs, Db db, KernelOptions options,
        TimeProvider time, ILogger<DueRunner> log)
    {
        (_due, _kinds, _batch, _acts, _jobs, _db) = (due, kinds, batch, acts, jobs, db);
        (_options, _time, _log) = (options, time, log);
        _timer = time.CreateTimer(_ => due.Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _seen = (time.NowUs(), time.GetTimestamp());
    }

    /// <summary>What a row's fault is told as.</summary>
    public static void Tell(ILogger log, DueFault fault)
    {
        if (fault.IsAside)
            LogAside(log, fault.Row.Kind, fault.Row.Key, fault.Attempts, fault.Reason);
        else
            LogFault(log, fault.Row.Kind, fault.Row.Key, fault.Attempts, fault.Reason);
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    /// <summary>Does all that is due now, acts outside included; for who has no running host.</summary>
    public async Task CatchUp(CancellationToken ct)
    {
        await Begin(ct);
        do
        {
            _due.Forget();
            await Pass(ct);
            await _acts.Ended();
        }
        while (_due.EarliestUs <= _time.NowUs());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var begun = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!begun)
                    await Begin(stoppingToken);
                begun = true;
                _due.Forget();
                var nextUs = await Pass(stoppingToken);
                await Sleep(nextUs, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // That the database is away is told already.
                if (e is not DbBusyException)
                    LogStopped(e);
                await Task.Delay(PauseAfterFault, _time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await _acts.Ended();
    }

    /// <summary>Takes up what this node left when it ended.</summary>
    private async Task Begin(CancellationToken ct)
    {
        await _db.Write(scope =>
        {
            foreach (var kind in _kinds.All)
                DueStore.Sort(scope, kind);
            return DueStore.ReleaseAll(scope, _options.Node);
        }, ct);
        var nowUs = _time.NowUs();
        var overdue = await _db.Read(c => DueStore.CountDue(c, nowUs - DueTimes.LateUs), ct);
        if (overdue > 0)
            LogOverdue(overdue);
    }

    /// <summary>All that is due at this moment.</summary>
    /// <returns>When the next is.</returns>
    private async Task<long> Pass(CancellationToken ct)
    {
        var nowUs = _time.NowUs();
        for (var careful = false; ;)
        {
            try
            {
                var room = _acts.Room;
                var step = await _db.Write(scope => Step(scope, nowUs, careful, room), ct);
                careful = false;
                foreach (var fault in step.Faults)
                    Tell(_log, fault);
                foreach (var row in step.Begun)
                    _acts.Begin(row, ct);
                if (step.NextUs is { } nextUs)
                    return nextUs;
            }
            catch (DueRefusedException) when (!careful)
            {
                careful = true;
            }
        }
    }

    /// <summary>
    /// One transaction's worth; the last of a pass also takes what acts outside and looks for the next.
    /// </summary>
    private (IReadOnlyList<DueFault> Faults, List<DueRow> Begun, long? NextUs) Step(
        WriteScope scope, long nowUs, bool careful, int room)
    {
        var outcome = _batch.Run(scope, nowUs, careful);
        if (outcome.MayBeMore)
            return (outcome.Faults, [], null);
        var (insideUs, firstOutsideUs, outsideUs) = DueStore.Next(scope, nowUs);
        var begun = room > 0 && firstOutsideUs <= nowUs ? _acts.Take(scope, nowUs, room) : [];
        return (outcome.Faults, begun, Math.Min(insideUs ?? long.MaxValue, outsideUs ?? long.MaxValue));
    }

    private async Task Sleep(long nextUs, CancellationToken ct)
    {
        while (Math.Min(nextUs, _due.EarliestUs) is var untilUs)
        {
            if (await Shifted(ct))
                return;
            var leftUs = untilUs - _time.NowUs();
            if (leftUs <= 0)
                return;
            var pause = untilUs == long.MaxValue ? Timeout.InfiniteTimeSpan : Slice(leftUs);
            _timer.Change(pause, Timeout.InfiniteTimeSpan);
            await _due.Rung(ct);
        }
    }

    /// <remarks>Timers count milliseconds: the next whole one, not to wake before the time.</remarks>
    private static TimeSpan Slice(long leftUs) => leftUs >= ClockLook.TotalMicroseconds
        ? ClockLook
        : TimeSpan.FromMilliseconds((leftUs + 999) / 1_000);

    /// <summary>Whether the clock was moved since it was last looked at; what depends on it is put right.</summary>
    private async Task<bool> Shifted(CancellationToken ct)
    {
        var (before, now) = (_seen, (_time.NowUs(), _time.GetTimestamp()));
        var counterUs = (long)_time.GetElapsedTime(before.Stamp, now.Item2).TotalMicroseconds;
        if (ClockShift.Of(now.Item1 - before.Us, counterUs) is not { } byUs)
        {
            _seen = now;
            return false;
        }
        LogShifted(byUs / 1_000_000.0);
        await _db.Write(
            scope => DueStore.Hasten(scope, _time.NowUs(), _time.NowUs() + DueRetry.LongestPauseUs), ct);
        await _jobs.Plan(ct);
        _seen = now;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Due times stopped at a fault; they go on in a moment.")]
    private partial void LogStopped(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Overdue} due times are overdue; they are done now, in order.")]
    private partial void LogOverdue(long overdue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock was moved by {Seconds:0.0} s; due times follow it.")]
    private partial void LogShifted(double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key} failed, attempt {Attempts}: {Reason}")]
    private static partial void LogFault(ILogger log, string kind, string key, long attempts, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Key} was set aside after {Attempts} attempts: {Reason}")]
    private static partial void LogAside(ILogger log, string kind, string key, long attempts, string reason);
}
