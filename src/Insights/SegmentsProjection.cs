using TellerLine.Contacts;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Insights;

/// <summary>
/// Contact segments, agents' states and the sums per 15 minutes and day, from the contacts' and agents' events and from
/// imported call logs. What a story added before is taken away, what it adds now is added: rows twice or out of order
/// lead to the same tables.
/// </summary>
internal sealed class SegmentsProjection : Projection
{
    private readonly Intervals _intervals;

    public SegmentsProjection(KernelOptions kernel)
        : base(
            "insights.segments", 2, "insights_story", "insights_segment", "insights_quarantine", "insights_agent_state",
            "insights_quarter", "insights_day")
    {
        _intervals = kernel.Intervals();
        Marked<ContactDialled>((_, row) => new(row.StreamSeq, MarkKinds.Dialled, row.AtUs));
        Marked<ContactAnswered>((_, row) => new(row.StreamSeq, MarkKinds.Entered, row.AtUs));
        Marked<HumanRequested>((_, row) => new(row.StreamSeq, MarkKinds.Requested, row.AtUs));
        Marked<ContactQueued>((e, row) => new(row.StreamSeq, MarkKinds.Queued, row.AtUs, e.Queue, e.WaitSinceUs));
        Marked<ContactOffered>((e, row) => new(row.StreamSeq, MarkKinds.Offered, row.AtUs, e.Agent));
        Marked<ContactConnected>((e, row) => new(row.StreamSeq, MarkKinds.Connected, row.AtUs, e.Agent, e.WaitUs));
        Marked<ContactHeld>((e, row) => new(row.StreamSeq, MarkKinds.Held, row.AtUs, e.Agent));
        Marked<ContactResumed>((e, row) => new(row.StreamSeq, MarkKinds.Resumed, row.AtUs, e.Agent, e.HeldUs));
        Marked<ContactHandedOver>((e, row) => new(row.StreamSeq, MarkKinds.Handed, row.AtUs, e.ToAgent ?? ""));
        Marked<ContactSentToQueue>((e, row) => new(row.StreamSeq, MarkKinds.Left, row.AtUs, e.Agent, 1));
        Marked<ContactSentToMenu>((e, row) => new(row.StreamSeq, MarkKinds.Left, row.AtUs, e.Agent));
        Marked<ContactParked>((e, row) => new(row.StreamSeq, MarkKinds.Left, row.AtUs, e.Agent));
        Marked<AgentLost>((e, row) => e.Reason is "tooLate" or "gone"
            ? new(row.StreamSeq, MarkKinds.Left, row.AtUs, e.Agent) : null);
        Marked<SelfCompleted>((_, row) => new(row.StreamSeq, MarkKinds.SelfDone, row.AtUs));
        Marked<SystemDropped>((_, row) => new(row.StreamSeq, MarkKinds.Dropped, row.AtUs));
        Marked<CallbackOwed>((e, row) => e.Chosen ? new(row.StreamSeq, MarkKinds.Callback, row.AtUs) : null);
        Marked<ContactTurnedAway>((e, row) => e.Instead == "selfService"
            ? new(row.StreamSeq, MarkKinds.FlowedOut, row.AtUs) : null);
        Marked<SurveyOffered>((e, row) => new(row.StreamSeq, MarkKinds.SurveyOffered, row.AtUs, e.Agent));
        Marked<SurveyAnswered>((e, row) => new(row.StreamSeq, MarkKinds.SurveyAnswered, row.AtUs, e.Agent, e.Score));
        Marked<ContactEnded>((e, row) => new(row.StreamSeq, MarkKinds.Ended, row.AtUs, e.By));
        Marked<WrapupSaved>((e, row) => new(row.StreamSeq, MarkKinds.Wrapup, row.AtUs, e.Agent, e.WrapupUs));
        On<AgentStateEvent>(State);
        On<CallLogImported>(Imported);
    }

    private void Marked<T>(Func<T, JournalRow, Mark?> mark) => On<T>((happened, row, scope) =>
    {
        if (mark(happened, row) is not { } told)
            return;
        var tables = new SegmentTables(scope);
        var before = tables.Marks(row.StreamId);
        if (before.Any(known => known.Seq == told.Seq))
            return;
        IReadOnlyList<Mark> after = [.. before.Append(told).OrderBy(each => each.Seq)];
        tables.Keep(row.StreamId, after);
        var (was, is_) = (ContactStory.Of(before), ContactStory.Of(after));
        tables.Replace(row.StreamId, StoryCounts.Segments(was), StoryCounts.Segments(is_));
        if (was.Fault != is_.Fault)
            tables.Quarantine($"contact/{row.StreamId}", is_.Facts.OfferedUs ?? row.AtUs, is_.Fault);
        var change = StoryCounts.Of(is_, _intervals);
        change.Add(StoryCounts.Of(was, _intervals), -1);
        new SumTables(scope, _intervals).Add(change);
    });

    private void State(AgentStateEvent told, JournalRow row, ProjectionScope scope)
    {
        var tables = new SegmentTables(scope);
        var (fromUs, seq) = (told.SinceUs, row.StreamSeq);
        var next = tables.StateFrom(told.Agent, fromUs, seq);
        if (next is not null && (next.FromUs, next.Seq) == (fromUs, seq))
            return;
        SumsByCell change = [];
        if (tables.StateBefore(told.Agent, fromUs, seq) is { } last)
        {
            if (last.ToUs is { } toUs)
                change.Add(Time(last, toUs, tables, lasts: false), -1);
            change.Add(Time(last, fromUs, tables, lasts: true));
            tables.EndState(told.Agent, last, fromUs);
        }
        var now = new AgentStateRow
        {
            FromUs = fromUs, Seq = seq, State = EnumWords.Of(told.State), ToUs = next?.FromUs,
        };
        tables.AddState(told.Agent, now, told.Reason ?? "", told.Actor ?? "");
        if (next is not null)
            change.Add(Time(now, next.FromUs, tables, lasts: true));
        new SumTables(scope, _intervals).Add(change);

        SumsByCell Time(AgentStateRow state, long toUs, SegmentTables to, bool lasts)
        {
            var interval = new StateInterval(told.Agent, TimeClasses.Of(state.State), state.FromUs, toUs);
            if (interval.Fault is not null || !lasts)
                to.Quarantine(
                    $"agent/{told.Agent}/{state.FromUs}/{state.Seq}", state.FromUs, lasts ? interval.Fault : null);
            return AgentTime.Of(interval, _intervals);
        }
    }

    private void Imported(CallLogImported imported, JournalRow row, ProjectionScope scope)
    {
        var tables = new SegmentTables(scope);
        SumsByCell sums = [];
        foreach (var entry in imported.Entries)
            if (tables.Add($"log/{imported.Source}/{entry.Id}", imported.Source, CallLogCounts.Segment(entry)))
                sums.Add(CallLogCounts.Of(entry, _intervals));
        new SumTables(scope, _intervals).Add(sums);
    }
}

/// <summary>The router's states as the figures class them.</summary>
internal static class TimeClasses
{
    public static TimeClass Of(string state) => EnumWords.To<AgentState>(state) switch
    {
        AgentState.LoggedOut => TimeClass.LoggedOut,
        AgentState.Ready => TimeClass.Ready,
        AgentState.Reserved or AgentState.Ringing => TimeClass.Ringing,
        AgentState.Talking or AgentState.Hold or AgentState.Chatting or AgentState.Working => TimeClass.Busy,
        AgentState.Wrapup => TimeClass.AfterCall,
        AgentState.NotReady => TimeClass.NotReady,
        var other => throw new InvalidOperationException($"The figures do not class the state {other}."),
    };
}
