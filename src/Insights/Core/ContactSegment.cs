namespace TellerLine.Insights.Core;

/// <summary>A stretch of a contact with one agent or none, as <c>insights_segment</c> has it; microseconds.</summary>
/// <param name="Ordinal">1 is what the contact was offered as; an agent it was handed to has the next.</param>
/// <param name="Outcome"><c>selfHandled</c>, <c>leftSelfService</c>, <c>answered</c>, <c>abandoned</c>,
/// <c>flowedOut</c>, <c>callbackAccepted</c>, <c>blocked</c>, <c>systemDropped</c>, <c>inProgress</c>,
/// <c>transferred</c> (answered, and given on), <c>outbound</c>.</param>
internal sealed record ContactSegment(
    long Ordinal, string Queue, string Agent, string Channel, string Type, string Site, long AtUs, string Outcome)
{
    public long? AnsweredUs { get; init; }

    public long? EndedUs { get; init; }

    public long WaitUs { get; init; }

    public long TalkUs { get; init; }

    public long HoldUs { get; init; }

    public long WrapupUs { get; init; }
}
