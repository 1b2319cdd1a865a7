using TellerLine.Routing;
using TellerLine.Routing.Core;

namespace TellerLine.Rules.Routing;

/// <summary>A random history: facts that may come, and facts that should not, in any order and at any time.</summary>
internal sealed class History(int seed)
{
    private static readonly string[] Queues = ["service", "vip"];
    private static readonly string[] Reasons = ["rest", "meal", "training"];
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, AgentStateChanged> _states = [];
    private readonly HashSet<string> _left = [];
    private readonly HashSet<string> _won = [];
    private int _contacts, _facts, _step, _checkedEffects;
    private long _lastSeq;

    public Floor Floor { get; } = new();

    public RouterInput LastFact { get; private set; } = new Tick();

    public void Run(int steps, Action<History> afterEach)
    {
        for (_step = 0; _step < steps; _step++)
        {
            Floor.NowUs += _random.Next(4) == 0 ? _random.NextInt64(12 * Floor.Second) : _random.NextInt64(1_000);
            LastFact = Fact() with { Id = new Guid(++_facts, 0, 0, new byte[8]) };
            if (LastFact is ContactLeft left)
                _left.Add(left.ContactId);
            try
            {
                Floor.Tell(LastFact);
                afterEach(this);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}, step {_step}, {LastFact}: {fault.Message}", fault);
            }
        }
    }

    public void CheckInvariants()
    {
        var state = Floor.Router.Capture();
        OneContactOneAgent(state);
        NobodyIdleWhileSomeoneWaits(state);
        ServedInOrder(state);
        EffectsTellTheTruth(state);
    }

    private static void OneContactOneAgent(RouterState state)
    {
        var places = state.Contacts.ToDictionary(contact => contact.Id, contact => contact.Place);
        var held = new HashSet<string>();
        foreach (var agent in state.Agents)
        {
            ContactPlace? place = agent.State switch
            {
                AgentState.Reserved or AgentState.Ringing => ContactPlace.Offered,
                AgentState.Talking or AgentState.Hold => ContactPlace.Talking,
                _ => null,
            };
            Must(place.HasValue == (agent.ContactId != null),
                "An agent has a contact exactly while it rings or they talk.");
            Must((agent.ContactId != null) == (agent.OfferId != null), "A contact comes with its offer.");
            Must((agent.State == AgentState.NotReady) == (agent.Reason != null),
                "Not ready has its reason, all else none.");
            Must((place == ContactPlace.Offered || agent.State == AgentState.Wrapup) == (agent.DeadlineUs != null),
                "Offers and wrap-ups end.");
            if (agent.ContactId == null)
                continue;
            Must(held.Add(agent.ContactId), "A contact has one agent.");
            Must(places[agent.ContactId] == place, "Agent and contact agree.");
        }
        Must(held.Count == places.Values.Count(place => place != ContactPlace.Waiting),
            "Who does not wait has an agent.");
    }

    private static void NobodyIdleWhileSomeoneWaits(RouterState state)
    {
        var waitedFor = state.Contacts.Where(c => c.Place == ContactPlace.Waiting).Select(c => c.Queue).ToHashSet();
        foreach (var agent in state.Agents)
            Must(agent.State != AgentState.Ready
                || !waitedFor.Overlaps(agent.Queues), "An agent is idle while a contact waits.");
    }

    /// <summary>
    /// The order as the rule says it, computed anew, against the line's own; and nobody who left waits.
    /// </summary>
    private void ServedInOrder(RouterState state)
    {
        foreach (var contact in state.Contacts)
            Must(!_left.Contains(contact.Id), "A contact that left is still here.");
        foreach (var queue in state.Contacts.Where(c => c.Place == ContactPlace.Waiting).GroupBy(c => c.Queue))
        {
            var position = 0;
            foreach (var contact in queue.OrderBy(c => (!c.AtFront, -c.Priority, c.WaitSinceUs, c.Order)))
                Must(Floor.Router.PositionOf(contact.Id) == ++position, "The line is out of order.");
        }
    }

    private void EffectsTellTheTruth(RouterState state)
    {
        foreach (var effect in Floor.All.Skip(_checkedEffects))
        {
            Must(effect.Seq == ++_lastSeq, "Effects are numbered without a gap.");
            Must(effect is not OfferWon won || _won.Add(won.OfferId), "An offer was won twice.");
            Must(effect is not OfferMade made || !_left.Contains(made.ContactId), "A contact that left was offered.");
            if (effect is not AgentStateChanged changed)
                continue;
            if (_states.TryGetValue(changed.Agent, out var before))
            {
                Must(changed.SinceUs >= before.SinceUs, "An interval ends before it begins.");
                Must(changed.State != before.State || changed.Reason != before.Reason, "A state follows itself.");
            }
            _states[changed.Agent] = changed;
        }
        _checkedEffects = Floor.All.Count;
        foreach (var agent in state.Agents)
        {
            var told = _states[agent.Number];
            Must((agent.State, agent.Reason, agent.SinceUs) == (told.State, told.Reason, told.SinceUs),
                "The state told is not the state.");
        }
    }

    private static void Must(bool holds, string rule)
    {
        if (!holds)
            Assert.Fail(rule);
    }

    private RouterInput Fact()
    {
        var agent = $"100{_random.Next(4)}";
        var view = Floor.Look().Agent(agent);
        var offer = view?.OfferId ?? (_random.Next(3) == 0 ? $"o{_random.Next(1, 30)}" : "o0");
        var contact = view?.ContactId ?? (_contacts == 0 ? "none" : $"c{_random.Next(1, _contacts + 1)}");
        return _random.Next(25) switch
        {
            < 5 => new ContactWaits(
                $"c{++_contacts}", Queues[_random.Next(10) / 8], _random.Next(3), Floor.NowUs - _random.Next(3),
                _random.Next(8) == 0),
            5 => new ContactLeft($"c{_random.Next(1, _contacts + 2)}") is var left
                && left.ContactId == $"c{_contacts + 1}" ? new Tick() : left,
            21 or 22 => new ContactWaits(
                $"c{++_contacts}", RoutingLimits.DirectQueue, 0, Floor.NowUs, OnlyAgent: $"100{_random.Next(4)}"),
            23 => new ConversationHandedOver(
                contact, agent, Floor.Look().Agent($"100{_random.Next(4)}")?.ContactId),
            24 => new AgentTakes(view?.ContactId ?? $"c{++_contacts}", agent),
            6 => new AgentSignedIn(agent, _random.Next(3) == 0 ? Queues : ["service"]),
            7 or 8 => new AgentReady(agent),
            9 => new AgentNotReady(agent, Reasons[_random.Next(3)], _random.Next(2) == 0 ? "3001" : null),
            10 => new OfferRinging(offer, agent),
            11 or 12 or 13 => new OfferAccepted(offer, _random.Next(6) == 0 ? "1000" : agent),
            14 => new OfferDeclined(offer, agent),
            15 => _random.Next(2) == 0 ? new ConversationHeld(contact, agent) : new ConversationResumed(contact, agent),
            16 => new ConversationEnded(contact, agent),
            17 => new WrapupDone(agent, _random.Next(2) == 0),
            18 => _random.Next(4) switch
            {
                0 => new AgentGone(agent),
                1 => new AgentSignedOut(agent),
                2 => new AcceptNotRecorded(offer, contact, agent),
                _ => new ContactLeft(contact),
            },
            19 => _random.Next(20) == 0 ? new DomainStarted() : new AgentReady(agent),
            _ => new Tick(),
        };
    }
}
