namespace TellerLine.Insights.Core;

/// <summary>What an agent's states come to.</summary>
internal enum TimeClass
{
    LoggedOut,
    NotReady,
    Ready,
    Ringing,

    /// <summary>Talking, holding, chatting, working on what a call may interrupt.</summary>
    Busy,
    AfterCall,
}

/// <param name="ToUs">Where the next begins.</param>
internal sealed record StateInterval(string Agent, TimeClass Class, long FromUs, long ToUs)
{
    /// <summary>Nobody is that long in one state: such an interval is a fault of the data.</summary>
    public const long LongestUs = 24 * 3_600_000_000L;

    public string? Fault => ToUs < FromUs ? "a negative duration"
        : Class != TimeClass.LoggedOut && ToUs - FromUs > LongestUs ? "a state over 24 hours" : null;
}

/// <summary>Agents' time, cut at the borders of the intervals: each gets its own part.</summary>
internal static class AgentTime
{
    public static SumsByCell Of(StateInterval state, Intervals intervals)
    {
        SumsByCell sums = [];
        if (state.Class == TimeClass.LoggedOut || state.Fault is not null)
            return sums;
        for (var fromUs = state.FromUs; fromUs < state.ToUs;)
        {
            var (quarterUs, nextUs) = intervals.QuarterAround(fromUs);
            var toUs = Math.Min(nextUs, state.ToUs);
            var part = sums.At(new SumCell(quarterUs, "", state.Agent, "", "", ""));
            part[MeasureOf(state.Class)] += toUs - fromUs;
            part[Measure.LoggedInUs] += toUs - fromUs;
            fromUs = toUs;
        }
        return sums;
    }

    private static Measure MeasureOf(TimeClass time) => time switch
    {
        TimeClass.Ready => Measure.ReadyUs,
        TimeClass.Ringing => Measure.RingingUs,
        TimeClass.Busy => Measure.BusyUs,
        TimeClass.AfterCall => Measure.AfterCallUs,
        _ => Measure.NotReadyUs,
    };
}

/// <param name="Adherence">Minutes in which the state's class was the scheduled one ÷ scheduled minutes; null: nothing
/// was scheduled.</param>
/// <param name="Conformance">On-queue time worked ÷ scheduled, within the schedule; null: none was scheduled.</param>
internal sealed record AdherenceResult(long OutUs, long ScheduledUs, double? Adherence, double? Conformance);

/// <summary>A stretch of a schedule or of a day as it was.</summary>
/// <param name="Class"><c>queue</c>, <c>break</c> …; what was not, is <c>away</c>.</param>
internal sealed record WorkSpan(string Class, long FromUs, long ToUs);

/// <summary>How an agent's day followed its schedule.</summary>
internal static class Adherence
{
    private const string OnQueue = "queue", Away = "away";

    /// <param name="schedule">Without overlap; a later span stands over an earlier one (a break within a shift).</param>
    /// <param name="actual">Likewise.</param>
    public static AdherenceResult Of(IReadOnlyList<WorkSpan> schedule, IReadOnlyList<WorkSpan> actual)
    {
        var borders = schedule.Concat(actual).SelectMany(span => new[] { span.FromUs, span.ToUs }).Distinct().Order()
            .ToList();
        var (scheduledUs, outUs, plannedUs, workedUs) = (0L, 0L, 0L, 0L);
        for (var i = 0; i + 1 < borders.Count; i++)
        {
            var length = borders[i + 1] - borders[i];
            var (wanted, was) = (At(schedule, borders[i]), At(actual, borders[i]) ?? Away);
            if (wanted is null)
                continue;
            scheduledUs += length;
            outUs += was == wanted ? 0 : length;
            plannedUs += wanted == OnQueue ? length : 0;
            workedUs += was == OnQueue ? length : 0;
        }
        return new AdherenceResult(
            outUs, scheduledUs, Ratio(scheduledUs - outUs, scheduledUs), Ratio(workedUs, plannedUs));
    }

    private static string? At(IReadOnlyList<WorkSpan> spans, long atUs) =>
        spans.LastOrDefault(span => span.FromUs <= atUs && atUs < span.ToUs)?.Class;

    private static double? Ratio(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
