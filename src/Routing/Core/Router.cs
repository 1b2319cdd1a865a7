namespace TellerLine.Routing.Core;

/// <summary>
/// The routing domain's one writer: a pure state machine. Facts in, effects out into the caller's buffer; it never
/// waits, reads a clock or touches a socket. The same class runs live, in tests and in the simulator. Always true
/// between two inputs: an agent has at most one
/// offer or conversation and a contact at most one live offer; no agent is idle while a contact waits in a queue of
/// his.
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
    private long _nowUs, _lastEffect, _lastOffer, _lastOrder;

    /// <summary>When a <see cref="Tick"/> is next needed, or null.</summary>
    public long? NextDeadlineUs => _deadlines.Next?.DeadlineUs;

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
            case DomainStarted: Empty(); break;
            case Tick: break;
            default: throw new ArgumentOutOfRangeException(nameof(input), input, "The router knows no such input.");
        }
    }

    private void SettleDue()
    {
        while (_deadlines.Next is { } agent && agent.DeadlineUs <= _nowUs)
        {
            if (agent.HasOffer)
                ReturnToFront(agent, WithdrawReason.NoAnswer, NotReadyReasons.NoAnswer);
            else
                LeaveWrapup(agent, thenReady: false, NotReadyReasons.WrapupOverdue);
        }
    }

    private void Enqueue(ContactWaits fact)
    {
        if (_contacts.ContainsKey(fact.ContactId))
            return;
        if (_contacts.Count >= RoutingLimits.Contacts)
            Emit(new ContactRefused(fact.ContactId, fact.Queue, RoutingRefusal.QueueFull));
        else if (fact.OnlyAgent is { } asked && IdleAgent(asked) is null)
            Emit(new ContactRefused(fact.ContactId, fact.Queue, RoutingRefusal.AgentNotReady));
        else if (QueueNamed(fact.Queue) is not { } queue)
            Emit(new ContactRefused(fact.ContactId, fact.Queue, RoutingRefusal.TooManyQueues));
        else
        {
            var contact = new Contact(
                fact.ContactId, queue, fact.Priority, fact.WaitSinceUs, fact.AtFront, ++_lastOrder, fact.OnlyAgent);
            _contacts.Add(contact.Id, contact);
            OfferOrWait(contact);
        }
    }

    private void Leave(string contactId)
    {
        if (!_contacts.TryGetValue(contactId, out var contact))
            return;
        switch (contact.Place)
        {
            case ContactPlace.Waiting:
                contact.Queue.Waiting.Remove(contact);
                _contacts.Remove(contactId);
                break;
            case ContactPlace.Offered:
                var agent = contact.Agent!;
                Withdraw(agent, WithdrawReason.ContactLeft);
                _contacts.Remove(contactId);
                Enter(agent, AgentState.Ready);
                ServeNext(agent);
                break;
            default:
                End(contactId, contact.Agent!.Number);
                break;
        }
    }

    /// <summary>
    /// Longest idle agent first; nobody idle: wait. One who asked for a certain agent waits for nobody.
    /// </summary>
    private void OfferOrWait(Contact contact)
    {
        if (contact.OnlyAgent is { } number)
        {
            if (IdleAgent(number) is { } asked)
                Offer(contact, asked);
            else
            {
                _contacts.Remove(contact.Id);
                Emit(new ContactRefused(contact.Id, contact.Queue.Name, RoutingRefusal.AgentNotReady));
            }
            return;
        }
        if (contact.Queue.Idle.First is { } agent)
        {
            Offer(contact, agent);
            return;
        }
        contact.Place = ContactPlace.Waiting;
        contact.Queue.Waiting.Add(contact);
    }

    /// <summary>The first contact over all queues of an agent who has just become idle.</summary>
    private void ServeNext(Agent agent)
    {
        Contact? next = null;
        foreach (var queue in agent.Queues)
        {
            if (queue.Waiting.First is { } first && (next is null || first.CompareTo(next) < 0))
                next = first;
        }
        if (next is null)
            return;
        next.Queue.Waiting.Remove(next);
        Offer(next, agent);
    }

    private Agent? IdleAgent(string number) =>
        _agents.TryGetValue(number, out var agent) && agent.State == AgentState.Ready ? agent : null;

    private Queue? QueueNamed(string name)
    {
        if (_queues.TryGetValue(name, out var queue))
            return queue;
        if (_queues.Count >= RoutingLimits.Queues)
            return null;
        queue = new Queue(name);
        _queues.Add(name, queue);
        _queuesInOrder.Add(queue);
        return queue;
    }

    private void Emit(RouterEffect effect) => _effects.Add(effect with { Seq = ++_lastEffect });
}
