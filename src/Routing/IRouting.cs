namespace TellerLine.Routing;

/// <summary>
/// The routing domain of this centre: facts in, effects out to every <see cref="IRoutingObserver"/> in the container.
/// </summary>
public interface IRouting
{
    /// <summary>
    /// Completes when the fact is applied and its effects were handed to the observers (signing in and out: when
    /// committed too). Facts are applied in the order told. Waits when the channel is full.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was taken up, or the domain has
    /// stopped.</exception>
    ValueTask Tell(RouterInput input, CancellationToken ct = default);

    /// <summary>
    /// Takes an offer for the agent. Completes after the acceptance is on disk; only then may the two be connected.
    /// </summary>
    Task<AcceptOutcome> Accept(string offerId, string agent, CancellationToken ct = default);

    /// <summary>
    /// Gives a contact that nobody was offered to an agent who is free (<see cref="AgentTakes"/>). Completes as
    /// <see cref="Accept"/> does.
    /// </summary>
    /// <param name="rings">Instead one that rings at another agent (<see cref="AgentTakes.Rings"/>).</param>
    Task<AcceptOutcome> Take(string contactId, string agent, bool rings = false, CancellationToken ct = default);

    /// <summary>The domain as it is now; cheap, made at most once per change.</summary>
    RoutingSnapshot Look();

    /// <summary>The contact's place in its queue, from 1; null when it does not wait.</summary>
    int? PositionOf(string contactId);

    /// <summary>How long it will still wait by the queue's pace, microseconds; null when it does not wait.</summary>
    long? ExpectedUs(string contactId);

    /// <summary>The agents who are offered the next contacts of a queue, in their order.</summary>
    IReadOnlyList<string> NextAgents(string queue, int atMost = 5);
}

/// <summary>
/// Hears every effect, in order, on the domain's own thread: must be quick (post to your own queue), must not call back
/// and wait.
/// </summary>
public interface IRoutingObserver
{
    void On(RouterEffect effect);
}

public enum AcceptOutcome
{
    Won,

    /// <summary>Too late: withdrawn, expired, or another's.</summary>
    Lost,

    /// <summary>The journal could not be written: nothing happened, the contact waits at the front again.</summary>
    NotRecorded,
}

public sealed record RoutingSnapshot(long AtUs, IReadOnlyList<QueueView> Queues, IReadOnlyList<AgentView> Agents)
{
    public QueueView Queue(string name) => Queues.FirstOrDefault(queue => queue.Name == name)
        ?? new QueueView(name, 0, null, 0, 0);

    public AgentView? Agent(string number) => Agents.FirstOrDefault(agent => agent.Agent == number);
}

/// <param name="Waiting">Contacts that wait, without those being offered.</param>
/// <param name="LongestSinceUs">The oldest wait clock among them, or null.</param>
/// <param name="Offered">Contacts being offered just now.</param>
/// <param name="ReadyAgents">Agents idle for this queue.</param>
public sealed record QueueView(string Name, int Waiting, long? LongestSinceUs, int Offered, int ReadyAgents)
{
    /// <summary>How long who joins now would wait, microseconds.</summary>
    public long ExpectedUs { get; init; }
}

/// <param name="OfferId">The live offer, or null.</param>
/// <param name="ContactId">The contact offered, talked to or wrapped up, or null.</param>
/// <param name="DeadlineUs">When the offer expires or the wrap-up ends by itself, or null.</param>
/// <param name="PendingReason">The not-ready that follows the wrap-up, or null.</param>
public sealed record AgentView(
    string Agent, AgentState State, string? Reason, long SinceUs, string? OfferId, string? ContactId, long? DeadlineUs,
    string? PendingReason)
{
    /// <summary>Contacts of channels that allow several at once, and work that may be interrupted.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];
}
