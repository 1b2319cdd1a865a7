using System.Data;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// The numbers of those who called: beside the journal, never in it, encrypted. So they are shown masked, found whole,
/// renewed with the keys, and can be forgotten without touching what happened.
/// </summary>
public interface ICallerNumbers
{
    /// <summary>Keeps them in order with the contact's entries; not waited for.</summary>
    /// <param name="e164">Null when hidden or not a telephone number.</param>
    /// <param name="original">As the network sent it.</param>
    void Keep(string contactId, string? e164, string? original);
}

/// <summary>Table <c>caller_number</c>; a contact without a row called from no number, or has been forgotten.</summary>
internal sealed partial class CallerNumbers(IDb db, IFieldCipher cipher, ILogger<CallerNumbers> log) : ICallerNumbers,
    IEncryptedTable
{
    private const string Phone = "phone";

    public string Name => "caller_number";

    public void Keep(string contactId, string? e164, string? original)
    {
        if (e164 is not null || original is not null)
            _ = Kept(contactId, e164, original);
    }

    /// <summary>What <c>caller_number.number</c> of this contact says; null for null.</summary>
    internal string? Read(string contactId, string? stored) => stored is null ? null
        : cipher.Decrypt(stored, Number(contactId));

    /// <summary>In full; null when hidden, none, or forgotten.</summary>
    internal string? Of(IDbConnection connection, string contactId) => Read(
        contactId, connection.ExecuteScalar<string?>(
            "SELECT number FROM caller_number WHERE contact_id = @contactId", new { contactId }));

    /// <summary>To find contacts by a whole number: <c>number_hash IN (@newest, @oldest)</c>.</summary>
    internal (string Newest, string Oldest) HashesOf(string e164)
    {
        var hashes = cipher.Hashes(Phone, e164);
        return (hashes[0], hashes[^1]);
    }

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Id, string? Number, string? Hash, string? Original)>(
            """
            SELECT contact_id, number, number_hash, original FROM caller_number
            WHERE contact_id > @after ORDER BY contact_id LIMIT @limit
            """, new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (id, stored, hash, stale) in rows)
        {
            var number = stored is null ? null : cipher.Renew(stored, Number(id));
            var original = stale is null ? null : cipher.Renew(stale, Original(id));
            if (number == stored && original == stale && (number is null || cipher.IsCurrentHash(hash)))
                continue;
            scope.Connection.Execute(
                "UPDATE caller_number SET number = @number, number_hash = @hash, original = @original WHERE contact_id = @id",
                new
                {
                    id,
                    number,
                    hash = number is null ? null : cipher.Hash(Phone, cipher.Decrypt(number, Number(id))),
                    original,
                },
                scope.Transaction);
        }
        return rows.Count == 0 ? null : rows[^1].Id;
    }

    private async Task Kept(string contactId, string? e164, string? original)
    {
        try
        {
            await db.WriteSoon(scope => Put(scope, cipher, contactId, e164, original));
        }
        catch (Exception fault)
        {
            // The call goes on; its record says "number unknown".
            LogNotKept(log, contactId, fault);
        }
    }

    internal static int Put(WriteScope scope, IFieldCipher cipher, string contactId, string? e164, string? original) =>
        scope.Connection.Execute(
            """
            INSERT INTO caller_number (contact_id, number, number_hash, original) VALUES (@contactId, @number, @hash, @original)
            ON CONFLICT (contact_id) DO UPDATE SET number = @number, number_hash = @hash, original = @original
            """,
            new
            {
                contactId,
                number = e164 is null ? null : cipher.Encrypt(e164, Number(contactId)),
                hash = e164 is null ? null : cipher.Hash(Phone, e164),
                original = original is null ? null : cipher.Encrypt(original, Original(contactId)),
            },
            scope.Transaction);

    private static FieldPlace Number(string contactId) => new("caller_number", "number", contactId);

    private static FieldPlace Original(string contactId) => new("caller_number", "original", contactId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The caller's number of contact {Contact} was not kept")]
    private static partial void LogNotKept(ILogger logger, string contact, Exception exception);
}

/// <summary>
/// Version 1 of <c>contact.arrived</c> had the caller's number in its body. They are taken out, once: the only entries
/// of the journal that were ever changed.
/// </summary>
internal sealed class ArrivedWithNumbers(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "journal contact.arrived";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(long Seq, string Stream, string Body)>(
            """
            SELECT seq, stream, body FROM journal
            WHERE seq > @after AND kind = 'contact.arrived' AND version = 1 ORDER BY seq LIMIT @limit
            """,
            new { after = long.Parse(after ?? "0", System.Globalization.CultureInfo.InvariantCulture), limit },
            scope.Transaction).AsList();
        foreach (var (seq, stream, text) in rows)
        {
            var body = JsonNode.Parse(text)!.AsObject();
            CallerNumbers.Put(
                scope, cipher, stream["contact/".Length..], (string?)body["caller"], (string?)body["callerOriginal"]);
            body.Remove("caller");
            body.Remove("callerOriginal");
            scope.Connection.Execute(
                "UPDATE journal SET body = @body, version = 2 WHERE seq = @seq",
                new { seq, body = body.ToJsonString(JournalJson.Options) }, scope.Transaction);
        }
        return rows.Count == 0 ? null : rows[^1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
