namespace TellerLine.Routing.Core;

/// <summary>Where a contact waits, and for whom; what relaxes as it waits; who is next.</summary>
internal sealed partial class Router
{
    private static readonly ChannelPlan Voice = new(RoutingPlan.Voice, ChannelKind.Exclusive, 1);
    private readonly List<Agent> _leavers = [];
    private int _lines;

    /// <summary>
    /// Whoever of the idle the queue's rule names first; nobody idle: wait. One who asked for a certain agent waits for
    /// nobody.
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
                Refuse(contact.Fact, RoutingRefusal.AgentNotReady);
            }
            return;
        }
        if (contact.Fact.ExpiresUs <= _nowUs)
        {
            _contacts.Remove(contact.Id);
            Refuse(contact.Fact, RoutingRefusal.Expired);
            return;
        }
        if (contact.Fact.NotBeforeUs is { } notBefore && notBefore > _nowUs)
        {
            contact.Place = ContactPlace.Waiting;
            contact.JoinedUs = notBefore;
            _deadlines.Set(contact.Due, notBefore);
            return;
        }
        if (Kept(contact) is { } preferred)
        {
            if (preferred.TakesOneMore(contact.Queue.Channel))
                Offer(contact, preferred);
            else
                Stand(contact, line: null, preferred);
            return;
        }
        contact.Step = StepOf(contact);
        var line = LineOf(contact.Queue, contact.Step, contact.Fact.Demands);
        if (line.IdleFor(contact) is { } agent)
            Offer(contact, agent);
        else
            Stand(contact, line, keptFor: null);
    }

    private void Stand(Contact contact, Line? line, Agent? keptFor)
    {
        (contact.Place, contact.Line, contact.KeptFor) = (ContactPlace.Waiting, line, keptFor);
        contact.Reckon();
        var queue = contact.Queue;
        queue.Pace.Passed(_nowUs, queue.Waiting.Count > 0);
        queue.Waiting.Add(contact);
        (line?.Waiting ?? keptFor!.Own).Add(contact);
        if (NextStepUs(contact) is { } nextUs)
            _deadlines.Set(contact.Due, nextUs);
    }

    /// <summary>Out of its line, or of its wait for its time; still one of the domain's.</summary>
    private void TakeOut(Contact contact)
    {
        _deadlines.Cancel(contact.Due);
        if (contact.Line is null && contact.KeptFor is null)
            return;
        var queue = contact.Queue;
        queue.Pace.Passed(_nowUs, somebodyWaited: true);
        queue.Waiting.Remove(contact);
        (contact.Line?.Waiting ?? contact.KeptFor!.Own).Remove(contact);
        (contact.Line, contact.KeptFor) = (null, null);
    }

    /// <summary>Its next step has come: it asks for less, or more are asked, or it waits no more.</summary>
    private void MoveOn(Contact contact)
    {
        var (step, stood) = (contact.Step, contact.Line is not null || contact.KeptFor is not null);
        TakeOut(contact);
        if (stood && StepOf(contact) is var now && now > step)
            Emit(new ContactRelaxed(contact.Id, contact.Queue.Name, now));
        OfferOrWait(contact);
        if (stood && contact.Line is null && contact.KeptFor is null)
            contact.Queue.Pace.Departed();
    }

    private int StepOf(Contact contact)
    {
        var steps = contact.Queue.Plan.Steps;
        var step = 0;
        while (step < steps.Count && contact.JoinedUs + steps[step].AfterUs <= _nowUs)
            step++;
        return step;
    }

    private static long? NextStepUs(Contact contact)
    {
        var steps = contact.Queue.Plan.Steps;
        long? nextUs = contact.Fact.ExpiresUs;
        if (contact.KeptFor is not null)
            return Earlier(nextUs, contact.JoinedUs + contact.Queue.Plan.PreferUs);
        return contact.Step < steps.Count ? Earlier(nextUs, contact.JoinedUs + steps[contact.Step].AfterUs) : nextUs;
    }

    private static long Earlier(long? a, long b) => a is { } one && one < b ? one : b;

    /// <summary>The agent whom it prefers, as long as it is kept for that one.</summary>
    private Agent? Kept(Contact contact) =>
        !contact.GivenUp && contact.Fact.Preferred is { } number
            && _nowUs < contact.JoinedUs + contact.Queue.Plan.PreferUs
            && _agents.TryGetValue(number, out var agent) && agent.State != AgentState.NotReady
            && agent.PendingReason is null && !contact.Shuns(agent)
            ? agent : null;

    /// <summary>Who waited for one agent alone waits for anybody: that one has gone, or takes a break.</summary>
    private void GiveUpOwn()
    {
        foreach (var agent in _leavers)
        {
            while (agent.Own.First is { } contact)
            {
                TakeOut(contact);
                contact.GivenUp = true;
                OfferOrWait(contact);
            }
        }
        _leavers.Clear();
    }

    /// <summary>
    /// The first contact over all the agent's lines that his channels have room for; none: he is idle in them.
    /// </summary>
    private void ServeNext(Agent agent)
    {
        Unlist(agent);
        Contact? next = null;
        if (agent.Own.First is { } own && agent.TakesOneMore(own.Queue.Channel))
            next = own;
        foreach (var seat in agent.Seats)
        {
            if (seat.Line.Waiting.Count > 0 && agent.TakesOneMore(seat.Line.Queue.Channel)
                && seat.Line.FirstFor(agent) is { } first && (next is null || first.CompareTo(next) < 0))
                next = first;
        }
        if (next is null)
        {
            List(agent);
            return;
        }
        TakeOut(next);
        next.Queue.Pace.Departed();
        Offer(next, agent);
    }

    private static void List(Agent agent)
    {
        foreach (var seat in agent.Seats)
        {
            if (!agent.TakesOneMore(seat.Line.Queue.Channel))
                continue;
            seat.Line.Idle.Add(seat);
            seat.In = agent.Listed = true;
        }
    }

    private static void Unlist(Agent agent)
    {
        if (!agent.Listed)
            return;
        foreach (var seat in agent.Seats)
        {
            if (!seat.In)
                continue;
            seat.Line.Idle.Remove(seat);
            seat.In = false;
        }
        agent.Listed = false;
    }

    /// <summary>The lines he may serve, anew: his queues, his skills or the plan are others.</summary>
    private void Seat(Agent agent)
    {
        Unlist(agent);
        agent.Seats.Clear();
        foreach (var queue in _queuesInOrder)
        {
            foreach (var line in queue.Lines)
            {
                if (line.SeatOf(agent, _nowUs) is { } seat)
                    agent.Seats.Add(seat);
            }
        }
        _deadlines.Cancel(agent.SkillLapse);
        long? lapseUs = null;
        foreach (var skill in agent.Skills)
        {
            if (skill.UntilUs is { } until && until > _nowUs)
                lapseUs = Earlier(lapseUs, until);
        }
        if (lapseUs is { } us)
            _deadlines.Set(agent.SkillLapse, us);
    }

    /// <summary>Whether one more set of demands can be kept apart; what is known already needs no room.</summary>
    private bool HasRoom(Queue queue, IReadOnlyList<SkillDemand> demands) =>
        demands.Count == 0 || _lines + queue.Plan.Steps.Count < RoutingLimits.Lines
            || queue.Lines.Exists(line => line.Step == 0 && line.Own == Line.OwnOf(demands));

    /// <summary>The line for what is asked for at this step; made when it is the first to ask so.</summary>
    private Line LineOf(Queue queue, int step, IReadOnlyList<SkillDemand> demands)
    {
        if (step > 0 && demands.Count > 0 && queue.Plan.Steps.Take(step).Any(past => past.DropsOwn))
            demands = [];
        var own = Line.OwnOf(demands);
        foreach (var known in queue.Lines)
        {
            if (known.Step == step && known.Own == own)
                return known;
        }
        var line = new Line(queue, step, own, Alternatives(queue, step, demands));
        queue.Lines.Add(line);
        _lines++;
        foreach (var agent in _agents.Values)
        {
            if (line.SeatOf(agent, _nowUs) is not { } seat)
                continue;
            agent.Seats.Add(seat);
            if (!IsIdle(agent) || !agent.TakesOneMore(queue.Channel))
                continue;
            line.Idle.Add(seat);
            seat.In = agent.Listed = true;
        }
        return line;
    }

    private static bool IsIdle(Agent agent) =>
        agent.State is AgentState.Ready or AgentState.Working or AgentState.Chatting;

    private Alternative[] Alternatives(Queue queue, int step, IReadOnlyList<SkillDemand> own)
    {
        var demands = queue.Plan.Demands;
        HashSet<string> others = [];
        foreach (var past in queue.Plan.Steps.Take(step))
        {
            demands = past.Demands ?? demands;
            others.UnionWith(past.OverflowTo ?? []);
        }
        List<Alternative> all = [new(queue, [.. demands, .. own])];
        foreach (var name in others.Order(StringComparer.Ordinal))
        {
            if (QueueNamed(name) is { } other && other != queue)
                all.Add(new(other, [.. other.Plan.Demands, .. own]));
        }
        return [.. all];
    }
}
