using TellerLine.Contacts;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>A contact that waits for an agent, as the desks need to know it: a call, later a chat.</summary>
public interface IWaitingWork
{
    /// <summary>What the router knows it by: the contact's id, or a consultation's own.</summary>
    string Id => Record.Id;

    ContactRecord Record { get; }

    /// <summary>
    /// The agent who asks for a consultation about the contact, or null when the contact itself waits.
    /// </summary>
    string? AskedBy => null;

    DeskCaller Caller { get; }

    /// <summary>What an agent's own telephone shows, or null when hidden.</summary>
    string? From { get; }

    /// <summary>Where the wait clock started, kept over every return to the queue.</summary>
    long WaitSinceUs { get; }

    /// <summary>By how many seconds it is served earlier than its wait says.</summary>
    int HeadStartS { get; }

    /// <summary>The queue it waits in.</summary>
    string Queue => RoutingLimits.ServiceQueue;
}

/// <summary>What an agent has in hand.</summary>
public interface IWorkInHand
{
    /// <summary>What the router knows it by: the contact's id, or a consultation's own.</summary>
    string Id => Record.Id;

    ContactRecord Record { get; }

    DeskCaller Caller { get; }

    /// <summary>It is over, the router knows it, and what the agent owes stands at the desk.</summary>
    Task WhenSettled { get; }
}

/// <summary>A conversation by telephone.</summary>
public interface ICallInHand : IWorkInHand
{
    /// <summary>Null before the two heard each other: there is nothing to show.</summary>
    DeskCall? View { get; }

    /// <summary>Carries out what the desk asks.</summary>
    /// <returns>Null when it is done, or is so already; else a code that says why not.</returns>
    Task<string?> Do(CallVerb verb);
}

/// <summary>What a desk may ask of a call.</summary>
public abstract record CallVerb
{
    private CallVerb()
    {
    }

    public sealed record Hold(bool On) : CallVerb;

    public sealed record Mute(bool On) : CallVerb;

    /// <summary>The agent leaves: the call ends, a conference goes on without.</summary>
    public sealed record End : CallVerb;

    /// <param name="Kind"><c>agent</c> or <c>number</c>.</param>
    /// <param name="Whom">An agent's number or a telephone number.</param>
    /// <param name="ThenTransfer">Whoever answers has the customer at once.</param>
    /// <param name="Name">Of an entry of the directory, whose number it is.</param>
    public sealed record Consult(string Kind, string Whom, bool ThenTransfer, BilingualName? Name = null) : CallVerb;

    public sealed record DropConsult : CallVerb;

    public sealed record Conference : CallVerb;

    public sealed record Transfer : CallVerb;

    /// <summary>The agent leaves the customer to others.</summary>
    /// <param name="Queue">With <see cref="SendTo.Queue"/>; null: the one he came from.</param>
    public sealed record SendAway(SendTo To, string? Queue = null) : CallVerb;

    /// <param name="Secret"><c>enquiryPin</c> or <c>transactionPin</c>.</param>
    public sealed record AskSecret(string Secret) : CallVerb;

    public sealed record StopSecret : CallVerb;

    /// <summary>The customer is put into the telephone bank's menu, and the agent stays with him.</summary>
    /// <param name="From">One of the places the menu leads to; null: where it begins.</param>
    public sealed record Guide(string? From) : CallVerb;

    public sealed record StopGuide : CallVerb;

    /// <summary>The customer says a PIN aloud, or has done.</summary>
    public sealed record PinSpoken(bool On) : CallVerb;

    /// <param name="Reason">Of the definition <c>recording</c>.</param>
    public sealed record PauseRecording(string Reason) : CallVerb;

    public sealed record ResumeRecording : CallVerb;
}

public enum SendTo
{
    /// <summary>To wait for another agent, with the wait clock kept.</summary>
    Queue,

    /// <summary>Back to self-service.</summary>
    Menu,

    /// <summary>To wait for whoever picks it up (<see cref="ParkedCalls"/>).</summary>
    Park,
}

/// <summary>How work left an agent's hands.</summary>
public enum WorkEnd
{
    /// <summary>Nothing came of it: the agent is ready again.</summary>
    Nothing,

    /// <summary>The agent wraps up.</summary>
    Wrapup,

    /// <summary>
    /// A consultation that is over: the agent is ready again, whatever became of the contact.
    /// </summary>
    Consulted,

    /// <summary>The agent's desk is gone: not ready. A wrap-up that is owed waits for the agent.</summary>
    AgentAway,

    /// <summary>The same, of an agent who guided the customer in the menu, where he goes on.</summary>
    AgentAwayInMenu,

    /// <summary>The machine that carried the sound of both ended: nobody went away. A wrap-up waits.</summary>
    MediaLost,
}
