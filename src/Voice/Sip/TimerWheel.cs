namespace TellerLine.Voice.Sip;

/// <summary>
/// One timer of a transaction or dialog; armed and disarmed on its wheel, fired under the stack's gate.
/// </summary>
internal sealed class WheelTimer(Action fire)
{
    internal readonly Action Fire = fire;
    internal WheelTimer? Next;
    internal WheelTimer? Previous;
    internal long DueTick = -1;

    public bool IsArmed => DueTick >= 0;

    internal long DueMs => DueTick * TimerWheel.TickMs;
}

/// <summary>
/// All of SIP's timers on one hashed wheel: arming and disarming are a few stores, however many transactions live (a
/// thousand calls a second leave some 60,000 behind for 32 s). Not safe for threads: used under the stack's gate only.
/// </summary>
/// <param name="faulted">Hears of a timer that threw; the others go on.</param>
internal sealed class TimerWheel(Action<Exception> faulted)
{
    public const int TickMs = 10;
    private const int Slots = 4_096;

    private readonly WheelTimer?[] _slots = new WheelTimer?[Slots];
    private long _tick;

    public int Count { get; private set; }

    /// <summary>
    /// Fires at least <paramref name="delayMs"/> after <paramref name="nowMs"/>, at most a tick later; again if armed
    /// again.
    /// </summary>
    public void Arm(WheelTimer timer, long nowMs, long delayMs)
    {
        Disarm(timer);
        timer.DueTick = Math.Max(_tick, nowMs / TickMs) + 1 + ((Math.Max(0, delayMs) + TickMs - 1) / TickMs);
        ref var head = ref _slots[timer.DueTick & (Slots - 1)];
        timer.Previous = null;
        timer.Next = head;
        head?.Previous = timer;
        head = timer;
        Count++;
    }

    public void Disarm(WheelTimer timer)
    {
        if (timer.DueTick < 0)
            return;
        if (timer.Previous is null)
            _slots[timer.DueTick & (Slots - 1)] = timer.Next;
        else
            timer.Previous.Next = timer.Next;
        timer.Next?.Previous = timer.Previous;
        timer.Next = timer.Previous = null;
        timer.DueTick = -1;
        Count--;
    }

    /// <summary>
    /// Moves to <paramref name="nowMs"/> (of any monotonic clock, from its zero) and fires what is due, in order of
    /// slots.
    /// </summary>
    public void Advance(long nowMs)
    {
        var target = nowMs / TickMs;
        if (Count == 0)
        {
            _tick = Math.Max(_tick, target);
            return;
        }

        while (_tick < target)
        {
            _tick++;
            FireSlot();
        }
    }

    /// <summary>
    /// When the wheel must be advanced next, in ms of the same clock: nothing fires before. Null when nothing is armed.
    /// </summary>
    public long? NextMs()
    {
        if (Count == 0)
            return null;
        // Beyond one turn nothing need be told apart: who looks then finds out.
        for (var tick = _tick + 1; tick < _tick + Slots; tick++)
        {
            for (var timer = _slots[tick & (Slots - 1)]; timer is not null; timer = timer.Next)
            {
                if (timer.DueTick == tick)
                    return tick * TickMs;
            }
        }

        return (_tick + Slots) * TickMs;
    }

    private void FireSlot()
    {
        // A firing timer may disarm any other: start again from the head after each.
        var timer = _slots[_tick & (Slots - 1)];
        while (timer is not null)
        {
            if (timer.DueTick > _tick)
            {
                timer = timer.Next;
                continue;
            }

            Disarm(timer);
            try
            {
                timer.Fire();
            }
            catch (Exception e)
            {
                faulted(e);
            }

            timer = _slots[_tick & (Slots - 1)];
        }
    }
}
