using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A contact while its call lives: who is calling, what was asked for, and its place in the journal.</summary>
internal sealed class LiveContact(
    ContactRecord record, ILeg customer, string? caller, string? callerOriginal, long arrivedUs)
    : IWaitingWork
{
    public ContactRecord Record => record;

    public string Id => record.Id;

    /// <summary>The customer's leg.</summary>
    public ILeg Customer => customer;

    /// <summary>E.164, or null when hidden or not a telephone number.</summary>
    public string? Caller => caller;

    public string? CallerOriginal => callerOriginal;

    public long ArrivedUs => arrivedUs;

    /// <summary>Who is calling and how sure that is; null for the unknown.</summary>
    public Identification? Who { get; private set; }

    public CustomerCard? Card => Who?.Customer;

    public string Language
    {
        get;
        set
        {
            field = value;
            Changed?.Invoke(this);
        }
    } = Languages.Chinese;

    public FlowOutcome.HumanRequested? Request { get; set; }

    /// <summary>How it is routed by the bank's rules; null before it was asked for (<see cref="Routed"/>).</summary>
    public Wanted? Wanted { get; private set; }

    /// <summary>The queue that an agent, or an overloaded queue, sent it to; null: where the rules say.</summary>
    public string? SentTo
    {
        get;
        set
        {
            field = value;
            Changed?.Invoke(this);
        }
    }

    /// <summary>The queue it waits in, or waited in last.</summary>
    public string Queue => SentTo ?? Wanted?.Queue ?? RoutingLimits.ServiceQueue;

    public int HeadStartS => (int)((Wanted?.HeadStartUs ?? 0) / 1_000_000);

    /// <summary>
    /// Where the wait clock started, kept when the contact is queued again; null before a person was asked for.
    /// </summary>
    public long? WaitSinceUs { get; set; }

    /// <summary>Microseconds in conversation (talk and hold), over all agents.</summary>
    public long TalkUs { get; set; }

    /// <summary>What a called one's audio was recognised as, the last of it; null for a caller.</summary>
    public string? Heard
    {
        get;
        set
        {
            field = value;
            HeardChanged?.Invoke();
        }
    }

    public Action? HeardChanged { get; set; }

    public bool Recording { get; set; }

    /// <summary>A PIN was said aloud in it.</summary>
    public bool PinSpoken { get; set; }

    /// <summary>A recording was begun, or could not be.</summary>
    public bool RecordingTried { get; set; }

    /// <summary>What of it the bank's rules record; null before the answer.</summary>
    public RuleNow? Rule { get; set; }

    /// <summary>What is withheld of the recording changes by one order after the other.</summary>
    public SemaphoreSlim Withholding { get; } = new(1, 1);

    /// <summary>Of the recording that runs, or null.</summary>
    public string? RecordingId { get; set; }

    /// <summary>An agent called.</summary>
    public bool Outbound => record.Outbound;

    /// <summary>Why a person was asked for, as the journal and the desk say it.</summary>
    public string RequestReason => Request is null ? ""
        : EnumWords.Of(Request.Reason);

    /// <summary><c>none</c>, <c>number</c>, <c>account</c>, <c>enquiryPin</c>, <c>transactionPin</c>.</summary>
    public string LevelName => Who is null ? "none" : EnumWords.Of(Who.Level);

    /// <summary>What of it is kept for the case that the process dies has changed.</summary>
    public Action<LiveContact>? Changed { get; set; }

    /// <summary>Where its story is, for whoever takes it up.</summary>
    public CallPlace Place { get; private set; } = CallPlace.Arriving;

    /// <summary>How often it was in self-service.</summary>
    public int Visits { get; private set; }

    /// <summary>It waits before all that do not, wherever it is queued again as it was.</summary>
    public bool AtFront { get; private set; }

    /// <summary>The conversation as it stands, or null.</summary>
    public KeptTalk? Talk { get; private set; }

    /// <summary>Who has no desk here and talks to the customer.</summary>
    public string? OutsideLeg { get; private set; }

    /// <summary>Where it is parked, or null.</summary>
    public KeptParked? Parked { get; private set; }

    /// <summary>The menu in which an agent who guided the customer left him, until his story goes on with it.</summary>
    public Task<FlowOutcome>? LeftInMenu { get; set; }

    /// <summary>He is in self-service once more, without leaving whom he talks to.</summary>
    /// <returns>Which time it is.</returns>
    public int VisitGuided()
    {
        Visits++;
        Changed?.Invoke(this);
        return Visits;
    }

    /// <summary>Three wrong PINs: no more self-service in this call.</summary>
    public void EndSelfService()
    {
        Request = Request is { } asked ? asked with { SelfServiceEnded = true } : null;
        Changed?.Invoke(this);
    }

    /// <summary>A person is asked for (again): it is routed anew.</summary>
    public void Asks(FlowOutcome.HumanRequested request) => (Request, Wanted, SentTo) = (request, null, null);

    /// <summary>By the rules in force when it is first asked of this request; a person was asked for.</summary>
    public Wanted Routed(IDefinitions definitions)
    {
        if (Wanted is { } known)
            return known;
        var rules = definitions.Now(RoutingRules.Kind);
        return Wanted = rules.Value.For(Card, Language, Request!) with { Version = rules.Version };
    }

    public void Park(KeptParked? parked)
    {
        Parked = parked;
        Changed?.Invoke(this);
    }

    public void Enter(CallPlace place)
    {
        Place = place;
        if (place == CallPlace.SelfService)
            Visits++;
        Changed?.Invoke(this);
    }

    /// <summary>As it was kept, in the process before this one.</summary>
    /// <param name="story">The contact's, in order: what is acknowledged is in it, though it was not kept.</param>
    public void GoesOn(KeptCall kept, Identification? who, IReadOnlyList<JournalRow> story)
    {
        PinSpoken = story.Any(row => row.Kind == "contact.pinSpoken");
        AtFront = story.LastOrDefault(row => row.Kind == "contact.queued")?.As<ContactQueued>().AtFront ?? false;
        (Language, Who, Place, Visits, TalkUs) = (kept.Language, who, kept.Place, kept.Visits, kept.TalkUs);
        (WaitSinceUs, RecordingId, Talk, OutsideLeg) = (
            kept.WaitSinceUs, kept.RecordingId, kept.Talk, kept.OutsideLeg);
        Parked = kept.Parked;
        if (kept.Request is { } asked)
            Request = new FlowOutcome.HumanRequested(
                asked.Path, asked.Reason, who, asked.SelfServiceEnded, asked.Last);
        SentTo = kept.SentTo;
    }

    public void Stands(KeptTalk? talk, string? outsideLeg = null)
    {
        (Talk, OutsideLeg) = (talk, outsideLeg);
        Changed?.Invoke(this);
    }

    public void Identify(Identification who)
    {
        Who = who;
        Changed?.Invoke(this);
    }

    /// <summary>
    /// Another person serves the customer from here: where the bank wants it so, what a PIN has proved is to be proved
    /// again.
    /// </summary>
    public void ServedByAnother(CallsOptions options)
    {
        if (options.IdentityForNextAgent != "lower" || Who is not { Level: > IdentificationLevel.Number } who)
            return;
        Identify(who with { Level = IdentificationLevel.Number });
        Note(new CallerIdentified(who.Customer.Id, LevelName));
    }

    DeskCaller IWaitingWork.Caller => CallerView.Of(this);

    string? IWaitingWork.From => caller;

    long IWaitingWork.WaitSinceUs => WaitSinceUs!.Value;

    int IWaitingWork.HeadStartS => HeadStartS;

    string IWaitingWork.Queue => Queue;

    /// <summary>For what somebody is told or that counts: on disk before it goes on.</summary>
    public Task<JournalRow> Acknowledge(object happened) => record.Acknowledge(happened);

    /// <summary>For what nobody was told: in order, not waited for.</summary>
    public void Note(object happened, long? atUs = null) => record.Note(happened, atUs);
}

internal enum CallPlace
{
    Arriving,
    SelfService,

    /// <summary>A person was asked for.</summary>
    Persons,
}
