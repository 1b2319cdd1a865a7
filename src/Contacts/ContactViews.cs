using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using TellerLine.Access;

namespace TellerLine.Contacts;

// The contacts as the pages see them: numbers masked, times UTC, durations in milliseconds.

public sealed record ContactPage(long Total, IReadOnlyList<ContactRow> Rows);

/// <summary>Someone a list of contacts can be asked for.</summary>
public sealed record ContactAgent(string Number, BilingualText Name);

/// <param name="AgentName">Null for nobody, and for who is no user any more.</param>
/// <param name="Disposition">See <see cref="ContactClosed"/>; null while the contact lives.</param>
public record ContactRow(
    string Id, DateTimeOffset StartedAt, string Channel, string CallerMasked, string? CustomerName, string? Agent,
    BilingualText? AgentName, string? Queue,
    long? WaitMs, long? TalkMs, string? Disposition, bool Recorded);

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
        Recorded);

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
    IReadOnlyList<RecordingSpan> Suppressed);

public sealed record RecordingSpan(long FromMs, long ToMs);

/// <param name="Left">What the customer sent, 0 to 1.</param>
/// <param name="Right">What the customer heard, 0 to 1.</param>
public sealed record RecordingPeaks(
    long DurationMs, IReadOnlyList<double> Left, IReadOnlyList<double> Right, IReadOnlyList<RecordingSpan> Suppressed);
