using TellerLine.Kernel;

namespace TellerLine.Contacts;

// Who took part in which stretch of a contact, and what of it is kept. The names are forever.

/// <summary>From here on these take part and hear each other so, until the next or the contact's end.</summary>
/// <param name="Kind"><c>menu</c> (the centre's own words), <c>talk</c>, <c>hold</c>, <c>consult</c> (agent and
/// consulted, the customer waits), <c>conference</c>, <c>entry</c> (the customer keys a secret), <c>pinSpoken</c> (the
/// customer says one aloud, heard by the agent alone).</param>
/// <param name="Parties">The customer first.</param>
[Event("contact.segment")]
public sealed record SegmentBegun(string Kind, IReadOnlyList<SegmentParty> Parties);

/// <param name="Role"><c>customer</c>, <c>agent</c>, <c>consulted</c>, <c>listener</c>.</param>
/// <param name="Who">A user's number, or a telephone number as it may be shown; null for the customer.</param>
/// <param name="Mode">Of a listener: <c>listen</c>, <c>whisper</c>, <c>barge</c>.</param>
/// <param name="Music">Hears music, and is heard by nobody.</param>
/// <param name="Hears">Whom, by their places among the parties.</param>
public sealed record SegmentParty(string Role, string? Who, string? Mode, bool Music, IReadOnlyList<int> Hears)
{
    public bool Equals(SegmentParty? other) => other is not null && Role == other.Role && Who == other.Who
        && Mode == other.Mode && Music == other.Music && Hears.SequenceEqual(other.Hears);

    public override int GetHashCode() => HashCode.Combine(Role, Who, Mode, Music, Hears.Count);
}

/// <summary>
/// The customer said a PIN aloud. From <paramref name="FromUs"/> until it is over nothing is recorded, played or given
/// out, and only the agent hears it. The PIN is known to whoever heard it: it must be changed.
/// </summary>
/// <param name="Agent">Who marked it, and must see that the customer changes the PIN.</param>
/// <param name="FromUs">Before it was marked: what was said already.</param>
[Event("contact.pinSpoken")]
public sealed record PinSpoken(string Agent, long FromUs)
{
    /// <summary>What was recorded of it is destroyed once the recording is sealed; else it is kept back.</summary>
    public bool Destroy { get; init; }
}

/// <summary>What a recording held of a PIN said aloud is gone for good.</summary>
/// <param name="Chunks">The recording's parts that are no more, by number.</param>
[Event("contact.pinDestroyed")]
public sealed record PinDestroyed(string RecordingId, IReadOnlyList<int> Chunks);

/// <param name="Why"><c>released</c> (by the agent), <c>capped</c> (nobody released it), <c>ended</c> (the
/// conversation did).</param>
[Event("contact.pinSpokenOver")]
public sealed record PinSpokenOver(string Agent, string Why);

/// <summary>Nothing is recorded until <see cref="RecordingResumed"/>.</summary>
/// <param name="Reason">The key of a reason that the bank keeps.</param>
/// <param name="UntilUs">It resumes by itself then.</param>
[Event("contact.recordingPaused")]
public sealed record RecordingPaused(string Agent, string Reason, long UntilUs);

/// <param name="Why"><c>resumed</c> (by the agent), <c>capped</c> (by itself), <c>ended</c> (the conversation
/// did).</param>
[Event("contact.recordingResumed")]
public sealed record RecordingResumed(string Agent, string Why);

/// <summary>From here on the bank's rules record it, or do not.</summary>
/// <param name="Mode"><c>all</c>, <c>part</c>, <c>onDemand</c>, <c>none</c>.</param>
/// <param name="Zh">Why, in the rule's words.</param>
/// <param name="Version">Of the definition <c>recording</c>.</param>
[Event("contact.recordingRule")]
public sealed record RecordingRuled(string Mode, bool Kept, string Zh, string En, int Version);
