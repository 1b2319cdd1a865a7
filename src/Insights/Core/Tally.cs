namespace TellerLine.Insights.Core;

/// <summary>Sums and counts of contacts; they add up over intervals, days and queues, which ratios do not.</summary>
internal readonly record struct Tally
{
    public long Offered { get; init; }

    public long Answered { get; init; }

    public long AnsweredIn20 { get; init; }

    public long AnsweredWaitUs { get; init; }

    /// <summary>Short ones included.</summary>
    public long Abandoned { get; init; }

    public long ShortAbandoned { get; init; }

    /// <summary>Abandoned within the service level's limit, short ones included.</summary>
    public long AbandonedIn20 { get; init; }

    public long AbandonedWaitUs { get; init; }

    public long Blocked { get; init; }

    public long SystemDropped { get; init; }

    public long InProgress { get; init; }

    public long SelfEntries { get; init; }

    /// <summary>A goal was reached and no person was asked for.</summary>
    public long SelfCompleted { get; init; }

    /// <summary>Contacts that asked for a person from self-service.</summary>
    public long HumanRequests { get; init; }

    public long Quarantined { get; init; }

    /// <summary>Rule 1: the outcomes make up what was offered.</summary>
    public bool AddsUp => Offered == Answered + Abandoned + Blocked + SystemDropped + InProgress;

    public static Tally operator +(Tally a, Tally b) => new()
    {
        Offered = a.Offered + b.Offered,
        Answered = a.Answered + b.Answered,
        AnsweredIn20 = a.AnsweredIn20 + b.AnsweredIn20,
        AnsweredWaitUs = a.AnsweredWaitUs + b.AnsweredWaitUs,
        Abandoned = a.Abandoned + b.Abandoned,
        ShortAbandoned = a.ShortAbandoned + b.ShortAbandoned,
        AbandonedIn20 = a.AbandonedIn20 + b.AbandonedIn20,
        AbandonedWaitUs = a.AbandonedWaitUs + b.AbandonedWaitUs,
        Blocked = a.Blocked + b.Blocked,
        SystemDropped = a.SystemDropped + b.SystemDropped,
        InProgress = a.InProgress + b.InProgress,
        SelfEntries = a.SelfEntries + b.SelfEntries,
        SelfCompleted = a.SelfCompleted + b.SelfCompleted,
        HumanRequests = a.HumanRequests + b.HumanRequests,
        Quarantined = a.Quarantined + b.Quarantined,
    };

    public static Tally operator -(Tally a) => new()
    {
        Offered = -a.Offered,
        Answered = -a.Answered,
        AnsweredIn20 = -a.AnsweredIn20,
        AnsweredWaitUs = -a.AnsweredWaitUs,
        Abandoned = -a.Abandoned,
        ShortAbandoned = -a.ShortAbandoned,
        AbandonedIn20 = -a.AbandonedIn20,
        AbandonedWaitUs = -a.AbandonedWaitUs,
        Blocked = -a.Blocked,
        SystemDropped = -a.SystemDropped,
        InProgress = -a.InProgress,
        SelfEntries = -a.SelfEntries,
        SelfCompleted = -a.SelfCompleted,
        HumanRequests = -a.HumanRequests,
        Quarantined = -a.Quarantined,
    };

    public static Tally operator -(Tally a, Tally b) => a + -b;
}
