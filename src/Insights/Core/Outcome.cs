namespace TellerLine.Insights.Core;

/// <summary>Every offered contact has exactly one.</summary>
internal enum Outcome
{
    InProgress,
    Answered,

    /// <summary>The customer gave up after more than <see cref="OutcomeRules.ShortUs"/>.</summary>
    Abandoned,

    ShortAbandoned,

    /// <summary>Refused: there was no place in the queue.</summary>
    Blocked,

    /// <summary>A fault of ours: never an abandonment.</summary>
    SystemDropped,

    /// <summary>The queue was overloaded and the customer chose to be called back.</summary>
    CallbackAccepted,

    /// <summary>The queue was overloaded and the customer was led back to self-service.</summary>
    FlowedOut,
}

internal static class OutcomeRules
{
    /// <summary>A hang-up up to here is short: a wrong key, not a wait that was too long.</summary>
    public const long ShortUs = 5_000_000;

    /// <summary>The service level's limit, itself within.</summary>
    public const long ServiceLevelUs = 20_000_000;

    /// <summary>Nobody waits that long: such a wait is a fault of the data.</summary>
    public const long LongestWaitUs = 12 * 3_600_000_000L;

    public static Outcome OutcomeOf(ContactFacts contact) => contact switch
    {
        { AnsweredUs: not null } => Outcome.Answered,
        { ChoseCallback: true } => Outcome.CallbackAccepted,
        { FlowedOut: true, EndedUs: not null } => Outcome.FlowedOut,
        { Dropped: true } => Outcome.SystemDropped,
        { EndedUs: null } => Outcome.InProgress,
        { EndedBy: "system" } => Outcome.Blocked,
        _ => contact.EndedUs - contact.OfferedUs <= ShortUs ? Outcome.ShortAbandoned : Outcome.Abandoned,
    };

    /// <summary>
    /// What is wrong with the contact's times, or null. Such a contact goes to the quarantine: it is shown there,
    /// counted nowhere else and never silently mended.
    /// </summary>
    public static string? FaultOf(ContactFacts contact) => contact switch
    {
        { Outbound: true } => null,
        { WaitUs: < 0 } => "a negative wait",
        { WaitUs: > LongestWaitUs } => "a wait over 12 hours",
        { OfferedUs: { } offered, AnsweredUs: { } answered } when answered < offered => "answered before it was offered",
        { OfferedUs: { } offered, EndedUs: { } ended } when ended < offered => "ended before it was offered",
        { OfferedUs: { } offered, AnsweredUs: null, EndedUs: { } ended } when ended - offered > LongestWaitUs =>
        "a wait over 12 hours",
        { AnsweredUs: { } answered, EndedUs: { } ended } when ended < answered => "ended before it was answered",
        { EnteredUs: { } entered, EndedUs: { } ended } when ended < entered => "ended before it began",
        { OfferedUs: not null, AnsweredUs: null, EndedBy: "agent", Dropped: false } =>
        "ended by an agent who never answered",
        _ => null,
    };
}
