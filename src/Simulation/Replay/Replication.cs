using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Replay;

/// <summary>
/// A log's calls once through the router. Arrivals and the lengths of recorded services are the log's; patience,
/// priorities nobody knows, services that never were and the agents' time off between services are drawn. Nothing of
/// how a call ended is used for it.
/// </summary>
internal sealed class Replication(BankLog log, DutyRoster roster, Parameters parameters, long seed)
{
    private const long SecondUs = 1_000_000;

    private readonly IReadOnlySet<int> _inForce = CreditRule.DaysInForce(log);

    /// <summary>Of the caller who arrives: patience is asked before the next is drawn.</summary>
    private bool _high, _open;

    private readonly string[] _types =
        [.. log.Calls.Select(c => c.Type).Union(roster.Types).Order(StringComparer.Ordinal)];

    public Tallies Run()
    {
        var place = _types.Select((type, i) => (type, i)).ToDictionary(t => t.type, t => t.i);
        VirtualAgent[] agents =
        [
            .. roster.ByAgent.Select(a => new VirtualAgent(
                a.Key, [], [.. a.Value.Select(p => DutyOf(p, place)).Where(d => d.UntilUs > d.FromUs)])),
        ];
        var sink = new Sink(_types);
        var random = new RandomStream(seed, "patience");
        var centre = new VirtualCentre(
            _types, agents, sink, new DrawnNotReady(parameters.NotReady, seed),
            patienceOf: (in Arrival caller, int waiting) => parameters.Patience.DrawS(
                _types[caller.Queue], _high, _open, waiting, random) is { } s ? Us(s) : null);
        centre.Run(Arrivals(place));
        return sink.Tallies;
    }

    private static Duty DutyOf(Presence presence, Dictionary<string, int> place) =>
        new(presence.FromS * SecondUs, presence.UntilS * SecondUs, [.. presence.Types.Select(t => place[t])]);

    private IEnumerable<Arrival> Arrivals(Dictionary<string, int> place)
    {
        RandomStream priority = new(seed, "priority"), credit = new(seed, "credit"), service = new(seed, "service");
        foreach (var call in log.Calls)
        {
            var drawn = parameters.Priorities.Draw(call.Type, BankLog.HourOf(call.ArrivalS), priority);
            var level = call.Priority ?? drawn;
            _high = level == Priorities.High;
            _open = roster.IsOpen(call.Type, call.ArrivalS);
            var honoured = credit.NextDouble() < parameters.Credit.Honoured(call.Type);
            var drawnS = parameters.Service.DrawS(call.Type, service);
            var levels = !_inForce.Contains(BankLog.DayOf(call.ArrivalS)) ? 0 : _high && !honoured ? 1 : level;
            yield return new(
                call.ArrivalS * SecondUs, place[call.Type], Us(call.Service?.LengthS ?? drawnS),
                WaitCreditUs: levels * CreditRule.LevelS * SecondUs);
        }
    }

    private static long Us(double seconds) => (long)(seconds * SecondUs);

    private sealed class DrawnNotReady(NotReadyTimes times, long seed) : IAfterService
    {
        private readonly RandomStream _random = new(seed, "not ready");

        public Away After(in ServiceEnded ended) =>
            new(0, Us(times.When(ended.Waiting).Draw(_random)));
    }

    private sealed class Sink(string[] types) : ICentreObserver
    {
        public Tallies Tallies { get; } = new();

        public void Over(in ContactRecord contact) =>
            Tallies.Add(
                types[contact.Arrival.Queue], BankLog.HourOf(contact.Arrival.AtUs / SecondUs),
                contact.Outcome == ContactOutcome.Answered, (double)contact.WaitUs / SecondUs);
    }
}
