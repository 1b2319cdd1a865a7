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
        var held = state.Agents.Where(agent => agent.ContactId != null).ToList();
        Assert.Equal(held.Count, held.Select(agent => agent.ContactId).Distinct().Count());
        foreach (var agent in state.Agents)
        {
            var expected = agent.State switch
            {
                AgentState.Reserved or AgentState.Ringing => ContactPlace.Offered,
                AgentState.Talking or AgentState.Hold => ContactPlace.Talking,
                _ => ContactPlace.Waiting,
            };
            Assert.Equal(expected != ContactPlace.Waiting, agent.ContactId != null);
            Assert.Equal(agent.ContactId != null, agent.OfferId != null);
            Assert.Equal(agent.State == AgentState.NotReady, agent.Reason != null);
            Assert.Equal(expected == ContactPlace.Offered || agent.State == AgentState.Wrapup, agent.DeadlineUs != null);
            if (agent.ContactId != null)
                Assert.Equal(expected, state.Contacts.Single(contact => contact.Id == agent.ContactId).Place);
        }
        Assert.Equal(held.Count, state.Contacts.Count(contact => contact.Place != ContactPlace.Waiting));
    }

    private static void NobodyIdleWhileSomeoneWaits(RouterState state)
    {
        foreach (var idle in state.Agents.Where(agent => agent.State == AgentState.Ready))
            Assert.DoesNotContain(state.Contacts, c => c.Place == ContactPlace.Waiting && idle.Queues.Contains(c.Queue));
    }

    /// <summary>The order as the rule says it, computed anew, against the line's own; and nobody who left waits.</summary>
    private void ServedInOrder(RouterState state)
    {
        foreach (var queue in Queues)
        {
            var rule = state.Contacts.Where(c => c.Queue == queue && c.Place == ContactPlace.Waiting)
                .OrderBy(c => !c.AtFront).ThenByDescending(c => c.Priority).ThenBy(c => c.WaitSinceUs).ThenBy(c => c.Order).Select(c => c.Id);
            Assert.All(rule.Select((id, i) => (Floor.Router.PositionOf(id), i + 1)), pair => Assert.Equal(pair.Item2, pair.Item1));
        }
        Assert.DoesNotContain(state.Contacts, contact => _left.Contains(contact.Id));
    }

    private void EffectsTellTheTruth(RouterState state)
    {
        foreach (var effect in Floor.All.Skip(_checkedEffects))
        {
            Assert.Equal(++_lastSeq, effect.Seq);
            if (effect is OfferWon won)
                Assert.True(_won.Add(won.OfferId), "An offer was won twice.");
            if (effect is OfferMade made)
                Assert.DoesNotContain(made.ContactId, _left);
            if (effect is not AgentStateChanged changed)
                continue;
            if (_states.TryGetValue(changed.Agent, out var before))
            {
                Assert.True(changed.SinceUs >= before.SinceUs, "An interval ends before it begins.");
                Assert.False(changed.State == before.State && changed.Reason == before.Reason, "A state follows itself.");
            }
            _states[changed.Agent] = changed;
        }
        _checkedEffects = Floor.All.Count;
        foreach (var agent in state.Agents)
            Assert.Equal((agent.State, agent.Reason, agent.SinceUs), (_states[agent.Number].State, _states[agent.Number].Reason, _states[agent.Number].SinceUs));
    }

    private RouterInput Fact()
    {
        var agent = $"100{_random.Next(4)}";
        var view = Floor.Look().Agent(agent);
        var offer = view?.OfferId ?? (_random.Next(3) == 0 ? $"o{_random.Next(1, 30)}" : "o0");
        var contact = view?.ContactId ?? (_contacts == 0 ? "none" : $"c{_random.Next(1, _contacts + 1)}");
        return _random.Next(21) switch
        {
            < 5 => new ContactQueued($"c{++_contacts}", Queues[_random.Next(10) / 8], _random.Next(3), Floor.NowUs - _random.Next(3), _random.Next(8) == 0),
            5 => new ContactLeft($"c{_random.Next(1, _contacts + 2)}") is var left && left.ContactId == $"c{_contacts + 1}" ? new Tick() : left,
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
                0 => new AgentLost(agent),
                1 => new AgentSignedOut(agent),
                2 => new AcceptNotRecorded(offer, contact, agent),
                _ => new ContactLeft(contact),
            },
            19 => _random.Next(20) == 0 ? new DomainStarted() : new AgentReady(agent),
            _ => new Tick(),
        };
    }
}
