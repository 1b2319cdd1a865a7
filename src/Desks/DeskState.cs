using System.ComponentModel.DataAnnotations;

namespace TellerLine.Desks;

// What a desk shows, whole, after every change: a page that was away for a moment needs no history.

/// <param name="Since">ISO 8601 UTC.</param>
public sealed record DeskState(
    DeskAgent Agent,
    [property: AllowedValues("signedOut", "notReady", "ready", "ringing", "talking", "hold", "wrapup")] string State,
    string? Reason, DateTimeOffset Since, DeskPhone Phone, DeskOffer? Offer, DeskCall? Call, DeskWrapup? Wrapup, DeskQueue Queue, DeskDay Day);

public sealed record DeskAgent(string Number, BilingualName Name);

public sealed record BilingualName(string Zh, string En);

/// <param name="Up">The browser's audio flows.</param>
/// <param name="Registered">The agent's SIP phone is registered.</param>
public sealed record DeskPhone([property: AllowedValues("browser", "sip")] string Kind, bool Up, bool Registered);

/// <summary>Who is calling, as an agent may see it: names and tails, no numbers in full.</summary>
/// <param name="SelfServiceEnded">Three wrong PINs: inform and take a loss report, move no money.</param>
public sealed record DeskCaller(
    string? CustomerName, string? Title, string? Segment, string CallerMasked,
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Identification,
    IReadOnlyList<string> Path, string Reason, bool SelfServiceEnded);

public sealed record DeskOffer(
    string Id, string ContactId, string? CustomerName, string? Title, string? Segment, string CallerMasked,
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Identification,
    IReadOnlyList<string> Path, string Reason, bool SelfServiceEnded, long WaitMs, DateTimeOffset ExpiresAt);

/// <param name="CustomerState">Music: the desk is lost.</param>
public sealed record DeskCall(
    string ContactId, string? CustomerName, string? Title, string? Segment, string CallerMasked,
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Identification,
    IReadOnlyList<string> Path, string Reason, bool SelfServiceEnded, DateTimeOffset ConnectedAt, DateTimeOffset? HeldSince, bool Muted,
    [property: AllowedValues("talking", "held", "music")] string CustomerState, bool Recording, IReadOnlyList<DeskAccount> Accounts);

/// <param name="Balance">In words an agent may read out once the enquiry PIN was right, else null.</param>
public sealed record DeskAccount(string Tail, BilingualName Kind, string? Balance);

public sealed record DeskWrapup(
    string ContactId, string? CustomerName, string? Title, string CallerMasked, DateTimeOffset EndedAt, WrapupDraft Draft, long LimitMs);

public sealed record WrapupDraft(string? ReasonCode, string Note);

public sealed record DeskQueue(int Waiting, DateTimeOffset? LongestSince);

public sealed record DeskDay(long Handled, long? AhtMs);

/// <summary>An answer to <c>Claim</c>.</summary>
public sealed record DeskClaimAnswer(bool Ok, DateTimeOffset? HeldSince);
