using TellerLine.Contacts;
using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Contacts;

public sealed class SegmentsTests
{
    private static readonly SegmentParty Customer = new("customer", null, null, false, [1]);
    private static readonly SegmentParty Agent = new("agent", "1001", null, false, [0]);
    private static readonly SegmentParty Lead = new("listener", "2001", "listen", false, [0, 1]);

    [Fact]
    public void a_call_is_menu_queue_talk_with_a_listener_from_then_on_and_the_centres_last_words()
    {
        var segments = Segments.Of(
            [
                Row(0, new ContactAnswered()),
                Row(2_000, new ContactQueued("service", 0, false, 0, "request")),
                Row(5_000, new SegmentBegun("talk", [Customer, Agent])),
                Row(8_000, new SegmentBegun("talk", [Customer, Agent, Lead])),
                Row(9_000, new ContactEnded("agent", "conversation", 4_000_000)),
            ], 0, 10_000 * 8);
        Assert.Equal(
            [("menu", 0L, 2_000L), ("queue", 2_000, 5_000), ("talk", 5_000, 8_000), ("talk", 8_000, 9_000), ("menu", 9_000, 10_000)],
            segments.Select(one => (one.Kind, one.From / 8, one.To / 8)));
        Assert.Equal(["1001", "2001"], segments[3].Parties.Where(one => one.Hears.Contains(0)).Select(one => one.Who));
    }

    [Fact]
    public void the_same_again_is_the_same_segment()
    {
        var segments = Segments.Of(
            [
                Row(0, new SegmentBegun("talk", [Customer, Agent])),
                Row(1_000, new SegmentBegun("talk", [Customer, Agent])),
            ], 0, 16_000);
        Assert.Equal(("talk", 0L, 16_000L), (segments.Single().Kind, segments.Single().From, segments.Single().To));
    }

    [Fact]
    public void a_story_that_0_1_wrote_has_its_talk_and_holds()
    {
        var segments = Segments.Of(
            [
                Row(-3_000, new ContactQueued("service", 0, false, 0, "request")),
                Row(4_000, new ContactConnected("1001", "leg", 0)),
                Row(5_000, new ContactHeld("1001")),
                Row(6_000, new ContactResumed("1001", 1_000_000)),
                Row(90_000, new ContactEnded("agent", "conversation", 0)),
            ], 0, 10_000 * 8);
        Assert.Equal(
            [("queue", 0L, 4_000L), ("talk", 4_000, 5_000), ("hold", 5_000, 6_000), ("talk", 6_000, 10_000)],
            segments.Select(one => (one.Kind, one.From / 8, one.To / 8)));
        Assert.Equal([1], segments[1].Parties[0].Hears);
        Assert.Empty(segments[2].Parties[1].Hears);
    }

    private static JournalRow Row(long atMs, object body) => new(
        0, "contact/a", 0, atMs * 1_000, "n1", EventAttribute.Of(body.GetType()).Kind, 1, null,
        JournalJson.Write(body));
}
