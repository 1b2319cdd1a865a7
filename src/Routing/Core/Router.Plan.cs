namespace TellerLine.Routing.Core;

/// <summary>The bank's plan followed; overload; what is to be expected.</summary>
internal sealed partial class Router
{
    /// <summary>
    /// How long somebody who stands at this place of the queue will wait, microseconds. From how fast the queue moved
    /// of late.
    /// </summary>
    public long? ExpectedUs(string contactId) =>
        _contacts.TryGetValue(contactId, out var contact) && PositionOf(contactId) is { } position
            ? contact.Queue.Pace.ExpectedUs(position, contact.Queue.Agents) : null;

    /// <summary>How long who joins this queue now, with nothing before him but those who wait, will wait.</summary>
    public long ExpectedInUs(string queue) =>
        !_queues.TryGetValue(queue, out var known) || known.Lines.Exists(line => line.Step == 0 && line.Idle.Count > 0)
            ? 0 : known.Pace.ExpectedUs(known.Waiting.Count + 1, known.Agents);

    /// <summary>The agents who are offered the next contacts of this queue, in their order.</summary>
    public IReadOnlyList<string> NextAgents(string queue, int atMost) =>
        _queues.TryGetValue(queue, out var known)
            && known.Lines.Find(line => line is { Step: 0, Own: "" }) is { } line
            ? [.. Enumerable.Range(0, Math.Min(atMost, line.Idle.Count)).Select(rank => line.Idle[rank].Agent.Number)]
            : [];

    private OverloadRule? Overloaded(Queue queue)
    {
        foreach (var rule in queue.Plan.Overload)
        {
            if (rule.Waiting <= queue.Waiting.Count
                || rule.ExpectedUs <= ExpectedInUs(queue.Name)
                || (rule.HeldUs is { } held && OldestWait(queue) is { } oldest && _nowUs - oldest >= held))
                return rule;
        }
        return null;
    }

    /// <summary>Everything that waits is placed anew by the new plan, in the order in which it was served.</summary>
    private void Follow(RoutingPlan plan)
    {
        _plan = plan;
        var waiting = _contacts.Values.Where(contact => contact.Place == ContactPlace.Waiting)
            .OrderBy(contact => contact.Order).ToList();
        foreach (var agent in _agents.Values)
        {
            Unlist(agent);
            agent.Own.Clear();
        }
        foreach (var contact in waiting)
        {
            _deadlines.Cancel(contact.Due);
            (contact.Line, contact.KeptFor) = (null, null);
        }
        _lines = 0;
        foreach (var queue in _queuesInOrder)
        {
            queue.Pace.Passed(_nowUs, queue.Waiting.Count > 0);
            queue.Waiting.Clear();
            queue.Lines.Clear();
            queue.Plan = PlanOf(queue.Name);
            queue.Channel = ChannelOf(queue.Plan);
        }
        for (var i = 0; i < _queuesInOrder.Count; i++)
            LineOf(_queuesInOrder[i], 0, []);
        foreach (var agent in _agents.Values.OrderBy(agent => agent.Number, StringComparer.Ordinal))
        {
            Seat(agent);
            LimitStay(agent);
        }
        waiting.ForEach(contact => contact.Reckon());
        waiting.Sort();
        foreach (var contact in waiting)
            OfferOrWait(contact);
        foreach (var agent in _agents.Values.Where(IsIdle).OrderBy(agent => agent.IdleOrder))
            ServeNext(agent);
    }

    private QueuePlan PlanOf(string queue)
    {
        foreach (var plan in _plan.Queues)
        {
            if (plan.Name == queue)
                return plan;
        }
        return new QueuePlan(queue);
    }

    private ChannelPlan ChannelOf(QueuePlan plan)
    {
        foreach (var channel in _plan.Channels)
        {
            if (channel.Name == plan.Channel)
                return channel;
        }
        return Voice;
    }

    private void LimitStay(Agent agent)
    {
        _deadlines.Cancel(agent.StayLimit);
        foreach (var limit in _plan.StateLimits)
        {
            if (!limit.Is(agent.State, agent.Reason))
                continue;
            if (agent.SinceUs + limit.AtMostUs > _nowUs)
                _deadlines.Set(agent.StayLimit, agent.SinceUs + limit.AtMostUs);
            return;
        }
    }

    private void Overstay(Agent agent)
    {
        _deadlines.Cancel(agent.StayLimit);
        Emit(new AgentOverstays(agent.Number, agent.State, agent.Reason, agent.SinceUs));
    }
}
