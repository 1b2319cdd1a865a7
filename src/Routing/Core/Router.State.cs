namespace TellerLine.Routing.Core;

/// <summary>The domain looked at, captured and restored.</summary>
internal sealed partial class Router
{
    public RoutingSnapshot Look(long nowUs) => new(
        nowUs,
        [.. _queuesInOrder.Select(queue => new QueueView(
            queue.Name, queue.Waiting.Count, OldestWait(queue), queue.Offered, queue.Idle.Count))],
        [.. _agents.Values.OrderBy(agent => agent.Number, StringComparer.Ordinal).Select(View)]);

    public int? PositionOf(string contactId) =>
        _contacts.TryGetValue(contactId, out var contact) && contact.Place == ContactPlace.Waiting
            ? contact.Queue.Waiting.RankOf(contact) + 1
            : null;

    public RouterState Capture() => new()
    {
        NowUs = _nowUs,
        LastEffect = _lastEffect,
        LastOffer = _lastOffer,
        LastOrder = _lastOrder,
        Queues = [.. _queuesInOrder.Select(queue => queue.Name)],
        Contacts = [
            .. _contacts.Values.OrderBy(contact => contact.Order).Select(contact => new RouterState.ContactPlaced(
            contact.Id, contact.Queue.Name, contact.Priority, contact.WaitSinceUs, contact.AtFront, contact.Order,
                contact.Place, contact.OnlyAgent))],
        Agents = [
            .. _agents.Values.OrderBy(agent => agent.Number, StringComparer.Ordinal)
            .Select(agent => new RouterState.AgentRow(
            agent.Number, [.. agent.Queues.Select(queue => queue.Name)], agent.State, agent.Reason, agent.SinceUs,
                agent.Actor,
            agent.PendingReason, agent.PendingActor, agent.Contact?.Id, agent.OfferId, agent.WrapupContactId,
                agent.IdleOrder,
            agent.DeadlineUs))],
        RecentInputs = _recent.Capture(),
    };

    public static Router Restore(RouterState state, RouterSettings settings)
    {
        var router = new Router(settings)
        {
            _nowUs = state.NowUs, _lastEffect = state.LastEffect, _lastOffer = state.LastOffer,
            _lastOrder = state.LastOrder,
        };
        foreach (var name in state.Queues)
            router.QueueNamed(name);
        foreach (var row in state.Contacts)
            router.Restore(row);
        foreach (var row in state.Agents)
            router.Restore(row);
        foreach (var id in state.RecentInputs)
            router._recent.Add(id);
        return router;
    }

    private void Restore(RouterState.ContactPlaced row)
    {
        var contact = new Contact(
            row.Id, _queues[row.Queue], row.Priority, row.WaitSinceUs, row.AtFront, row.Order, row.OnlyAgent)
        {
            Place = row.Place,
        };
        _contacts.Add(contact.Id, contact);
        if (row.Place == ContactPlace.Waiting)
            contact.Queue.Waiting.Add(contact);
        else if (row.Place == ContactPlace.Offered)
            contact.Queue.Offered++;
    }

    private void Restore(RouterState.AgentRow row)
    {
        var agent = new Agent(row.Number, [.. row.Queues.Select(name => _queues[name])])
        {
            State = row.State,
            Reason = row.Reason,
            SinceUs = row.SinceUs,
            Actor = row.Actor,
            PendingReason = row.PendingReason,
            PendingActor = row.PendingActor,
            OfferId = row.OfferId,
            WrapupContactId = row.WrapupContactId,
            IdleOrder = row.IdleOrder,
        };
        _agents.Add(agent.Number, agent);
        if (row.ContactId is { } contactId)
        {
            agent.Contact = _contacts[contactId];
            agent.Contact.Agent = agent;
        }
        if (row.DeadlineUs is { } deadlineUs)
            _deadlines.Set(agent, deadlineUs);
        if (agent.State == AgentState.Ready)
            List(agent);
    }

    /// <summary>A line is ordered by front and priority before the wait, so the oldest may stand anywhere.</summary>
    private static long? OldestWait(Queue queue)
    {
        if (queue.Waiting.First is not { } first)
            return null;
        var oldest = first.WaitSinceUs;
        for (var rank = 1; rank < queue.Waiting.Count; rank++)
            oldest = Math.Min(oldest, queue.Waiting[rank].WaitSinceUs);
        return oldest;
    }

    private static AgentView View(Agent agent) => new(
        agent.Number, agent.State, agent.Reason, agent.SinceUs, agent.HasOffer ? agent.OfferId : null,
        agent.Contact?.Id ?? agent.WrapupContactId, agent.DeadlineUs, agent.PendingReason);
}
