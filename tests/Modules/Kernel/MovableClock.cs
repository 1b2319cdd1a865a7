namespace TellerLine.Modules.Kernel;

/// <summary>What goes by is one thing, what the clock says another: it can be moved.</summary>
internal sealed class MovableClock(FakeTime time) : TimeProvider
{
    private long _movedTicks;

    public override long TimestampFrequency => time.TimestampFrequency;

    public void Move(TimeSpan by) => Interlocked.Add(ref _movedTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow().AddTicks(Volatile.Read(ref _movedTicks));

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
