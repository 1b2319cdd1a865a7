using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

internal sealed class ContactRows(
    IDb db, IJournal journal, IProjections projections, ICustomers customers, KernelOptions kernel, TimeProvider time)
        : IContactRows
{
    /// <summary>A contact lives on the node its id begins with: another node's are that one's to settle.</summary>
    private readonly string _mine = kernel.Node + "-%";

    public async Task<IReadOnlyList<OpenContact>> Open(CancellationToken ct)
    {
        await projections.CatchUp("contacts", ct);
        var ids = await db.Read(c => c.Query<string>(
            "SELECT id FROM contacts WHERE closed_us IS NULL AND id LIKE @mine ORDER BY started_us",
            new { mine = _mine }).AsList(), ct);
        List<OpenContact> open = [];
        foreach (var id in ids)
        {
            var record = await ContactRecord.Of(id, journal, time, ct);
            open.Add(new OpenContact(record, record.Facts.EndedBy));
        }
        return open;
    }

    public Task<IReadOnlyList<UnsealedRecording>> Unsealed(CancellationToken ct) =>
        db.Read<IReadOnlyList<UnsealedRecording>>(c => [.. c.Query<(string Id, string ContactId, string Path)>(
            "SELECT id, contact_id, path FROM recordings WHERE sha256 IS NULL AND contact_id LIKE @mine",
            new { mine = _mine })
            .Select(r => new UnsealedRecording(r.Id, r.ContactId, r.Path))], ct);

    public async Task<AgentDay> DayOf(string agent, CancellationToken ct)
    {
        await projections.CatchUp("contacts", ct);
        var (from, to) = kernel.DayAround(time.NowUs());
        var (handled, spent) = await db.Read(c => c.QuerySingle<(long, long)>(
            """
            SELECT COUNT(*), CAST(COALESCE(SUM(COALESCE(talk_us, 0) + COALESCE(wrapup_us, 0)), 0) AS BIGINT)
            FROM contacts
            WHERE agent = @agent AND started_us >= @from AND started_us < @to
              AND direction = 'inbound' AND connected_us IS NOT NULL AND ended_us IS NOT NULL
            """, new { agent, from, to }), ct);
        return new AgentDay(handled, spent);
    }

    public Task<bool> HasProved(string customerId, string exceptContactId, CancellationToken ct) =>
        db.Read(c => c.ExecuteScalar<long>(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM contacts
              WHERE customer_id = @customerId AND id <> @exceptContactId AND level IN ('enquiryPin', 'transactionPin')
              LIMIT 1) AS proved
            """, new { customerId, exceptContactId }) > 0, ct);

    public Task<string?> LastAgentOf(
        string customerId, long sinceUs, string exceptContactId, CancellationToken ct) =>
        db.Read(c => c.ExecuteScalar<string?>(
            """
            SELECT agent FROM contacts
            WHERE customer_id = @customerId AND started_us >= @sinceUs AND id <> @exceptContactId
              AND connected_us IS NOT NULL AND agent IS NOT NULL
            ORDER BY started_us DESC LIMIT 1
            """, new { customerId, sinceUs, exceptContactId }), ct);

    public async Task<string?> CustomerOf(string contactId, CancellationToken ct)
    {
        var id = await db.Read(
            c => c.ExecuteScalar<string?>("SELECT customer_id FROM contacts WHERE id = @contactId", new { contactId }),
            ct);
        return id is not null && await customers.ById(id, ct) is { } card ? card.Surname + card.Title : null;
    }
}
