using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using TellerLine.Contacts;

namespace TellerLine.Desks;

/// <summary>What a desk shows, whole, after every change: a page that was away for a moment needs no history.</summary>
/// <param name="View">Rises with every view of this desk: one that is lower than what is shown came late.</param>
/// <param name="Since">ISO 8601 UTC.</param>
/// <param name="Told">What happened while the agent could not see it, oldest first, until dismissed.</param>
public sealed record DeskState(
    long View, DeskAgent Agent,
    [property: AllowedValues("signedOut", "notReady", "ready", "ringing", "talking", "hold", "wrapup")] string State,
    string? Reason, DateTimeOffset Since, DeskPhone Phone, DeskOffer? Offer, DeskCall? Call, DeskWrapup? Wrapup, DeskQueue Queue, DeskDay Day,
    IReadOnlyList<DeskNotice> Told);

public sealed record DeskAgent(string Number, BilingualName Name);

public sealed record BilingualName(string Zh, string En);

/// <param name="Up">The browser's audio flows.</param>
/// <param name="Registered">The agent's SIP phone is registered.</param>
public sealed record DeskPhone([property: AllowedValues("browser", "sip")] string Kind, bool Up, bool Registered);

/// <summary>Who is calling, as an agent may see it: names and tails, no numbers in full.</summary>
public record DeskCaller
{
    public required string? CustomerName { get; init; }

    public required string? Title { get; init; }

    public required string? Segment { get; init; }

    public required string CallerMasked { get; init; }

    [AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")]
    public required string Identification { get; init; }

    public required IReadOnlyList<string> Path { get; init; }

    public required string Reason { get; init; }

    /// <summary>Three wrong PINs: inform and take a loss report, move no money.</summary>
    public required bool SelfServiceEnded { get; init; }

    /// <summary>What the caller chose to hear.</summary>
    [AllowedValues("zh-CN", "en")]
    public required string Language { get; init; }

    /// <summary>What the agent must know before the first word: <c>blind</c>, <c>elderly</c>.</summary>
    public required IReadOnlyList<string> Attention { get; init; }

    /// <summary>Of an elderly customer, in years, where known.</summary>
    public required int? Age { get; init; }

    /// <summary>How the last service in self-service ended, or null.</summary>
    public required DeskService? LastService { get; init; }
}

/// <param name="Item"><c>balance</c>, <c>transfer</c> …</param>
/// <param name="Outcome">As the timeline says it.</param>
/// <param name="Amount">As an agent may read it out, or null.</param>
/// <param name="Number">The bank's reference of a posting, or null.</param>
public sealed record DeskService(string Item, string Outcome, string? Amount, string? Number);

public sealed record DeskOffer : DeskCaller
{
    [SetsRequiredMembers]
    public DeskOffer(DeskCaller who, string id, string contactId, long waitMs, DateTimeOffset expiresAt)
        : base(who) => (Id, ContactId, WaitMs, ExpiresAt) = (id, contactId, waitMs, expiresAt);

    public required string Id { get; init; }

    public required string ContactId { get; init; }

    public required long WaitMs { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

public sealed record DeskCall : DeskCaller
{
    [SetsRequiredMembers]
    public DeskCall(DeskCaller who, string contactId, DateTimeOffset connectedAt)
        : base(who) => (ContactId, ConnectedAt, CustomerState, Accounts, Draft) = (contactId, connectedAt, "talking", [], WrapupDraft.Empty);

    public required string ContactId { get; init; }

    public required DateTimeOffset ConnectedAt { get; init; }

    public required DateTimeOffset? HeldSince { get; init; }

    public required bool Muted { get; init; }

    /// <summary>Music: the desk is lost.</summary>
    [AllowedValues("talking", "held", "music")]
    public required string CustomerState { get; init; }

    /// <summary>False: this call cannot be recorded, and what needs a recording is refused.</summary>
    public required bool Recording { get; init; }

    public required IReadOnlyList<DeskAccount> Accounts { get; init; }

    /// <summary>What the agent has written so far.</summary>
    public required WrapupDraft Draft { get; init; }
}

/// <param name="Balance">In words an agent may read out once the enquiry PIN was right, else null.</param>
public sealed record DeskAccount(string Tail, BilingualName Kind, string? Balance);

/// <param name="Overdue">The time for it is over (or its call was lost): it is owed, and the agent is not ready before it is done.</param>
public sealed record DeskWrapup(
    string ContactId, string? CustomerName, string? Title, string CallerMasked, DateTimeOffset EndedAt, WrapupDraft Draft, long LimitMs,
    bool Overdue);

public sealed record DeskQueue(int Waiting, DateTimeOffset? LongestSince);

public sealed record DeskDay(long Handled, long? AhtMs);

/// <param name="CustomerName">How the customer is addressed, or null for the unknown.</param>
public sealed record DeskNotice(
    string Id,
    [property: AllowedValues("callDroppedByRestart", "callLostWhileAway", "leftDuty", "wrapupOwed")] string Code,
    DateTimeOffset At, string? ContactId, string? CustomerName);

/// <summary>An answer to <c>Claim</c>.</summary>
public sealed record DeskClaimAnswer(bool Ok, DateTimeOffset? HeldSince);
