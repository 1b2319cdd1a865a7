using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Contacts.Desks;

/// <summary>An offer while it rings.</summary>
internal sealed class LiveOffer(string id, LiveContact contact, long expiresAtUs)
{
    private readonly Lock gate = new();
    private Task<string?>? acceptance;

    public string Id => id;

    public LiveContact Contact => contact;

    public long ExpiresAtUs => expiresAtUs;

    /// <summary>Cancelled when it rings no more.</summary>
    public CancellationTokenSource Ringing { get; } = new();

    /// <summary>
    /// An offer is accepted once: a second click, or a second tab in the instant it takes over, gets the first acceptance's outcome. The
    /// router answers a repeated acceptance with "won", and the caller could be taken for one who left.
    /// </summary>
    public Task<string?> Accept(Func<Task<string?>> take)
    {
        lock (gate)
            return acceptance ??= take();
    }
}

/// <summary>What an agent still owes a contact.</summary>
internal sealed record OwedWrapup(LiveContact Contact, long EndedUs, WrapupDraft Draft);

/// <summary>
/// One agent's working place while signed in: phone, offer, conversation, wrap-up. Its fields change under its lock and every change is
/// shown; the agent's state itself is the router's.
/// </summary>
internal sealed class Desk(string agent, BilingualName name, DeskBoard board)
{
    private readonly Lock gate = new();
    private ILeg? browser;
    private bool browserSilent = true;

    public string Agent => agent;

    public BilingualName Name => name;

    /// <summary>The hub connection that shows this desk, or null while none does.</summary>
    public string? Connection { get; set; }

    /// <summary>The desk's lease.</summary>
    public long Token { get; set; }

    /// <summary>True once the agent is signed in with the router.</summary>
    public bool AtWork { get; set; }

    /// <summary><c>browser</c> or <c>sip</c>.</summary>
    public string PhoneKind { get; set; } = "browser";

    public LiveOffer? Offer { get; private set; }

    public Conversation? Conversation { get; private set; }

    public OwedWrapup? Wrapup { get; private set; }

    public IReadOnlyList<DeskAccount> Accounts { get; set; } = [];

    public DeskDay Day { get; set; } = new(0, null);

    public AgentStateChanged State { get; set; } = new(agent, AgentState.LoggedOut, null, 0, null);

    public ILeg? Browser => browser;

    public bool BrowserUp => browser is { } leg && !leg.Gone.IsCancellationRequested;

    public bool IsSilent(ILeg leg) => leg == browser && browserSilent;

    public void Changed() => board.Show(this);

    /// <summary>A new browser connection replaces the old; a conversation goes on with it.</summary>
    public async Task Connect(ILeg leg)
    {
        ILeg? before;
        Conversation? talking;
        lock (gate)
        {
            (before, browser, browserSilent) = (browser, leg, true);
            talking = Conversation;
        }
        leg.AudioChanged += state =>
        {
            if (leg == browser)
                browserSilent = state == LegAudio.Silent;
        };
        leg.Gone.Register(Changed);
        talking?.Rejoin(leg);
        if (before is not null)
            await before.Hangup();
        Changed();
    }

    public void Ring(LiveOffer offer)
    {
        Offer = offer;
        Changed();
    }

    /// <returns>The offer that stopped ringing, if it was this one.</returns>
    public LiveOffer? StopRinging(string offerId)
    {
        LiveOffer? offer;
        lock (gate)
        {
            offer = Offer?.Id == offerId ? Offer : null;
            if (offer is not null)
                Offer = null;
        }
        offer?.Ringing.Cancel();
        Changed();
        return offer;
    }

    public void Begin(Conversation conversation)
    {
        lock (gate)
            Conversation = conversation;
        Changed();
    }

    public void Over(Conversation conversation)
    {
        lock (gate)
            if (Conversation == conversation)
                Conversation = null;
        Changed();
    }

    public void OweWrapup(LiveContact contact)
    {
        lock (gate)
            Wrapup = new OwedWrapup(contact, board.NowUs, new WrapupDraft(null, ""));
        Changed();
    }

    public void Draft(WrapupDraft draft)
    {
        lock (gate)
            if (Wrapup is not null)
                Wrapup = Wrapup with { Draft = draft };
    }

    public OwedWrapup? TakeWrapup()
    {
        lock (gate)
        {
            var owed = Wrapup;
            Wrapup = null;
            return owed;
        }
    }

    /// <summary>The caller hung up in the instant this agent accepted: no conversation, no wrap-up, ready again.</summary>
    public async Task NobodyThere(string contactId, ILeg leg)
    {
        if (leg.Kind == LegKind.Sip)
            await leg.Hangup();
        await board.Release(agent, contactId);
    }
}
