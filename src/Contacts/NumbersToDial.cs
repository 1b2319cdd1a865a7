using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>Numbers by the contact they belong to, for whoever dials them: no page is told them.</summary>
public interface INumbersToDial
{
    /// <param name="scope">Whose contacts the one who dials may see.</param>
    /// <returns>E.164; null when there is no such contact within the scope, or no number behind it.</returns>
    Task<string?> Of(string contactId, DataScope scope, CancellationToken ct = default);
}

internal sealed class NumbersToDial(
    ContactQueries contacts, CallerNumbers numbers, Callbacks callbacks, IDb db, IProjections projections)
    : INumbersToDial
{
    public async Task<string?> Of(string contactId, DataScope scope, CancellationToken ct)
    {
        // One that ended in this moment is called back in the next.
        await projections.CatchUp("contacts", ct);
        // Whom nobody had in hand may be called back by everybody.
        var may = await contacts.Standing(contactId, scope, ct) is not null
            || await callbacks.IsOwed(contactId, scope, ct);
        return !may ? null
            : await db.Read(connection => numbers.Of(connection, contactId), ct);
    }
}
