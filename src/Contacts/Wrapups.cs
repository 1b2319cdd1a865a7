using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "A semaphore whose handle nobody asks for holds nothing.")]
internal sealed class Wrapups(
    IDb db, IJournal journal, IAudit audit, ICustomers customers, CallerNumbers numbers, IProjections projections,
    TimeProvider time)
        : IWrapups
{
    private const int MaxOwed = 20;
    private readonly SemaphoreSlim _closing = new(1, 1);

    public Task Draft(string contactId, string agent, WrapupDraft draft) => db.Write(scope => scope.Connection.Execute(
        """
        INSERT INTO wrapup_drafts (contact_id, agent, reason_code, note) VALUES (@contactId, @agent, @ReasonCode, @Note)
        ON CONFLICT (contact_id, agent) DO UPDATE SET reason_code = excluded.reason_code, note = excluded.note
        """, new { contactId, agent, draft.ReasonCode, draft.Note }, scope.Transaction));

    public async Task<WrapupDraft> DraftOf(string contactId, string agent, CancellationToken ct) =>
        await db.Read(c => c.QuerySingleOrDefault<(string? ReasonCode, string Note)?>(
            "SELECT reason_code, note FROM wrapup_drafts WHERE contact_id = @contactId AND agent = @agent",
            new { contactId, agent }), ct) is var (reason, note)
            ? new WrapupDraft(reason, note)
            : WrapupDraft.Empty;

    public async Task<ContactRecord?> Owed(string contactId, CancellationToken ct)
    {
        var record = await ContactRecord.Of(contactId, journal, time, ct);
        return record.Facts is { Closed: true } or { EndedBy: null } || record.InHandOf is null ? null : record;
    }

    public async Task Save(
        ContactRecord record, string agent, WrapupDraft draft, long wrapupUs, WrapupTakenOver? instead)
    {
        var saved = new WrapupSaved(agent, draft.ReasonCode, draft.Note, wrapupUs);
        if (instead is not null)
        {
            // Whatever a host that died left undone of it.
            await record.End(record.Facts.EndedBy!, 0);
            await record.Over();
        }

        await db.Write(scope =>
        {
            if (instead is not null)
            {
                scope.Append(record.Stream, instead);
                audit.Add(scope, agent, "wrapup.takenOver", record.Stream, instead.Why);
            }

            scope.Append(record.Stream, saved);
            return scope.Connection.Execute(
                "DELETE FROM wrapup_drafts WHERE contact_id = @Id AND agent IN (@agent, @Owing)",
                new { record.Id, agent, Owing = instead?.Agent ?? agent }, scope.Transaction);
        });
        await record.WrapUp(saved, instead);
        if (record is { IsRetold: true, Facts.Closed: false })
            await CloseIfLast(record);
        // Whoever took it over looks at the contact again at once.
        if (instead is not null)
            await projections.CatchUp("contacts");
    }

    /// <summary>Another agent may have wrapped up since this one's desk was told what is owed.</summary>
    private async Task CloseIfLast(ContactRecord record)
    {
        await _closing.WaitAsync();
        try
        {
            var now = await ContactRecord.Of(record.Id, journal, time, CancellationToken.None);
            if (now.Facts.EndedBy is not { } by)
                return;
            await now.End(by, 0);
            await now.Over();
        }
        finally
        {
            _closing.Release();
        }
    }

    public async Task<IReadOnlyList<OwedContact>> OwedBy(string agent, CancellationToken ct)
    {
        await projections.CatchUp("contacts", ct);
        var rows = await db.Read(c => c.Query<(string Id, long EndedUs, string? Caller, string? CustomerId)>(
            """
            SELECT id, ended_us, (SELECT number FROM caller_number n WHERE n.contact_id = contacts.id), customer_id
            FROM contacts JOIN contact_agents a ON a.contact_id = contacts.id
            WHERE a.agent = @agent AND a.owes = 1 AND closed_us IS NULL AND ended_us IS NOT NULL ORDER BY ended_us LIMIT @MaxOwed
            """, new { agent, MaxOwed }).AsList(), ct);
        List<OwedContact> owed = [];
        foreach (var row in rows)
        {
            var record = await ContactRecord.Of(row.Id, journal, time, ct);
            var card = row.CustomerId is { } id ? await customers.ById(id, ct) : null;
            await record.End(record.Facts.EndedBy!, 0);
            await record.Over();
            owed.Add(new OwedContact(
                record, row.EndedUs, card?.Surname, card?.Title, Masks.Phone(numbers.Read(row.Id, row.Caller)),
                await DraftOf(row.Id, agent, ct)));
        }
        return owed;
    }
}
