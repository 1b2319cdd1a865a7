using TellerLine.Kernel;

namespace TellerLine.Contacts;

// What becomes of a call that an agent makes. The names are forever. From the answer on it is a contact like any other.

/// <summary>An agent calls; the first entry of such a contact, in the place of <see cref="ContactArrived"/>.</summary>
/// <param name="Channel"><c>voice</c>.</param>
/// <param name="Whom">The number as it may be shown; it is kept beside the journal as a caller's is.</param>
/// <param name="CallsBack">The contact that this one answers, or null.</param>
[Event("contact.dialled")]
public sealed record ContactDialled(string Channel, string? Whom, string Agent, string? CallsBack);

/// <param name="What"><c>ringing</c>, <c>earlyMedia</c> (a tone or an announcement before the answer), <c>queued</c>,
/// <c>forwarded</c>; of what is heard <c>ringBackTone</c>, <c>busyTone</c>, <c>congestionTone</c>,
/// <c>unobtainableTone</c>, <c>silence</c>, <c>person</c>, <c>announcement</c>, <c>machine</c>.</param>
[Event("contact.dialProgress")]
public sealed record DialProgressed(string Agent, string What);

/// <summary>Whom the agent called has answered; <see cref="ContactConnected"/> follows.</summary>
[Event("contact.dialAnswered")]
public sealed record DialAnswered(string Agent, string LegId);

/// <param name="Why"><c>busy</c>, <c>noAnswer</c>, <c>declined</c>, <c>unreachable</c>, <c>noTrunk</c>,
/// <c>failed</c>; <c>cancelled</c> by the agent, <c>phoneNotAnswered</c> (the agent's own telephone),
/// <c>agentLost</c> (the desk was lost).</param>
/// <param name="Status">The SIP status that decided it, or 0.</param>
[Event("contact.dialEnded")]
public sealed record DialNotAnswered(string Agent, string Why, int Status);

/// <summary>The call that the customer is owed (<see cref="CallbackOwed"/>) is not made any more.</summary>
/// <param name="By">A user's number.</param>
/// <param name="Why"><c>calledIn</c> (the customer called), <c>otherWay</c> (reached in another way),
/// <c>notWanted</c>, <c>wrongNumber</c>.</param>
[Event("contact.callbackClosed")]
public sealed record CallbackClosed(string By, string Why);
