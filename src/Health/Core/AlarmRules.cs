using TellerLine.Kernel;

namespace TellerLine.Health.Core;

/// <summary>Who has seen an alarm, and what he does about it.</summary>
internal sealed record Acknowledgement(string By, string Reason, long AtUs);

/// <summary>What is remembered of one check between two looks.</summary>
/// <param name="State">Of the alarm; <see cref="HealthState.Ok"/> when none is raised.</param>
/// <param name="BadSinceUs">Not well since then without an alarm, or null.</param>
/// <param name="CalmSinceUs">The alarm stands, but it is better than that since then; or null.</param>
/// <param name="Raised">When it was raised lately, oldest first.</param>
internal sealed record AlarmState(
    HealthState State, long? BadSinceUs, long? CalmSinceUs, IReadOnlyList<long> Raised, Acknowledgement? Acknowledged)
{
    public static readonly AlarmState None = new(HealthState.Ok, null, null, [], null);

    public bool IsRaised => State != HealthState.Ok;
}

/// <summary>What became of an alarm by one look.</summary>
internal enum AlarmStep
{
    None,
    Raised,
    Changed,
    Cleared,
}

internal enum AcknowledgeRefusal
{
    NotRaised,
    AlreadyAcknowledged,
    NoReason,
}

/// <summary>
/// When a finding becomes an alarm and when it is over. A fault alarms at once, a warning when it lasts. An alarm is
/// over when it has been well for a while; one that comes and goes stands until it has been well for long.
/// </summary>
internal static class AlarmRules
{
    public const long WarningLastsUs = 30_000_000, CalmUs = 30_000_000;

    /// <summary>
    /// Raised so often within <see cref="FlapWindowUs"/>, it needs <see cref="FlapCalmUs"/> to be over.
    /// </summary>
    public const int FlapRaises = 3;

    public const long FlapWindowUs = 1_800_000_000, FlapCalmUs = 600_000_000;

    public const int MaxReason = 200;

    public static bool IsFlapping(AlarmState alarm) => alarm.IsRaised && alarm.Raised.Count >= FlapRaises;

    public static (AlarmState Next, AlarmStep Step) Decide(AlarmState was, HealthState found, long nowUs) =>
        was.IsRaised ? Standing(was, found, nowUs) : Quiet(was, found, nowUs);

    /// <returns>The alarm as acknowledged, or why not.</returns>
    public static (AlarmState Next, AcknowledgeRefusal? Refusal) Acknowledge(
        AlarmState was, string by, string? reason, long nowUs)
    {
        var why = reason?.Trim() ?? "";
        if (why.Length is 0 or > MaxReason || why.Any(char.IsControl))
            return (was, AcknowledgeRefusal.NoReason);
        if (!was.IsRaised)
            return (was, AcknowledgeRefusal.NotRaised);
        return was.Acknowledged is not null ? (was, AcknowledgeRefusal.AlreadyAcknowledged)
            : (was with { Acknowledged = new Acknowledgement(by, why, nowUs) }, null);
    }

    private static (AlarmState, AlarmStep) Quiet(AlarmState was, HealthState found, long nowUs)
    {
        if (found == HealthState.Ok)
            return (was with { BadSinceUs = null }, AlarmStep.None);
        var since = was.BadSinceUs ?? nowUs;
        if (found == HealthState.Warning && nowUs - since < WarningLastsUs)
            return (was with { BadSinceUs = since }, AlarmStep.None);
        return (
            new AlarmState(
                found, null, null,
                [.. was.Raised.Where(at => nowUs - at < FlapWindowUs).TakeLast(FlapRaises - 1), nowUs], null),
            AlarmStep.Raised);
    }

    private static (AlarmState, AlarmStep) Standing(AlarmState was, HealthState found, long nowUs)
    {
        if (found > was.State)
            return (was with { State = found, CalmSinceUs = null, Acknowledged = null }, AlarmStep.Changed);
        if (found == was.State)
            return (was with { CalmSinceUs = null }, AlarmStep.None);
        var calm = was.CalmSinceUs ?? nowUs;
        if (nowUs - calm < (IsFlapping(was) ? FlapCalmUs : CalmUs))
            return (was with { CalmSinceUs = calm }, AlarmStep.None);
        return found == HealthState.Ok
            ? (AlarmState.None with { Raised = was.Raised }, AlarmStep.Cleared)
            : (was with { State = found, CalmSinceUs = null }, AlarmStep.Changed);
    }
}
