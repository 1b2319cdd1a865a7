using TellerLine.Contacts;

namespace TellerLine.Desks;

/// <summary>A contact that waits for an agent, as the desks need to know it: a call, later a chat.</summary>
public interface IWaitingWork
{
    ContactRecord Record { get; }

    DeskCaller Caller { get; }

    /// <summary>What an agent's own telephone shows, or null when hidden.</summary>
    string? From { get; }

    /// <summary>Where the wait clock started, kept over every return to the queue.</summary>
    long WaitSinceUs { get; }

    int Priority { get; }
}

/// <summary>What an agent has in hand.</summary>
public interface IWorkInHand
{
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

    Task Hold(bool on);

    Task Mute(bool on);

    Task End();
}

/// <summary>How work left an agent's hands.</summary>
public enum WorkEnd
{
    /// <summary>Nothing came of it: the agent is ready again.</summary>
    Nothing,

    /// <summary>The agent wraps up.</summary>
    Wrapup,

    /// <summary>The agent's desk is gone: not ready. A wrap-up that is owed waits for the agent.</summary>
    AgentAway,

    /// <summary>The machine that carried the sound of both ended: nobody went away. A wrap-up waits.</summary>
    MediaLost,
}
