using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// When the packet thread wakes. Without sessions never; with little traffic for each packet and each slot that
/// somebody is in. A wake-up costs several times what a packet does, so with more it sleeps to absolute deadlines and
/// takes what has come by then; only orders wake it
/// between. What is relayed waits at most one tick; while nobody hears another, nobody waits for what comes in, and the
/// clock's slots are ticks enough.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    /// <summary>
    /// Whole ticks make a slot, so that slots begin on time. With few calls the ticks themselves are the cost.
    /// </summary>
    private const int BusyTickUs = 400, CalmTickUs = 1_000;

    /// <summary>
    /// While nobody hears another: to the next slot somebody is in, but no longer than keys and measures of jitter
    /// bear.
    /// </summary>
    private const int LoneTickUs = 10_000;

    private const int WindowUs = 100_000;

    /// <summary>
    /// Datagrams in a window from which on ticks wake less often than packets would; they end at half as many.
    /// </summary>
    private const int RelayTicksFrom = 100, LoneTicksFrom = 20;

    /// <summary>Datagrams in a window (of about 100 calls) from which on ticks are short.</summary>
    private const int BusyFrom = 1_000;

    private bool _inTicks;
    private long _tickEndsUs, _windowEndsUs;
    private int _inWindow;
    private int _tickUs = BusyTickUs;

    private long TickEndsUs(long nowUs)
    {
        if (_matrix.Edges > 0)
            return ((nowUs / _tickUs) + 1) * _tickUs;
        var due = NextDueUs();
        return due > nowUs ? Math.Min(due, nowUs + LoneTickUs) : nowUs + LoneTickUs;
    }

    /// <returns>How many events lie in <see cref="_events"/>.</returns>
    private int Wait()
    {
        if (!_inTicks)
            return Libc.epoll_wait(_epoll, _events, MaxEvents, -1);
        while (!_stopping)
        {
            var nowUs = Libc.MonotonicUs();
            if (nowUs >= _tickEndsUs)
            {
                _tickEndsUs = TickEndsUs(nowUs);
                break;
            }

            if (Libc.Await(_wake, _tickEndsUs - nowUs))
            {
                Guarded(OrdersToken, nowUs);
                _tickEndsUs = Math.Min(_tickEndsUs, TickEndsUs(nowUs));
            }
        }

        return Libc.epoll_wait(_epoll, _events, MaxEvents, 0);
    }

    /// <summary>After each round: the slots that are due, and whether the next rounds are ticks.</summary>
    private void AfterRound(int events, long nowUs)
    {
        if (_inTicks)
        {
            Guarded(TicksToken, nowUs);
            // More than one look can hold: the rest does not wait for a tick.
            if (events == MaxEvents)
                _tickEndsUs = nowUs;
        }

        if (nowUs < _windowEndsUs)
            return;
        var from = _matrix.Edges > 0 ? RelayTicksFrom : LoneTicksFrom;
        Ticking(nowUs - _windowEndsUs < WindowUs && _inWindow >= (_inTicks ? from / 2 : from), nowUs);
        _tickUs = _inWindow >= BusyFrom ? BusyTickUs : CalmTickUs;
        _windowEndsUs = nowUs + WindowUs;
        _inWindow = 0;
    }

    private void Ticking(bool on, long nowUs)
    {
        if (on == _inTicks)
            return;
        _inTicks = on;
        _tickEndsUs = nowUs;
        ArmClock();
    }

    private long _armedUs;

    /// <summary>The timer runs while the clock has something to do and no tick looks after it.</summary>
    private void ArmClock()
    {
        var dueUs = _inTicks ? 0 : NextDueUs();
        if (dueUs == _armedUs)
            return;
        _armedUs = dueUs;
        Libc.Arm(_ticks, dueUs);
    }
}
