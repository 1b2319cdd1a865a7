using TellerLine.Routing;

namespace TellerLine.Simulation.Core;

/// <summary>The callers.</summary>
internal sealed partial class VirtualCentre
{
    private struct Caller
    {
        public string Id;
        public Arrival Arrival;
        public long Serial;
        public long? AnsweredUs;
        public int Agent;
        public bool Waits;
    }

    private void Arrive(in Arrival arrival)
    {
        if ((uint)arrival.Queue >= (uint)_queues.Length)
            throw new ArgumentException($"An arrival for queue {arrival.Queue} of {_queues.Length}.");
        var id = arrival.Id ?? (_arrived + 1).ToString();
        _arrived++;
        var place = TakePlace();
        if (!_placeOf.TryAdd(id, place))
            throw new ArgumentException($"Contact {id} arrives while it is here.");
        ref var caller = ref _callers[place];
        (caller.Id, caller.Arrival, caller.Serial) = (id, arrival, _arrived);
        (caller.AnsweredUs, caller.Agent, caller.Waits) = (null, -1, false);
        var patience = _patienceOf is null ? arrival.PatienceUs : _patienceOf(arrival, _waiting[arrival.Queue]);
        SetWaiting(ref caller, true);
        if (patience is { } patienceUs)
            _events.Plan(new(_nowUs + patienceUs, EventKind.PatienceEnds, place, caller.Serial));
        Tell(new ContactWaits(id, _queues[arrival.Queue], arrival.WaitCreditUs, _nowUs));
    }

    private void HangUp(int place, long serial)
    {
        ref var caller = ref _callers[place];
        if (caller.Serial != serial || caller.AnsweredUs is not null)
            return;
        Tell(new ContactLeft(caller.Id));
        Finish(place, ContactOutcome.Abandoned, -1);
    }

    private void Finish(int place, ContactOutcome outcome, int agent)
    {
        ref var caller = ref _callers[place];
        SetWaiting(ref caller, false);
        _observer.Over(new ContactRecord(caller.Id, caller.Arrival, outcome, caller.AnsweredUs, _nowUs, agent));
        _placeOf.Remove(caller.Id);
        (caller.Serial, caller.Id) = (0, "");
        _free.Push(place);
    }

    private void LeaveUnfinished()
    {
        for (var place = 0; place < _callers.Length; place++)
        {
            if (_callers[place].Serial != 0)
                Finish(place, ContactOutcome.Unfinished, _callers[place].Agent);
        }
    }

    private void SetWaiting(ref Caller caller, bool waits)
    {
        if (caller.Waits == waits)
            return;
        caller.Waits = waits;
        var before = _waiting[caller.Arrival.Queue];
        _waiting[caller.Arrival.Queue] = before + (waits ? 1 : -1);
        _edge |= before == (waits ? 0 : 1);
    }

    private int TakePlace()
    {
        if (_free.Count == 0)
        {
            var old = _callers.Length;
            Array.Resize(ref _callers, old * 2);
            for (var place = _callers.Length - 1; place >= old; place--)
                _free.Push(place);
        }
        return _free.Pop();
    }
}
