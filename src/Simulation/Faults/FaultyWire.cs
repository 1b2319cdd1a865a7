using TellerLine.Routing;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Faults;

/// <summary>What may go wrong with a message; shares of all.</summary>
internal sealed record WireFaults(
    double Lost = 0.03, double AckLost = 0.03, double Twice = 0.02, double Late = 0.01);

/// <summary>
/// One sender's way to the router: one message after the other, each with an id, repeated until it is acknowledged.
/// Messages and acknowledgements are lost, come late or come twice, the second long after later ones.
/// </summary>
internal sealed class FaultyWire(VirtualTime time, RandomStream random, WireFaults faults, Action<RouterInput> deliver)
{
    private const long Second = 1_000_000;
    private readonly Queue<(RouterInput Fact, bool Repeats)> _waiting = new();
    private long _life;
    private bool _busy;

    /// <param name="repeats">False: said once; lost is lost (an acceptance, whose moment passes).</param>
    public void Send(RouterInput fact, bool repeats = true)
    {
        _waiting.Enqueue((fact with { Id = new Guid(Bytes()) }, repeats));
        if (!_busy)
            Transmit();
    }

    /// <summary>The process dies, and with it all that is under way.</summary>
    public void Die()
    {
        _life++;
        _waiting.Clear();
        _busy = false;
    }

    private void Transmit()
    {
        if (!_waiting.TryPeek(out var next))
        {
            _busy = false;
            return;
        }
        _busy = true;
        var life = _life;
        void InTime(long afterUs, Action act) => time.Plan(afterUs, () =>
        {
            if (life == _life)
                act();
        });
        var lost = Happens(faults.Lost);
        var acknowledged = !lost && !Happens(faults.AckLost);
        var delayUs = Happens(faults.Late) ? Between(5, 30) : Between(0.01, 0.4);
        if (!lost)
            InTime(delayUs, () => deliver(next.Fact));
        if (Happens(faults.Twice))
            InTime(delayUs + Between(0.1, 60), () => deliver(next.Fact));
        if (acknowledged || !next.Repeats)
        {
            InTime(delayUs, () =>
            {
                _waiting.Dequeue();
                Transmit();
            });
        }
        else
            InTime(delayUs + 2 * Second, Transmit);
    }

    private bool Happens(double share) => random.NextDouble() < share;

    private long Between(double fromS, double toS) =>
        (long)((fromS + random.NextDouble() * (toS - fromS)) * Second);

    private byte[] Bytes() =>
        [.. BitConverter.GetBytes(random.NextBits()), .. BitConverter.GetBytes(random.NextBits())];
}

/// <summary>What is planned, in the order of time and then of planning.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (long AtUs, long Order)> _planned = new();
    private long _order;

    public long NowUs { get; private set; }

    public void Plan(long afterUs, Action act) =>
        _planned.Enqueue(act, (NowUs + Math.Max(0, afterUs), ++_order));

    /// <returns>False when nothing more is planned before <paramref name="untilUs"/>.</returns>
    public bool Step(long untilUs)
    {
        if (!_planned.TryPeek(out _, out var next) || next.AtUs > untilUs)
            return false;
        var act = _planned.Dequeue();
        NowUs = next.AtUs;
        act();
        return true;
    }
}
