using TellerLine.Kernel;

namespace TellerLine.Routing.Core;

/// <summary>
/// A routing domain as plain data: captured and restored, a router decides alike. In the stream <c>routing/main</c> it
/// is the snapshot.
/// </summary>
[Event("routing.snapshot")]
internal sealed record RouterState
{
    public long NowUs { get; init; }

    public long LastEffect { get; init; }

    public long LastOffer { get; init; }

    public long LastOrder { get; init; }

    public RoutingPlan Plan { get; init; } = RoutingPlan.Plain;

    /// <summary>In the order of their making.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>In the order of the queues.</summary>
    public IReadOnlyList<PaceRow> Paces { get; init; } = [];

    /// <summary>By arrival.</summary>
    public IReadOnlyList<ContactPlaced> Contacts { get; init; } = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<AgentRow> Agents { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Guid> RecentInputs { get; init; } = [];

    /// <param name="Priority">The head start; a rank in snapshots of before, which know no <see cref="Fact"/>.</param>
    internal sealed record ContactPlaced(
        string Id, string Queue, long Priority, long WaitSinceUs, bool AtFront, long Order, ContactPlace Place,
        string? OnlyAgent = null)
    {
        public ContactWaits? Fact { get; init; }

        public long JoinedUs { get; init; }

        public int Step { get; init; }

        public string? KeptFor { get; init; }

        public bool GivenUp { get; init; }
    }

    internal sealed record AgentRow(
        string Number, IReadOnlyList<string> Queues, AgentState State, string? Reason, long SinceUs, string? Actor,
        string? PendingReason,
        string? PendingActor, string? ContactId, string? OfferId, string? WrapupContactId, long IdleOrder,
        long? DeadlineUs)
    {
        public IReadOnlyList<AgentSkill> Skills { get; init; } = [];

        public IReadOnlyDictionary<string, int> Slots { get; init; } = new Dictionary<string, int>();

        public string? Timbre { get; init; }

        public IReadOnlyList<BesideRow> Beside { get; init; } = [];

        public long? StayLimitUs { get; init; }
    }

    internal sealed record BesideRow(string ContactId, string OfferId);
}

/// <param name="OfferPrefix">Before the number in every offer's id; differs from process to process, so that no id
/// comes twice.</param>
/// <param name="WrapupLimitUs">0: no cap.</param>
internal sealed record RouterSettings(long RingTimeoutUs, long WrapupLimitUs, string OfferPrefix);
