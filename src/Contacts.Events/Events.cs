using TellerLine.Kernel;

namespace TellerLine.Contacts;

// What happened to a contact, as the journal keeps it in the stream contact/{id}. The names are forever; a changed
// shape is a new version. Times are the rows' own unless a field says otherwise. No event holds a PIN, an amount keyed
// as a secret, or a full name's
// voice: names and numbers are personal data and are masked when shown.

/// <summary>
/// The number itself is not here: it is kept beside the journal, encrypted. (Version 1 had it; the first start of this
/// version took it out.)
/// </summary>
/// <param name="Channel"><c>voice</c>.</param>
/// <param name="Caller">Masked as it is shown (<c>138****0001</c>), or null when hidden or no telephone number.</param>
/// <param name="Via"><c>sip</c> or <c>browser</c>.</param>
[Event("contact.arrived", 2)]
public sealed record ContactArrived(string Channel, string? Caller, string Called, string Via, string LegId);

/// <summary>The centre took the call; self-service begins.</summary>
[Event("contact.answered")]
public sealed record ContactAnswered;

/// <param name="Level"><c>number</c>, <c>account</c>, <c>enquiryPin</c>, <c>transactionPin</c>.</param>
[Event("contact.identified")]
public sealed record CallerIdentified(string CustomerId, string Level);

/// <param name="Path">The menu nodes passed, in order.</param>
/// <param name="Reason"><c>key0</c>, <c>menu</c>, <c>lossReport</c>, <c>error</c>, <c>timeout</c>, <c>pinFailed</c>,
/// <c>serviceDown</c>.</param>
[Event("contact.humanRequested")]
public sealed record HumanRequested(IReadOnlyList<string> Path, string Reason);

/// <summary>Nobody is on duty by the bank's own hours: the caller was told, and offered to nobody.</summary>
/// <param name="Hours">The key of the hours' definition.</param>
/// <param name="Version">Which version of it was in force.</param>
[Event("contact.outsideHours")]
public sealed record OutsideHours(string Hours, int Version);

/// <param name="Priority">The head start, seconds; in stories of before a rank.</param>
/// <param name="WaitSinceUs">Where the caller's wait clock started: kept when the contact is queued again.</param>
/// <param name="Reason">
/// <c>request</c>; <c>transferred</c> by an agent, with the wait clock kept; when queued again at the front
/// <c>noAnswer</c>, <c>declined</c>, <c>agentLeft</c>,
/// <c>notRecorded</c> (of an offer),
/// <c>agentLost</c> (of a conversation), <c>parked</c> (nobody picked it up); <c>restarted</c> where it was, as the
/// centre was away.
/// </param>
[Event("contact.queued")]
public sealed record ContactQueued(string Queue, int Priority, bool AtFront, long WaitSinceUs, string Reason);

/// <param name="Position">1 is next.</param>
[Event("contact.announced")]
public sealed record PositionAnnounced(int Position)
{
    /// <summary>How long the caller was to expect to wait still, microseconds; null in stories of before.</summary>
    public long? ExpectedUs { get; init; }
}

[Event("contact.offered")]
public sealed record ContactOffered(string OfferId, string Agent, string Phone);

/// <param name="How"><c>accepted</c>, <c>declined</c>, <c>noAnswer</c>, <c>withdrawn</c>.</param>
[Event("contact.offerEnded")]
public sealed record OfferEnded(string OfferId, string Agent, string How);

/// <summary>Customer and agent hear each other. "Answered" is this moment.</summary>
/// <param name="WaitUs">From <see cref="ContactQueued.WaitSinceUs"/> of this wait to now.</param>
[Event("contact.connected")]
public sealed record ContactConnected(string Agent, string AgentLegId, long WaitUs);

[Event("contact.held")]
public sealed record ContactHeld(string Agent);

[Event("contact.resumed")]
public sealed record ContactResumed(string Agent, long HeldUs);

[Event("contact.muted")]
public sealed record AgentMuted(string Agent);

[Event("contact.unmuted")]
public sealed record AgentUnmuted(string Agent);

/// <summary>The agent's desk fell silent; the customer hears music.</summary>
/// <param name="Reason"><c>silent</c>, <c>hungUp</c>; for good: <c>tooLate</c> (away, not back in time), <c>gone</c> (a
/// telephone without a way back).</param>
[Event("contact.agentLost")]
public sealed record AgentLost(string Agent, string Reason);

/// <summary>
/// The agent's page is being reloaded, taken over or closed; the customer hears music until it is back.
/// </summary>
[Event("contact.agentAway")]
public sealed record AgentAway(string Agent);

[Event("contact.agentBack")]
public sealed record AgentBack(string Agent);

/// <param name="By"><c>customer</c>, <c>agent</c>, <c>system</c>, <c>network</c> (the line went dead).</param>
/// <param name="Where"><c>greeting</c>, <c>selfService</c>, <c>queue</c>, <c>ringing</c>, <c>conversation</c>,
/// <c>parked</c>, <c>dialling</c>.</param>
/// <param name="TalkUs">Talking and holding, over all agents.</param>
[Event("contact.ended")]
public sealed record ContactEnded(string By, string Where, long TalkUs);

/// <summary>A goal was reached and nobody was asked for (self-service share, variant 2, before its 24 hours).</summary>
[Event("contact.selfCompleted")]
public sealed record SelfCompleted(string Service);

/// <summary>Self-service broke; a person is asked for instead.</summary>
[Event("contact.selfServiceFailed")]
public sealed record SelfServiceFailed;

/// <param name="Reason"><c>mediaLost</c>, <c>hostRestarted</c>, <c>hostStopped</c>, <c>fault</c>.</param>
[Event("contact.systemDropped")]
public sealed record SystemDropped(string Reason);

/// <summary>The centre was away and is back: the call, which outlived it, goes on.</summary>
/// <param name="Where"><c>selfService</c>, <c>queue</c>, <c>parked</c>, <c>conversation</c>.</param>
[Event("contact.wentOn")]
public sealed record CallWentOn(string Where);

/// <summary>
/// The media process died with the customer's line, or the customer chose to be called back in the place of waiting:
/// the bank owes a call to a number that it knows.
/// </summary>
/// <param name="WaitSinceUs">Where the customer's wait clock started: by it the calls owed are in order.</param>
[Event("contact.callbackOwed")]
public sealed record CallbackOwed(long WaitSinceUs)
{
    /// <summary>The customer chose it.</summary>
    public bool Chosen { get; init; }
}

/// <summary>Where the contact waits and why, by the definition <c>routing</c>.</summary>
/// <param name="HeadStartS">Seconds.</param>
/// <param name="Zh">The names of the rules that applied.</param>
/// <param name="Version">Of the definition.</param>
[Event("contact.routed")]
public sealed record ContactRouted(
    string Queue, int HeadStartS, IReadOnlyList<string> Zh, IReadOnlyList<string> En, int Version);

/// <summary>The contact has waited so long that its queue asks for less, or asks others too.</summary>
/// <param name="Step">Of the queue's steps, from 1.</param>
[Event("contact.relaxed")]
public sealed record ContactWaitRelaxed(string Queue, int Step);

/// <summary>The queue is overloaded, so that a new request does not wait in it as others do.</summary>
/// <param name="Instead"><c>callback</c> or <c>selfService</c> was offered, or it waits in another:
/// <c>otherQueue</c>.</param>
[Event("contact.turnedAway")]
public sealed record ContactTurnedAway(string Queue, string Instead);

[Event("contact.recordingStarted")]
public sealed record RecordingStarted(string RecordingId, string Path)
{
    /// <summary>
    /// <see cref="ConsultationBegun"/>'s id: it is of what agent and consulted say while the customer waits; null: it
    /// is the customer's own.
    /// </summary>
    public string? Consultation { get; init; }
}

/// <summary>The contact goes on without a recording, and what needs one is refused.</summary>
[Event("contact.recordingFailed")]
public sealed record RecordingFailed
{
    /// <summary>See <see cref="RecordingStarted.Consultation"/>: only that is not recorded.</summary>
    public string? Consultation { get; init; }
}

/// <summary>What lies on the disk is not what was recorded: it is not played.</summary>
[Event("contact.recordingBroken")]
public sealed record RecordingBroken(string RecordingId, string Fault);

/// <param name="Sha256">The last link of the recording's hash chain.</param>
[Event("contact.recordingSealed")]
public sealed record RecordingFinalised(string RecordingId, string Path, long DurationMs, string Sha256, int GapCount);

/// <summary>As written by 0.1: an agent's note while it was being written. A draft is a row now, not a story.</summary>
[Event("contact.wrapupDraft")]
public sealed record WrapupDrafted(string Agent, string? ReasonCode, string Note);

[Event("contact.wrapup")]
public sealed record WrapupSaved(string Agent, string? ReasonCode, string Note, long WrapupUs);

/// <summary>Another wrote the wrap-up that an agent owed and could not write; <see cref="WrapupSaved"/> follows.</summary>
/// <param name="Agent">Who owed it.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Why">In that person's words.</param>
[Event("contact.wrapupTakenOver")]
public sealed record WrapupTakenOver(string Agent, string By, string Why);

/// <param name="Disposition">
/// <c>handled</c>, <c>selfCompleted</c>, <c>leftSelfService</c>, <c>abandoned</c>, <c>abandonedAfterService</c> (hung
/// up in the queue after a desk was lost), <c>callbackChosen</c> (in the place of waiting), <c>systemDropped</c>,
/// <c>refused</c>, <c>notReached</c> (an agent called and nobody was spoken to).
/// </param>
[Event("contact.closed")]
public sealed record ContactClosed(string Disposition);

/// <param name="Purpose"><c>review</c>, <c>complaint</c>, <c>dispute</c>, <c>quality</c>, <c>training</c>,
/// <c>investigation</c>.</param>
[Event("contact.recordingPlayed")]
public sealed record RecordingPlayed(string RecordingId, string User, string Purpose);

/// <summary>How well one line carried the contact, as far as it is known when the line has done its part.</summary>
/// <param name="Line"><c>customer</c> or <c>agent</c>.</param>
/// <param name="Agent">The agent's number; null for the customer's line.</param>
/// <param name="LossFromPct">Of what the party sent, lost before us; 0 to 100.</param>
/// <param name="LossToPct">Of what we sent, lost before the party; 0 to 100, null where it reports nothing.</param>
/// <param name="JitterFromMs">Of what came from the party, milliseconds.</param>
/// <param name="JitterToMs">Of what came to the party, milliseconds.</param>
/// <param name="RoundTripMs">There and back over the network, milliseconds.</param>
/// <param name="Mos">The E-model's estimate, 1 to 4.41, the worse of both ways. (Version 1 had neither it nor the
/// codec.)</param>
/// <param name="Codec"><c>PCMA</c>, <c>PCMU</c>.</param>
[Event("contact.lineQuality", 2)]
public sealed record LineQuality(
    string Line, string? Agent, double? LossFromPct, double? LossToPct, double? JitterFromMs, double? JitterToMs,
    double? RoundTripMs, double? Mos = null, string? Codec = null);
