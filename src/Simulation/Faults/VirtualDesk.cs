using TellerLine.Routing;

namespace TellerLine.Simulation.Faults;

/// <summary>An agent at a desk that looks every few seconds how it stands, and does then what an agent does.</summary>
internal sealed class VirtualDesk
{
    private const long Second = 1_000_000;
    private readonly FaultyCentre _centre;
    private readonly FaultyWire _wire;
    private readonly IReadOnlyList<string> _queues;
    private AgentState _seen;
    private long _seenSinceUs;

    public VirtualDesk(string agent, IReadOnlyList<string> queues, FaultyCentre centre)
    {
        (Agent, _queues, _centre) = (agent, queues, centre);
        _wire = centre.NewWire();
    }

    public string Agent { get; }

    public void Die() => _wire.Die();

    /// <summary>Every five to fifteen seconds; when the run is over, only until everything is at rest.</summary>
    public void Look()
    {
        _centre.Time.Plan(5 * Second + _centre.Exponential(5), Look);
        var state = _centre.Rules.StateOf(Agent);
        if (state != _seen)
            (_seen, _seenSinceUs) = (state, _centre.Time.NowUs);
        var lastsUs = _centre.Time.NowUs - _seenSinceUs;
        switch (state)
        {
            case AgentState.LoggedOut when _centre.Happens(0.1):
                _wire.Send(new AgentSignedIn(Agent, _queues));
                break;
            case AgentState.NotReady when lastsUs > 20 * Second && _centre.Happens(0.3):
                _wire.Send(new AgentReady(Agent));
                break;
            case AgentState.Wrapup when _centre.Happens(0.3):
                _wire.Send(new WrapupDone(Agent, _centre.Happens(0.9)));
                break;
            default:
                Whim();
                break;
        }
    }

    /// <summary>An offer has arrived: taken, mostly; late, declined or not seen at all, sometimes.</summary>
    public void Ring(OfferMade offer)
    {
        if (_centre.Happens(0.03))
            return;
        _wire.Send(new OfferRinging(offer.OfferId, Agent), repeats: false);
        var slow = _centre.Happens(0.05);
        _centre.Time.Plan((slow ? 15 * Second : Second) + _centre.Exponential(slow ? 15 : 2), () => _wire.Send(
            _centre.Happens(0.04) ? new OfferDeclined(offer.OfferId, Agent) : new OfferAccepted(offer.OfferId, Agent),
            repeats: false));
        if (_centre.Happens(0.02))
            _wire.Send(new OfferAccepted("o1", Agent), repeats: false); // One of long ago.
    }

    /// <summary>A rest, the way home, a line that breaks, at any moment, whatever goes on.</summary>
    private void Whim()
    {
        if (_centre.IsOver)
            return;
        if (_centre.Happens(0.004))
            _wire.Send(new AgentNotReady(Agent, "rest"));
        else if (_centre.Happens(0.001))
            _wire.Send(new AgentGone(Agent));
        else if (_centre.Happens(0.0005))
            _wire.Send(new AgentSignedOut(Agent));
    }
}
