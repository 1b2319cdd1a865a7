using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Announcements;

/// <summary>What a writer says, and to whom.</summary>
/// <param name="Audience">A unit's path: its people and those of all units below it.</param>
public sealed record AnnouncementText(
    [property: Field("标题", "Title", Longest = 80)] string Title,
    [property: Field("正文", "Text", Longest = 4_000, Lines = true)] string Text,
    [property: Field("阅读范围", "For", Longest = 100)] string Audience);

/// <summary>An announcement as a record: the state that a command makes another of. Pure.</summary>
/// <param name="Status"><c>draft</c>, <c>published</c>, <c>withdrawn</c>.</param>
internal sealed record Announcement(string Id, AnnouncementText Says, string Status, string Author)
{
    /// <param name="actor">Who wants it.</param>
    /// <param name="mayWrite">He may write announcements to this audience.</param>
    /// <returns>What happened, or why it may not.</returns>
    public static (object? Event, Refusal? Refused) Decide(
        Announcement state, AnnouncementCommand command, UserCard actor, bool mayWrite) => command switch
        {
            AnnouncementCommand.Acknowledge when state.Status != "published" => (null, Refusal.NotPublished),
            AnnouncementCommand.Acknowledge when !IsFor(state.Says.Audience, actor.OrgUnit) =>
                (null, Refusal.NotForYou),
            AnnouncementCommand.Acknowledge => (new AnnouncementRead(state.Id, actor.Number), null),
            _ when !mayWrite => (null, Refusal.NotYours),
            AnnouncementCommand.Change when state.Status != "draft" => (null, Refusal.NotDraft),
            AnnouncementCommand.Change change => (
                new AnnouncementWritten(
                    state.Id, change.Says.Title, change.Says.Text, change.Says.Audience, actor.Number), null),
            AnnouncementCommand.Publish when state.Status != "draft" => (null, Refusal.NotDraft),
            AnnouncementCommand.Publish => (new AnnouncementPublished(state.Id, actor.Number), null),
            AnnouncementCommand.Withdraw when state.Status == "withdrawn" => (null, Refusal.Withdrawn),
            AnnouncementCommand.Withdraw withdraw => (
                new AnnouncementWithdrawn(state.Id, withdraw.Why.Reason, actor.Number), null),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };

    public static bool IsFor(string audience, string unit) =>
        unit == audience || unit.StartsWith(audience + "/", StringComparison.Ordinal);
}

internal abstract record AnnouncementCommand
{
    private AnnouncementCommand()
    {
    }

    public sealed record Change(AnnouncementText Says) : AnnouncementCommand;

    public sealed record Publish : AnnouncementCommand;

    public sealed record Withdraw(AnnouncementWithdrawal Why) : AnnouncementCommand;

    public sealed record Acknowledge : AnnouncementCommand;
}

public sealed record AnnouncementWithdrawal([property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason);

/// <summary>Why not, in both languages.</summary>
internal sealed record Refusal(string Code, BilingualText Why)
{
    public static readonly Refusal NotPublished = new("notPublished", new("公告未发布。", "It is not published."));
    public static readonly Refusal NotForYou = new("notForYou", new("不在您的阅读范围内。", "It is not for you."));
    public static readonly Refusal NotYours = new("notYours", new("您无权编写此范围的公告。", "Not yours to write."));
    public static readonly Refusal NotDraft = new("notDraft", new("只有草稿可以这样做。", "Only a draft can be."));
    public static readonly Refusal Withdrawn = new("withdrawn", new("公告已撤回。", "It is withdrawn."));
    public static readonly Refusal ReadAlready = new("readAlready", new("您已确认阅读。", "You have read it."));
}

// Stream announcement/{id}.

[Event("announcement.written")]
public sealed record AnnouncementWritten(string Id, string Title, string Text, string Audience, string By);

[Event("announcement.published")]
public sealed record AnnouncementPublished(string Id, string By);

[Event("announcement.withdrawn")]
public sealed record AnnouncementWithdrawn(string Id, string Reason, string By);

[Event("announcement.read")]
public sealed record AnnouncementRead(string Id, string By);
