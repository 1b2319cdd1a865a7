using System.Text.Json.Serialization;

namespace TellerLine.Routing;

/// <summary>
/// An order or a message of the router. <see cref="Seq"/> rises by one with every effect of the domain, so that a
/// repetition shows.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$effect")]
[JsonDerivedType(typeof(OfferMade), "offerMade")]
[JsonDerivedType(typeof(OfferWithdrawn), "offerWithdrawn")]
[JsonDerivedType(typeof(OfferWon), "offerWon")]
[JsonDerivedType(typeof(OfferLost), "offerLost")]
[JsonDerivedType(typeof(ContactRefused), "contactRefused")]
[JsonDerivedType(typeof(ContactRelaxed), "contactRelaxed")]
[JsonDerivedType(typeof(AgentRefused), "agentRefused")]
[JsonDerivedType(typeof(AgentStateChanged), "agentStateChanged")]
[JsonDerivedType(typeof(AgentOverstays), "agentOverstays")]
public abstract record RouterEffect
{
    [JsonInclude]
    public long Seq { get; internal set; }
}

/// <summary>
/// Ring the agent. The offer is taken back by <see cref="OfferWithdrawn"/> at <paramref name="ExpiresAtUs"/> at the
/// latest.
/// </summary>
public sealed record OfferMade(string OfferId, string ContactId, string Agent, long ExpiresAtUs) : RouterEffect;

/// <summary>
/// Stop ringing. Unless <paramref name="Why"/> is <see cref="WithdrawReason.ContactLeft"/> or
/// <see cref="WithdrawReason.PickedUp"/>, the contact waits at the front again with its wait clock kept.
/// </summary>
public sealed record OfferWithdrawn(string OfferId, string ContactId, string Agent, WithdrawReason Why) : RouterEffect;

/// <summary>
/// The agent has the contact. Told to observers before it is committed: connect on the answer of <see
/// cref="IRouting.Accept"/>, not on this.
/// </summary>
public sealed record OfferWon(string OfferId, string ContactId, string Agent) : RouterEffect;

/// <summary>
/// An acceptance that came too late, of an offer that was withdrawn, won by another, or not this agent's.
/// </summary>
public sealed record OfferLost(string OfferId, string Agent) : RouterEffect;

/// <summary>
/// The contact does not wait: the bounds of <see cref="RoutingLimits"/> are reached, its queue is overloaded, or the
/// agent it asked for does not take it. Its caller must be told.
/// </summary>
/// <param name="Instead">What the queue offers in the place of waiting, when it is overloaded; else null.</param>
/// <param name="ToQueue">Where it is to wait instead, with <see cref="OverloadOutcome.OtherQueue"/>.</param>
public sealed record ContactRefused(
    string ContactId, string Queue, RoutingRefusal Why, OverloadOutcome? Instead = null, string? ToQueue = null)
    : RouterEffect;

/// <summary>The contact has waited so long that its queue asks for less, or asks others too.</summary>
/// <param name="Step">Of <see cref="QueuePlan.Steps"/>, from 1.</param>
public sealed record ContactRelaxed(string ContactId, string Queue, int Step) : RouterEffect;

/// <summary>
/// The agent is not signed in, or not to those queues: the bounds of <see cref="RoutingLimits"/> are reached.
/// </summary>
public sealed record AgentRefused(string Agent, RoutingRefusal Why) : RouterEffect;

/// <summary>
/// The agent's state since <paramref name="SinceUs"/>; the state before it ended at that same microsecond.
/// </summary>
/// <param name="Reason">With <see cref="AgentState.NotReady"/> always, else null.</param>
/// <param name="Actor">Who changed it when it was not the agent.</param>
public sealed record AgentStateChanged(string Agent, AgentState State, string? Reason, long SinceUs, string? Actor)
    : RouterEffect;

/// <summary>The agent is in this state longer than he should be (<see cref="StateLimit"/>); told once.</summary>
public sealed record AgentOverstays(string Agent, AgentState State, string? Reason, long SinceUs) : RouterEffect;

public enum WithdrawReason
{
    NoAnswer,
    Declined,
    ContactLeft,
    AgentLeft,

    /// <summary>The acceptance could not be committed.</summary>
    NotRecorded,

    /// <summary>Another agent took the contact from where it rang.</summary>
    PickedUp,
}

public enum RoutingRefusal
{
    /// <summary>As many contacts wait as may.</summary>
    QueueFull,

    /// <summary>As many queues exist as may.</summary>
    TooManyQueues,

    /// <summary>As many agents are signed in as may.</summary>
    TooManyAgents,

    /// <summary>The one agent who was asked for is not ready, or did not take it.</summary>
    AgentNotReady,

    /// <summary>As many sets of demands as may be kept apart.</summary>
    TooManyDemands,

    /// <summary>A new request, by its queue's own rule (<see cref="QueuePlan.Overload"/>).</summary>
    Overloaded,

    /// <summary><see cref="ContactWaits.ExpiresUs"/> has come.</summary>
    Expired,
}

/// <summary>The agent's states. Reserved: an offer is on its way; ringing: it has arrived.</summary>
public enum AgentState
{
    LoggedOut,
    NotReady,
    Ready,
    Reserved,
    Ringing,
    Talking,
    Hold,
    Wrapup,

    /// <summary>In one or several conversations of a channel that allows several at once; no call.</summary>
    Chatting,

    /// <summary>At work that a call may interrupt; free for everything.</summary>
    Working,
}

/// <summary>Reasons the router itself gives; all others are the bank's own codes (rest, meal, training …).</summary>
public static class NotReadyReasons
{
    public const string SignedIn = "signedIn";
    public const string NoAnswer = "noAnswer";
    public const string Declined = "declined";
    public const string Lost = "lost";
    public const string WrapupEnded = "wrapupEnded";

    /// <summary>The time for the wrap-up is over and it is not done: it stays owed.</summary>
    public const string WrapupOverdue = "wrapupOverdue";
    public const string SystemFault = "systemFault";

    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        SignedIn, NoAnswer, Declined, Lost, WrapupEnded, WrapupOverdue, SystemFault,
    };
}

/// <summary>The bounds of a routing domain.</summary>
public static class RoutingLimits
{
    public const string ServiceQueue = "service";

    /// <summary>Of contacts that ask for one agent by number (<see cref="ContactWaits.OnlyAgent"/>).</summary>
    public const string DirectQueue = "direct";

    public const int Contacts = 20_000;
    public const int Agents = 20_000;
    public const int Queues = 64;

    /// <summary>Sets of demands kept apart, over all queues and their steps.</summary>
    public const int Lines = 2_048;
    public const int RecentInputs = 512;
}
