using TellerLine.Routing;
using TellerLine.Routing.Core;

namespace TellerLine.Rules.Routing;

/// <summary>A random history: facts that may come, and facts that should not, in any order and at any time.</summary>
internal sealed class History(int seed)
{
    private static readonly string[] Queues = ["service", "vip", "chat", "mail"];
    private static readonly string[] Skills = ["wealth", "english"];
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
        Floor.Tell(new PlanChanged(Plan) { Id = new Guid(++_facts, 0, 0, new byte[8]) });
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
            foreach (var beside in agent.Beside)
            {
                Must(held.Add(beside.ContactId), "A contact has one agent.");
                Must(places[beside.ContactId] == ContactPlace.Talking, "Beside is only what was accepted.");
            }
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

    /// <summary>What each agent could take, computed anew from the plan.</summary>
    private static void NobodyIdleWhileSomeoneWaits(RouterState state)
    {
        foreach (var contact in state.Contacts.Where(c => c.Place == ContactPlace.Waiting))
        {
            if (contact.Fact!.NotBeforeUs > state.NowUs)
                continue;
            Must(contact.Fact.ExpiresUs is not { } expires || expires > state.NowUs, "It should have expired.");
            foreach (var agent in state.Agents)
                Must(contact.KeptFor is { } kept && kept != agent.Number || !HasRoom(agent, contact, state)
                    || contact.Fact.Excluded.Contains(agent.Number) || !MayServe(agent, contact, state),
                    $"{agent.Number} is idle while {contact.Id} waits.");
        }
        foreach (var agent in state.Agents)
        {
            var chats = agent.Beside.Count(beside => Of(state, beside.ContactId).Queue == "chat");
            Must(chats <= 2, "More chats than the channel allows.");
            Must(chats == 0 || agent.State is not (AgentState.Talking or AgentState.Hold), "A call beside chats.");
            Must(agent.Beside.Count - chats <= 1, "More mails than the channel allows.");
        }
    }

    private static RouterState.ContactPlaced Of(RouterState state, string id) =>
        state.Contacts.Single(contact => contact.Id == id);

    private static bool HasRoom(RouterState.AgentRow agent, RouterState.ContactPlaced contact, RouterState state)
    {
        var same = agent.Beside.Count(beside => Of(state, beside.ContactId).Queue == contact.Queue);
        return contact.Queue switch
        {
            "chat" => agent.State is AgentState.Ready or AgentState.Working or AgentState.Chatting
                && agent.PendingReason is null && same < 2,
            "mail" => agent.State is AgentState.Ready or AgentState.Working && same < 1,
            _ => agent.State is AgentState.Ready or AgentState.Working,
        };
    }

    private static bool MayServe(RouterState.AgentRow agent, RouterState.ContactPlaced contact, RouterState state)
    {
        var waitedUs = state.NowUs - contact.JoinedUs;
        bool Has(IEnumerable<SkillDemand> demands) => demands.All(demand => agent.Skills.Any(skill =>
            skill.Skill == demand.Skill && skill.Level >= demand.AtLeast
            && (skill.UntilUs is not { } until || until > state.NowUs)));
        var own = contact.Queue == "vip" && waitedUs >= 30 * Floor.Second && contact.KeptFor is null
            ? [] : contact.Fact!.Demands;
        SkillDemand[] asked = contact.Queue == "vip" && waitedUs < 10 * Floor.Second ? [new("wealth", 2)] : [];
        return agent.Queues.Contains(contact.Queue) && Has([.. asked, .. own])
            || contact.Queue == "vip" && waitedUs >= 20 * Floor.Second && agent.Queues.Contains("service") && Has(own);
    }

    private static readonly RoutingPlan Plan = new()
    {
        Channels = [new("chat", ChannelKind.Parallel, 2), new("mail", ChannelKind.Interruptible, 1)],
        Queues =
        [
            new("vip")
            {
                Demands = [new("wealth", 2)],
                PreferUs = 8 * Floor.Second,
                TargetUs = 5 * Floor.Second,
                Steps =
                [
                    new(10 * Floor.Second, Demands: []), new(20 * Floor.Second, OverflowTo: ["service"]),
                    new(30 * Floor.Second, DropsOwn: true),
                ],
            },
            new("chat") { Channel = "chat" },
            new("mail") { Channel = "mail", BestSkilledFirst = true },
        ],
    };

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
            foreach (var contact in queue.Where(c => !(c.Fact!.NotBeforeUs > state.NowUs))
                .OrderBy(c => (!c.AtFront, c.WaitSinceUs - c.Fact!.CreditUs, c.Order)))
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
        var contact = view?.ContactId ?? (view is { Beside.Count: > 0 } ? view.Beside[0] : null)
            ?? (_contacts == 0 ? "none" : $"c{_random.Next(1, _contacts + 1)}");
        return _random.Next(25) switch
        {
            < 5 => Waits($"c{++_contacts}"),
            5 => new ContactLeft($"c{_random.Next(1, _contacts + 2)}") is var left
                && left.ContactId == $"c{_contacts + 1}" ? new Tick() : left,
            21 or 22 => new ContactWaits(
                $"c{++_contacts}", RoutingLimits.DirectQueue, 0, Floor.NowUs, OnlyAgent: $"100{_random.Next(4)}"),
            23 => new ConversationHandedOver(
                contact, agent, Floor.Look().Agent($"100{_random.Next(4)}")?.ContactId),
            24 => new AgentTakes(view?.ContactId ?? $"c{++_contacts}", agent),
            6 => new AgentSignedIn(agent, _random.Next(3) == 0 ? ["service"] : Queues)
            {
                Skills = [.. Skills.Where(_ => _random.Next(2) == 0).Select(skill => new AgentSkill(
                    skill, _random.Next(1, 4),
                    _random.Next(3) == 0 ? Floor.NowUs + _random.NextInt64(60 * Floor.Second) : null))],
            },
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

    private ContactWaits Waits(string id) => new(
        id, Queues[_random.Next(4)], _random.Next(3) * Floor.Second, Floor.NowUs - _random.Next(3),
        _random.Next(8) == 0)
    {
        Demands = _random.Next(4) == 0 ? [new("english")] : [],
        Preferred = _random.Next(3) == 0 ? $"100{_random.Next(4)}" : null,
        Excluded = _random.Next(5) == 0 ? [$"100{_random.Next(4)}"] : [],
        Timbre = _random.Next(5) == 0 ? "low" : null,
        NotBeforeUs = _random.Next(10) == 0 ? Floor.NowUs + _random.NextInt64(40 * Floor.Second) : null,
        ExpiresUs = _random.Next(10) == 0 ? Floor.NowUs + 60 * Floor.Second : null,
    };
}
