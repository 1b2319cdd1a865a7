using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

public sealed class ContactStoryTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 0)]
    [InlineData(0, 0, 0)]
    public void a_question_of_satisfaction_counts_at_the_agent_it_is_about(int score, int answered, int satisfied)
    {
        List<Mark> marks =
        [
            new(1, MarkKinds.Queued, 0, "service", 0), new(2, MarkKinds.Connected, 10, "1001", 10),
            new(3, MarkKinds.Handed, 20, "1002"), new(4, MarkKinds.Ended, 30, "agent"),
            new(5, MarkKinds.SurveyOffered, 31, "1002"),
        ];
        if (score > 0)
            marks.Add(new(6, MarkKinds.SurveyAnswered, 32, "1002", score));
        var stints = ContactStory.Of(marks).Stints;
        Assert.False(stints[0].Asked);
        var sums = StoryCounts.Of(ContactStory.Of(marks), new Intervals(_ => (0, 86_400_000_000)));
        var of = sums.Where(cell => cell.Key.Agent == "1002").Select(cell => cell.Value).Single();
        Assert.Equal((1, answered, satisfied), (
            of[Measure.SurveysOffered], of[Measure.SurveysAnswered], of[Measure.SurveysSatisfied]));
    }

    [Fact]
    public void who_chose_a_call_back_or_went_back_to_the_menu_has_abandoned_nothing()
    {
        Assert.Equal(Outcome.CallbackAccepted, OutcomeOf(MarkKinds.Callback, "system"));
        Assert.Equal(Outcome.FlowedOut, OutcomeOf(MarkKinds.FlowedOut, "customer"));

        static Outcome OutcomeOf(char mark, string by) => OutcomeRules.OutcomeOf(ContactStory.Of(
        [
            new(1, MarkKinds.Queued, 0, "service", 0), new(2, mark, 10), new(3, MarkKinds.Ended, 20, by),
        ]).Facts);
    }

    private const long Second = Oracle.Second, Start = Oracle.Start + (9 * 3_600 * Second);

    /// <summary>Self-service, 12 s of waiting, held for 10 s, handed to a second agent, wrapped up by both.</summary>
    private static readonly Mark[] Handed =
    [
        new(1, MarkKinds.Entered, Start - (30 * Second)), new(2, MarkKinds.Requested, Start),
        new(3, MarkKinds.Queued, Start, "service", Start), new(4, MarkKinds.Offered, Start + (8 * Second), "1001"),
        new(5, MarkKinds.Connected, Start + (12 * Second), "1001", 12 * Second),
        new(6, MarkKinds.Held, Start + (40 * Second), "1001"),
        new(7, MarkKinds.Resumed, Start + (50 * Second), "1001", 10 * Second),
        new(8, MarkKinds.Handed, Start + (72 * Second), "1002"),
        new(9, MarkKinds.Wrapup, Start + (90 * Second), "1001", 15 * Second),
        new(10, MarkKinds.Ended, Start + (102 * Second), "customer"),
        new(11, MarkKinds.Wrapup, Start + (112 * Second), "1002", 5 * Second),
    ];

    [Fact]
    public void a_contact_handed_on_is_offered_once_and_handled_twice()
    {
        var story = ContactStory.Of(Handed);
        Assert.Null(story.Fault);
        Assert.Equal(
            [
                (1L, "1001", "transferred", 12L, 50L, 10L, 15L), (2L, "1002", "answered", 0L, 30L, 0L, 5L),
            ],
            StoryCounts.Segments(story).Select(s => (
                s.Ordinal, s.Agent, s.Outcome, s.WaitUs / Second, s.TalkUs / Second, s.HoldUs / Second,
                s.WrapupUs / Second)));
        var sums = Sum(story);
        Assert.Equal(
            (1, 1, 1, 2, 1), (sums[Measure.Offered], sums[Measure.Answered], sums[Measure.HumanRequested],
                sums[Measure.Handled], sums[Measure.Transferred]));
        Assert.Equal(
            (80 * Second, 10 * Second, 20 * Second),
            (sums[Measure.TalkUs], sums[Measure.HoldUs], sums[Measure.WrapupUs]));
        Assert.True(sums.AddsUp);
    }

    [Fact]
    public void marks_twice_and_out_of_order_tell_the_same_story()
    {
        var straight = ContactStory.Of(Handed);
        for (var seed = 0; seed < 200; seed++)
        {
            var marks = Handed.Concat(Handed).ToArray();
            new Random(seed).Shuffle(marks);
            var shuffled = ContactStory.Of(marks);
            Assert.Equal(StoryCounts.Segments(straight), StoryCounts.Segments(shuffled));
            Assert.Equal(Sum(straight), Sum(shuffled));
        }
    }

    [Fact]
    public void at_every_moment_of_its_story_the_outcomes_make_up_what_was_offered()
    {
        for (var told = 0; told <= Handed.Length; told++)
            Assert.True(Sum(ContactStory.Of(Handed.Take(told))).AddsUp, $"after {told}");
    }

    [Fact]
    public void queued_again_in_the_same_wait_is_one_request_and_after_an_agent_another()
    {
        var again = ContactStory.Of(
        [
            new(1, MarkKinds.Queued, Start, "service", Start), new(2, MarkKinds.Offered, Start + Second, "1001"),
            new(3, MarkKinds.Queued, Start + (20 * Second), "service", Start),
            new(4, MarkKinds.Connected, Start + (25 * Second), "1002", 25 * Second),
            new(5, MarkKinds.Left, Start + (60 * Second), "1002", 1),
            new(6, MarkKinds.Queued, Start + (60 * Second), "wealth", Start + (60 * Second)),
        ]);
        Assert.Equal((1, 2), (Sum(again)[Measure.Offered], Sum(again)[Measure.Requests]));
    }

    [Fact]
    public void a_negative_duration_goes_to_the_quarantine_and_nowhere_else()
    {
        var dirty = ContactStory.Of(
            [.. Handed.Take(5), new(6, MarkKinds.Ended, Start + (12 * Second), "customer"),
                new(7, MarkKinds.Wrapup, Start, "1001", -1)]);
        Assert.Equal("a negative wrap-up", dirty.Fault);
        Assert.Equal((0, 1), (Sum(dirty)[Measure.Offered], Sum(dirty)[Measure.Quarantined]));
        Assert.Empty(StoryCounts.Segments(dirty));
    }

    [Fact]
    public void a_call_out_is_a_segment_and_in_no_figure()
    {
        var call = ContactStory.Of(
        [
            new(1, MarkKinds.Dialled, Start, "1001"), new(2, MarkKinds.Connected, Start + Second, "1001"),
            new(3, MarkKinds.Ended, Start + (9 * Second), "customer"),
        ]);
        Assert.Equal(("outbound", 8 * Second), (StoryCounts.Segments(call)[0].Outcome, StoryCounts.Segments(call)[0].TalkUs));
        Assert.Empty(StoryCounts.Of(call, Oracle.Utc));
    }

    private static Sums Sum(ContactStory story)
    {
        var sums = new Sums();
        foreach (var part in StoryCounts.Of(story, Oracle.Utc).Values)
            sums.Add(part);
        return sums;
    }
}
