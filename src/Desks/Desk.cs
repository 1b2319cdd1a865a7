using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// One agent's working place while signed in: offer, work in hand, wrap-up. Its fields change under its lock and every
/// change is shown; the agent's state itself is the router's.
/// </summary>
public sealed class Desk
{
    private readonly Lock _gate = new();
    private readonly Action<Desk> _changed;
    private readonly TimeProvider _time;
    private bool _phoneOpened;
    private bool _showing;
    private bool _stale;

    internal Desk(string agent, BilingualName name, TimeProvider time, Action<Desk> changed)
    {
        (Agent, Name, _time, _changed) = (agent, name, time, changed);
        State = new AgentStateChanged(agent, AgentState.LoggedOut, null, 0, null);
        View = time.NowUs() / 1_000;
    }

    public string Agent { get; }

    public BilingualName Name { get; }

    /// <summary>The hub connection that shows this desk, or null while none does.</summary>
    internal string? Connection { get; private set; }

    /// <summary>The desk's lease.</summary>
    internal long Token { get; private set; }

    /// <summary>
    /// The page is being reloaded, taken over or closed: there is none, or it has not opened its telephone yet. A line
    /// that falls silent now is no fault of the line.
    /// </summary>
    public bool IsMoving => Connection is null || !_phoneOpened;

    /// <summary>True once the agent is signed in with the router.</summary>
    internal bool AtWork { get; set; }

    /// <summary>
    /// Of the view being sent; rises over the process's life and, as it starts from the clock, over restarts.
    /// </summary>
    internal long View { get; private set; }

    internal LiveOffer? Offer { get; private set; }

    internal IWorkInHand? Work { get; private set; }

    /// <summary>
    /// A customer rings, talks or was talked to just now. All of it ends by itself: a wrap-up out of time is owed, not
    /// in hand.
    /// </summary>
    internal bool HasInHand => Work is not null
        || State.State is not (AgentState.LoggedOut or AgentState.NotReady or AgentState.Ready);

    internal OwedWrapup? Wrapup { get; private set; }

    /// <summary>The desk's telephone listens in on another's conversation.</summary>
    internal DeskListening? Listening { get; set; }

    /// <summary>How the last call out failed, until the agent has seen it or has other work.</summary>
    internal DeskDial? LastDial { get; private set; }

    internal DeskDay Day { get; set; } = new(0, null);

    internal AgentStateChanged State { get; set; }

    /// <summary>What the agent has written of the work in hand.</summary>
    internal WrapupDraft Draft { get; private set; } = WrapupDraft.Empty;

    internal IReadOnlyList<DeskNotice> Told { get; set; } = [];

    /// <summary>One reading of the notices at a time: what was read earlier is not shown later.</summary>
    internal SemaphoreSlim Reading { get; } = new(1, 1);

    /// <summary>One word to the router about who is at work at a time.</summary>
    internal SemaphoreSlim Duty { get; } = new(1, 1);

    /// <summary>One saving, drafting or finishing of a wrap-up at a time.</summary>
    internal SemaphoreSlim Writing { get; } = new(1, 1);

    /// <summary>Shows the desk as it is now.</summary>
    public void Changed() => _changed(this);

    /// <summary>
    /// A connection has been granted the desk. Of two that were granted it one after the other the later has it.
    /// </summary>
    /// <param name="before">The connection that had it and is to be told.</param>
    /// <returns>False: a later one has it already.</returns>
    internal bool Take(string connection, long token, out string? before)
    {
        lock (_gate)
        {
            before = Connection == connection ? null : Connection;
            if (token < Token)
                return false;
            (Connection, Token, _phoneOpened) = (connection, token, Connection == connection && _phoneOpened);
            return true;
        }
    }

    /// <returns>The lease's token, when this connection showed the desk.</returns>
    internal long? Leave(string connection)
    {
        lock (_gate)
        {
            if (Connection != connection)
                return null;
            Connection = null;
            return Token;
        }
    }

    /// <returns>True: nobody is showing it yet, whoever asked does.</returns>
    internal bool NeedsShowing()
    {
        lock (_gate)
        {
            (var busy, _showing, _stale) = (_showing, true, true);
            return !busy;
        }
    }

    /// <summary>From here on what changes is for the next view.</summary>
    internal void BeginShowing()
    {
        lock (_gate)
            (_stale, View) = (false, View + 1);
    }

    /// <returns>True: it changed meanwhile, once more.</returns>
    internal bool EndShowing()
    {
        lock (_gate)
            return _showing = _stale;
    }

    /// <summary>This work is in hand now.</summary>
    public bool Has(IWorkInHand work)
    {
        lock (_gate)
            return Work == work;
    }

    internal void PhoneOpened() => _phoneOpened = true;

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
            (Work, Draft, LastDial) = (work, WrapupDraft.Empty, null);
        Changed();
    }

    internal void Over(IWorkInHand work, bool owesWrapup)
    {
        lock (_gate)
        {
            if (Work == work)
                Work = null;
            if (owesWrapup)
            {
                var who = work.Caller;
                Wrapup = new OwedWrapup(
                    work.Record, who.CustomerName, who.Title, who.CallerMasked, _time.NowUs(), Draft);
            }
            Draft = WrapupDraft.Empty;
        }
        Changed();
    }

    /// <summary>
    /// An older one, of a call that was lost or a day that ended: shown when there is none from just now.
    /// </summary>
    internal void Owe(OwedContact? owed)
    {
        lock (_gate)
        {
            if (Wrapup is not null || owed is null || Work?.Record.Id == owed.Record.Id)
                return;
            Wrapup = new OwedWrapup(
                owed.Record, owed.CustomerName, owed.Title, owed.CallerMasked, owed.EndedUs, owed.Draft);
        }
        Changed();
    }

    /// <summary>A call out came to nothing; null: that was seen.</summary>
    public void Dialled(DeskDial? failed)
    {
        lock (_gate)
            LastDial = failed;
        Changed();
    }

    /// <returns>False: the contact is neither in hand nor owed (one who is consulted owes nothing).</returns>
    internal bool Write(string contactId, WrapupDraft draft)
    {
        lock (_gate)
        {
            if (Wrapup?.Record.Id == contactId)
                Wrapup = Wrapup with { Draft = draft };
            else if (Work?.Id == contactId)
                Draft = draft;
            else
                return false;
        }
        return true;
    }

    internal void WrappedUp(string contactId)
    {
        lock (_gate)
            if (Wrapup?.Record.Id == contactId)
                Wrapup = null;
    }
}

/// <summary>What an agent still owes a contact.</summary>
internal sealed record OwedWrapup(
    ContactRecord Record, string? CustomerName, string? Title, string CallerMasked, long EndedUs, WrapupDraft Draft);

/// <summary>An offer while it rings.</summary>
internal sealed class LiveOffer(string id, IWaitingWork work, long expiresAtUs)
{
    private readonly Lock _gate = new();
    private Task<string?>? _acceptance;

    public string Id => id;

    public IWaitingWork Work => work;

    /// <summary>What the router knows the work by.</summary>
    public string WorkId => work.Id;

    public long ExpiresAtUs => expiresAtUs;

    /// <summary>Cancelled when it rings no more.</summary>
    public CancellationTokenSource Ringing { get; } = new();

    /// <summary>
    /// An offer is accepted once: a second click, or a second tab in the instant it takes over, gets the first
    /// acceptance's outcome. The router answers a repeated acceptance with "won", and the caller could be taken for one
    /// who left.
    /// </summary>
    public Task<string?> Accept(Func<Task<string?>> take)
    {
        lock (_gate)
            return _acceptance ??= take();
    }
}
