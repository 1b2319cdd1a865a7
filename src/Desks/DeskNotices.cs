using Dapper;
using TellerLine.Contacts;
using TellerLine.Kernel;

namespace TellerLine.Desks;

/// <summary>
/// What happened to an agent's work while the agent could not see it: told at the desk until dismissed.
/// </summary>
public interface IDeskNotices
{
    /// <param name="code">See <see cref="DeskNotice.Code"/>.</param>
    Task Tell(string agent, string code, string? contactId = null);

    /// <summary>Another has finished what the agent owed: nothing of it is told any more.</summary>
    Task Settled(string agent, string contactId);
}

internal sealed class DeskNotices(IDb db, IContactRows contacts, DeskFloor desks, TimeProvider time) : IDeskNotices
{
    /// <summary>More than these nobody reads: the older ones go.</summary>
    private const int Most = 20;

    public async Task Tell(string agent, string code, string? contactId = null)
    {
        await db.Write(scope =>
        {
            scope.Connection.Execute(
                "INSERT INTO desk_notices (id, agent, code, at_us, contact_id) VALUES (@id, @agent, @code, @at, @contactId)",
                new { id = Ids.New(time), agent, code, at = time.NowUs(), contactId }, scope.Transaction);
            return scope.Connection.Execute(
                """
                DELETE FROM desk_notices WHERE agent = @agent AND id NOT IN
                  (SELECT id FROM desk_notices WHERE agent = @agent ORDER BY at_us DESC, id DESC LIMIT @Most)
                """, new { agent, Most }, scope.Transaction);
        });
        await Refresh(desks.Of(agent));
    }

    public async Task Settled(string agent, string contactId)
    {
        await db.Write(scope => scope.Connection.Execute(
            "DELETE FROM desk_notices WHERE agent = @agent AND contact_id = @contactId AND code = 'wrapupOwed'",
            new { agent, contactId }, scope.Transaction));
        await Refresh(desks.Of(agent));
    }

    public async Task Dismiss(Desk desk, string id)
    {
        await db.Write(scope => scope.Connection.Execute(
            "DELETE FROM desk_notices WHERE id = @id AND agent = @Agent", new { id, desk.Agent }, scope.Transaction));
        await Refresh(desk);
    }

    /// <summary>Reads them anew and shows them.</summary>
    public async Task Refresh(Desk desk)
    {
        await desk.Reading.WaitAsync();
        try
        {
            desk.Told = await Read(desk);
        }
        finally
        {
            desk.Reading.Release();
        }

        desk.Changed();
    }

    private async Task<List<DeskNotice>> Read(Desk desk)
    {
        var rows = await db.Read(c => c.Query<(string Id, string Code, long AtUs, string? ContactId)>(
            "SELECT id, code, at_us, contact_id FROM desk_notices WHERE agent = @Agent ORDER BY at_us, id",
            new { desk.Agent }).AsList());
        List<DeskNotice> told = [];
        foreach (var row in rows)
        {
            var customer = row.ContactId is { } id ? await contacts.CustomerOf(id) : null;
            told.Add(new DeskNotice(row.Id, row.Code, Clock.FromUs(row.AtUs), row.ContactId, customer));
        }
        return told;
    }
}
