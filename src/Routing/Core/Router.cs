namespace TellerLine.Routing.Core;

/// <summary>
/// The routing domain's one writer: a pure state machine. Facts in, effects out into the caller's buffer; it never
/// waits, reads a clock or touches a socket. The same class runs live, in tests and in the simulator. Always true
/// between two inputs: an agent has at most one
/// offer or call, and beside it no more than his channels allow; a contact has at most one live offer; no agent who
/// could take a contact is idle while it waits.
/// </summary>
internal sealed partial class Router(RouterSettings settings)
{
    private readonly Dictionary<string, Queue> _queues = [];
    private readonly List<Queue> _queuesInOrder = [];
    private readonly Dictionary<string, Contact> _contacts = [];
    private readonly Dictionary<string, Agent> _agents = [];
    private readonly Deadlines _deadlines = new();
    private readonly RecentInputs _recent = new();
    private List<RouterEffect> _effects = [];
    private RoutingPlan _plan = RoutingPlan.Plain;
    private long _nowUs, _lastEffect, _lastOffer, _lastOrder;

    /// <summary>When a <see cref="Tick"/> is next needed, or null.</summary>
    public long? NextDeadlineUs => _deadlines.Next?.AtUs;

    /// <summary>
    /// Settles what is due, then applies the fact. Time never runs backwards: an earlier <paramref name="nowUs"/>
    /// counts as the last.
    /// </summary>
    public void Apply(in RouterInput input, long nowUs, List<RouterEffect> effects)
    {
        _effects = effects;
        _nowUs = Math.Max(_nowUs, nowUs);
        SettleDue();
        if (input.Id != Guid.Empty && !_recent.Add(input.Id))
            return;
        switch (input)
        {
            case ContactWaits queued: Enqueue(queued); break;
            case ContactLeft left: Leave(left.ContactId); break;
            case AgentSignedIn signedIn: SignIn(signedIn); break;
            case AgentSignedOut signedOut: SignOut(signedOut); break;
            case AgentReady ready: BecomeReady(ready); break;
            case AgentNotReady notReady: BecomeNotReady(notReady); break;
            case AgentGone lost: Lose(lost.Agent); break;
            case OfferRinging ringing: Ring(ringing); break;
            case OfferAccepted accepted: Accept(accepted); break;
            case OfferDeclined declined: Decline(declined); break;
            case AgentTakes taken: Take(taken); break;
            case AcceptNotRecorded notRecorded: TakeBack(notRecorded); break;
            case ConversationHeld held: Turn(held.ContactId, held.Agent, AgentState.Talking, AgentState.Hold); break;
            case ConversationResumed resumed: Turn(
                resumed.ContactId, resumed.Agent, AgentState.Hold, AgentState.Talking); break;
            case ConversationEnded ended: End(ended.ContactId, ended.Agent); break;
            case ConversationHandedOver handed: HandOver(handed); break;
            case WrapupDone done: FinishWrapup(done); break;
            case PlanChanged changed: Follow(changed.Plan); break;
            case DomainStarted: Empty(); break;
            case Tick: break;
            default: throw new ArgumentOutOfRangeException(nameof(input), input, "The router knows no such input.");
        }
        GiveUpOwn();
    }

    private void SettleDue()
    {
        while (_deadlines.Next is { } due && due.AtUs <= _nowUs)
        {
            switch (due.Kind)
            {
                case DueKind.AgentState: SettleState(_agents[due.Owner]); break;
                case DueKind.AgentSkill: Lapse(_agents[due.Owner]); break;
                case DueKind.AgentStay: Overstay(_agents[due.Owner]); break;
                default: MoveOn(_contacts[due.Owner]); break;
            }
            GiveUpOwn();
        }
    }

    private void Enqueue(ContactWaits fact)
    {
        if (_contacts.ContainsKey(fact.ContactId))
            return;
        if (_contacts.Count >= RoutingLimits.Contacts)
            Refuse(fact, RoutingRefusal.QueueFull);
        else if (fact.OnlyAgent is { } asked && IdleAgent(asked) is null)
            Refuse(fact, RoutingRefusal.AgentNotReady);
        else if (QueueNamed(fact.Queue) is not { } queue)
            Refuse(fact, RoutingRefusal.TooManyQueues);
        else if (!HasRoom(queue, fact.Demands))
            Refuse(fact, RoutingRefusal.TooManyDemands);
        else if (fact.Fresh && Overloaded(queue) is { } rule)
        {
            Emit(new ContactRefused(
                fact.ContactId, fact.Queue, RoutingRefusal.Overloaded, rule.Instead, rule.ToQueue));
        }
        else
            Join(new Contact(fact, queue, ++_lastOrder, _nowUs));
    }

    private void Join(Contact contact)
    {
        _contacts.Add(contact.Id, contact);
        OfferOrWait(contact);
    }

    private void Leave(string contactId)
    {
        if (!_contacts.TryGetValue(contactId, out var contact))
            return;
        switch (contact.Place)
        {
            case ContactPlace.Waiting:
                if (contact.Line is not null || contact.KeptFor is not null)
                    contact.Queue.Pace.Departed();
                TakeOut(contact);
                _contacts.Remove(contactId);
                break;
            case ContactPlace.Offered:
                var agent = contact.Agent!;
                Withdraw(agent, WithdrawReason.ContactLeft);
                _contacts.Remove(contactId);
                Rest(agent);
                break;
            default:
                End(contactId, contact.Agent!.Number);
                break;
        }
    }

    private void Refuse(ContactWaits fact, RoutingRefusal why) =>
        Emit(new ContactRefused(fact.ContactId, fact.Queue, why));

    private Agent? IdleAgent(string number) =>
        _agents.TryGetValue(number, out var agent) && agent.State is AgentState.Ready or AgentState.Working
            ? agent : null;

    private Queue? QueueNamed(string name)
    {
        if (_queues.TryGetValue(name, out var queue))
            return queue;
        if (_queues.Count >= RoutingLimits.Queues)
            return null;
        var plan = PlanOf(name);
        queue = new Queue(name, plan, ChannelOf(plan));
        _queues.Add(name, queue);
        _queuesInOrder.Add(queue);
        LineOf(queue, 0, []);
        return queue;
    }

    private void Emit(RouterEffect effect)
    {
        effect.Seq = ++_lastEffect;
        _effects.Add(effect);
    }
}
