using TellerLine.Workforce.Core;

namespace TellerLine.Simulation.Core;

/// <summary>
/// What Erlang says of a scenario with one queue: C where nobody hangs up, A where they do, interval by interval as if
/// each were in balance at once, weighted by its calls.
/// </summary>
internal sealed record Theory
{
    public required string Model { get; init; }

    /// <summary>Of the fullest interval, erlangs.</summary>
    public required double Load { get; init; }

    /// <summary>False: a load is not below its agents, and nobody hangs up. Then there are no figures below.</summary>
    public required bool IsStable { get; init; }

    public double WaitProbability { get; init; } = 1;

    public double ServiceLevel20 { get; init; }

    public double ServiceLevel { get; init; }

    public double AbandonRate { get; init; }

    /// <summary>Of all callers, seconds; null: infinite.</summary>
    public double? MeanWaitS { get; init; }

    /// <summary>Of the answered, seconds; null: infinite.</summary>
    public double? AsaS { get; init; }

    /// <summary>Null where there is no formula for it.</summary>
    public double? P95WaitS { get; init; }

    public double Occupancy { get; init; } = 1;

    /// <summary>A line that may grow longer than this is not computed.</summary>
    private const double LongestLine = 500_000;

    /// <returns>Null: several queues, for which there is no formula, or far too much patience.</returns>
    public static Theory? Of(Scenario scenario)
    {
        if (scenario.Queues is not [var queue]
            || queue.PerInterval.Max() / queue.IntervalUs * (queue.Patience?.MeanUs ?? 0) > LongestLine)
            return null;
        var (sum, hours) = (new Weighted(), 0.0);
        foreach (var (perInterval, intervalUs, agents) in Pieces(scenario, queue))
        {
            var perS = perInterval / (intervalUs / 1e6);
            sum.Load = Math.Max(sum.Load, perS * queue.HandleUs / 1e6);
            hours += agents * (intervalUs / 1e6);
            if (perInterval > 0)
                sum.Add(perInterval, perS, queue, agents, scenario.ServiceLevelUs / 1e6);
        }
        return sum.Result(queue, hours);
    }

    /// <summary>The day cut at the boundaries of both the calls' intervals and the agents'.</summary>
    private static IEnumerable<(double Calls, long Us, int Agents)> Pieces(Scenario scenario, SimulatedQueue queue)
    {
        var cuts = scenario.Staff.Select(staff => staff.PerInterval.Count).Append(queue.PerInterval.Count)
            .SelectMany(count => Enumerable.Range(0, count).Select(i => i * (Scenario.DayUs / count)))
            .Append(Scenario.DayUs).Distinct().Order().ToArray();
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var us = cuts[i + 1] - cuts[i];
            yield return (
                queue.PerInterval[(int)(cuts[i] / queue.IntervalUs)] * us / queue.IntervalUs, us,
                scenario.Staff.Sum(staff => staff.PerInterval[(int)(cuts[i] / staff.IntervalUs)]));
        }
    }

    private sealed class Weighted
    {
        private double _calls, _waits, _level20, _level, _abandoned, _wait, _answeredWait;
        private double? _p95;
        private bool _stable = true;
        private int _pieces;

        public double Load { get; set; }

        public void Add(double calls, double perS, SimulatedQueue queue, int agents, double withinS)
        {
            var serviceS = queue.HandleUs / 1e6;
            _calls += calls;
            _pieces++;
            if (queue.Patience is { } patience)
            {
                var a = new ErlangA(perS, serviceS, patience.MeanUs / 1e6, agents);
                _waits += calls * a.WaitProbability;
                _level20 += calls * a.ServiceLevel(20);
                _level += calls * a.ServiceLevel(withinS);
                _abandoned += calls * a.Abandoned;
                _wait += calls * a.MeanWaitS;
                _answeredWait += calls * (1 - a.Abandoned) * a.MeanAnsweredWaitS;
                return;
            }
            var c = new ErlangC(perS, serviceS, agents);
            _stable &= c.IsStable;
            _waits += calls * c.WaitProbability;
            _level20 += calls * c.ServiceLevel(20);
            _level += calls * c.ServiceLevel(withinS);
            _wait += calls * c.MeanWaitS;
            _answeredWait += calls * c.MeanWaitS;
            _p95 = c.WaitExceededBy(0.05);
        }

        public Theory Result(SimulatedQueue queue, double agentSeconds)
        {
            var model = queue.Patience is null ? "Erlang C" : "Erlang A";
            if (!_stable)
                return new Theory { Model = model, Load = Load, IsStable = false };
            var answered = _calls - _abandoned;
            return new Theory
            {
                Model = model,
                Load = Load,
                IsStable = true,
                WaitProbability = _waits / _calls,
                ServiceLevel20 = _level20 / _calls,
                ServiceLevel = _level / _calls,
                AbandonRate = _abandoned / _calls,
                MeanWaitS = _wait / _calls,
                AsaS = answered > 0 ? _answeredWait / answered : null,
                P95WaitS = _pieces == 1 ? _p95 : null,
                Occupancy = agentSeconds > 0 ? answered * queue.HandleUs / 1e6 / agentSeconds : 0,
            };
        }
    }
}
