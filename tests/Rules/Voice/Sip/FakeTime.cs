namespace TellerLine.Rules.Voice.Sip;

/// <summary>A clock that moves when told; its timers fire on the way.</summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly List<FakeTimer> _timers = [];
    private long _ms = 1_700_000_000_000;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => _ms;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(_ms);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public bool HasTimerDueIn(int ms)
    {
        lock (_timers)
            return _timers.Exists(t => t.DueMs == _ms + ms);
    }

    public void Advance(int ms)
    {
        var end = _ms + ms;
        while (true)
        {
            FakeTimer? next;
            lock (_timers)
                next = _timers.Where(t => t.DueMs <= end).MinBy(t => t.DueMs);
            if (next is null)
                break;
            _ms = Math.Max(_ms, next.DueMs);
            next.Fire();
        }

        _ms = end;
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long DueMs { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DueMs = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._ms + (long)dueTime.TotalMilliseconds;
            lock (time._timers)
            {
                time._timers.Remove(this);
                if (DueMs != long.MaxValue)
                    time._timers.Add(this);
            }

            return true;
        }

        public void Fire()
        {
            Change(_period == Timeout.InfiniteTimeSpan
                || _period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _period, _period);
            callback(state);
        }

        public void Dispose()
        {
            lock (time._timers)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
