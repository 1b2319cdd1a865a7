using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// One agent's working place while signed in: offer, work in hand, wrap-up. Its fields change under its lock and every change is shown; the
/// agent's state itself is the router's.
/// </summary>
public sealed class Desk
{
    private readonly Lock _gate = new();
    private readonly Action<Desk> _changed;
    private readonly TimeProvider _time;

    internal Desk(string agent, BilingualName name, TimeProvider time, Action<Desk> changed)
    {
        (Agent, Name, _time, _changed) = (agent, name, time, changed);
        State = new AgentStateChanged(agent, AgentState.LoggedOut, null, 0, null);
    }

    public string Agent { get; }

    public BilingualName Name { get; }

    /// <summary>The hub connection that shows this desk, or null while none does.</summary>
    internal string? Connection { get; set; }

    /// <summary>The desk's lease.</summary>
    internal long Token { get; set; }

    /// <summary>True once the agent is signed in with the router.</summary>
    internal bool AtWork { get; set; }

    internal LiveOffer? Offer { get; private set; }

    internal IWorkInHand? Work { get; private set; }

    internal OwedWrapup? Wrapup { get; private set; }

    internal DeskDay Day { get; set; } = new(0, null);

    internal AgentStateChanged State { get; set; }

    /// <summary>Shows the desk as it is now.</summary>
    public void Changed() => _changed(this);

    internal void Ring(LiveOffer offer)
    {
        Offer = offer;
        Changed();
    }

    /// <returns>The offer that stopped ringing, if it was this one.</returns>
    internal LiveOffer? StopRinging(string offerId)
    {
        LiveOffer? offer;
        lock (_gate)
        {
            offer = Offer?.Id == offerId ? Offer : null;
            if (offer is not null)
                Offer = null;
        }
        offer?.Ringing.Cancel();
        Changed();
        return offer;
    }

    internal void Begin(IWorkInHand work)
    {
        lock (_gate)
            Work = work;
        Changed();
    }

    internal void Over(IWorkInHand work, bool owesWrapup)
    {
        lock (_gate)
        {
            if (Work == work)
                Work = null;
            if (owesWrapup)
                Wrapup = new OwedWrapup(work.Record, work.Caller, _time.NowUs(), new WrapupDraft(null, ""));
        }
        Changed();
    }

    internal void Draft(WrapupDraft draft)
    {
        lock (_gate)
            if (Wrapup is not null)
                Wrapup = Wrapup with { Draft = draft };
    }

    internal OwedWrapup? TakeWrapup()
    {
        lock (_gate)
        {
            var owed = Wrapup;
            Wrapup = null;
            return owed;
        }
    }
}

/// <summary>What an agent still owes a contact.</summary>
internal sealed record OwedWrapup(ContactRecord Record, DeskCaller Caller, long EndedUs, WrapupDraft Draft);

/// <summary>An offer while it rings.</summary>
internal sealed class LiveOffer(string id, IWaitingWork work, long expiresAtUs)
{
    private readonly Lock _gate = new();
    private Task<string?>? _acceptance;

    public string Id => id;

    public IWaitingWork Work => work;

    public string ContactId => work.Record.Id;

    public long ExpiresAtUs => expiresAtUs;

    /// <summary>Cancelled when it rings no more.</summary>
    public CancellationTokenSource Ringing { get; } = new();

    /// <summary>
    /// An offer is accepted once: a second click, or a second tab in the instant it takes over, gets the first acceptance's outcome. The
    /// router answers a repeated acceptance with "won", and the caller could be taken for one who left.
    /// </summary>
    public Task<string?> Accept(Func<Task<string?>> take)
    {
        lock (_gate)
            return _acceptance ??= take();
    }
}
