using TellerLine.Routing;

namespace TellerLine.Simulation.Core;

/// <summary>The agents.</summary>
internal sealed partial class VirtualCentre
{
    private enum Presence : byte
    {
        Out,
        Ready,
        Offered,
        Talking,
        Wrapup,
        Away,
    }

    private sealed class Worker(VirtualAgent agent)
    {
        public string Number => agent.Number;

        public IReadOnlyList<int> Queues { get; set; } = agent.Queues;

        public Presence Presence { get; set; }

        public bool OnDuty { get; set; }

        /// <summary>Of the caller he is offered or talks to; -1: none.</summary>
        public int Place { get; set; } = -1;

        public string? OfferId { get; set; }

        /// <summary>Rises with every offer and every absence: what was planned for an earlier one is void.</summary>
        public long Serial { get; set; }

        public long NotReadyUs { get; set; }

        public long SinceUs { get; set; }

        public long BackUs { get; set; }

        public bool SomebodyWaits { get; set; }

        private int _next;

        public Duty? NextDuty => _next < agent.Duties.Count ? agent.Duties[_next] : null;

        public IReadOnlyList<int> QueuesOf(in Duty duty) => duty.Queues ?? agent.Queues;

        public void TakeUpDuty() => _next++;

        public long DutyEndsUs => agent.Duties[_next - 1].UntilUs;

        public string? FaultOfDuties()
        {
            var lastUs = long.MinValue;
            foreach (var duty in agent.Duties)
            {
                if (duty.FromUs < lastUs || duty.UntilUs <= duty.FromUs)
                    return $"the duty {duty.FromUs} to {duty.UntilUs} overlaps the one before it, or is none.";
                lastUs = duty.UntilUs;
            }
            return null;
        }
    }

    private void PlanDuty(int who)
    {
        if (_workers[who].NextDuty is { } duty)
            _events.Plan(new(duty.FromUs, EventKind.DutyBegins, who, 0));
    }

    private void BeginDuty(int who)
    {
        var worker = _workers[who];
        var queues = worker.QueuesOf(worker.NextDuty!.Value);
        worker.TakeUpDuty();
        worker.OnDuty = true;
        _events.Plan(new(worker.DutyEndsUs, EventKind.DutyEnds, who, 0));
        var comes = worker.Presence == Presence.Out;
        if (!comes && queues.SequenceEqual(worker.Queues))
            return;
        worker.Queues = queues;
        Tell(new AgentSignedIn(worker.Number, [.. queues.Select(queue => _queues[queue])]));
        if (!comes)
            return;
        worker.Presence = Presence.Ready;
        Tell(new AgentReady(worker.Number));
    }

    private void EndDuty(int who)
    {
        var worker = _workers[who];
        PlanDuty(who);
        if (worker.NextDuty is { } next && next.FromUs == _nowUs)
            return; // He stays.
        worker.OnDuty = false;
        if (worker.Presence is Presence.Ready or Presence.Away)
            SignOut(worker);
    }

    private void Accept(int who, long serial)
    {
        var worker = _workers[who];
        if (worker.Serial == serial && worker.Presence == Presence.Offered)
            Tell(new OfferAccepted(worker.OfferId!, worker.Number));
    }

    private void EndService(int who)
    {
        var worker = _workers[who];
        var place = worker.Place;
        var (id, queue) = (_callers[place].Id, _callers[place].Arrival.Queue);
        var ended = new ServiceEnded(
            who, queue, _callers[place].AnsweredUs!.Value, _nowUs, Waiting(worker), !worker.OnDuty);
        (worker.Place, worker.OfferId, worker.Presence) = (-1, null, Presence.Wrapup);
        worker.Serial++;
        Finish(place, ContactOutcome.Answered, who);
        Tell(new ConversationEnded(id, worker.Number));
        var away = _afterService.After(ended);
        worker.NotReadyUs = away.NotReadyUs;
        if (away.WrapupUs > 0)
            Plan(who, _nowUs + away.WrapupUs);
        else
            LeaveWrapup(who);
    }

    private void Return(int who, long serial)
    {
        var worker = _workers[who];
        if (worker.Serial != serial)
            return;
        if (worker.Presence == Presence.Wrapup)
            LeaveWrapup(who);
        else
        {
            worker.Presence = Presence.Ready;
            Tell(new AgentReady(worker.Number));
        }
    }

    private void LeaveWrapup(int who)
    {
        var worker = _workers[who];
        if (!worker.OnDuty)
        {
            SignOut(worker);
            return;
        }
        if (worker.NotReadyUs > 0)
        {
            (worker.Presence, worker.SinceUs) = (Presence.Away, _nowUs);
            worker.SomebodyWaits = SomebodyWaits(worker);
            Plan(who, _nowUs + worker.NotReadyUs);
            Tell(new AgentNotReady(worker.Number, _settings.AwayReason));
            Tell(new WrapupDone(worker.Number, ThenReady: false));
            return;
        }
        worker.Presence = Presence.Ready;
        Tell(new WrapupDone(worker.Number, ThenReady: true));
    }

    private void SignOut(Worker worker)
    {
        worker.Presence = Presence.Out;
        worker.Serial++;
        Tell(new AgentSignedOut(worker.Number));
    }

    private void Plan(int who, long backUs)
    {
        var worker = _workers[who];
        (worker.Serial, worker.BackUs) = (worker.Serial + 1, backUs);
        _events.Plan(new(backUs, EventKind.AgentIsBack, who, worker.Serial));
    }

    private void TellAwayAgents()
    {
        _edge = false;
        if (!_afterService.HearsTheQueue)
            return;
        for (var who = 0; who < _workers.Length; who++)
        {
            var worker = _workers[who];
            if (worker.Presence != Presence.Away || worker.SomebodyWaits == SomebodyWaits(worker))
                continue;
            worker.SomebodyWaits = !worker.SomebodyWaits;
            var backUs = _afterService.BackAtUs(
                new AwayAgent(who, worker.SinceUs, _nowUs, worker.BackUs, worker.SomebodyWaits));
            if (backUs != worker.BackUs)
                Plan(who, Math.Max(_nowUs, backUs));
        }
    }

    private bool SomebodyWaits(Worker worker) => Waiting(worker) > 0;

    private int Waiting(Worker worker)
    {
        var waiting = 0;
        foreach (var queue in worker.Queues)
            waiting += _waiting[queue];
        return waiting;
    }
}
