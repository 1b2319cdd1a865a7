using TellerLine.Routing;
using TellerLine.Routing.Core;

namespace TellerLine.Simulation.Core;

/// <param name="RingUs">From the offer until the agent takes it; part of the wait.</param>
/// <param name="AwayReason">The not-ready reason between a service and the next.</param>
/// <param name="Plan">What the bank decides about routing, as it is told to the live router; null: nothing.</param>
internal sealed record CentreSettings(
    long RingUs = 0, string AwayReason = "afterService", RoutingPlan? Plan = null);

/// <summary>
/// The router that runs live, in virtual time: callers arrive, wait and are served or hang up; agents come on duty,
/// serve, are away for a while and go home. It draws nothing itself: chance is in the arrivals and in
/// <see cref="IAfterService"/>. Time is microseconds from any beginning and never read from a clock.
/// </summary>
internal sealed partial class VirtualCentre
{
    private readonly CentreSettings _settings;
    private readonly IAfterService _afterService;
    private readonly ICentreObserver _observer;
    private readonly PatienceOf? _patienceOf;
    private readonly Router _router;
    private readonly List<RouterEffect> _effects = new(64);
    private readonly EventQueue _events = new();
    private readonly string[] _queues;
    private readonly int[] _waiting;
    private readonly Worker[] _workers;
    private readonly Dictionary<string, int> _workerOf = [];
    private readonly Dictionary<string, int> _placeOf = [];
    private readonly Stack<int> _free = [];
    private Caller[] _callers = new Caller[256];
    private long _nowUs, _arrived;
    private bool _edge;

    /// <exception cref="ArgumentException">An agent's number comes twice, or his duties are not in order.</exception>
    public VirtualCentre(
        IReadOnlyList<string> queues, IReadOnlyList<VirtualAgent> agents, ICentreObserver observer,
        IAfterService? afterService = null, CentreSettings? settings = null, PatienceOf? patienceOf = null)
    {
        _patienceOf = patienceOf;
        _settings = settings ?? new CentreSettings();
        (_observer, _afterService) = (observer, afterService ?? new ReadyAtOnce());
        _router = new Router(new RouterSettings(_settings.RingUs + 60_000_000, 0, "o"));
        _queues = [.. queues];
        _waiting = new int[_queues.Length];
        _workers = [.. agents.Select(agent => new Worker(agent))];
        for (var who = 0; who < _workers.Length; who++)
        {
            var worker = _workers[who];
            if (!_workerOf.TryAdd(worker.Number, who))
                throw new ArgumentException($"Agent {worker.Number} comes twice.", nameof(agents));
            if (worker.FaultOfDuties() is { } fault)
                throw new ArgumentException($"Agent {worker.Number}: {fault}", nameof(agents));
            PlanDuty(who);
        }
        for (var place = _callers.Length - 1; place >= 0; place--)
            _free.Push(place);
        if (_settings.Plan is { } plan)
            Tell(new PlanChanged(plan));
    }

    /// <summary>When the last thing happened.</summary>
    public long NowUs => _nowUs;

    /// <summary>Contacts that have arrived.</summary>
    public long Arrived => _arrived;

    /// <summary>
    /// Until nothing is left to happen, or until <paramref name="untilUs"/>; who then waits or is served is unfinished.
    /// Once.
    /// </summary>
    /// <param name="arrivals">In the order of time, as many as one likes: taken one by one.</param>
    public void Run(IEnumerable<Arrival> arrivals, long untilUs = long.MaxValue)
    {
        using var coming = arrivals.GetEnumerator();
        var more = coming.MoveNext();
        while (true)
        {
            var eventUs = _events.NextUs;
            var arrivalUs = more ? coming.Current.AtUs : long.MaxValue;
            var routerUs = _router.NextDeadlineUs ?? long.MaxValue;
            var nextUs = Math.Min(Math.Min(eventUs, arrivalUs), routerUs);
            if (nextUs == long.MaxValue || nextUs > untilUs)
                break;
            if (arrivalUs < _nowUs)
                throw new ArgumentException("An arrival comes before what has happened.", nameof(arrivals));
            _nowUs = Math.Max(_nowUs, nextUs);
            // Who hangs up at the very moment at which another comes has gone first; all else too.
            if (eventUs == nextUs)
                Happen(_events.Take());
            else if (arrivalUs == nextUs)
            {
                Arrive(coming.Current);
                more = coming.MoveNext();
            }
            else
                Tell(new Tick());
            Settle();
            if (_edge)
                TellAwayAgents();
        }
        if (untilUs != long.MaxValue)
            _nowUs = Math.Max(_nowUs, untilUs);
        LeaveUnfinished();
    }

    private void Happen(in VirtualEvent what)
    {
        switch (what.Kind)
        {
            case EventKind.ServiceEnds: EndService(what.Who); break;
            case EventKind.AgentIsBack: Return(what.Who, what.Serial); break;
            case EventKind.DutyEnds: EndDuty(what.Who); break;
            case EventKind.DutyBegins: BeginDuty(what.Who); break;
            case EventKind.OfferTaken: Accept(what.Who, what.Serial); break;
            case EventKind.PatienceEnds: HangUp(what.Who, what.Serial); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "No such event.");
        }
    }

    private void Tell(RouterInput input) => _router.Apply(input, _nowUs, _effects);

    /// <summary>What the router answers; an offer taken at once brings more, at the list's end.</summary>
    private void Settle()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            var effect = _effects[i];
            _observer.On(effect, _nowUs);
            switch (effect)
            {
                case OfferMade made: Offered(made); break;
                case OfferWon won: Answered(won); break;
                case OfferWithdrawn withdrawn: Withdrawn(withdrawn); break;
                case ContactRefused refused: Finish(_placeOf[refused.ContactId], ContactOutcome.Refused, -1); break;
                case AgentRefused refused:
                    throw new InvalidOperationException($"The router takes no agent {refused.Agent}: {refused.Why}.");
                default: break;
            }
        }
        _effects.Clear();
    }

    private void Offered(OfferMade made)
    {
        var who = _workerOf[made.Agent];
        var worker = _workers[who];
        var place = _placeOf[made.ContactId];
        SetWaiting(ref _callers[place], false);
        (worker.Place, worker.OfferId, worker.Presence) = (place, made.OfferId, Presence.Offered);
        worker.Serial++;
        if (_settings.RingUs == 0)
            Accept(who, worker.Serial);
        else
        {
            Tell(new OfferRinging(made.OfferId, worker.Number));
            _events.Plan(new(_nowUs + _settings.RingUs, EventKind.OfferTaken, who, worker.Serial));
        }
    }

    private void Withdrawn(OfferWithdrawn withdrawn)
    {
        var worker = _workers[_workerOf[withdrawn.Agent]];
        if (worker.OfferId == withdrawn.OfferId)
        {
            (worker.Place, worker.OfferId) = (-1, null);
            worker.Serial++;
            // He is ready again where the caller has gone, unless an offer that follows says otherwise.
            worker.Presence = Presence.Ready;
        }
        if (withdrawn.Why != WithdrawReason.ContactLeft && _placeOf.TryGetValue(withdrawn.ContactId, out var place))
            SetWaiting(ref _callers[place], true);
    }

    private void Answered(OfferWon won)
    {
        var who = _workerOf[won.Agent];
        ref var caller = ref _callers[_placeOf[won.ContactId]];
        (caller.AnsweredUs, caller.Agent) = (_nowUs, who);
        _workers[who].Presence = Presence.Talking;
        _events.Plan(new(_nowUs + caller.Arrival.ServiceUs, EventKind.ServiceEnds, who, 0));
    }
}
