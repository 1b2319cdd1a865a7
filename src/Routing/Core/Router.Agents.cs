namespace TellerLine.Routing.Core;

/// <summary>The agents' states: one at a time, each beginning at the microsecond at which the last one ends.</summary>
internal sealed partial class Router
{
    private void SignIn(AgentSignedIn fact)
    {
        var known = _agents.TryGetValue(fact.Agent, out var agent);
        if (!known && _agents.Count >= RoutingLimits.Agents)
        {
            Emit(new AgentRefused(fact.Agent, RoutingRefusal.TooManyAgents));
            return;
        }
        var queues = fact.Queues.Distinct().Select(QueueNamed).ToArray();
        if (queues.Any(queue => queue is null))
        {
            Emit(new AgentRefused(fact.Agent, RoutingRefusal.TooManyQueues));
            return;
        }
        if (known)
        {
            Reassign(agent!, queues!);
            return;
        }
        agent = new Agent(fact.Agent, queues!) { SinceUs = _nowUs };
        _agents.Add(agent.Number, agent);
        Enter(agent, AgentState.NotReady, NotReadyReasons.SignedIn);
    }

    private void Reassign(Agent agent, Queue[] queues)
    {
        if (agent.State != AgentState.Ready)
        {
            agent.Queues = queues;
            return;
        }
        Unlist(agent);
        agent.Queues = queues;
        List(agent);
        ServeNext(agent);
    }

    private void SignOut(AgentSignedOut fact)
    {
        if (!_agents.TryGetValue(fact.Agent, out var agent))
            return;
        Contact? toFront = null;
        if (agent.HasOffer)
            toFront = Withdraw(agent, WithdrawReason.AgentLeft);
        else if (agent.InConversation)
            _contacts.Remove(Part(agent).Id);
        Enter(agent, AgentState.LoggedOut, actor: fact.Actor);
        _agents.Remove(agent.Number);
        if (toFront is null)
            return;
        toFront.AtFront = true;
        OfferOrWait(toFront);
    }

    private void BecomeReady(AgentReady fact)
    {
        if (!_agents.TryGetValue(fact.Agent, out var agent))
            return;
        (agent.PendingReason, agent.PendingActor) = (null, null);
        if (agent.State != AgentState.NotReady)
            return;
        Idle(agent, fact.Actor);
    }

    private void BecomeNotReady(AgentNotReady fact)
    {
        if (!_agents.TryGetValue(fact.Agent, out var agent))
            return;
        if (agent.HasOffer)
            ReturnToFront(agent, WithdrawReason.AgentLeft, fact.Reason, fact.Actor);
        else if (agent.InConversation || agent.State == AgentState.Wrapup)
            (agent.PendingReason, agent.PendingActor) = (fact.Reason, fact.Actor);
        else
            Enter(agent, AgentState.NotReady, fact.Reason, fact.Actor);
    }

    private void Lose(string number)
    {
        if (!_agents.TryGetValue(number, out var agent) || agent.State == AgentState.NotReady)
            return;
        if (agent.HasOffer)
        {
            ReturnToFront(agent, WithdrawReason.AgentLeft, NotReadyReasons.Lost);
            return;
        }
        if (agent.InConversation)
            _contacts.Remove(Part(agent).Id);
        Enter(agent, AgentState.NotReady, NotReadyReasons.Lost);
    }

    private void Turn(string contactId, string number, AgentState from, AgentState to)
    {
        if (_agents.TryGetValue(number, out var agent) && agent.State == from && agent.Contact!.Id == contactId)
            Enter(agent, to);
    }

    private void End(string contactId, string number)
    {
        if (!_agents.TryGetValue(number, out var agent) || !agent.InConversation || agent.Contact!.Id != contactId)
            return;
        _contacts.Remove(Part(agent).Id);
        agent.WrapupContactId = contactId;
        Enter(agent, AgentState.Wrapup);
        if (settings.WrapupLimitUs > 0)
            _deadlines.Set(agent, _nowUs + settings.WrapupLimitUs);
    }

    /// <summary>The consultation becomes the conversation: the consulted agent talks on without a break.</summary>
    private void HandOver(ConversationHandedOver fact)
    {
        if (!_contacts.TryGetValue(fact.ContactId, out var given) || given.Agent?.Number != fact.Agent
            || given.Place != ContactPlace.Talking)
            return;
        End(fact.ContactId, fact.Agent);
        if (fact.ConsultId is null || !_contacts.TryGetValue(fact.ConsultId, out var consult)
            || consult.Place != ContactPlace.Talking)
            return;
        _contacts.Remove(consult.Id);
        var agent = consult.Agent!;
        var contact = consult.Become(fact.ContactId);
        _contacts.Add(contact.Id, contact);
        agent.Contact = contact;
    }

    private void FinishWrapup(WrapupDone fact)
    {
        if (_agents.TryGetValue(fact.Agent, out var agent) && agent.State == AgentState.Wrapup
            && (fact.ContactId is null || fact.ContactId == agent.WrapupContactId))
            LeaveWrapup(agent, fact.ThenReady);
    }

    private void LeaveWrapup(Agent agent, bool thenReady, string otherwise = NotReadyReasons.WrapupEnded)
    {
        if (agent.PendingReason is { } reason)
            Enter(agent, AgentState.NotReady, reason, agent.PendingActor);
        else if (thenReady)
            Idle(agent, actor: null);
        else
            Enter(agent, AgentState.NotReady, otherwise);
    }

    private void Idle(Agent agent, string? actor)
    {
        agent.IdleOrder = ++_lastOrder;
        Enter(agent, AgentState.Ready, actor: actor);
        ServeNext(agent);
    }

    /// <summary>
    /// Everyone out and every contact forgotten; of offers that were live it is told that they are none.
    /// </summary>
    private void Empty()
    {
        foreach (var agent in _agents.Values.OrderBy(agent => agent.Number, StringComparer.Ordinal))
        {
            if (agent.HasOffer)
                Withdraw(agent, WithdrawReason.ContactLeft);
            Enter(agent, AgentState.LoggedOut, actor: "system");
        }
        _agents.Clear();
        _contacts.Clear();
        foreach (var queue in _queuesInOrder)
            queue.Waiting.Clear();
    }

    /// <summary>
    /// The one place where a state changes. What belonged to the old state alone ends here: the place among the idle,
    /// the wrap-up.
    /// </summary>
    private void Enter(Agent agent, AgentState state, string? reason = null, string? actor = null)
    {
        if (agent.State == state && agent.Reason == reason)
            return;
        if (agent.State == AgentState.Ready)
            Unlist(agent);
        if (agent.State == AgentState.Wrapup)
        {
            agent.WrapupContactId = null;
            _deadlines.Cancel(agent);
        }
        if (state is AgentState.NotReady or AgentState.LoggedOut)
            (agent.PendingReason, agent.PendingActor) = (null, null);
        (agent.State, agent.Reason, agent.Actor, agent.SinceUs) = (state, reason, actor, _nowUs);
        if (state == AgentState.Ready)
            List(agent);
        Emit(new AgentStateChanged(agent.Number, state, reason, _nowUs, actor));
    }

    private static void List(Agent agent)
    {
        foreach (var queue in agent.Queues)
            queue.Idle.Add(agent);
    }

    private static void Unlist(Agent agent)
    {
        foreach (var queue in agent.Queues)
            queue.Idle.Remove(agent);
    }
}
