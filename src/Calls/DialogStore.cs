using Dapper;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Voice's dialogs in the centre's database, this node's. A call is answered before its dialog is stored: nobody waits
/// for the disk.
/// </summary>
internal sealed class DialogStore(IDb db, KernelOptions kernel) : IDialogStore
{
    public Task Save(StoredDialog dialog) => db.WriteSoon(s => s.Connection.Execute(
        """
        INSERT INTO call_dialogs (leg_id, node, body) VALUES (@LegId, @Node, @Body)
        ON CONFLICT (leg_id) DO UPDATE SET body = excluded.body
        """,
        new { dialog.LegId, kernel.Node, Body = JournalJson.Write(dialog) }, s.Transaction));

    public Task Remove(string legId) => db.WriteSoon(s => s.Connection.Execute(
        "DELETE FROM call_dialogs WHERE leg_id = @legId", new { legId }, s.Transaction));

    public Task<IReadOnlyList<StoredDialog>> All() => db.Read<IReadOnlyList<StoredDialog>>(c =>
        [.. c.Query<string>("SELECT body FROM call_dialogs WHERE node = @Node ORDER BY leg_id", new { kernel.Node })
            .Select(JournalJson.Read<StoredDialog>)]);
}
