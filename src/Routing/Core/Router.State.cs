namespace TellerLine.Routing.Core;

/// <summary>The domain looked at, captured and restored.</summary>
internal sealed partial class Router
{
    public RoutingSnapshot Look(long nowUs) => new(
        nowUs,
        [.. _queuesInOrder.Select(queue => new QueueView(
            queue.Name, queue.Waiting.Count, OldestWait(queue), queue.Offered, ReadyFor(queue))
        {
            ExpectedUs = ExpectedInUs(queue.Name),
        })],
        [.. _agents.Values.OrderBy(agent => agent.Number, StringComparer.Ordinal).Select(View)]);

    public int? PositionOf(string contactId) =>
        _contacts.TryGetValue(contactId, out var contact) && (contact.Line is not null || contact.KeptFor is not null)
            ? contact.Queue.Waiting.RankOf(contact) + 1
            : null;

    public RouterState Capture() => new()
    {
        NowUs = _nowUs,
        LastEffect = _lastEffect,
        LastOffer = _lastOffer,
        LastOrder = _lastOrder,
        Plan = _plan,
        Queues = [.. _queuesInOrder.Select(queue => queue.Name)],
        Paces = [.. _queuesInOrder.Select(queue => queue.Pace.Capture())],
        Contacts = [.. _contacts.Values.OrderBy(contact => contact.Order).Select(Row)],
        Agents = [.. _agents.Values.OrderBy(agent => agent.Number, StringComparer.Ordinal).Select(Row)],
        RecentInputs = _recent.Capture(),
    };

    public static Router Restore(RouterState state, RouterSettings settings)
    {
        var router = new Router(settings)
        {
            _nowUs = state.NowUs, _lastEffect = state.LastEffect, _lastOffer = state.LastOffer,
            _lastOrder = state.LastOrder, _plan = state.Plan,
        };
        foreach (var name in state.Queues)
            router.QueueNamed(name);
        foreach (var row in state.Contacts)
            router.Restore(row);
        foreach (var row in state.Agents)
            router.Restore(row);
        foreach (var row in state.Contacts)
            router.Place(row);
        foreach (var agent in router._agents.Values.Where(IsIdle))
            List(agent);
        foreach (var (queue, pace) in router._queuesInOrder.Zip(state.Paces))
            queue.Pace.Restore(pace);
        foreach (var id in state.RecentInputs)
            router._recent.Add(id);
        return router;
    }

    private static RouterState.ContactPlaced Row(Contact contact) => new(
        contact.Id, contact.Queue.Name, contact.Fact.CreditUs, contact.WaitSinceUs, contact.AtFront, contact.Order,
        contact.Place, contact.OnlyAgent)
    {
        Fact = contact.Fact,
        JoinedUs = contact.JoinedUs,
        Step = contact.Step,
        KeptFor = contact.KeptFor?.Number,
        GivenUp = contact.GivenUp,
    };

    private static RouterState.AgentRow Row(Agent agent) => new(
        agent.Number, [.. agent.Queues.Select(queue => queue.Name)], agent.State, agent.Reason, agent.SinceUs,
        agent.Actor, agent.PendingReason, agent.PendingActor, agent.Contact?.Id, agent.OfferId,
        agent.WrapupContactId, agent.IdleOrder, agent.Deadline.AtUs)
    {
        Skills = agent.Skills,
        Slots = agent.Slots,
        Timbre = agent.Timbre,
        Beside = [.. agent.Beside.Select(work => new RouterState.BesideRow(work.Contact.Id, work.OfferId))],
        StayLimitUs = agent.StayLimit.AtUs,
    };

    private void Restore(RouterState.ContactPlaced row)
    {
        var fact = row.Fact ?? new ContactWaits(
            row.Id, row.Queue, row.Priority, row.WaitSinceUs, row.AtFront, row.OnlyAgent);
        var contact = new Contact(fact, QueueNamed(row.Queue)!, row.Order, row.JoinedUs)
        {
            Place = row.Place,
            AtFront = row.AtFront,
            Step = row.Step,
            GivenUp = row.GivenUp,
        };
        _contacts.Add(contact.Id, contact);
        if (row.Place == ContactPlace.Offered)
            contact.Queue.Offered++;
    }

    private void Restore(RouterState.AgentRow row)
    {
        var agent = new Agent(row.Number)
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
        Assign(agent, [.. row.Queues.Select(name => QueueNamed(name)!)], row.Skills, row.Slots, row.Timbre);
        if (row.ContactId is { } contactId)
        {
            agent.Contact = _contacts[contactId];
            agent.Contact.Agent = agent;
        }
        foreach (var (id, offerId) in row.Beside)
        {
            agent.Beside.Add(new SideWork(_contacts[id], offerId));
            _contacts[id].Agent = agent;
        }
        if (row.DeadlineUs is { } deadlineUs)
            _deadlines.Set(agent.Deadline, deadlineUs);
        if (row.StayLimitUs is { } stayUs)
            _deadlines.Set(agent.StayLimit, stayUs);
    }

    /// <summary>Where it waited; nobody is offered anything by this.</summary>
    private void Place(RouterState.ContactPlaced row)
    {
        var contact = _contacts[row.Id];
        if (row.Place != ContactPlace.Waiting)
            return;
        if (contact.Fact.NotBeforeUs is { } notBefore && notBefore > _nowUs)
            _deadlines.Set(contact.Due, notBefore);
        else if (row.KeptFor is { } number)
            Stand(contact, line: null, _agents[number]);
        else
            Stand(contact, LineOf(contact.Queue, contact.Step, contact.Fact.Demands), keptFor: null);
    }

    private static int ReadyFor(Queue queue) =>
        queue.Lines.Find(line => line is { Step: 0, Own: "" })?.Idle.Count ?? 0;

    /// <summary>A line is ordered by front and head start before the wait, so the oldest may stand anywhere.</summary>
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
        agent.Contact?.Id ?? agent.WrapupContactId, agent.Deadline.AtUs, agent.PendingReason)
    {
        Beside = [.. agent.Beside.Select(work => work.Contact.Id)],
    };
}
