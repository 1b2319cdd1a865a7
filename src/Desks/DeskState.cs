using System.ComponentModel.DataAnnotations;
using TellerLine.Contacts;

namespace TellerLine.Desks;

/// <summary>What a desk shows, whole, after every change: a page that was away for a moment needs no history.</summary>
/// <param name="View">Rises with every view of this desk: one that is lower than what is shown came late.</param>
/// <param name="Since">ISO 8601 UTC.</param>
/// <param name="Told">What happened while the agent could not see it, oldest first, until dismissed.</param>
public sealed record DeskState(
    long View, DeskAgent Agent,
    [property: AllowedValues("signedOut", "notReady", "ready", "ringing", "talking", "hold", "wrapup", "chatting",
        "working")] string State,
    string? Reason, DateTimeOffset Since, DeskPhone Phone, DeskOffer? Offer, DeskCall? Call, DeskWrapup? Wrapup,
    DeskQueue Queue, DeskDay Day,
    IReadOnlyList<DeskNotice> Told, DeskListening? Listening, IReadOnlyList<DeskParked> Parked)
{
    /// <summary>A call on its way out, or how the last one failed.</summary>
    public DeskDial? Dial { get; init; }
}

/// <summary>A call that somebody parked, for whoever picks it up.</summary>
/// <param name="Number">As people say it to each other: 1, 2, 3 …</param>
public sealed record DeskParked(
    string ContactId, int Number, string? CustomerName, string? Title, string CallerMasked, DeskAgent By,
    DateTimeOffset Since);

/// <summary>This desk listens in on that agent's conversation.</summary>
public sealed record DeskListening(
    string ContactId, DeskAgent Agent, [property: AllowedValues("listen", "whisper", "barge")] string Mode,
    DateTimeOffset Since);

public sealed record DeskAgent(string Number, BilingualName Name);

public sealed record BilingualName(string Zh, string En);

/// <param name="Up">The browser's audio flows.</param>
/// <param name="Registered">The agent's SIP phone is registered.</param>
public sealed record DeskPhone([property: AllowedValues("browser", "sip")] string Kind, bool Up, bool Registered);

/// <summary>Who is calling, as an agent may see it: names and tails, no numbers in full.</summary>
/// <param name="SelfServiceEnded">Three wrong PINs: inform and take a loss report, move no money.</param>
/// <param name="Language">What the caller chose to hear.</param>
/// <param name="Attention">What the agent must know before the first word: <c>blind</c>, <c>elderly</c>.</param>
/// <param name="Age">Of an elderly customer, in years, where known.</param>
/// <param name="LastService">How the last service in self-service ended, or null.</param>
public sealed record DeskCaller(
    string? CustomerName, string? Title, string? Segment, string CallerMasked,
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Identification,
    IReadOnlyList<string> Path, string Reason, bool SelfServiceEnded,
    [property: AllowedValues("zh-CN", "en")] string Language, IReadOnlyList<string> Attention, int? Age,
    DeskService? LastService);

/// <param name="Item"><c>balance</c>, <c>transfer</c> …</param>
/// <param name="Outcome">As the timeline says it.</param>
/// <param name="Amount">As an agent may read it out, or null.</param>
/// <param name="Number">The bank's reference of a posting, or null.</param>
public sealed record DeskService(string Item, string Outcome, string? Amount, string? Number);

/// <summary>A <see cref="DeskCaller"/> who waits for this agent's answer.</summary>
/// <param name="RingMs">How long it rings in all.</param>
/// <param name="AskedBy">A colleague asks for a consultation about this caller; null for the caller's own wait.</param>
public sealed record DeskOffer(
    string Id, string ContactId,
    string? CustomerName, string? Title, string? Segment, string CallerMasked,
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Identification,
    IReadOnlyList<string> Path, string Reason, bool SelfServiceEnded,
    [property: AllowedValues("zh-CN", "en")] string Language, IReadOnlyList<string> Attention, int? Age,
    DeskService? LastService,
    long WaitMs, DateTimeOffset ExpiresAt, long RingMs, DeskAgent? AskedBy)
{
    public static DeskOffer Of(
        DeskCaller who, string id, string contactId, long waitMs, DateTimeOffset expiresAt, long ringMs,
        DeskAgent? askedBy) => new(
        id, contactId, who.CustomerName, who.Title, who.Segment, who.CallerMasked, who.Identification, who.Path,
            who.Reason,
        who.SelfServiceEnded, who.Language, who.Attention, who.Age, who.LastService, waitMs, expiresAt, ringMs,
        askedBy);
}

/// <summary>A <see cref="DeskCaller"/> in conversation.</summary>
/// <param name="CustomerState">Music: the desk is lost.</param>
/// <param name="Kept">Not kept: what needs a recording is refused.</param>
/// <param name="Draft">What the agent has written so far.</param>
/// <param name="AskedBy">This agent is consulted by that one and may only mute and leave; null: it is the agent's own
/// call.</param>
/// <param name="Consult">Whom the agent calls or consults, or null.</param>
/// <param name="Entry">The secret the customer keys, or keyed last; null before the first.</param>
/// <param name="Ears">Who listens in, as far as the agent may know it.</param>
public sealed record DeskCall(
    string ContactId,
    string? CustomerName, string? Title, string? Segment, string CallerMasked,
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Identification,
    IReadOnlyList<string> Path, string Reason, bool SelfServiceEnded,
    [property: AllowedValues("zh-CN", "en")] string Language, IReadOnlyList<string> Attention, int? Age,
    DeskService? LastService,
    DateTimeOffset ConnectedAt, DateTimeOffset? HeldSince, bool Muted,
    [property: AllowedValues("talking", "held", "music")] string CustomerState, DeskKept Kept,
    IReadOnlyList<DeskAccount> Accounts,
    WrapupDraft Draft, DeskAgent? AskedBy, DeskConsult? Consult, DeskEntry? Entry, IReadOnlyList<DeskEar> Ears)
{
    /// <summary>How the agent's line carries it; null while nobody knows.</summary>
    public DeskLine? OwnLine { get; init; }

    public DeskLine? CustomerLine { get; init; }

    /// <summary>The customer in the telephone bank's menu, while the agent guides him and after; null before.</summary>
    public DeskGuide? Guide { get; init; }

    /// <summary>The customer has never proved who he is by a PIN before this call: guidance is suggested.</summary>
    public bool FirstUse { get; init; }

    /// <summary>For pages that are opened from the desk; null for a customer nobody knows.</summary>
    public string? CustomerId { get; init; }

    /// <summary>What a called one's audio was recognised as (<see cref="DeskDial.Heard"/>); null for a caller.</summary>
    [AllowedValues(
        "ringBackTone", "busyTone", "congestionTone", "unobtainableTone", "silence", "person", "announcement",
        "machine")]
    public string? Heard { get; init; }

    public static DeskCall Of(
        DeskCaller who, string contactId, DateTimeOffset connectedAt, DateTimeOffset? heldSince, bool muted,
        string customerState,
        DeskKept kept, IReadOnlyList<DeskAccount> accounts) => new(
        contactId, who.CustomerName, who.Title, who.Segment, who.CallerMasked, who.Identification, who.Path, who.Reason,
        who.SelfServiceEnded, who.Language, who.Attention, who.Age, who.LastService, connectedAt, heldSince, muted,
        customerState,
        kept, accounts, WrapupDraft.Empty, null, null, null, []);
}

/// <param name="Mos">The E-model's estimate, 1 to 4.4.</param>
/// <param name="LossPct">The worse of both ways, as the others.</param>
public sealed record DeskLine(double Mos, double LossPct, double JitterMs, double? RoundTripMs);

/// <summary>Whether what is said just now is recorded, and why not.</summary>
/// <param name="Until">It is again by itself then; null when not by itself.</param>
public sealed record DeskKept(
    [property: AllowedValues("kept", "failed", "pinSpoken", "paused", "policy", "onDemand")] string State,
    DateTimeOffset? Until);

/// <param name="Whom">An agent's number, or a telephone number, masked.</param>
/// <param name="Name">The agent's, or the directory's, or null.</param>
/// <param name="Stage"><c>ringing</c>; <c>apart</c> (the two talk, the customer waits); <c>waiting</c> (the customer is
/// talked to, the other waits); <c>joined</c> (a conference).</param>
/// <param name="Heard">What the network's tones say while it rings, the last of it.</param>
public sealed record DeskConsult(
    [property: AllowedValues("agent", "number")] string Kind, string Whom, BilingualName? Name,
    [property: AllowedValues("ringing", "apart", "waiting", "joined")] string Stage, bool ThenTransfer,
    DateTimeOffset Since,
    [property: AllowedValues("ringBackTone", "busyTone", "congestionTone", "unobtainableTone", "announcement")]
    string? Heard = null);

/// <param name="Keyed">How many digits so far.</param>
/// <param name="Outcome">Null while it is keyed; see <see cref="SecureEntryOver.Outcome"/>.</param>
public sealed record DeskEntry(
    [property: AllowedValues("enquiryPin", "transactionPin")] string Secret, int Keyed, int Digits,
    [property: AllowedValues(
        "verified", "wrong", "blockedToday", "frozen", "notSet", "incomplete", "left", "timedOut", "cancelled",
        "unavailable")] string? Outcome);

/// <summary>Where the guided customer stands: never what he keyed.</summary>
/// <param name="Path">The menu's nodes to there, in order; their words are at <c>/api/self-service/words</c>.</param>
/// <param name="Waits">What he is asked: one of a menu's keys, digits, a secret; nothing while he listens.</param>
/// <param name="Keyed">How many keys of it so far.</param>
/// <param name="Results">What became of each service and PIN, in order.</param>
/// <param name="Ended">Null while it lasts; see <see cref="GuidanceOver.Why"/>.</param>
public sealed record DeskGuide(
    IReadOnlyList<string> Path, [property: AllowedValues("nothing", "key", "digits", "secret")] string Waits, int Keyed,
    IReadOnlyList<DeskGuideResult> Results, string? Ended, DateTimeOffset Since);

/// <param name="Kind">Whether it is of a service (its outcome as the timeline says it) or of a PIN.</param>
/// <param name="Item"><c>balance</c>, <c>transfer</c> …; <c>enquiry</c>, <c>transaction</c>.</param>
public sealed record DeskGuideResult(
    [property: AllowedValues("service", "pin", "newPin")] string Kind, string Item, string Outcome);

public sealed record DeskEar(
    string Who, BilingualName? Name, [property: AllowedValues("listen", "whisper", "barge")] string Mode);

/// <param name="Balance">In words an agent may read out once the enquiry PIN was right, else null.</param>
public sealed record DeskAccount(string Tail, BilingualName Kind, string? Balance);

/// <param name="Overdue">The time for it is over (or its call was lost): it is owed, and the agent is not ready before
/// it is done.</param>
public sealed record DeskWrapup(
    string ContactId, string? CustomerName, string? Title, string CallerMasked, DateTimeOffset EndedAt,
    WrapupDraft Draft, long LimitMs,
    bool Overdue);

public sealed record DeskQueue(int Waiting, DateTimeOffset? LongestSince);

public sealed record DeskDay(long Handled, long? AhtMs);

/// <param name="CustomerName">How the customer is addressed, or null for the unknown.</param>
public sealed record DeskNotice(
    string Id,
    [property: AllowedValues(
        "callDroppedByMedia", "callDroppedByRestart", "callLostWhileAway", "callLeftInMenu", "leftDuty", "wrapupOwed", "pinSpoken",
        "phoneForwards")] string Code,
    DateTimeOffset At, string? ContactId, string? CustomerName);

/// <summary>An answer to <c>Claim</c>.</summary>
public sealed record DeskClaimAnswer(bool Ok, DateTimeOffset? HeldSince);
