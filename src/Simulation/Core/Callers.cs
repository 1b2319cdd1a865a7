namespace TellerLine.Simulation.Core;

/// <summary>
/// The callers of a scenario: Poisson with a rate that is constant within an interval, their kinds, services and
/// patience drawn from streams of their own.
/// </summary>
internal static class Callers
{
    public static IEnumerable<Arrival> Of(Scenario scenario, int replication)
    {
        var lines = new Line[scenario.Queues.Count];
        for (var queue = 0; queue < lines.Length; queue++)
            lines[queue] = new Line(scenario, queue, replication);
        while (true)
        {
            Line? first = null;
            foreach (var line in lines)
            {
                if (line.NextUs < (first?.NextUs ?? scenario.EndUs))
                    first = line;
            }
            if (first is null)
                yield break;
            yield return first.Take();
        }
    }

    private sealed class Line
    {
        private readonly SimulatedQueue _plan;
        private readonly int _queue;
        private readonly long _endUs;
        private readonly RandomStream _arrivals, _services, _patience, _kinds;
        private long _interval;

        public Line(Scenario scenario, int queue, int replication)
        {
            (_plan, _queue, _endUs) = (scenario.Queues[queue], queue, scenario.EndUs);
            RandomStream Stream(string purpose) => new(scenario.Seed, purpose, replication * 1_000L + queue);
            (_arrivals, _services) = (Stream("arrivals"), Stream("services"));
            (_patience, _kinds) = (Stream("patience"), Stream("kinds"));
            Advance(0);
        }

        public long NextUs { get; private set; }

        public Arrival Take()
        {
            var arrival = new Arrival(
                NextUs, _queue, _plan.Service.Draw(_services), _plan.Patience?.Draw(_patience),
                Kind()?.WaitCreditUs ?? 0);
            Advance(NextUs);
            return arrival;
        }

        /// <summary>
        /// A gap that crosses the interval's end is drawn anew from there, which changes nothing: exponential gaps
        /// remember nothing.
        /// </summary>
        private void Advance(long fromUs)
        {
            var atUs = (double)fromUs;
            while (fromUs < _endUs)
            {
                var endUs = (_interval + 1) * _plan.IntervalUs;
                var calls = _plan.PerInterval[(int)(_interval % _plan.PerInterval.Count)];
                if (calls > 0)
                {
                    atUs += _arrivals.NextExponential() * _plan.IntervalUs / calls;
                    if (atUs < endUs)
                    {
                        NextUs = (long)atUs;
                        return;
                    }
                }
                (_interval, fromUs, atUs) = (_interval + 1, endUs, endUs);
            }
            NextUs = long.MaxValue;
        }

        private CallerKind? Kind()
        {
            if (_plan.Kinds.Count == 0)
                return null;
            var drawn = _kinds.NextDouble();
            foreach (var kind in _plan.Kinds)
            {
                drawn -= kind.Share;
                if (drawn < 0)
                    return kind;
            }
            return _plan.Kinds[^1];
        }
    }
}

/// <summary>Wrap-up by the queue, then not ready, by whether somebody waits; drawn.</summary>
internal sealed class DrawnAfterService(Scenario scenario, int replication) : IAfterService
{
    private readonly RandomStream _wrapups = new(scenario.Seed, "wrapups", replication);
    private readonly RandomStream _absences = new(scenario.Seed, "absences", replication);

    public Away After(in ServiceEnded ended)
    {
        var away = ended.SomebodyWaits ? scenario.NotReadyWhileWaiting ?? scenario.NotReady : scenario.NotReady;
        return new(scenario.Queues[ended.Queue].Wrapup?.Draw(_wrapups) ?? 0, away?.Draw(_absences) ?? 0);
    }
}
