using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Routing.Core;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Faults;

/// <summary>What a run came to.</summary>
/// <param name="Fault">Null: every rule held.</param>
internal sealed record FaultyRun(
    long Seed, double Days, int Facts, int Repeated, int Restored, int Deaths, int Contacts, int Offers, int Answered,
    int Left, string? Fault);

/// <summary>
/// Callers, desks and the router with everything going wrong between them: messages lost, late and twice, desks that
/// answer too late or not at all or are gone, the router restored from its own capture at any moment (beside one that
/// never was, which must stay equal), the process dead. After every fact the rules are held against what the router did
/// (<see cref="RoutingInvariants"/>). A seed plays the same again.
/// </summary>
internal sealed class FaultyCentre
{
    private const long Second = 1_000_000, Hour = 3_600 * Second;
    private const int AgentCount = 6;
    private const double CallsPerHour = 75;
    private static readonly string[] Queues = ["service", "cards"];
    private static readonly RouterSettings Settings = new(20 * Second, 120 * Second, "o");

    private readonly VirtualTime _time = new();
    private readonly RandomStream _random;
    private readonly WireFaults _faults;
    private readonly RoutingInvariants _rules = new();
    private readonly Dictionary<string, VirtualCaller> _callers = [];
    private readonly List<VirtualDesk> _desks = [];
    private readonly HashSet<Guid> _heard = [];
    private readonly Router _straight = new(Settings);
    private readonly List<RouterEffect> _effects = [], _straightEffects = [];
    private readonly long _seed, _endUs;
    private readonly double _days;
    private Router _router = new(Settings);
    private RouterInput _last = new Tick();
    private long _tickAtUs = long.MaxValue;
    private int _facts, _repeated, _restored, _deaths, _calls;

    private FaultyCentre(long seed, double days, WireFaults faults)
    {
        (_seed, _days, _faults, _endUs) = (seed, days, faults, (long)(days * Scenario.DayUs));
        _random = new RandomStream(seed, "faults");
        for (var nth = 0; nth < AgentCount; nth++)
        {
            var desk = new VirtualDesk($"{1001 + nth}", nth % 3 == 0 ? Queues : [Queues[nth % 3 - 1]], this);
            _desks.Add(desk);
            desk.Look();
        }
        PlanCall();
        PlanDeath();
    }

    public VirtualTime Time => _time;

    public RandomStream Random => _random;

    public RoutingInvariants Rules => _rules;

    /// <summary>From then on nothing new begins, and everything comes to its end.</summary>
    public bool IsOver => _time.NowUs >= _endUs;

    public FaultyWire NewWire() => new(_time, _random, _faults, Deliver);

    public static FaultyRun Run(long seed, double days, WireFaults? faults = null)
    {
        var centre = new FaultyCentre(seed, days, faults ?? new WireFaults());
        string? fault = null;
        try
        {
            while (centre._time.Step(centre._endUs + 12 * Hour))
            {
            }
            centre._rules.Close();
        }
        catch (Exception broken) when (broken is InvariantException or InvalidOperationException
            or KeyNotFoundException or NullReferenceException)
        {
            fault = $"at {TimeSpan.FromMicroseconds(centre._time.NowUs)}, fact {centre._facts} ({centre._last}): "
                + broken.Message;
        }
        return new FaultyRun(
            seed, days, centre._facts, centre._repeated, centre._restored, centre._deaths, centre._rules.Contacts,
            centre._rules.Offers, centre._rules.Answered, centre._rules.Left, fault);
    }

    /// <summary>Drawn, microseconds; its mean is in seconds.</summary>
    public long Exponential(double mean) => (long)(_random.NextExponential() * mean * Second);

    public bool Happens(double share) => _random.NextDouble() < share;

    private void Deliver(RouterInput fact)
    {
        _facts++;
        if (!_heard.Add(fact.Id))
            _repeated++;
        // What is due is settled by itself, so that the rules see it before the fact.
        Apply(new Tick());
        _rules.Hear(fact);
        Apply(fact);
        if (Happens(0.002))
            Restore();
        PlanTick();
    }

    private void Apply(RouterInput fact)
    {
        _last = fact;
        _effects.Clear();
        _straightEffects.Clear();
        _router.Apply(fact, _time.NowUs, _effects);
        _straight.Apply(fact, _time.NowUs, _straightEffects);
        if (!_effects.SequenceEqual(_straightEffects))
            throw new InvariantException("a router restored from its capture does otherwise than one that went on");
        _rules.See(_effects, _time.NowUs);
        foreach (var effect in _effects)
            Tell(effect);
    }

    /// <summary>The desks hear late or not at all; what the calls hear is in their own process.</summary>
    private void Tell(RouterEffect effect)
    {
        switch (effect)
        {
            case OfferMade made when !Happens(_faults.Lost):
                _time.Plan(Exponential(0.2), () => DeskOf(made.Agent).Ring(made));
                break;
            case OfferWon won:
                _time.Plan(1, () => _callers[won.ContactId].Answer(won.Agent));
                break;
            case AgentStateChanged { State: AgentState.NotReady, Reason: NotReadyReasons.Lost } lost:
                _time.Plan(1, () =>
                {
                    foreach (var caller in _callers.Values.Where(caller => caller.Agent == lost.Agent).ToArray())
                        caller.Requeue();
                });
                break;
            default: break;
        }
    }

    private void Restore()
    {
        _restored++;
        var text = JournalJson.Write(_router.Capture());
        _router = Router.Restore(JournalJson.Read<RouterState>(text), Settings);
        if (JournalJson.Write(_router.Capture()) != text)
            throw new InvariantException("a restored router captures otherwise");
        if (JournalJson.Write(_straight.Capture()) != text)
            throw new InvariantException("a router that went on captures otherwise");
    }

    private void PlanTick()
    {
        if (_router.NextDeadlineUs is not { } dueUs || dueUs >= _tickAtUs && _tickAtUs > _time.NowUs)
            return;
        _tickAtUs = dueUs;
        // A timer of a busy machine fires late.
        _time.Plan(dueUs - _time.NowUs + (Happens(0.1) ? Exponential(1) : 0), () =>
        {
            _tickAtUs = long.MaxValue;
            Apply(new Tick());
            PlanTick();
        });
    }

    private void PlanCall() => _time.Plan(Exponential(3_600 / CallsPerHour), () =>
    {
        if (IsOver)
            return;
        var id = $"c{++_calls}";
        _callers.Add(id, new VirtualCaller(id, Queues[_random.Next(2)], this, over: () => _callers.Remove(id)));
        PlanCall();
    });

    /// <summary>The process dies every two days or so, and all who wait are queued again by the next.</summary>
    private void PlanDeath() => _time.Plan(Exponential(48 * 3_600), () =>
    {
        if (IsOver)
            return;
        _deaths++;
        foreach (var desk in _desks)
            desk.Die();
        foreach (var caller in _callers.Values)
            caller.Die();
        Deliver(new DomainStarted { Id = new Guid(_deaths, 0, 0, new byte[8]) });
        foreach (var caller in _callers.Values.ToArray())
            caller.Requeue();
        PlanDeath();
    });

    private VirtualDesk DeskOf(string agent) => _desks.Single(desk => desk.Agent == agent);
}
