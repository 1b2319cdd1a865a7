using System.Text.Json.Serialization;
using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>
/// A fact told to the router. Plain and serialisable, so that it may come through a channel of the process or a broker.
/// A fact with an
/// <see cref="Id"/> that was applied among the last <see cref="RoutingLimits.RecentInputs"/> is not applied again; and
/// most facts are harmless twice by their nature.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$input")]
[JsonDerivedType(typeof(ContactWaits), "contactWaits")]
[JsonDerivedType(typeof(ContactLeft), "contactLeft")]
[JsonDerivedType(typeof(AgentSignedIn), "agentSignedIn")]
[JsonDerivedType(typeof(AgentSignedOut), "agentSignedOut")]
[JsonDerivedType(typeof(AgentReady), "agentReady")]
[JsonDerivedType(typeof(AgentNotReady), "agentNotReady")]
[JsonDerivedType(typeof(AgentGone), "agentGone")]
[JsonDerivedType(typeof(OfferRinging), "offerRinging")]
[JsonDerivedType(typeof(OfferAccepted), "offerAccepted")]
[JsonDerivedType(typeof(OfferDeclined), "offerDeclined")]
[JsonDerivedType(typeof(AgentTakes), "agentTakes")]
[JsonDerivedType(typeof(AcceptNotRecorded), "acceptNotRecorded")]
[JsonDerivedType(typeof(ConversationHeld), "conversationHeld")]
[JsonDerivedType(typeof(ConversationResumed), "conversationResumed")]
[JsonDerivedType(typeof(ConversationEnded), "conversationEnded")]
[JsonDerivedType(typeof(ConversationHandedOver), "conversationHandedOver")]
[JsonDerivedType(typeof(WrapupDone), "wrapupDone")]
[JsonDerivedType(typeof(PlanChanged), "planChanged")]
[JsonDerivedType(typeof(DomainStarted), "domainStarted")]
[JsonDerivedType(typeof(Tick), "tick")]
public abstract record RouterInput
{
    /// <summary>Names this fact for ever; empty when its way cannot repeat it (the shell then gives it one).</summary>
    public Guid Id { get; init; }
}

/// <summary>
/// A contact waits for a person. Ignored while it is offered or in a conversation (tell <see cref="ConversationEnded"/>
/// or
/// <see cref="AgentGone"/> first), and while it waits already.
/// </summary>
/// <param name="Queue">One of <see cref="RoutingPlan.Queues"/>; one it does not name asks for no skill.</param>
/// <param name="CreditUs">
/// The head start, microseconds: it is served as if it had waited so much longer. By a head start, and not by a rank
/// above others, everybody's turn comes.
/// </param>
/// <param name="WaitSinceUs">The wait clock, microseconds UTC: since the request for a person, kept over every return
/// to the queue and every transfer.</param>
/// <param name="AtFront">Before all that are not (an unanswered offer, a lost agent, a loss report); among themselves
/// by wait.</param>
/// <param name="OnlyAgent">
/// Asked for by number: offered to nobody else, and only if ready now. Not taken, it waits for nobody
/// (<see cref="ContactRefused"/>).
/// </param>
public sealed record ContactWaits(
    string ContactId, string Queue, long CreditUs, long WaitSinceUs, bool AtFront = false, string? OnlyAgent = null)
    : RouterInput
{
    /// <summary>What this contact asks for beside its queue: a language, a dialect.</summary>
    public IReadOnlyList<SkillDemand> Demands { get; init; } = [];

    /// <summary>
    /// The customer's own manager, or who served him last: kept for that agent as long as the queue says
    /// (<see cref="QueuePlan.PreferUs"/>), then anybody's. Not signed in, or not ready: anybody's at once.
    /// </summary>
    public string? Preferred { get; init; }

    /// <summary>Recused (回避): never offered to these.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>The voice that suits the matter, a wish among agents who are idle; null: any.</summary>
    public string? Timbre { get; init; }

    /// <summary>A new request: what the queue does when it is overloaded may turn it away.</summary>
    public bool Fresh { get; init; }

    /// <summary>A call back by appointment: offered to nobody before. Null: now.</summary>
    public long? NotBeforeUs { get; init; }

    /// <summary>Then it waits no more (<see cref="RoutingRefusal.Expired"/>). Null: never.</summary>
    public long? ExpiresUs { get; init; }
}

/// <summary>
/// The contact is gone: hung up, or served elsewhere. It is never offered again; an agent in conversation with it goes
/// to wrap-up.
/// </summary>
public sealed record ContactLeft(string ContactId) : RouterInput;

/// <summary>
/// The agent is at work, not ready yet (reason <see cref="NotReadyReasons.SignedIn"/>). Signed in already: only what he
/// may serve changes.
/// </summary>
/// <param name="Queues">Whose contacts he may get, if he has the skills they ask for.</param>
[Event("routing.agentSignedIn")]
public sealed record AgentSignedIn(string Agent, IReadOnlyList<string> Queues) : RouterInput
{
    public IReadOnlyList<AgentSkill> Skills { get; init; } = [];

    /// <summary>What the voice is like, by the bank's own words; null: not said.</summary>
    public string? Timbre { get; init; }

    /// <summary>How many of a channel at once, where it is not as the channel says.</summary>
    public IReadOnlyDictionary<string, int> Slots { get; init; } = new Dictionary<string, int>();
}

/// <param name="Level">1 to 5, higher is better (<see cref="SkillDemand.AtLeast"/>).</param>
/// <param name="UntilUs">When the certificate lapses: from then on the agent has it no more. Null: never.</param>
public sealed record AgentSkill(string Skill, int Level = 1, long? UntilUs = null);

/// <summary>
/// The agent goes home. An offer is withdrawn and its contact waits at the front again; a conversation is no longer the
/// router's.
/// </summary>
[Event("routing.agentSignedOut")]
public sealed record AgentSignedOut(string Agent, string? Actor = null) : RouterInput;

/// <summary>
/// Ready for the next contact; in conversation or wrap-up it takes back a not-ready that was to follow.
/// </summary>
public sealed record AgentReady(string Agent, string? Actor = null) : RouterInput;

/// <summary>
/// Not ready, with its mandatory reason (see <see cref="NotReadyReasons"/>). In conversation or wrap-up it takes effect
/// after the wrap-up; while an offer rings, the offer is withdrawn and its contact waits at the front.
/// </summary>
/// <param name="Actor">Who did it when it was not the agent (a supervisor, the system).</param>
public sealed record AgentNotReady(string Agent, string Reason, string? Actor = null) : RouterInput;

/// <summary>
/// The agent's desk or telephone is gone. Not ready (<see cref="NotReadyReasons.Lost"/>) at once, unless not ready
/// already; an offer is withdrawn and its contact waits at the front; a conversation is over for the router, its
/// contact is to be queued anew.
/// </summary>
public sealed record AgentGone(string Agent) : RouterInput;

/// <summary>The offer has reached the agent's desk or telephone: reserved becomes ringing.</summary>
public sealed record OfferRinging(string OfferId, string Agent) : RouterInput;

/// <summary>
/// The agent takes the contact. Answered by <see cref="OfferWon"/> once, by <see cref="OfferLost"/> to whoever is late.
/// </summary>
public sealed record OfferAccepted(string OfferId, string Agent) : RouterInput;

/// <summary>
/// The agent does not take the contact: it waits at the front, the agent is not ready (<see
/// cref="NotReadyReasons.Declined"/>).
/// </summary>
public sealed record OfferDeclined(string OfferId, string Agent) : RouterInput;

/// <summary>
/// An agent who is free (ready, not ready or wrapping up) has the contact in conversation at once, without an offer: it
/// was dialled, picked up or taken over. Answered as an acceptance is: by <see cref="OfferWon"/>, or <see
/// cref="OfferLost"/> naming the contact when the agent is not free. Who was not ready is so again afterwards, and who
/// left a wrap-up for it owes that first.
/// </summary>
/// <param name="ContactId">Not known here yet.</param>
public sealed record AgentTakes(string ContactId, string Agent) : RouterInput
{
    /// <summary>
    /// The contact is one that rings at another agent, who then rings no more and is ready; never one who was asked for
    /// by number.
    /// </summary>
    public bool Rings { get; init; }
}

/// <summary>
/// From the shell: the acceptance could not be written to the journal, so it did not happen. The contact waits at the
/// front.
/// </summary>
public sealed record AcceptNotRecorded(string OfferId, string ContactId, string Agent) : RouterInput;

public sealed record ConversationHeld(string ContactId, string Agent) : RouterInput;

public sealed record ConversationResumed(string ContactId, string Agent) : RouterInput;

/// <summary>The conversation is over: the agent wraps up.</summary>
public sealed record ConversationEnded(string ContactId, string Agent) : RouterInput;

/// <summary>
/// The agent has given the contact to the one who was consulted and wraps up. When that was an agent, the contact is
/// that agent's conversation from now on, in place of the consultation.
/// </summary>
/// <param name="ConsultId">What the consulted agent was offered (<see cref="ContactWaits.OnlyAgent"/>); null when no
/// agent of this domain was.</param>
public sealed record ConversationHandedOver(string ContactId, string Agent, string? ConsultId) : RouterInput;

/// <summary>
/// The wrap-up is saved. A not-ready asked for in between comes first, then <paramref name="ThenReady"/>.
/// </summary>
/// <param name="ContactId">The contact wrapped up; when given, a late repetition cannot end another's wrap-up.</param>
public sealed record WrapupDone(string Agent, bool ThenReady, string? ContactId = null) : RouterInput;

/// <summary>The bank decides otherwise from now on: who waits is placed anew, in the same order.</summary>
public sealed record PlanChanged(RoutingPlan Plan) : RouterInput;

/// <summary>
/// The process that owned these contacts and desks is dead: contacts are gone, agents are signed out.
/// </summary>
public sealed record DomainStarted : RouterInput;

/// <summary>Time has passed. Every input settles what is due before itself; a tick does only that.</summary>
public sealed record Tick : RouterInput;
