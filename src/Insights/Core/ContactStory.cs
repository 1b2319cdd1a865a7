namespace TellerLine.Insights.Core;

/// <summary>One of a contact's happenings, in short: what its segments are made of.</summary>
/// <param name="Seq">Its place in the contact's stream: a mark told twice is one.</param>
/// <param name="Kind">See <see cref="MarkKinds"/>.</param>
/// <param name="Who">An agent or a queue, by the kind.</param>
/// <param name="Value">Microseconds, by the kind: the wait, the wait clock, the hold, the wrap-up.</param>
internal sealed record Mark(long Seq, char Kind, long AtUs, string Who = "", long Value = 0);

internal static class MarkKinds
{
    public const char Dialled = 'd', Entered = 'e', Requested = 'r', Queued = 'q', Offered = 'o', Connected = 'c',
        Held = 'h', Resumed = 'u', Handed = 'g', Left = 'l', SelfDone = 's', Dropped = 'x', Ended = 'z', Wrapup = 'w',
        Callback = 'b', FlowedOut = 'f', SurveyOffered = 'v', SurveyAnswered = 'a';
}

/// <summary>One agent's part of a contact.</summary>
internal sealed record Stint(string Queue, string Agent, long AnsweredUs)
{
    public long? EndedUs { get; init; }

    public long HoldUs { get; init; }

    public long? HeldSinceUs { get; init; }

    public long? WrapupUs { get; init; }

    /// <summary>The customer was asked how satisfied he was with this agent.</summary>
    public bool Asked { get; init; }

    /// <summary>1 to 4, 1 the best; null: no answer.</summary>
    public int? Score { get; init; }

    /// <summary>The contact went on to another.</summary>
    public bool Transferred { get; init; }

    public long TalkUs => EndedUs is { } ended ? ended - AnsweredUs - HoldUs : 0;
}

/// <summary>
/// A contact as its marks tell it, whatever the order they came in: a fold over the marks in the order of its stream.
/// </summary>
internal sealed record ContactStory(ContactFacts Facts, IReadOnlyList<Stint> Stints, int Requests)
{
    public static ContactStory Of(IEnumerable<Mark> marks)
    {
        var facts = new ContactFacts();
        List<Stint> stints = [];
        var (queue, requests) = ("", 0);
        foreach (var mark in marks.DistinctBy(mark => mark.Seq).OrderBy(mark => mark.Seq))
        {
            facts = Learn(facts, mark);
            switch (mark.Kind)
            {
                case MarkKinds.Queued:
                    requests += queue == mark.Who && stints.Count == 0 ? 0 : 1;
                    queue = mark.Who;
                    Close(stints, mark.AtUs, transferred: false);
                    break;
                case MarkKinds.Connected:
                    Close(stints, mark.AtUs, transferred: true);
                    stints.Add(new Stint(queue, mark.Who, mark.AtUs));
                    break;
                case MarkKinds.Handed:
                    Close(stints, mark.AtUs, transferred: true);
                    if (mark.Who.Length > 0)
                        stints.Add(new Stint(queue, mark.Who, mark.AtUs));
                    break;
                case MarkKinds.Left or MarkKinds.Ended or MarkKinds.Dropped:
                    Close(stints, mark.AtUs, transferred: mark is { Kind: MarkKinds.Left, Value: 1 });
                    break;
                case MarkKinds.Held:
                    Change(stints, last => last with { HeldSinceUs = mark.AtUs });
                    break;
                case MarkKinds.Resumed:
                    Change(stints, last => last with { HoldUs = last.HoldUs + mark.Value, HeldSinceUs = null });
                    break;
                case MarkKinds.SurveyOffered:
                    Of(stints, mark.Who, stint => stint with { Asked = true });
                    break;
                case MarkKinds.SurveyAnswered:
                    Of(stints, mark.Who, stint => stint with { Score = (int)mark.Value });
                    break;
                case MarkKinds.Wrapup when stints.FindLastIndex(s => s.Agent == mark.Who) is >= 0 and var i:
                    stints[i] = stints[i] with { WrapupUs = mark.Value };
                    break;
                default:
                    break;
            }
        }
        return new ContactStory(facts, stints, requests);
    }

    /// <summary>What cannot be of its times, or null.</summary>
    public string? Fault => OutcomeRules.FaultOf(Facts)
        ?? (Stints.Any(s => s.TalkUs < 0 || s.HoldUs < 0) ? "a negative talk"
            : Stints.Any(s => s.WrapupUs < 0) ? "a negative wrap-up"
            : Stints.Any(s => s.TalkUs > OutcomeRules.LongestWaitUs || s.WrapupUs > OutcomeRules.LongestWaitUs)
                ? "talk or wrap-up over 12 hours"
            : null);

    private static ContactFacts Learn(ContactFacts facts, Mark mark) => mark.Kind switch
    {
        MarkKinds.Dialled => facts with { Outbound = true },
        MarkKinds.Entered => facts.Entered(mark.AtUs),
        MarkKinds.Requested => facts.Requested(mark.AtUs),
        MarkKinds.Queued => facts.Queued(mark.Who, mark.Value),
        MarkKinds.Offered => facts.Rang(mark.Who, mark.AtUs),
        MarkKinds.Connected => facts.Connected(mark.Who, mark.AtUs, mark.Value),
        MarkKinds.SelfDone => facts with { SelfDone = true },
        MarkKinds.Dropped => facts with { Dropped = true },
        MarkKinds.Callback => facts with { ChoseCallback = true },
        MarkKinds.FlowedOut => facts with { FlowedOut = true },
        MarkKinds.Ended => facts.Ended(mark.AtUs, mark.Who),
        _ => facts,
    };

    private static void Close(List<Stint> stints, long atUs, bool transferred) => Change(stints, last =>
        last.EndedUs is not null ? last : last with
        {
            EndedUs = atUs, Transferred = transferred, HeldSinceUs = null,
            HoldUs = last.HoldUs + (last.HeldSinceUs is { } since ? atUs - since : 0),
        });

    private static void Of(List<Stint> stints, string agent, Func<Stint, Stint> change)
    {
        if (stints.FindLastIndex(stint => stint.Agent == agent) is >= 0 and var i)
            stints[i] = change(stints[i]);
    }

    private static void Change(List<Stint> stints, Func<Stint, Stint> change)
    {
        if (stints.Count > 0)
            stints[^1] = change(stints[^1]);
    }
}
