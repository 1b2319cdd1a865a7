namespace TellerLine.Insights.Core;

/// <summary>
/// What the figures need to know of one contact. Each fact is the earliest of its kind, so that an event read twice or
/// out of order changes nothing. Microseconds UTC; null: has not happened.
/// </summary>
internal sealed record ContactFacts
{
    /// <summary>Self-service began.</summary>
    public long? EnteredUs { get; init; }

    /// <summary>A person was asked for, whatever came of it.</summary>
    public long? RequestedUs { get; init; }

    /// <summary>The wait clock of the first time in a queue: the contact counts where this lies.</summary>
    public long? OfferedUs { get; init; }

    public string? Queue { get; init; }

    /// <summary>The first agent answered.</summary>
    public long? AnsweredUs { get; init; }

    /// <summary>The wait until then, ringing included.</summary>
    public long? WaitUs { get; init; }

    /// <summary>The first agent who answered.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>The agent it was offered to last.</summary>
    public string? RangAt { get; init; }

    public long? RangUs { get; init; }

    /// <summary>
    /// Whose contact it is: figures of oneself or of a team count it there. Null while no agent had to do with it.
    /// </summary>
    public string? Agent => AnsweredBy ?? RangAt;

    public long? EndedUs { get; init; }

    /// <summary><c>customer</c>, <c>agent</c>, <c>system</c>.</summary>
    public string? EndedBy { get; init; }

    public bool Dropped { get; init; }

    public bool SelfDone { get; init; }

    /// <summary>Of the segments' story alone: today's figures keep to what they knew.</summary>
    public bool ChoseCallback { get; init; }

    public bool FlowedOut { get; init; }

    /// <summary>An agent began it: nobody came in.</summary>
    public bool Outbound { get; init; }

    public ContactFacts Entered(long atUs) => this with { EnteredUs = Earlier(EnteredUs, atUs) };

    public ContactFacts Requested(long atUs) => this with { RequestedUs = Earlier(RequestedUs, atUs) };

    public ContactFacts Queued(string queue, long waitSinceUs) =>
        OfferedUs is { } known && (known, Queue!).CompareTo((waitSinceUs, queue)) <= 0
            ? this
            : this with { OfferedUs = waitSinceUs, Queue = queue };

    public ContactFacts Rang(string agent, long atUs) =>
        RangUs is { } known && (known, RangAt!).CompareTo((atUs, agent)) >= 0 ? this
        : this with { RangAt = agent, RangUs = atUs };

    public ContactFacts Connected(string agent, long atUs, long waitUs) =>
        AnsweredUs is { } known && (known, WaitUs!.Value).CompareTo((atUs, waitUs)) <= 0
            ? this
            : this with { AnsweredUs = atUs, WaitUs = waitUs, AnsweredBy = agent };

    public ContactFacts Ended(long atUs, string by) =>
        EndedUs is { } known && (known, EndedBy!).CompareTo((atUs, by)) <= 0 ? this
        : this with { EndedUs = atUs, EndedBy = by };

    private static long Earlier(long? known, long told) => known is { } us ? Math.Min(us, told) : told;
}
