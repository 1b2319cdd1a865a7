using TellerLine.Routing;

namespace TellerLine.Simulation.Faults;

/// <summary>What the router did breaks a rule; the message says which and where.</summary>
internal sealed class InvariantException(string message) : Exception(message);

/// <summary>
/// A second book of a routing domain, kept from the facts and the effects alone, against which every effect is held:
/// an agent is offered one contact at a time and only when ready; a contact is offered once at a time and never after
/// its end; nobody is served before an equal who came earlier; nobody is idle while somebody waits; every contact has
/// one outcome; agents' states follow each other without a gap.
/// </summary>
internal sealed class RoutingInvariants
{
    /// <summary>Those that have not ended.</summary>
    private readonly Dictionary<string, Known> _contacts = [];

    private readonly HashSet<string> _ended = [];
    private readonly Dictionary<string, Seat> _agents = [];
    private readonly HashSet<Guid> _facts = [];
    private readonly HashSet<string> _won = [];
    private long _lastSeq, _order;

    private enum Place
    {
        Waiting,
        Offered,
        Talking,

        /// <summary>
        /// The router knows it no more: its agent or the process is gone. It is queued again, or told to be over.
        /// </summary>
        Dropped,
        Answered,
        Left,
        Refused,
    }

    private sealed class Known(ContactWaits fact, long order)
    {
        public ContactWaits Fact { get; } = fact;

        public long Order { get; } = order;

        public bool AtFront { get; set; } = fact.AtFront;

        public Place Place { get; set; } = Place.Waiting;

        /// <summary>It was in conversation since it was queued.</summary>
        public bool Spoke { get; set; }

        public string? Agent { get; set; }

        public string? OfferId { get; set; }

        public bool Before(Known other) =>
            (AtFront ? 0 : 1, Fact.WaitSinceUs - Fact.CreditUs, Order)
                .CompareTo((other.AtFront ? 0 : 1, other.Fact.WaitSinceUs - other.Fact.CreditUs, other.Order)) < 0;
    }

    private sealed class Seat
    {
        public AgentState State { get; set; } = AgentState.LoggedOut;

        public string? Reason { get; set; }

        public long SinceUs { get; set; }

        public string? Contact { get; set; }

        public IReadOnlyList<string> Queues { get; set; } = [];
    }

    public int Answered { get; private set; }

    public int Left { get; private set; }

    public int Refused { get; private set; }

    public int Offers { get; private set; }

    public int Contacts => _ended.Count + _contacts.Count;

    public AgentState StateOf(string agent) => _agents.GetValueOrDefault(agent)?.State ?? AgentState.LoggedOut;

    public string? ReasonOf(string agent) => _agents.GetValueOrDefault(agent)?.Reason;

    public string? ContactOf(string agent) => _agents.GetValueOrDefault(agent)?.Contact;

    /// <summary>Before a fact is applied, after what was due is settled.</summary>
    public void Hear(RouterInput fact)
    {
        if (!_facts.Add(fact.Id))
            return;
        switch (fact)
        {
            case ContactWaits waits when !_contacts.TryGetValue(waits.ContactId, out var known)
                || known.Place == Place.Dropped:
                Must(!_ended.Contains(waits.ContactId), $"{waits.ContactId} has ended", null);
                _contacts[waits.ContactId] = new Known(waits, ++_order);
                break;
            case ContactLeft left when _contacts.TryGetValue(left.ContactId, out var known):
                End(known, known.Spoke ? Place.Answered : Place.Left);
                break;
            case ConversationEnded ended when _contacts.TryGetValue(ended.ContactId, out var known)
                && known.Place is Place.Talking or Place.Dropped && known.Agent == ended.Agent:
                End(known, Place.Answered);
                break;
            case AgentSignedIn signedIn:
                SeatOf(signedIn.Agent).Queues = signedIn.Queues;
                break;
            case AgentGone gone when StateOf(gone.Agent) != AgentState.NotReady:
                Drop(gone.Agent);
                break;
            case AgentSignedOut signedOut:
                Drop(signedOut.Agent);
                break;
            case DomainStarted:
                foreach (var known in _contacts.Values)
                    known.Place = Place.Dropped;
                break;
            default:
                break;
        }
    }

    /// <summary>What came of it, in order.</summary>
    public void See(IReadOnlyList<RouterEffect> effects, long nowUs)
    {
        foreach (var effect in effects)
        {
            Must(effect.Seq == ++_lastSeq, "effects are numbered without a gap", effect);
            switch (effect)
            {
                case AgentStateChanged changed: Change(changed, nowUs); break;
                case OfferMade made: Offer(made); break;
                case OfferWithdrawn withdrawn: Withdraw(withdrawn); break;
                case OfferWon won: Win(won); break;
                case ContactRefused refused: End(_contacts[refused.ContactId], Place.Refused); break;
                default: break;
            }
        }
        NobodyIdleWhileSomebodyWaits();
    }

    /// <summary>When all is over: everybody has one outcome and no agent has anybody.</summary>
    public void Close()
    {
        foreach (var (id, known) in _contacts)
            Must(false, $"{id} must have an outcome, and is {known.Place}", null);
        foreach (var (number, seat) in _agents)
            Must(seat.Contact is null, $"{number} still has {seat.Contact}", null);
    }

    private void Change(AgentStateChanged changed, long nowUs)
    {
        var seat = SeatOf(changed.Agent);
        Must(changed.SinceUs >= seat.SinceUs && changed.SinceUs <= nowUs, "a state begins when the last ends", changed);
        Must(changed.State != seat.State || changed.Reason != seat.Reason, "a state does not follow itself", changed);
        Must(changed.State != AgentState.Reserved || seat.State == AgentState.Ready, "only the ready are offered",
            changed);
        Must((changed.State == AgentState.NotReady) == (changed.Reason is not null), "not ready has a reason", changed);
        (seat.State, seat.Reason, seat.SinceUs) = (changed.State, changed.Reason, changed.SinceUs);
        if (changed.State is AgentState.LoggedOut or AgentState.NotReady or AgentState.Ready or AgentState.Wrapup)
            seat.Contact = null;
    }

    private void Offer(OfferMade made)
    {
        Offers++;
        var seat = SeatOf(made.Agent);
        if (!_contacts.TryGetValue(made.ContactId, out var known))
            throw new InvariantException($"who has ended is not offered: {made}");
        Must(seat.State == AgentState.Reserved && seat.Contact is null, "an agent is offered one at a time", made);
        Must(known.Place == Place.Waiting, $"only who waits is offered, it is {known.Place}", made);
        foreach (var other in _contacts.Values)
            Must(other.Place != Place.Waiting || other.Fact.Queue != known.Fact.Queue || other == known
                || !other.Before(known), $"{other.Fact.ContactId} came before", made);
        (known.Place, known.Agent, known.OfferId, seat.Contact) =
            (Place.Offered, made.Agent, made.OfferId, made.ContactId);
    }

    private void Withdraw(OfferWithdrawn withdrawn)
    {
        SeatOf(withdrawn.Agent).Contact = null;
        if (!_contacts.TryGetValue(withdrawn.ContactId, out var known) || known.Place != Place.Offered)
        {
            Must(withdrawn.Why == WithdrawReason.ContactLeft, "only a live offer is withdrawn", withdrawn);
            return;
        }
        Must(known.OfferId == withdrawn.OfferId && known.Agent == withdrawn.Agent, "it is the live offer", withdrawn);
        (known.Place, known.Agent, known.OfferId, known.AtFront) = (Place.Waiting, null, null, true);
    }

    private void Win(OfferWon won)
    {
        var known = _contacts.GetValueOrDefault(won.ContactId);
        Must(known?.Place == Place.Offered && known.OfferId == won.OfferId && known.Agent == won.Agent,
            "the live offer is won", won);
        Must(_won.Add(won.OfferId), "an offer is won once", won);
        (known!.Place, known.Spoke) = (Place.Talking, true);
        SeatOf(won.Agent).Contact = won.ContactId;
    }

    private void NobodyIdleWhileSomebodyWaits()
    {
        foreach (var (number, seat) in _agents)
        {
            if (seat.State != AgentState.Ready)
                continue;
            foreach (var (id, known) in _contacts)
                Must(known.Place != Place.Waiting || !seat.Queues.Contains(known.Fact.Queue),
                    $"{number} is idle while {id} waits", null);
        }
    }

    private void Drop(string agent)
    {
        if (ContactOf(agent) is { } id && _contacts.TryGetValue(id, out var known) && known.Place == Place.Talking)
            known.Place = Place.Dropped;
    }

    private void End(Known known, Place into)
    {
        _contacts.Remove(known.Fact.ContactId);
        Must(_ended.Add(known.Fact.ContactId), $"{known.Fact.ContactId} ends once", null);
        if (into == Place.Answered)
            Answered++;
        else if (into == Place.Left)
            Left++;
        else
            Refused++;
    }

    private Seat SeatOf(string agent)
    {
        if (!_agents.TryGetValue(agent, out var seat))
            _agents[agent] = seat = new Seat();
        return seat;
    }

    private static void Must(bool holds, string rule, RouterEffect? effect)
    {
        if (!holds)
            throw new InvariantException(effect is null ? rule : $"{rule}: {effect}");
    }
}
