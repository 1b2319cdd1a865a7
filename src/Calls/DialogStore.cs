using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Voice's dialogs in the centre's database, this node's, encrypted: they name who talks with whom. A call is answered
/// before its dialog is stored: nobody waits for the disk.
/// </summary>
internal sealed partial class DialogStore(
    IDb db, IFieldCipher cipher, KernelOptions kernel, ILogger<DialogStore> log) : IDialogStore
{
    public Task Save(StoredDialog dialog) => db.WriteSoon(s => s.Connection.Execute(
        """
        INSERT INTO call_dialogs (leg_id, node, body) VALUES (@LegId, @Node, @Body)
        ON CONFLICT (leg_id) DO UPDATE SET body = excluded.body
        """,
        new
        {
            dialog.LegId, kernel.Node, Body = cipher.Encrypt(JournalJson.Write(dialog), Place(dialog.LegId)),
        }, s.Transaction));

    public Task Remove(string legId) => db.WriteSoon(s => s.Connection.Execute(
        "DELETE FROM call_dialogs WHERE leg_id = @legId", new { legId }, s.Transaction));

    public async Task<IReadOnlyList<StoredDialog>> All()
    {
        var rows = await db.Read(c => c.Query<(string LegId, string Body)>(
            "SELECT leg_id, body FROM call_dialogs WHERE node = @Node ORDER BY leg_id", new { kernel.Node }).AsList());
        List<StoredDialog> dialogs = [];
        foreach (var (legId, body) in rows)
        {
            try
            {
                dialogs.Add(JournalJson.Read<StoredDialog>(cipher.Decrypt(body, Place(legId))));
            }
            catch (FieldUnreadableException fault)
            {
                // Its peer finds out by itself; the others are told.
                NotReadable(log, legId, fault);
            }
        }
        return dialogs;
    }

    internal static FieldPlace Place(string legId) => new("call_dialogs", "body", legId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The dialog of {LegId} is not settled")]
    private static partial void NotReadable(ILogger log, string legId, Exception fault);
}

internal sealed class EncryptedDialogs(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "call_dialogs";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string LegId, string Body)>(
            "SELECT leg_id, body FROM call_dialogs WHERE leg_id > @after ORDER BY leg_id LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (legId, body) in rows.Where(row => !cipher.IsCurrent(row.Body)))
            scope.Connection.Execute(
                "UPDATE call_dialogs SET body = @renewed WHERE leg_id = @legId",
                new { legId, renewed = cipher.Renew(body, DialogStore.Place(legId)) }, scope.Transaction);
        return rows.Count == 0 ? null : rows[^1].LegId;
    }
}
