using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>
/// Stream <c>agent/{number}</c>: the agent's state from <paramref name="SinceUs"/> until the next such event. The
/// intervals are contiguous and do not overlap; from signing in to signing out they add up to the login time.
/// </summary>
[Event("agent.state")]
public sealed record AgentStateEvent(string Agent, AgentState State, string? Reason, long SinceUs, string? Actor);

/// <summary>
/// Stream <c>agent/{number}</c>: the agent is in this state longer than the bank wants (the definition <c>queues</c>).
/// </summary>
[Event("agent.overstays")]
public sealed record AgentOverstaysEvent(string Agent, AgentState State, string? Reason, long SinceUs);

/// <summary>
/// Stream <c>routing/main</c>: an accepted offer; committed before the acceptance is confirmed to anyone.
/// </summary>
[Event("routing.offerWon")]
public sealed record OfferWonEvent(string OfferId, string ContactId, string Agent);
