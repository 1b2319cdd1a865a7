using TellerLine.Routing;

namespace TellerLine.Simulation.Faults;

/// <summary>
/// A caller and the call that speaks for him: it queues him, ends his conversation, tells that he is gone.
/// </summary>
internal sealed class VirtualCaller
{
    private readonly FaultyCentre _centre;
    private readonly FaultyWire _wire;
    private readonly ContactWaits _request;
    private readonly Action _over;
    private bool _gone;
    private int _talk;

    public VirtualCaller(string id, string queue, FaultyCentre centre, Action over)
    {
        (_centre, _over, _wire) = (centre, over, centre.NewWire());
        _request = new ContactWaits(
            id, queue, centre.Happens(0.1) ? 90_000_000 : 0, centre.Time.NowUs);
        _wire.Send(_request);
        centre.Time.Plan(centre.Exponential(240), HangUp);
    }

    /// <summary>Whom he talks to.</summary>
    public string? Agent { get; private set; }

    public void Die() => _wire.Die();

    /// <summary>His agent or the process was lost: he waits again, in front, since when he did.</summary>
    public void Requeue()
    {
        _talk++;
        Agent = null;
        // Who was gone when the message of it was lost is gone still.
        _wire.Send(_gone ? new ContactLeft(_request.ContactId) : _request with { AtFront = true });
        if (!_gone)
            _centre.Time.Plan(_centre.Exponential(240), HangUp);
    }

    public void Answer(string agent)
    {
        if (_gone)
            return; // The message of it is under way.
        Agent = agent;
        var talk = ++_talk;
        _centre.Time.Plan(_centre.Exponential(170), () =>
        {
            if (talk != _talk)
                return;
            // Either side hangs up.
            _wire.Send(_centre.Happens(0.5) ? new ContactLeft(_request.ContactId)
                : new ConversationEnded(_request.ContactId, agent));
            End();
        });
    }

    private void HangUp()
    {
        if (_gone || Agent is not null)
            return;
        _wire.Send(new ContactLeft(_request.ContactId));
        End();
    }

    private void End()
    {
        (_gone, Agent) = (true, null);
        _talk++;
        // Remembered until his last message has surely arrived.
        _centre.Time.Plan(3_600_000_000, _over);
    }
}
