using System.ComponentModel.DataAnnotations;
using TellerLine.Access;

namespace TellerLine.Desks;

/// <summary>Calls that agents make; bound by the host to whoever knows telephones.</summary>
public interface IOutboundCalls
{
    /// <summary>
    /// Takes the agent out of the queue and calls: how it comes on stands at the desk (<see cref="DeskDial"/>), and
    /// once it is answered the call is in hand as any other.
    /// </summary>
    /// <param name="scope">Whose contacts the agent may see, and so call back.</param>
    /// <returns>A code for the page: null when it is under way or refused in words at the desk, else <c>mayNotDial</c>,
    /// <c>badWhom</c>, <c>noNumber</c>, <c>phoneDown</c>, <c>notFree</c>, <c>notRecorded</c>.</returns>
    Task<string?> Dial(Desk desk, DialAsked asked, DataScope scope);
}

/// <summary>One of the two.</summary>
/// <param name="Number">As it was typed.</param>
/// <param name="ContactId">Whose number is called; it is not told to anybody.</param>
public sealed record DialAsked(string? Number, string? ContactId);

/// <summary>Work in hand that is a call on its way out: nobody has answered yet.</summary>
public interface IDialInHand : ICallInHand
{
    DeskDial Dial { get; }
}

/// <summary>
/// A call this agent makes, until it is answered; or how the last one failed, until something else is done.
/// </summary>
/// <param name="ContactId">Null when nobody was called.</param>
/// <param name="Whom">The number as it may be shown.</param>
/// <param name="Stage"><c>phone</c> (the agent's own telephone rings first), <c>dialling</c>, <c>ringing</c>,
/// <c>earlyMedia</c> (the agent hears what the called side sends), <c>queued</c>, <c>forwarded</c>,
/// <c>answered</c> (it is being said that calls are recorded), <c>over</c>.</param>
/// <param name="Why">Once it is over.</param>
/// <param name="Rule">The bank's rule that forbids the number.</param>
/// <param name="CallsBack">The contact that this call answers.</param>
/// <param name="Heard">What its audio was recognised as, the last of it.</param>
public sealed record DeskDial(
    string? ContactId, string Whom, string? CustomerName, string? Title,
    [property: AllowedValues(
        "phone", "dialling", "ringing", "earlyMedia", "queued", "forwarded", "answered", "over")] string Stage,
    DateTimeOffset Since,
    [property: AllowedValues(
        "busy", "noAnswer", "declined", "unreachable", "noTrunk", "failed", "cancelled", "phoneNotAnswered",
        "agentLost", "forbidden")] string? Why = null,
    BilingualName? Rule = null, string? CallsBack = null,
    [property: AllowedValues(
        "ringBackTone", "busyTone", "congestionTone", "unobtainableTone", "silence", "person", "announcement",
        "machine")] string? Heard = null);
