using TellerLine.Desks;

namespace TellerLine.Calls;

/// <summary>The conversations of this node, for whoever watches over them.</summary>
public interface IConversations
{
    /// <summary>Those in which the two have heard each other, oldest first.</summary>
    IReadOnlyList<ConversationNow> All { get; }

    /// <summary>
    /// The user's desk hears the conversation from now on, or hears it in another way. Told in the contact's story.
    /// </summary>
    /// <returns>Null when done; else <c>noCall</c>, <c>ownCall</c>, <c>phoneDown</c>, <c>full</c>, or what
    /// <see cref="DeskEars.Refusal"/> says.</returns>
    Task<string?> Listen(string contactId, string who, ListenMode mode, string reason);

    /// <summary>
    /// Whoever listens has the customer from now on, in place of the agent, who wraps up. Told in the contact's story.
    /// </summary>
    /// <returns>Null when done; else <c>noCall</c>, <c>notListening</c>, <c>notFree</c> (a wrap-up is owed),
    /// <c>entry</c>, <c>consulting</c> (in a conference).</returns>
    Task<string?> TakeOver(string contactId, string who, string reason);

    /// <returns>Null when done; else <c>noCall</c>.</returns>
    Task<string?> StopListening(string contactId, string who);
}

public enum ListenMode
{
    /// <summary>监听: hears all who talk, is heard by nobody.</summary>
    Listen,

    /// <summary>指导: is heard by the agent alone.</summary>
    Whisper,

    /// <summary>插话: is heard by all.</summary>
    Barge,
}

/// <param name="Ears">All who listen in; the call's own are those its agent is shown.</param>
public sealed record ConversationNow(string Agent, DeskCall Call, IReadOnlyList<DeskEar> Ears);
