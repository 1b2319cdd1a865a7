using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>Reads the contacts' rows and their journal for the pages, within the reader's scope.</summary>
internal sealed class ContactQueries(IDb db, IJournal journal, ICustomers customers, KernelOptions kernel, Recordings files)
{
    private const int TimelineLimit = 2_000;

    public async Task<ContactPage> Page(DateOnly day, string? search, int page, int size, DataScope scope, CancellationToken ct)
    {
        var (from, to) = kernel.Day(day);
        var text = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var values = new
        {
            from,
            to,
            like = text is null ? null : "%" + text.Replace("%", "", StringComparison.Ordinal) + "%",
            all = scope.Agents is null ? 1L : 0L,
            agents = "," + string.Join(',', scope.Agents ?? new HashSet<string>()) + ",",
            size = (long)size,
            skip = (long)(page - 1) * size,
        };
        const string Where = """
            WHERE started_us >= @from AND started_us < @to AND (@all = 1 OR @agents LIKE '%,' || agent || ',%')
              AND (CAST(@like AS TEXT) IS NULL OR caller LIKE @like OR customer_id LIKE @like OR agent LIKE @like OR id LIKE @like OR note LIKE @like)
            """;
        var (total, rows) = await db.Read(c => (
            c.ExecuteScalar<long>("SELECT COUNT(*) FROM contacts " + Where, values),
            c.Query<Row>(Row.Select + Where + " ORDER BY started_us DESC, id LIMIT @size OFFSET @skip", values).AsList()), ct);
        var shown = new List<ContactRow>(rows.Count);
        foreach (var row in rows)
            shown.Add(Shown(row, row.CustomerId is { } id ? await customers.ById(id, ct) : null));
        return new ContactPage(total, shown);
    }

    /// <returns>Null when there is no such contact or it is not within the scope: the two look the same.</returns>
    public async Task<ContactDetail?> Detail(string id, DataScope scope, CancellationToken ct)
    {
        var row = await db.Read(c => c.QuerySingleOrDefault<Row>(Row.Select + "WHERE id = @id", new { id }), ct);
        if (row is null || !scope.Covers(row.Agent))
            return null;
        var card = row.CustomerId is { } customer ? await customers.ById(customer, ct) : null;
        var recordings = await db.Read(c => c.Query<RecordingRow>(RecordingRow.Select + "WHERE contact_id = @id ORDER BY started_us", new { id }).AsList(), ct);
        var timeline = await journal.ReadStream($"contact/{id}", limit: TimelineLimit, ct: ct);
        var head = Shown(row, card);
        return new ContactDetail(
            head.Id, head.StartedAt, head.Channel, head.CallerMasked, head.CustomerName, head.Agent, head.Queue, head.WaitMs, head.TalkMs,
            head.Disposition, head.Recorded,
            card is null ? null : new ContactCustomer(card.Id, card.Name, card.Title, Camel(card.Segment), card.MaskedNumber),
            new ContactIdentification(row.Level),
            JournalJson.Read<List<string>>(row.Path),
            row.EndedUs is { } us ? Clock.FromUs(us) : null, row.EndedBy,
            row.ReasonCode is null && row.Note is null ? null : new ContactWrapup(row.ReasonCode, row.Note ?? ""),
            [.. timeline.Select(r => new TimelineEntry(r.Seq, Clock.FromUs(r.AtUs), r.Kind, Masked(r)))],
            [.. recordings.Select(files.View)]);
    }

    public async Task<(RecordingRow Row, string ContactId)?> Recording(string id, DataScope scope, CancellationToken ct)
    {
        var row = await db.Read(c => c.QuerySingleOrDefault<RecordingRow>(RecordingRow.Select + "WHERE id = @id", new { id }), ct);
        if (row is null)
            return null;
        var agent = await db.Read(c => c.ExecuteScalar<string?>("SELECT agent FROM contacts WHERE id = @ContactId", new { row.ContactId }), ct);
        return scope.Covers(agent) ? (row, row.ContactId) : null;
    }

    private static ContactRow Shown(Row row, CustomerCard? card) => new(
        row.Id, Clock.FromUs(row.StartedUs), row.Channel, Masks.Phone(row.Caller), card?.Name, row.Agent, row.Queue, row.WaitUs / 1000,
        row.TalkUs / 1000, row.Disposition, row.Recorded > 0);

    /// <summary>Numbers as the house masks them; names of files and legs are nobody's business here.</summary>
    private static JsonElement Masked(JournalRow row)
    {
        var body = JsonNode.Parse(row.Body)!.AsObject();
        if (row.Kind == "contact.arrived")
        {
            foreach (var name in new[] { "caller", "callerOriginal" })
                if (body[name] is { } number)
                    body[name] = Masks.Phone(number.GetValue<string>());
        }
        if (row.Kind is "contact.recordingStarted" or "contact.recordingSealed")
            body.Remove("path");
        return JsonSerializer.SerializeToElement(body);
    }

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed class Row
    {
        public const string Select = """
            SELECT id, channel, started_us AS StartedUs, caller, customer_id AS CustomerId, level, path, queue, agent, wait_us AS WaitUs,
              talk_us AS TalkUs, ended_us AS EndedUs, ended_by AS EndedBy, reason_code AS ReasonCode, note, disposition,
              (SELECT COUNT(*) FROM recordings r WHERE r.contact_id = contacts.id) AS Recorded
            FROM contacts

            """;

        public string Id { get; set; } = "";

        public string Channel { get; set; } = "";

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

        public long Recorded { get; set; }
    }
}

internal sealed class RecordingRow
{
    public const string Select = """
        SELECT id, contact_id AS ContactId, path, started_us AS StartedUs, duration_ms AS DurationMs, sha256, gaps FROM recordings

        """;

    public string Id { get; set; } = "";

    public string ContactId { get; set; } = "";

    public string Path { get; set; } = "";

    public long StartedUs { get; set; }

    public long? DurationMs { get; set; }

    public string? Sha256 { get; set; }

    public long Gaps { get; set; }
}
