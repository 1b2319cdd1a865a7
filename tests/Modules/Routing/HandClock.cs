namespace TellerLine.Modules.Routing;

/// <summary>A clock moved by hand, with one timer that counts: the domain's.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HandTimer> _timers = [];
    private readonly List<TaskCompletionSource> _sets = [];
    private int _setSoFar;
    private DateTimeOffset _now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);

    /// <summary>By how much the next timer fires too early, as the system's do by parts of a millisecond.</summary>
    public TimeSpan EarlyBy { get; set; }

    /// <summary>Completes when timers were set so many times.</summary>
    public Task Set(int times = 1)
    {
        lock (_gate)
        {
            while (_sets.Count < times)
                _sets.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            for (var i = 0; i < Math.Min(_setSoFar, _sets.Count); i++)
                _sets[i].TrySetResult();
            return _sets[times - 1].Task;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        List<HandTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.DueAt <= _now)];
            foreach (var timer in due)
                timer.DueAt = null;
        }
        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class HandTimer(HandClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime - clock.EarlyBy;
                if (DueAt is null)
                    return true;
                clock.EarlyBy = TimeSpan.Zero;
                if (clock._setSoFar++ < clock._sets.Count)
                    clock._sets[clock._setSoFar - 1].TrySetResult();
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
