using TellerLine.Contacts;
using TellerLine.Host;
using TellerLine.Kernel;

namespace TellerLine.Rules.Contacts;

public sealed class TimelineTests
{
    private static readonly ContactTimeline Timeline = new(Capabilities.All.Select(c => c.Manifest));

    [Fact]
    public void what_no_one_declared_is_not_shown()
    {
        Assert.Empty(Timeline.Of([Row("contact.somethingNew", """{"caller":"+8613800000001"}""")]));
        var shown = Assert.Single(Timeline.Of(
            [Row("contact.arrived", """{"channel":"voice","caller":"+8613800000001","callerOriginal":"13800000001","legId":"x","secret":"y"}""")]));
        Assert.Equal("""{"channel":"voice","caller":"138****0001"}""", shown.Data.GetRawText());
    }

    [Fact]
    public void a_draft_is_told_once_and_not_beside_the_wrapup()
    {
        JournalRow[] drafts =
        [
            Row("contact.wrapupDraft", """{"agent":"1001","note":"a"}"""),
            Row("contact.wrapupDraft", """{"agent":"1001","note":"ab"}"""),
        ];
        Assert.Equal("""{"agent":"1001","note":"ab"}""", Assert.Single(Timeline.Of(drafts)).Data.GetRawText());
        Assert.Equal(
            "contact.wrapup", Assert.Single(Timeline.Of([.. drafts, Row("contact.wrapup", """{"note":"ab"}""")])).Kind);
    }

    [Fact]
    public void every_event_of_a_contact_is_decided_upon_field_by_field()
    {
        var declared = Capabilities.All.SelectMany(c => c.Manifest.Timeline).Select(e => e.Kind).ToList();
        Assert.Equal(declared.Distinct(), declared);
        var events = typeof(ContactArrived).Assembly.GetExportedTypes()
            .Where(type => type.IsDefined(typeof(EventAttribute), false)).Select(type => EventAttribute.Of(type).Kind);
        Assert.Empty(events.Except(declared).Except(ContactTimeline.Untold));
        foreach (var one in ContactTimeline.Own)
        {
            var type = typeof(ContactArrived).Assembly.GetExportedTypes()
                .Single(t => t.IsDefined(typeof(EventAttribute), false) && EventAttribute.Of(t).Kind == one.Kind);
            var fields = type.GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);
            Assert.Empty(one.Plain.Concat(one.Numbers).Except(fields));
        }
    }

    private static long s_seq;

    private static JournalRow Row(string kind, string body) =>
        new(++s_seq, "contact/a", s_seq, 0, "n1", kind, 1, null, body);
}
