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
        agent ??= new Agent(fact.Agent) { SinceUs = _nowUs };
        if (!known)
            _agents.Add(agent.Number, agent);
        Assign(agent, queues!, fact.Skills, fact.Slots, fact.Timbre);
        if (!known)
            Enter(agent, AgentState.NotReady, NotReadyReasons.SignedIn);
        else if (IsIdle(agent))
            ServeNext(agent);
    }

    private void Assign(
        Agent agent, Queue[] queues, IReadOnlyList<AgentSkill> skills, IReadOnlyDictionary<string, int> slots,
        string? timbre)
    {
        foreach (var queue in agent.Queues)
            queue.Agents--;
        foreach (var queue in queues)
            queue.Agents++;
        (agent.Queues, agent.Skills, agent.Slots, agent.Timbre) = (queues, skills, slots, timbre);
        Seat(agent);
    }

    /// <summary>A skill has lapsed.</summary>
    private void Lapse(Agent agent)
    {
        Seat(agent);
        if (IsIdle(agent))
            ServeNext(agent);
    }

    private void SettleState(Agent agent)
    {
        if (agent.HasOffer)
            ReturnToFront(agent, WithdrawReason.NoAnswer, NotReadyReasons.NoAnswer);
        else
            LeaveWrapup(agent, thenReady: false, NotReadyReasons.WrapupOverdue);
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
        PutBesideAway(agent);
        Enter(agent, AgentState.LoggedOut, actor: fact.Actor);
        Assign(agent, [], [], agent.Slots, agent.Timbre);
        _deadlines.Cancel(agent.StayLimit);
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
        if (agent.State == AgentState.NotReady)
            Idle(agent, fact.Actor);
        else if (agent.State == AgentState.Chatting)
            ServeNext(agent);
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
            TakeNoMore(agent, fact.Reason, fact.Actor);
    }

    /// <summary>Not ready: at once, or when the conversations beside have ended.</summary>
    private void TakeNoMore(Agent agent, string reason, string? actor = null)
    {
        if (!agent.Chats)
        {
            Enter(agent, AgentState.NotReady, reason, actor);
            return;
        }
        (agent.PendingReason, agent.PendingActor) = (reason, actor);
        Unlist(agent);
        Enter(agent, AgentState.Chatting);
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
        PutBesideAway(agent);
        Enter(agent, AgentState.NotReady, NotReadyReasons.Lost);
    }

    private void PutBesideAway(Agent agent)
    {
        foreach (var work in agent.Beside)
            _contacts.Remove(work.Contact.Id);
        agent.Beside.Clear();
    }

    private void Turn(string contactId, string number, AgentState from, AgentState to)
    {
        if (_agents.TryGetValue(number, out var agent) && agent.State == from && agent.Contact!.Id == contactId)
            Enter(agent, to);
    }

    private void End(string contactId, string number)
    {
        if (!_agents.TryGetValue(number, out var agent))
            return;
        if (!agent.InConversation || agent.Contact!.Id != contactId)
        {
            EndBeside(contactId, agent);
            return;
        }
        var limitUs = agent.Contact.Queue.Plan.WrapupUs ?? settings.WrapupLimitUs;
        _contacts.Remove(Part(agent).Id);
        agent.WrapupContactId = contactId;
        Enter(agent, AgentState.Wrapup);
        if (limitUs > 0)
            _deadlines.Set(agent.Deadline, _nowUs + limitUs);
    }

    /// <summary>The place it took is free again at once; what is written about it is written beside the next.</summary>
    private void EndBeside(string contactId, Agent agent)
    {
        var index = agent.Beside.FindIndex(work => work.Contact.Id == contactId);
        if (index < 0)
            return;
        agent.Beside.RemoveAt(index);
        _contacts.Remove(contactId);
        if (!IsIdle(agent))
            return;
        if (agent.Chats)
            Rest(agent);
        else
            Idle(agent, actor: null);
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
        Unlist(agent);
        agent.IdleOrder = ++_lastOrder;
        Rest(agent, actor);
    }

    /// <summary>Nothing is in front of the agent: what is beside him says what he is, then who comes next.</summary>
    private void Rest(Agent agent, string? actor = null)
    {
        if (!agent.Chats && agent.PendingReason is { } reason)
        {
            Enter(agent, AgentState.NotReady, reason, agent.PendingActor);
            return;
        }
        Enter(
            agent,
            agent.Chats ? AgentState.Chatting : agent.Beside.Count > 0 ? AgentState.Working : AgentState.Ready,
            actor: actor);
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
        _leavers.Clear();
        _deadlines.Clear();
        foreach (var queue in _queuesInOrder)
        {
            queue.Pace.Passed(_nowUs, queue.Waiting.Count > 0);
            queue.Waiting.Clear();
            (queue.Agents, queue.Offered) = (0, 0);
            foreach (var line in queue.Lines)
            {
                line.Waiting.Clear();
                line.Idle.Clear();
            }
        }
    }

    /// <summary>
    /// The one place where a state changes. What belonged to the old state alone ends here: the place among the idle,
    /// the wrap-up.
    /// </summary>
    private void Enter(Agent agent, AgentState state, string? reason = null, string? actor = null)
    {
        if (agent.State == state && agent.Reason == reason)
            return;
        Unlist(agent);
        if (agent.State == AgentState.Wrapup)
        {
            agent.WrapupContactId = null;
            _deadlines.Cancel(agent.Deadline);
        }
        if (state is AgentState.NotReady or AgentState.LoggedOut)
        {
            (agent.PendingReason, agent.PendingActor) = (null, null);
            if (agent.Own.Count > 0)
                _leavers.Add(agent);
        }
        (agent.State, agent.Reason, agent.Actor, agent.SinceUs) = (state, reason, actor, _nowUs);
        LimitStay(agent);
        Emit(new AgentStateChanged(agent.Number, state, reason, _nowUs, actor));
    }
}
