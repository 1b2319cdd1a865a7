using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

internal sealed class ContactRows(IDb db, IProjections projections, KernelOptions kernel, TimeProvider time) : IContactRows
{
    /// <summary>A contact lives on the node its id begins with: another node's are that one's to settle.</summary>
    private readonly string _mine = kernel.Node + "-%";

    public async Task<IReadOnlyList<OpenContact>> Open(CancellationToken ct)
    {
        await projections.CatchUp(ct);
        return await db.Read<IReadOnlyList<OpenContact>>(c => [.. c.Query<(string Id, long? EndedUs, long? ConnectedUs)>(
            "SELECT id, ended_us, connected_us FROM contacts WHERE closed_us IS NULL AND id LIKE @mine ORDER BY started_us",
            new { mine = _mine })
            .Select(r => new OpenContact(r.Id, r.EndedUs, r.ConnectedUs))], ct);
    }

    public Task<IReadOnlyList<UnsealedRecording>> Unsealed(CancellationToken ct) =>
        db.Read<IReadOnlyList<UnsealedRecording>>(c => [.. c.Query<(string Id, string ContactId, string Path)>(
            "SELECT id, contact_id, path FROM recordings WHERE sha256 IS NULL AND contact_id LIKE @mine", new { mine = _mine })
            .Select(r => new UnsealedRecording(r.Id, r.ContactId, r.Path))], ct);

    public async Task<AgentDay> DayOf(string agent, CancellationToken ct)
    {
        var (from, to) = kernel.DayAround(time.NowUs());
        var (handled, spent) = await db.Read(c => c.QuerySingle<(long, long)>(
            """
            SELECT COUNT(*), CAST(COALESCE(SUM(COALESCE(talk_us, 0) + COALESCE(wrapup_us, 0)), 0) AS BIGINT)
            FROM contacts
            WHERE agent = @agent AND started_us >= @from AND started_us < @to
              AND connected_us IS NOT NULL AND ended_us IS NOT NULL
            """, new { agent, from, to }), ct);
        return new AgentDay(handled, spent);
    }
}
