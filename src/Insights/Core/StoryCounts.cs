namespace TellerLine.Insights.Core;

/// <summary>
/// A contact's segments and what it adds to the sums: pure functions of its story, so that a new mark is told by taking
/// away what it added before, and tables made again are equal.
/// </summary>
internal static class StoryCounts
{
    private const string Voice = "voice";

    public static IReadOnlyList<ContactSegment> Segments(ContactStory story)
    {
        var facts = story.Facts;
        if (FirstUs(story) is not { } firstUs || story.Fault is not null)
            return [];
        var outcome = facts.Outbound ? "outbound" : facts.OfferedUs is null ? SelfOutcome(facts) : OutcomeOf(facts);
        var head = new ContactSegment(
            1, facts.Queue ?? "", facts.Agent ?? "", Voice, "", "", facts.OfferedUs ?? firstUs, outcome)
        {
            EndedUs = facts.EndedUs,
            WaitUs = facts.OfferedUs is null ? 0 : WaitOf(facts) ?? 0,
        };
        if (story.Stints.Count == 0)
            return [head];
        return
        [
            Handled(head with { AnsweredUs = story.Stints[0].AnsweredUs }, story.Stints[0]),
            .. story.Stints.Skip(1).Select((stint, i) => Handled(
                head with
                {
                    Ordinal = i + 2, Queue = stint.Queue, AtUs = stint.AnsweredUs, WaitUs = 0,
                    AnsweredUs = stint.AnsweredUs,
                }, stint)),
        ];
    }

    public static SumsByCell Of(ContactStory story, Intervals intervals)
    {
        var facts = story.Facts;
        SumsByCell sums = [];
        if (facts.Outbound || FirstUs(story) is not { } firstUs)
            return sums;
        var agent = facts.Agent ?? "";
        if (story.Fault is not null)
        {
            sums.At(Cell(facts.OfferedUs ?? firstUs, facts.Queue ?? "", agent))[Measure.Quarantined] = 1;
            return sums;
        }
        if (facts.EnteredUs is { } enteredUs)
        {
            var self = sums.At(Cell(enteredUs, "", ""));
            self[Measure.SelfEntered] = 1;
            self[Measure.SelfHandled] = facts.SelfDone && facts.RequestedUs is null ? 1 : 0;
            self[Measure.HumanRequested] = facts.RequestedUs is null ? 0 : 1;
        }
        if (facts.OfferedUs is { } offeredUs)
        {
            var offer = sums.At(Cell(offeredUs, facts.Queue!, agent));
            offer[Measure.Offered] = 1;
            offer[Measure.Requests] = story.Requests;
            OutcomeSums.Add(offer, OutcomeOf(facts), WaitOf(facts) ?? 0);
        }
        foreach (var stint in story.Stints)
        {
            var handled = sums.At(Cell(stint.AnsweredUs, stint.Queue, stint.Agent));
            handled[Measure.Handled] += 1;
            handled[Measure.TalkUs] += stint.TalkUs;
            handled[Measure.HoldUs] += stint.HoldUs;
            handled[Measure.WrapupUs] += stint.WrapupUs ?? 0;
            handled[Measure.Transferred] += stint.Transferred ? 1 : 0;
            handled[Measure.SurveysOffered] += stint.Asked ? 1 : 0;
            handled[Measure.SurveysAnswered] += stint.Score is null ? 0 : 1;
            handled[Measure.SurveysSatisfied] += stint.Score is 1 or 2 ? 1 : 0;
        }
        return sums;

        SumCell Cell(long atUs, string queue, string who) =>
            new(intervals.QuarterOf(atUs), queue, who, Voice, "", "");
    }

    private static ContactSegment Handled(ContactSegment segment, Stint stint) => segment with
    {
        Agent = stint.Agent, EndedUs = stint.EndedUs, TalkUs = stint.TalkUs, HoldUs = stint.HoldUs,
        WrapupUs = stint.WrapupUs ?? 0,
        Outcome = segment.Outcome == "outbound" ? "outbound" : stint.Transferred ? "transferred" : "answered",
    };

    private static long? FirstUs(ContactStory story) => story.Facts.EnteredUs ?? story.Facts.RequestedUs
        ?? story.Facts.OfferedUs ?? story.Facts.AnsweredUs ?? story.Facts.EndedUs;

    private static string SelfOutcome(ContactFacts facts) => facts switch
    {
        { SelfDone: true, RequestedUs: null } => "selfHandled",
        { EndedUs: null } => "inProgress",
        { Dropped: true } => "systemDropped",
        _ => "leftSelfService",
    };

    private static string OutcomeOf(ContactFacts facts) => OutcomeRules.OutcomeOf(facts) switch
    {
        Outcome.Answered => "answered",
        Outcome.Abandoned or Outcome.ShortAbandoned => "abandoned",
        Outcome.Blocked => "blocked",
        Outcome.SystemDropped => "systemDropped",
        Outcome.CallbackAccepted => "callbackAccepted",
        Outcome.FlowedOut => "flowedOut",
        _ => "inProgress",
    };

    private static long? WaitOf(ContactFacts facts) => OutcomeRules.OutcomeOf(facts) switch
    {
        Outcome.Answered => facts.WaitUs,
        Outcome.Abandoned or Outcome.ShortAbandoned => facts.EndedUs - facts.OfferedUs,
        _ => null,
    };
}

/// <summary>What one offered contact adds by its outcome.</summary>
internal static class OutcomeSums
{
    /// <param name="outcome">See <see cref="ContactSegment"/>.</param>
    public static void Add(Sums offer, string outcome, long waitUs)
    {
        switch (outcome)
        {
            case "answered":
                offer[Measure.Answered] += 1;
                offer[Measure.AnsweredWaitUs] += waitUs;
                offer.Answered.Add(WaitBuckets.Of(waitUs), 1);
                break;
            case "abandoned":
                offer[Measure.Abandoned] += 1;
                offer[Measure.AbandonedWaitUs] += waitUs;
                offer.Left.Add(WaitBuckets.Of(waitUs), 1);
                break;
            default:
                offer[outcome switch
                {
                    "flowedOut" => Measure.FlowedOut,
                    "callbackAccepted" => Measure.CallbackAccepted,
                    "blocked" => Measure.Blocked,
                    "systemDropped" => Measure.SystemDropped,
                    "inProgress" => Measure.InProgress,
                    _ => throw new ArgumentException($"No outcome of an offered contact: {outcome}.", nameof(outcome)),
                }] += 1;
                break;
        }
    }
}
