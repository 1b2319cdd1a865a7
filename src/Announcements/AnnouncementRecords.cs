using System.Data;
using System.Security.Claims;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Files;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;

namespace TellerLine.Announcements;

/// <param name="Read">The reader has acknowledged it.</param>
/// <param name="Readers">How many have.</param>
public sealed record AnnouncementRow(
    string Id, string Title, string Audience, string Status, string Author, DateTimeOffset CreatedAt,
    DateTimeOffset? PublishedAt, string Read, long Readers);

/// <summary>The shell: loads, decides, writes the row with its journal entry, and shows it.</summary>
internal sealed class AnnouncementRecords(
    IDb db, IJournal journal, IOrganisation organisation, IAudit audit, TimeProvider time)
{
    private const string Select =
        """
        SELECT id AS Id, title AS Title, text AS Text, audience AS Audience, status AS Status, author AS Author,
          created_us AS CreatedUs, published_us AS PublishedUs, version AS Version
        FROM announcement WHERE id = @id
        """;

    private static readonly Dictionary<string, RecordState> States = new()
    {
        ["draft"] = new("draft", new("草稿", "Draft"), "notReady"),
        ["published"] = new("published", new("已发布", "Published"), "ready"),
        ["withdrawn"] = new("withdrawn", new("已撤回", "Withdrawn"), "alarm"),
    };

    private static readonly Dictionary<string, BilingualText> Happened = new()
    {
        ["announcement.written"] = new("编写", "Written"),
        ["announcement.published"] = new("发布", "Published"),
        ["announcement.withdrawn"] = new("撤回", "Withdrawn"),
        ["announcement.read"] = new("确认阅读", "Read"),
    };

    /// <summary>Readers see what is published to them, writers what they may write.</summary>
    public static readonly ListOf<AnnouncementRow> List = new("announcements", "公告", "Announcements")
    {
        See = AnnouncementsCapability.Read,
        Select =
            """
            SELECT a.id AS Id, a.title AS Title, a.audience AS Audience, a.status AS Status, a.author AS Author,
              a.created_us AS CreatedUs, a.published_us AS PublishedUs,
              CASE WHEN r.reader IS NULL THEN 'no' ELSE 'yes' END AS Read,
              (SELECT COUNT(*) FROM announcement_read n WHERE n.announcement_id = a.id) AS Readers
            FROM announcement a LEFT JOIN announcement_read r ON r.announcement_id = a.id AND r.reader = @reader
            """,
        Read = (c, sql, values) => c.Query<Listed>(sql, values).Select(row => row.Shown()),
        Key = "id",
        Sort = "-createdAt",
        Scope = (who, users) => new ListCondition(
            "((a.status = 'published' AND (@unit = a.audience OR @unit LIKE a.audience || '/%')) OR (@writes <> '' AND (a.audience = @writes OR a.audience LIKE @writes || '/%' OR @writes = '*')))",
            new Dictionary<string, object>
            {
                ["reader"] = who.Number(), ["unit"] = who.Card().OrgUnit, ["writes"] = Writes(who),
            }),
        Columns =
        [
            new("id", ColumnType.Text, "a.id", "编号", "Id", row => row.Id) { Extra = true, Sorts = true },
            new("title", ColumnType.Text, "a.title", "标题", "Title", row => row.Title) { Filter = ColumnFilter.Part },
            new("status", ColumnType.Code, "a.status", "状态", "State", row => row.Status) { Filter = ColumnFilter.Exact },
            new("read", ColumnType.Code, "CASE WHEN r.reader IS NULL THEN 'no' ELSE 'yes' END", "已读", "Read",
                row => row.Read) { Filter = ColumnFilter.Exact },
            new("readers", ColumnType.Whole, "", "已读人数", "Readers", row => row.Readers),
            new("audience", ColumnType.Text, "a.audience", "阅读范围", "For", row => row.Audience),
            new("author", ColumnType.Text, "a.author", "编写人", "Author", row => row.Author)
            {
                Filter = ColumnFilter.Exact,
            },
            new("createdAt", ColumnType.Time, "a.created_us", "编写时间", "Written", row => row.CreatedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("publishedAt", ColumnType.Time, "a.published_us", "发布时间", "Published", row => row.PublishedAt)
            {
                Filter = ColumnFilter.Range,
            },
        ],
    };

    /// <summary>Who sees it reads its files; they are its writer's, as its words are, until it is published.</summary>
    public static readonly AttachmentsOf Files =
        new("announcement", AnnouncementsCapability.Read, AnnouncementsCapability.Write)
        {
            Rights = (services, id, who, ct) => services.GetRequiredService<AnnouncementRecords>().Rights(id, who, ct),
        };

    public async Task<JsonElement> Form(ClaimsPrincipal writer, CancellationToken ct) =>
        FormOf.Schema<AnnouncementText>(
            new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
            {
                [nameof(AnnouncementText.Audience)] =
                    [.. (await Audiences(writer, ct)).Select(unit => (unit.Path, unit.Name))],
            });

    public async Task<RecordOutcome> Create(AnnouncementText says, ClaimsPrincipal writer, CancellationToken ct)
    {
        if (await Faults(says, writer, ct) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        var (id, by) = (Ids.New(time), writer.Number());
        var written = new AnnouncementWritten(id, says.Title, says.Text, says.Audience, by);
        await db.Write(scope => Write(scope, id, written, 1), ct);
        return new RecordOutcome.Done(id);
    }

    /// <param name="version">The version that was read; null: an acknowledgement, which conflicts with nothing.</param>
    public async Task<RecordOutcome> Apply(
        string id, long? version, AnnouncementCommand command, ClaimsPrincipal actor, CancellationToken ct)
    {
        if (command switch
        {
            AnnouncementCommand.Change change => await Faults(change.Says, actor, ct),
            AnnouncementCommand.Withdraw withdraw => FormOf.Faults(withdraw.Why),
            _ => [],
        } is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        return await db.Write<RecordOutcome>(scope =>
        {
            if (Find(scope.Connection, id, scope.Transaction) is not { } row || !Sees(row, actor))
                return new RecordOutcome.Unknown();
            if (version is { } read && read != row.Version)
                return new RecordOutcome.Conflict(VersionConflict.Of(
                    row.Version, row.Record().Says,
                    command is AnnouncementCommand.Change change ? change.Says : row.Record().Says));
            var (happened, refused) = Announcement.Decide(
                row.Record(), command, actor.Card(), MayWrite(row.Audience, actor));
            if (refused is not null)
                return new RecordOutcome.Refused(refused.Code, refused.Why);
            Write(scope, id, happened!, row.Version + 1);
            return new RecordOutcome.Done(id);
        }, ct);
    }

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        var (row, isRead, readers) = await db.Read(
            c => (Find(c, id, null), c.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM announcement_read WHERE announcement_id = @id AND reader = @reader",
                new { id, reader = reader.Number() }), c.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM announcement_read WHERE announcement_id = @id", new { id })), ct);
        if (row is null || !Sees(row, reader))
            return null;
        var story = await journal.ReadStream($"announcement/{id}", ct: ct);
        var unit = (await organisation.All(ct)).FirstOrDefault(one => one.Path == row.Audience);
        var mayWrite = MayWrite(row.Audience, reader);
        BilingualText? Why(AnnouncementCommand command) =>
            Announcement.Decide(row.Record(), command, reader.Card(), mayWrite).Refused?.Why;
        var acknowledge = Why(new AnnouncementCommand.Acknowledge())
            ?? (isRead > 0 ? Refusal.ReadAlready.Why : null);
        List<RecordAction> actions =
        [
            new("acknowledge", new("确认已阅", "I have read it"), acknowledge, null, null, Grave: false),
        ];
        if (mayWrite)
        {
            actions.AddRange(
                new("change", new("修改", "Change"), Why(new AnnouncementCommand.Change(row.Record().Says)),
                    await Form(reader, ct),
                    JsonSerializer.SerializeToElement(row.Record().Says, JournalJson.Options), Grave: false),
                new("withdraw", new("撤回", "Withdraw"), Why(new AnnouncementCommand.Withdraw(new("x"))),
                    FormOf.Schema<AnnouncementWithdrawal>(), null, Grave: true),
                new("publish", new("发布", "Publish"), Why(new AnnouncementCommand.Publish()), null, null, Grave: false));
        }
        return new RecordView(
            id, row.Title, States[row.Status],
            [
                new(new("阅读范围", "For"), "text", row.Audience, unit?.Name), new(new("编写人", "Author"), "user", row.Author),
                new(new("发布时间", "Published"), "time", row.PublishedUs is { } us ? $"{Clock.FromUs(us):O}" : null),
                new(new("已读人数", "Readers"), "whole", $"{readers}"),
            ],
            row.Text, actions,
            [
                .. story.Where(r => mayWrite || r.Kind != "announcement.read").Select(r => new RecordEvent(
                    Clock.FromUs(r.AtUs), JsonDocument.Parse(r.Body).RootElement.GetProperty("by").GetString()!,
                    Happened[r.Kind])),
            ],
            row.Version);
    }

    private async Task<AttachmentRights> Rights(string id, ClaimsPrincipal who, CancellationToken ct)
    {
        if (await db.Read(c => Find(c, id, null), ct) is not { } row || !Sees(row, who))
            return AttachmentRights.None;
        var writes = MayWrite(row.Audience, who);
        var change = new AnnouncementCommand.Change(row.Record().Says);
        return new AttachmentRights(
            true, writes, writes ? Announcement.Decide(row.Record(), change, who.Card(), writes).Refused?.Why : null);
    }

    private async Task<IReadOnlyList<FieldFault>> Faults(
        AnnouncementText says, ClaimsPrincipal writer, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(says)];
        if (!string.IsNullOrWhiteSpace(says.Audience)
            && (await Audiences(writer, ct)).All(unit => unit.Path != says.Audience))
            faults.Add(new("/audience", "没有该范围，或不属于您的管辖", "There is no such unit, or not yours"));
        return faults;
    }

    /// <summary>Units, not closed, that he may write to.</summary>
    private async Task<IEnumerable<OrgUnitView>> Audiences(ClaimsPrincipal writer, CancellationToken ct) =>
        (await organisation.All(ct)).Where(unit => !unit.Closed && MayWrite(unit.Path, writer));

    private static bool MayWrite(string audience, ClaimsPrincipal writer) => Writes(writer) switch
    {
        "*" => true,
        "" => false,
        var unit => Announcement.IsFor(unit, audience),
    };

    private static bool Sees(Row row, ClaimsPrincipal reader) => MayWrite(row.Audience, reader)
        || (row.Status == "published" && Announcement.IsFor(row.Audience, reader.Card().OrgUnit));

    /// <returns>The unit whose people he may write to; <c>*</c>: all; empty: none.</returns>
    private static string Writes(ClaimsPrincipal who) =>
        AnnouncementsCapability.Write.ReachOf(who.Card().Roles) switch
        {
            Reach.All => "*",
            Reach.None => "",
            _ => who.Card().OrgUnit,
        };

    private int Write(WriteScope scope, string id, object happened, long version)
    {
        scope.Append($"announcement/{id}", happened);
        var nowUs = time.NowUs();
        switch (happened)
        {
            case AnnouncementWritten(_, var title, var text, var audience, var by):
                return scope.Connection.Execute(
                    """
                    INSERT INTO announcement (id, title, text, audience, status, author, created_us, version)
                    VALUES (@id, @title, @text, @audience, 'draft', @by, @nowUs, @version)
                    ON CONFLICT (id) DO UPDATE SET title = @title, text = @text, audience = @audience, version = @version
                    """, new { id, title, text, audience, by, nowUs, version }, scope.Transaction);
            case AnnouncementPublished(_, var by):
                audit.Add(scope, by, "announcement.published", $"announcement/{id}", "");
                return scope.Connection.Execute(
                    "UPDATE announcement SET status = 'published', published_us = @nowUs, version = @version WHERE id = @id",
                    new { id, nowUs, version }, scope.Transaction);
            case AnnouncementWithdrawn(_, var reason, var by):
                audit.Add(scope, by, "announcement.withdrawn", $"announcement/{id}", reason);
                return scope.Connection.Execute(
                    "UPDATE announcement SET status = 'withdrawn', version = @version WHERE id = @id", new { id, version },
                    scope.Transaction);
            case AnnouncementRead(_, var by):
                return scope.Connection.Execute(
                    """
                    INSERT INTO announcement_read (announcement_id, reader, at_us) VALUES (@id, @by, @nowUs)
                    ON CONFLICT DO NOTHING
                    """, new { id, by, nowUs }, scope.Transaction);
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, null);
        }
    }

    private static Row? Find(IDbConnection c, string id, IDbTransaction? transaction) =>
        c.QuerySingleOrDefault<Row>(Select, new { id }, transaction);

    private sealed record Row(
        string Id, string Title, string Text, string Audience, string Status, string Author, long CreatedUs,
        long? PublishedUs, long Version)
    {
        public Announcement Record() => new(Id, new AnnouncementText(Title, Text, Audience), Status, Author);
    }

    /// <summary>Settable, since a computed column of no rows has no type on SQLite.</summary>
    private sealed class Listed
    {
        public string Id { get; init; } = "";

        public string Title { get; init; } = "";

        public string Audience { get; init; } = "";

        public string Status { get; init; } = "";

        public string Author { get; init; } = "";

        public long CreatedUs { get; init; }

        public long? PublishedUs { get; init; }

        public string Read { get; init; } = "";

        public long Readers { get; init; }

        public AnnouncementRow Shown() => new(
            Id, Title, Audience, Status, Author, Clock.FromUs(CreatedUs),
            PublishedUs is { } us ? Clock.FromUs(us) : null, Read, Readers);
    }
}
