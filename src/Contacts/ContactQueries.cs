using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>Reads the contacts' rows and their journal for the pages, within the reader's scope.</summary>
internal sealed class ContactQueries(
    IDb db, IJournal journal, ICustomers customers, CallerNumbers numbers, Recordings recordings,
    ContactTimeline timeline, IUsers users)
{
    private const int TimelineLimit = 2_000;

    /// <summary>The agents within the scope, by number: whose contacts a list can be asked for.</summary>
    public IReadOnlyList<ContactAgent> Agents(DataScope scope) =>
    [
        .. users.All.Where(user => user.Roles.Any(TakesCalls) && scope.Covers(user.Number))
            .OrderBy(user => user.Number, StringComparer.Ordinal)
            .Select(user => new ContactAgent(user.Number, NameOf(user))),
    ];

    /// <returns>Null when there is no such contact or it is not within the scope: the two look the same.</returns>
    public async Task<ContactDetail?> Detail(string id, DataScope scope, CancellationToken ct)
    {
        var row = await db.Read(c => c.QuerySingleOrDefault<Row>(Row.Select + "WHERE id = @id", new { id }), ct);
        if (row is null || !await Covers(scope, id, ct))
            return null;
        var card = row.CustomerId is { } customer ? await customers.ById(customer, ct) : null;
        var recorded = await db.Read(
            c => c.Query<RecordingRow>(RecordingRow.Select + "WHERE contact_id = @id ORDER BY started_us, id", new { id })
            .AsList(), ct);
        var story = await journal.ReadStream(ContactRecord.StreamOf(id), limit: TimelineLimit, ct: ct);
        var head = Shown(row, card);
        return new ContactDetail(
            head.Id, head.StartedAt, head.Channel, head.CallerMasked, head.CustomerName, head.Agent, head.AgentName,
            head.Queue, head.WaitMs, head.TalkMs,
            head.Disposition, head.Recorded,
            card is null ? null
            : new ContactCustomer(card.Id, card.Name, card.Title, EnumWords.Of(card.Segment), card.MaskedNumber),
            new ContactIdentification(row.Level),
            JournalJson.Read<List<string>>(row.Path),
            row.EndedUs is { } us ? Clock.FromUs(us) : null, row.EndedBy,
            row.ReasonCode is null && row.Note is null ? null : new ContactWrapup(row.ReasonCode, row.Note ?? ""),
            timeline.Of(story),
            [.. recorded.Select(one => recordings.View(one, story))])
        {
            CustomerId = row.CustomerId, Direction = row.Direction, CallsBack = row.CallsBack,
            InHandOf = row.InHand, Unmaskable = [],
        };
    }

    /// <returns>Null when there is no such recording or its contact is not within the scope.</returns>
    public async Task<RecordingRow?> Recording(string id, DataScope scope, CancellationToken ct)
    {
        var row = await db.Read(
            c => c.QuerySingleOrDefault<RecordingRow>(RecordingRow.Select + "WHERE id = @id", new { id }), ct);
        return row is not null && await Covers(scope, row.ContactId, ct) ? row : null;
    }

    /// <returns>Null when there is no such contact or it is not within the scope.</returns>
    public async Task<ContactStanding?> Standing(string id, DataScope scope, CancellationToken ct)
    {
        var row = await db.Read(c => c.QuerySingleOrDefault<Row>(Row.Select + "WHERE id = @id", new { id }), ct);
        return row is not null && await Covers(scope, id, ct) ? new ContactStanding(row.InHand, row.CustomerId) : null;
    }

    /// <summary>The reader leads, or is, one of the agents the contact was offered to or served by.</summary>
    public async Task<bool> Covers(DataScope scope, string contactId, CancellationToken ct) =>
        scope.Agents is not { } agents || await db.Read(c => c.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM contact_agents WHERE contact_id = @contactId AND @agents LIKE '%,' || agent || ',%'",
            new { contactId, agents = ContactList.Listed(agents) }), ct) > 0;

    private ContactRow Shown(Row row, CustomerCard? card) => new(
        row.Id, Clock.FromUs(row.StartedUs), row.Channel, Masks.Phone(numbers.Read(row.Id, row.Caller)), card?.Name,
        row.Agent, row.Agent is { } agent && users.ByNumber(agent) is { } user ? NameOf(user) : null,
        row.Queue, row.WaitUs / 1000, row.TalkUs / 1000, row.Disposition, row.Recorded > 0);

    private static bool TakesCalls(string role) => role is Role.Agent or Role.SeniorAgent or Role.BranchAgent;

    private static BilingualText NameOf(UserCard user) => new(user.NameZh, user.NameEn);

    private sealed class Row
    {
        public const string Select = """
            SELECT id, channel, direction, calls_back AS CallsBack, started_us AS StartedUs,
              customer_id AS CustomerId, level, path, queue, agent, wait_us AS WaitUs,
              talk_us AS TalkUs, ended_us AS EndedUs, ended_by AS EndedBy, reason_code AS ReasonCode, note, disposition,
              in_hand_of AS InHandOf, closed_us AS ClosedUs,
              (SELECT number FROM caller_number n WHERE n.contact_id = contacts.id) AS Caller,
              (SELECT COUNT(*) FROM recordings r WHERE r.contact_id = contacts.id AND r.consultation IS NULL) AS Recorded
            FROM contacts

            """;

        public string Id { get; set; } = "";

        public string Channel { get; set; } = "";

        public string Direction { get; set; } = "";

        public string? CallsBack { get; set; }

        public long StartedUs { get; set; }

        public string? Caller { get; set; }

        public string? CustomerId { get; set; }

        public string Level { get; set; } = "";

        public string Path { get; set; } = "[]";

        public string? Queue { get; set; }

        public string? Agent { get; set; }

        public long? WaitUs { get; set; }

        public long? TalkUs { get; set; }

        public long? EndedUs { get; set; }

        public string? EndedBy { get; set; }

        public string? ReasonCode { get; set; }

        public string? Note { get; set; }

        public string? Disposition { get; set; }

        public string? InHandOf { get; set; }

        public long? ClosedUs { get; set; }

        public string? InHand => ClosedUs is null ? InHandOf : null;

        public long Recorded { get; set; }
    }
}

internal sealed class RecordingRow
{
    public const string Select = """
        SELECT id, contact_id AS ContactId, path, started_us AS StartedUs, duration_ms AS DurationMs, sha256, gaps,
          consultation
        FROM recordings

        """;

    public string Id { get; set; } = "";

    public string ContactId { get; set; } = "";

    public string Path { get; set; } = "";

    /// <summary>See <see cref="RecordingStarted.Consultation"/>.</summary>
    public string? Consultation { get; set; }

    public long StartedUs { get; set; }

    public long? DurationMs { get; set; }

    public string? Sha256 { get; set; }

    public long Gaps { get; set; }
}
