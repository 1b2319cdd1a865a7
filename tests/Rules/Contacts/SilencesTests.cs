using TellerLine.Contacts;
using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Contacts;

public sealed class SilencesTests
{
    [Fact]
    public void a_pin_said_aloud_is_kept_back_from_before_its_mark_to_its_release_or_to_the_end()
    {
        JournalRow[] story =
        [
            Row(20_000, new PinSpoken("1001", 10_000_000)), Row(25_000, new PinSpokenOver("1001", "released")),
            Row(40_000, new PinSpoken("1001", 30_000_000)),
        ];
        Assert.Equal(
            [(10_000_000L, 25_000_000L), (30_000_000, long.MaxValue)],
            Silences.Redacted(story).Select(one => (one.FromUs, one.ToUs)));
        Assert.Equal(
            [(0L, 5_000L), (10_000, 30_000)],
            Silences.Within(story, 20_000_000, 30_000, [], [], []).Select(one => (one.FromMs, one.ToMs)));
    }

    [Fact]
    public void each_silence_has_its_cause_and_what_nobody_told_is_a_secret_that_was_keyed()
    {
        JournalRow[] story =
        [
            Row(5_000, new RecordingPaused("1001", "cardDetails", 0)), Row(8_000, new RecordingResumed("1001", "capped")),
            Row(12_000, new RecordingRuled("part", false, "仅人工", "persons only", 1)),
        ];
        Assert.Equal(
            [
                (2_000L, 3_000L, "secret", (string?)null), (5_000, 8_000, "paused", "cardDetails"),
                (9_000, 9_500, "gap", null), (12_000, 20_000, "policy", null),
            ],
            Silences.Within(
                story, 0, 20_000,
                [new RecordingSpan(2_000, 3_000), new RecordingSpan(5_020, 8_030), new RecordingSpan(12_010, 20_000)],
                [new RecordingSpan(9_000, 9_500)], [])
                .Select(one => (one.FromMs, one.ToMs, one.Silence.Cause, one.Silence.Reason)));
        Assert.Empty(Silences.Redacted(story));
    }

    [Fact]
    public void what_was_destroyed_is_told_and_nothing_is_gone_that_was_not_to_be()
    {
        JournalRow[] story =
        [
            Row(20_000, new PinSpoken("1001", 10_000_000) { Destroy = true }),
            Row(25_000, new PinSpokenOver("1001", "released")), Row(40_000, new PinSpoken("1001", 38_000_000)),
        ];
        Assert.Equal(
            [(9_600L, 20_800L, "destroyed"), (10_000, 25_000, "pinSpoken"), (38_000, 60_000, "pinSpoken")],
            Silences.Within(story, 0, 60_000, [], [], [new RecordingSpan(9_600, 20_800)])
                .Select(one => (one.FromMs, one.ToMs, one.Silence.Cause)));
        Assert.True(Silences.Explain(story, 0, [new RecordingSpan(9_600, 20_800)]));
        Assert.False(Silences.Explain(story, 0, [new RecordingSpan(5_000, 20_800)]));
        // That one was to be kept back, not destroyed.
        Assert.False(Silences.Explain(story, 0, [new RecordingSpan(38_000, 39_000)]));
    }

    private static JournalRow Row(long atMs, object body) => new(
        0, "contact/a", 0, atMs * 1_000, "n1", EventAttribute.Of(body.GetType()).Kind, 1, null,
        JournalJson.Write(body));
}
