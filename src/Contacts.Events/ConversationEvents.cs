using TellerLine.Kernel;

namespace TellerLine.Contacts;

// What becomes of a conversation between more than two: consultation, conference, transfer, listening in, secure entry.
// The names are forever. Who is consulted is an agent's number, or a telephone number as it may be shown.

/// <summary>The agent calls somebody while the customer waits.</summary>
/// <param name="Kind"><c>agent</c>, <c>number</c>.</param>
/// <param name="Whom">An agent's number, or a telephone number, masked.</param>
/// <param name="ThenTransfer">Whoever answers has the customer at once (a blind transfer).</param>
[Event("contact.consulting")]
public sealed record ConsultationBegun(string Agent, string ConsultId, string Kind, string Whom, bool ThenTransfer);

/// <summary>Agent and consulted hear each other; the customer hears neither.</summary>
[Event("contact.consultAnswered")]
public sealed record ConsultationAnswered(string Agent, string ConsultId, string Whom, string LegId);

/// <param name="Why"><c>dropped</c> (by the agent), <c>hungUp</c>, <c>busy</c>, <c>noAnswer</c>, <c>declined</c>,
/// <c>notTaken</c> (the agent asked for is not ready, or did not accept), <c>unreachable</c>.</param>
[Event("contact.consultOver")]
public sealed record ConsultationOver(string Agent, string ConsultId, string Whom, string Why);

/// <summary>From here customer, agent and consulted hear each other.</summary>
[Event("contact.conference")]
public sealed record ConferenceBegun(string Agent, string ConsultId, string Whom);

/// <summary>The consulted one has the customer now; the agent wraps up.</summary>
/// <param name="ToAgent">The agent who has the contact now, or null when it went to a telephone number.</param>
[Event("contact.handedOver")]
public sealed record ContactHandedOver(string Agent, string Kind, string Whom, string? ToAgent, string LegId);

/// <summary>The agent sent the customer back to wait for another; <see cref="ContactQueued"/> follows.</summary>
[Event("contact.sentToQueue")]
public sealed record ContactSentToQueue(string Agent, string Queue);

/// <summary>The agent sent the customer back to self-service.</summary>
[Event("contact.sentToMenu")]
public sealed record ContactSentToMenu(string Agent);

/// <summary>The customer waits for whoever picks the call up (驻留).</summary>
/// <param name="Number">Where it is parked: 1, 2, 3 …</param>
[Event("contact.parked")]
public sealed record ContactParked(string Agent, int Number);

/// <summary>Whoever listened has the customer; <see cref="ContactHandedOver"/> follows.</summary>
/// <param name="Agent">Who had the customer until now.</param>
/// <param name="By">A user's number.</param>
[Event("contact.takenOver")]
public sealed record ContactTakenOver(string Agent, string By, string Reason);

/// <summary>The customer keys a secret that neither agent, listener nor recording hears.</summary>
/// <param name="Secret"><c>enquiryPin</c>, <c>transactionPin</c>.</param>
[Event("contact.entryBegun")]
public sealed record SecureEntryBegun(string Agent, string Secret);

/// <param name="Outcome"><c>verified</c>, <c>wrong</c>, <c>blockedToday</c>, <c>frozen</c>, <c>notSet</c>,
/// <c>incomplete</c> (too few digits), <c>left</c> (<c>*</c> twice), <c>timedOut</c>, <c>cancelled</c>,
/// <c>unavailable</c>.</param>
/// <param name="Count">How many digits were keyed.</param>
[Event("contact.entryOver")]
public sealed record SecureEntryOver(string Agent, string Secret, string Outcome, int Count);

/// <summary>The customer is in the telephone bank's menu, the agent on the line guides him (座席指导).</summary>
/// <param name="From">The menu's node it begins at; null: where the menu begins.</param>
[Event("contact.guidance")]
public sealed record GuidanceBegun(string Agent, string? From);

/// <summary>What the guided customer is asked now, as the agent is shown it; never what he keyed.</summary>
/// <param name="Path">The menu's nodes to where he stands, in order.</param>
/// <param name="Waits"><c>key</c> (one of a menu), <c>digits</c>, <c>secret</c>.</param>
[Event("contact.guidanceStep")]
public sealed record GuidanceStep(string Agent, IReadOnlyList<string> Path, string Waits);

/// <param name="Why"><c>stopped</c> (by the agent), <c>done</c> (the menu's end), <c>alone</c> (the agent left, the
/// customer goes on in the menu), <c>ended</c> (with the call), <c>restarted</c> (the centre was away), or why a person
/// was asked for, as <see cref="HumanRequested.Reason"/>: <c>key0</c>, <c>error</c> …</param>
[Event("contact.guidanceOver")]
public sealed record GuidanceOver(string Agent, string Why);

/// <summary>Somebody hears this conversation from here on, or in another way.</summary>
/// <param name="Who">A user's number.</param>
/// <param name="Mode"><c>listen</c>, <c>whisper</c> (heard by the agent alone), <c>barge</c> (heard by all).</param>
[Event("contact.listening")]
public sealed record ListenedIn(string Who, string Agent, string Mode, string Reason);

[Event("contact.listeningOver")]
public sealed record ListeningOver(string Who, string Agent);
