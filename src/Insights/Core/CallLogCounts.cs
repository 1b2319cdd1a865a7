namespace TellerLine.Insights.Core;

/// <summary>What an entry of a foreign call log adds, by the rules that count the centre's own contacts.</summary>
internal static class CallLogCounts
{
    public static ContactSegment Segment(CallLogEntry entry) => new(
        1, entry.Queue, entry.Agent, entry.Channel, entry.Type, entry.Site, entry.AtUs, entry.Outcome)
    {
        AnsweredUs = entry.AnsweredUs, EndedUs = entry.EndedUs, WaitUs = entry.WaitUs, TalkUs = entry.TalkUs,
        HoldUs = entry.HoldUs, WrapupUs = entry.WrapupUs,
    };

    public static SumsByCell Of(CallLogEntry entry, Intervals intervals)
    {
        SumsByCell sums = [];
        if (entry.EnteredUs is { } enteredUs)
        {
            var self = sums.At(Cell(enteredUs, "", ""));
            self[Measure.SelfEntered] = 1;
            self[Measure.SelfHandled] = entry.Outcome == "selfHandled" ? 1 : 0;
            self[Measure.HumanRequested] = entry.OfferedUs is null ? 0 : 1;
        }
        if (entry.OfferedUs is { } offeredUs)
        {
            var offer = sums.At(Cell(offeredUs, entry.Queue, entry.Agent));
            offer[Measure.Offered] = 1;
            offer[Measure.Requests] = 1;
            OutcomeSums.Add(offer, entry.Outcome, entry.WaitUs);
        }
        if (entry.AnsweredUs is { } answeredUs)
        {
            var handled = sums.At(Cell(answeredUs, entry.Queue, entry.Agent));
            handled[Measure.Handled] = 1;
            handled[Measure.TalkUs] = entry.TalkUs;
            handled[Measure.HoldUs] = entry.HoldUs;
            handled[Measure.WrapupUs] = entry.WrapupUs;
        }
        return sums;

        SumCell Cell(long atUs, string queue, string agent) =>
            new(intervals.QuarterOf(atUs), queue, agent, entry.Channel, entry.Type, entry.Site);
    }
}
