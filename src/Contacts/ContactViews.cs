using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Contacts.Core;

namespace TellerLine.Contacts;

// The contacts as the pages see them: numbers masked, times UTC, durations in milliseconds.

/// <summary>Someone a list of contacts can be asked for.</summary>
public sealed record ContactAgent(string Number, BilingualText Name);

/// <param name="AgentName">Null for nobody, and for who is no user any more.</param>
/// <param name="Disposition">See <see cref="ContactClosed"/>; null while the contact lives.</param>
public record ContactRow(
    string Id, DateTimeOffset StartedAt, string Channel, string CallerMasked, string? CustomerName, string? Agent,
    BilingualText? AgentName, string? Queue,
    long? WaitMs, long? TalkMs, string? Disposition, bool Recorded)
{
    /// <summary>Null for the unknown.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Who began it: <c>inbound</c> the customer, <c>outbound</c> an agent.</summary>
    [AllowedValues("inbound", "outbound")]
    public string Direction { get; init; } = "inbound";
}

public sealed record ContactDetail(
    string Id, DateTimeOffset StartedAt, string Channel, string CallerMasked, string? CustomerName, string? Agent,
    BilingualText? AgentName, string? Queue,
    long? WaitMs, long? TalkMs, string? Disposition, bool Recorded, ContactCustomer? Customer,
    ContactIdentification Identification,
    IReadOnlyList<string> Path, DateTimeOffset? EndedAt, string? EndedBy, ContactWrapup? Wrapup,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<RecordingView> Recordings)
    : ContactRow(
        Id, StartedAt, Channel, CallerMasked, CustomerName, Agent, AgentName, Queue, WaitMs, TalkMs, Disposition,
        Recorded)
{
    /// <summary>The agent who has it in hand or owes its wrap-up; null once it is closed.</summary>
    public required string? InHandOf { get; init; }

    /// <summary>The contact that this call answers, or null.</summary>
    public string? CallsBack { get; init; }

    /// <summary>What of the masked this reader may be shown: <see cref="UnmaskRequest.Field"/>.</summary>
    public required IReadOnlyList<string> Unmaskable { get; init; }
}

/// <param name="InHandOf">See <see cref="ContactDetail.InHandOf"/>.</param>
internal sealed record ContactStanding(string? InHandOf, string? CustomerId);

internal static class MaskedFields
{
    /// <summary>What of this contact stands masked, and has something behind the mask.</summary>
    public static IReadOnlyList<string> Masked(this ContactDetail contact) =>
    [
        .. contact.CallerMasked.Length > 0 ? [UnmaskRules.Caller] : Array.Empty<string>(),
        .. contact.Customer is { MaskedNumber.Length: > 0 } ? [UnmaskRules.CustomerNumber] : Array.Empty<string>(),
    ];
}

public sealed record ContactCustomer(string Id, string Name, string Title, string Segment, string MaskedNumber);

public sealed record ContactIdentification(
    [property: AllowedValues("none", "number", "account", "enquiryPin", "transactionPin")] string Level);

public sealed record ContactWrapup(string? ReasonCode, string Note);

/// <param name="Kind">The event's name in the journal.</param>
/// <param name="Data">Its body, with what identifies masked.</param>
public sealed record TimelineEntry(long Seq, DateTimeOffset At, string Kind, JsonElement Data);

/// <param name="Sealed">False while it is being made, and after a crash until it is settled.</param>
public sealed record RecordingView(
    string Id, DateTimeOffset StartedAt, long DurationMs, bool Sealed, long Gaps,
    IReadOnlyList<RecordingSilence> Silences)
{
    /// <summary>Of what was said apart from the customer; null: it is the customer's own.</summary>
    public RecordedConsultation? Consultation { get; init; }

    /// <summary>Who took part and who could hear whom, from its first sample to its last.</summary>
    public required IReadOnlyList<RecordingSegment> Segments { get; init; }
}

/// <param name="Agent">Who asked.</param>
/// <param name="Whom">A colleague's number, or a telephone number as it may be shown.</param>
/// <param name="WhomName">Null of a telephone number.</param>
public sealed record RecordedConsultation(string Agent, BilingualText? AgentName, string Whom, BilingualText? WhomName);

/// <param name="Kind">See <see cref="SegmentBegun.Kind"/>; besides, <c>queue</c>.</param>
/// <param name="FromSample">8,000 a second, from the recording's first.</param>
/// <param name="Parties">The customer first.</param>
public sealed record RecordingSegment(
    string Kind, long FromSample, long ToSample, long FromMs, long ToMs, IReadOnlyList<RecordingParty> Parties);

/// <param name="Role">See <see cref="SegmentParty"/>, like all of it.</param>
/// <param name="Name">Null for the customer, and for who is no user.</param>
public sealed record RecordingParty(
    string Role, string? Who, BilingualText? Name, string? Mode, bool Music, IReadOnlyList<int> Hears);

/// <summary>A stretch without sound, and why.</summary>
/// <param name="Cause"><c>secret</c> (a PIN was keyed), <c>pinSpoken</c> (one was said aloud), <c>paused</c>,
/// <c>policy</c> (the bank's rules do not record it), <c>gap</c> (it could not be written), <c>destroyed</c> (a PIN
/// said aloud was taken out of the file for good).</param>
/// <param name="Reason">Of a pause or a rule; null for others.</param>
public sealed record RecordingSilence(
    long FromMs, long ToMs,
    [property: AllowedValues("secret", "pinSpoken", "paused", "policy", "gap", "destroyed")] string Cause,
    BilingualText? Reason);

public sealed record RecordingSpan(long FromMs, long ToMs);

/// <param name="Left">What the customer sent, 0 to 1.</param>
/// <param name="Right">What the customer heard, 0 to 1.</param>
public sealed record RecordingPeaks(
    long DurationMs, IReadOnlyList<double> Left, IReadOnlyList<double> Right, IReadOnlyList<RecordingSilence> Silences);
