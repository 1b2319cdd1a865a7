using TellerLine.Routing;

namespace TellerLine.Simulation.Core;

/// <summary>
/// Hears a virtual centre and sums: contacts by the unit and queue in which they were offered, agents' time by the unit
/// in which it passed. What comes before the warm-up's end or after the measured time is left out.
/// </summary>
internal sealed class Figures : ICentreObserver
{
    private readonly Scenario _scenario;
    private readonly ICentreObserver? _next;
    private readonly UnitSums[,] _sums;
    private readonly UnitSums[] _agents;
    private readonly UnitSums[] _slots;
    private readonly Dictionary<string, (AgentState State, long SinceUs)> _states = [];

    /// <param name="next">Hears the measured contacts too.</param>
    public Figures(Scenario scenario, ICentreObserver? next = null)
    {
        (_scenario, _next) = (scenario, next);
        _sums = new UnitSums[scenario.Units, scenario.Queues.Count];
        _agents = new UnitSums[scenario.Units];
        _slots = new UnitSums[scenario.SlotUs is { } slotUs ? Scenario.DayUs / slotUs : 0];
        for (var slot = 0; slot < _slots.Length; slot++)
            _slots[slot] = new UnitSums();
        for (var unit = 0; unit < scenario.Units; unit++)
        {
            _agents[unit] = new UnitSums();
            for (var queue = 0; queue < scenario.Queues.Count; queue++)
                _sums[unit, queue] = new UnitSums();
        }
    }

    /// <summary>By the interval of the day in which the contact was offered, all days together.</summary>
    public IReadOnlyList<UnitSums> Slots => _slots;

    /// <summary>Unit by unit: of a queue alone, without agents' time, or of all queues with it.</summary>
    public IEnumerable<UnitSums> Units(int? queue = null)
    {
        for (var unit = 0; unit < _scenario.Units; unit++)
        {
            if (queue is { } one)
            {
                yield return _sums[unit, one];
                continue;
            }
            var all = new UnitSums();
            all.Add(_agents[unit]);
            for (var each = 0; each < _scenario.Queues.Count; each++)
                all.Add(_sums[unit, each]);
            yield return all;
        }
    }

    public void Over(in ContactRecord contact)
    {
        var atUs = contact.Arrival.AtUs - _scenario.WarmUpUs;
        if (atUs < 0 || atUs >= _scenario.Units * _scenario.UnitUs)
            return;
        Count(_sums[atUs / _scenario.UnitUs, contact.Arrival.Queue], contact);
        if (_scenario.SlotUs is { } slotUs)
            Count(_slots[atUs % Scenario.DayUs / slotUs], contact);
        _next?.Over(contact);
    }

    public void On(RouterEffect effect, long nowUs)
    {
        _next?.On(effect, nowUs);
        if (effect is not AgentStateChanged changed)
            return;
        if (_states.TryGetValue(changed.Agent, out var before))
            Spend(before.State, before.SinceUs, changed.SinceUs);
        _states[changed.Agent] = (changed.State, changed.SinceUs);
    }

    /// <summary>The states that still last, up to the end of the measured time.</summary>
    public void Close()
    {
        foreach (var (state, sinceUs) in _states.Values)
            Spend(state, sinceUs, _scenario.EndUs);
        _states.Clear();
    }

    private void Count(UnitSums sums, in ContactRecord contact)
    {
        sums.Offered++;
        switch (contact.Outcome)
        {
            case ContactOutcome.Answered:
                sums.Answered++;
                sums.AnsweredWaitUs += contact.WaitUs;
                if (contact.WaitUs <= 20_000_000)
                    sums.AnsweredIn20++;
                if (contact.WaitUs <= _scenario.ServiceLevelUs)
                    sums.AnsweredInTime++;
                break;
            case ContactOutcome.Abandoned:
                sums.Abandoned++;
                sums.AbandonedWaitUs += contact.WaitUs;
                if (contact.WaitUs <= _scenario.ShortAbandonUs)
                    sums.ShortAbandoned++;
                break;
            case ContactOutcome.Refused:
                sums.Refused++;
                return;
            default:
                sums.Unfinished++;
                return;
        }
        sums.WaitsMs.Add((int)Math.Min(int.MaxValue, contact.WaitUs / 1_000));
    }

    private void Spend(AgentState state, long fromUs, long untilUs)
    {
        if (state == AgentState.LoggedOut)
            return;
        fromUs = Math.Max(fromUs, _scenario.WarmUpUs) - _scenario.WarmUpUs;
        untilUs = Math.Min(untilUs, _scenario.EndUs) - _scenario.WarmUpUs;
        while (fromUs < untilUs)
        {
            var unit = fromUs / _scenario.UnitUs;
            var pieceUs = Math.Min(untilUs, (unit + 1) * _scenario.UnitUs) - fromUs;
            var sums = _agents[unit];
            if (state is AgentState.Talking or AgentState.Hold or AgentState.Wrapup)
                sums.BusyUs += pieceUs;
            else if (state == AgentState.NotReady)
                sums.AwayUs += pieceUs;
            else
                sums.FreeUs += pieceUs;
            fromUs += pieceUs;
        }
    }
}
