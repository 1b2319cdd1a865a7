using TellerLine.Access;
using TellerLine.Announcements;

namespace TellerLine.Rules.Announcements;

/// <summary>What may be done with an announcement, and by whom.</summary>
public sealed class AnnouncementDecisionTests
{
    private static readonly UserCard Reader = new("1001", "林", "Lin", [Role.Agent], 1, "centre/team-1");

    private static Announcement Of(string status, string audience = "centre") =>
        new("a", new AnnouncementText("t", "x", audience), status, "3001");

    private static string? Why(Announcement state, AnnouncementCommand command, bool mayWrite) =>
        Announcement.Decide(state, command, Reader, mayWrite).Refused?.Code;

    [Theory]
    [InlineData("centre", true)]
    [InlineData("centre/team-1", true)]
    [InlineData("centre/team-10", false)]
    [InlineData("centre/team-1/night", false)]
    [InlineData("branches", false)]
    public void it_is_for_a_unit_and_all_below_it(string audience, bool isFor)
    {
        Assert.Equal(isFor, Announcement.IsFor(audience, Reader.OrgUnit));
        Assert.Equal(
            isFor ? null : "notForYou",
            Why(Of("published", audience), new AnnouncementCommand.Acknowledge(), mayWrite: false));
    }

    [Fact]
    public void only_what_is_published_is_read()
    {
        Assert.Equal("notPublished", Why(Of("draft"), new AnnouncementCommand.Acknowledge(), mayWrite: true));
        Assert.Equal("notPublished", Why(Of("withdrawn"), new AnnouncementCommand.Acknowledge(), mayWrite: true));
        Assert.Equal(
            new AnnouncementRead("a", "1001"),
            Announcement.Decide(Of("published"), new AnnouncementCommand.Acknowledge(), Reader, false).Event);
    }

    [Fact]
    public void what_is_published_stays_as_it_was_read()
    {
        var change = new AnnouncementCommand.Change(new AnnouncementText("new", "x", "centre"));
        Assert.Equal("notDraft", Why(Of("published"), change, mayWrite: true));
        Assert.Equal("notDraft", Why(Of("published"), new AnnouncementCommand.Publish(), mayWrite: true));
        Assert.Null(Why(Of("draft"), change, mayWrite: true));
    }

    [Fact]
    public void who_may_not_write_does_nothing_but_read()
    {
        foreach (var command in new AnnouncementCommand[]
        {
            new AnnouncementCommand.Change(new AnnouncementText("n", "x", "centre")), new AnnouncementCommand.Publish(),
            new AnnouncementCommand.Withdraw(new("x")),
        })
            Assert.Equal("notYours", Why(Of("draft"), command, mayWrite: false));
        Assert.Equal(
            "withdrawn", Why(Of("withdrawn"), new AnnouncementCommand.Withdraw(new("x")), mayWrite: true));
    }
}
