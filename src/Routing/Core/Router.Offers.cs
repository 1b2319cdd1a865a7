namespace TellerLine.Routing.Core;

/// <summary>Offers: made, ringing, won, lost, withdrawn.</summary>
internal sealed partial class Router
{
    private void Offer(Contact contact, Agent agent)
    {
        agent.Contact = contact;
        agent.OfferId = settings.OfferPrefix + ++_lastOffer;
        (contact.Agent, contact.Place) = (agent, ContactPlace.Offered);
        contact.Queue.Offered++;
        Enter(agent, AgentState.Reserved);
        var expiresUs = _nowUs + (contact.Queue.Plan.RingUs ?? settings.RingTimeoutUs);
        _deadlines.Set(agent.Deadline, expiresUs);
        Emit(new OfferMade(agent.OfferId, contact.Id, agent.Number, expiresUs));
    }

    private void Ring(OfferRinging fact)
    {
        if (_agents.TryGetValue(fact.Agent, out var agent) && agent.State == AgentState.Reserved
            && agent.OfferId == fact.OfferId)
            Enter(agent, AgentState.Ringing);
    }

    private void Accept(OfferAccepted fact)
    {
        _agents.TryGetValue(fact.Agent, out var agent);
        if (agent is not null && agent.Beside.Exists(work => work.OfferId == fact.OfferId))
            return; // Won already, by this very agent.
        if (agent is null || agent.OfferId != fact.OfferId)
        {
            Emit(new OfferLost(fact.OfferId, fact.Agent));
            return;
        }
        if (agent.InConversation)
            return; // Won already, by this very agent.
        _deadlines.Cancel(agent.Deadline);
        var contact = agent.Contact!;
        contact.Place = ContactPlace.Talking;
        contact.Queue.Offered--;
        if (contact.Queue.Channel.Kind == ChannelKind.Exclusive)
        {
            Enter(agent, AgentState.Talking);
            Emit(new OfferWon(fact.OfferId, contact.Id, agent.Number));
            return;
        }
        agent.Beside.Add(new SideWork(contact, fact.OfferId));
        (agent.Contact, agent.OfferId) = (null, null);
        Emit(new OfferWon(fact.OfferId, contact.Id, agent.Number));
        Rest(agent);
    }

    private void Decline(OfferDeclined fact)
    {
        if (_agents.TryGetValue(fact.Agent, out var agent) && agent.HasOffer && agent.OfferId == fact.OfferId)
            ReturnToFront(agent, WithdrawReason.Declined, NotReadyReasons.Declined);
    }

    private void Take(AgentTakes fact)
    {
        if (!_agents.TryGetValue(fact.Agent, out var agent)
            || agent.State is not (AgentState.Ready or AgentState.Working or AgentState.NotReady or AgentState.Wrapup)
            || agent.Chats
            || fact.ContactId == agent.WrapupContactId
            || (_contacts.TryGetValue(fact.ContactId, out var known)
                ? !fact.Rings || known is not
                { Place: ContactPlace.Offered, OnlyAgent: null, Queue.Channel.Kind: ChannelKind.Exclusive }
                : fact.Rings || _contacts.Count >= RoutingLimits.Contacts)
            || QueueNamed(RoutingLimits.DirectQueue) is not { } queue)
        {
            Emit(new OfferLost(fact.ContactId, fact.Agent));
            return;
        }
        if (known is not null)
        {
            var rung = known.Agent!;
            Withdraw(rung, WithdrawReason.PickedUp);
            known.Place = ContactPlace.Talking;
            Idle(rung, actor: null);
        }
        var contact = known
            ?? new Contact(
                new ContactWaits(fact.ContactId, queue.Name, 0, _nowUs, AtFront: true, fact.Agent), queue,
                ++_lastOrder, _nowUs);
        (contact.Place, contact.Agent) = (ContactPlace.Talking, agent);
        _contacts[contact.Id] = contact;
        agent.Contact = contact;
        agent.OfferId = settings.OfferPrefix + ++_lastOffer;
        if (agent.State == AgentState.NotReady)
            (agent.PendingReason, agent.PendingActor) = (agent.Reason, agent.Actor);
        else if (agent.State == AgentState.Wrapup)
            agent.PendingReason ??= NotReadyReasons.WrapupOverdue;
        Enter(agent, AgentState.Talking);
        Emit(new OfferWon(agent.OfferId, contact.Id, agent.Number));
    }

    private void TakeBack(AcceptNotRecorded fact)
    {
        if (!_agents.TryGetValue(fact.Agent, out var agent))
            return;
        Contact contact;
        if (agent.Beside.Find(work => work.OfferId == fact.OfferId) is { } beside)
        {
            agent.Beside.Remove(beside);
            contact = beside.Contact;
            contact.Agent = null;
        }
        else if (agent.InConversation && agent.OfferId == fact.OfferId)
            contact = Part(agent);
        else
            return;
        Emit(new OfferWithdrawn(fact.OfferId, contact.Id, agent.Number, WithdrawReason.NotRecorded));
        if (IsIdle(agent) || agent.InConversation)
            TakeNoMore(agent, NotReadyReasons.SystemFault);
        contact.AtFront = true;
        OfferOrWait(contact);
    }

    /// <summary>
    /// The agent does not get the contact: he is not ready first, so that it cannot come back to him, then the contact
    /// is at the front.
    /// </summary>
    private void ReturnToFront(Agent agent, WithdrawReason why, string notReadyReason, string? actor = null)
    {
        var contact = Withdraw(agent, why);
        TakeNoMore(agent, notReadyReason, actor);
        contact.AtFront = true;
        OfferOrWait(contact);
    }

    private Contact Withdraw(Agent agent, WithdrawReason why)
    {
        _deadlines.Cancel(agent.Deadline);
        var offerId = agent.OfferId!;
        agent.Contact!.Queue.Offered--;
        var contact = Part(agent);
        Emit(new OfferWithdrawn(offerId, contact.Id, agent.Number, why));
        return contact;
    }

    private static Contact Part(Agent agent)
    {
        var contact = agent.Contact!;
        (agent.Contact, agent.OfferId, contact.Agent) = (null, null, null);
        return contact;
    }
}
