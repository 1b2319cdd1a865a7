using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// When the packet thread wakes. With little traffic each packet wakes it. A wake-up costs several times what a packet does, so with more it
/// sleeps to absolute deadlines and takes what has come by then; only orders wake it between. What is relayed waits at most one short tick;
/// without a bridge nobody waits for what comes in, and the clock's slots are ticks enough.
/// </summary>
internal sealed unsafe partial class PacketThread
{
    /// <summary>Whole ticks make a slot, so that slots begin on time.</summary>
    private const int RelayTickUs = 400, LoneTickUs = SlotUs;

    private const int WindowUs = 100_000;

    /// <summary>Datagrams in a window from which on ticks wake less often than packets would; they end at half as many.</summary>
    private const int RelayTicksFrom = 100, LoneTicksFrom = 20;

    private bool _inTicks;
    private long _tickEndsUs, _windowEndsUs;
    private int _bridges, _inWindow;

    private int TickUs => _bridges > 0 ? RelayTickUs : LoneTickUs;

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
                _tickEndsUs = ((nowUs / TickUs) + 1) * TickUs;
                break;
            }

            if (Libc.Await(_wake, _tickEndsUs - nowUs))
            {
                Guarded(OrdersToken, nowUs);
                _tickEndsUs = Math.Min(_tickEndsUs, ((nowUs / TickUs) + 1) * TickUs);
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
        var from = _bridges > 0 ? RelayTicksFrom : LoneTicksFrom;
        Ticking(nowUs - _windowEndsUs < WindowUs && _inWindow >= (_inTicks ? from / 2 : from), nowUs);
        _windowEndsUs = nowUs + WindowUs;
        _inWindow = 0;
    }

    private void Ticking(bool on, long nowUs)
    {
        if (on == _inTicks)
            return;
        _inTicks = on;
        _tickEndsUs = nowUs;
        ArmSlots();
    }

    /// <summary>The slots' timer runs while somebody needs slots and no tick looks after them.</summary>
    private void ArmSlots()
    {
        if (_live > 0 && !_inTicks)
            Libc.Arm(_ticks, (_slot + 1) * SlotUs, SlotUs);
        else
            Libc.Arm(_ticks, 0, 0);
    }
}
