using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Calls.Core;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>How a call stands, as far as another process needs it to go on.</summary>
/// <param name="LegId">The customer's.</param>
/// <param name="Visits">How often it was in self-service.</param>
internal sealed record KeptCall(
    string ContactId, string LegId, string? Caller, string? CallerOriginal, long ArrivedUs, string Language,
    string? CustomerId, IdentificationLevel Level, CallPlace Place, int Visits, KeptRequest? Request, long? WaitSinceUs,
    long TalkUs, string? RecordingId, string? OutsideLeg, KeptTalk? Talk)
{
    public KeptParked? Parked { get; init; }

    /// <summary>See <see cref="LiveContact.SentTo"/>.</summary>
    public string? SentTo { get; init; }

    public static KeptCall Of(LiveContact contact) => new(
        contact.Id, contact.Customer.Id, contact.Caller, contact.CallerOriginal, contact.ArrivedUs, contact.Language,
        contact.Card?.Id, contact.Who?.Level ?? IdentificationLevel.None, contact.Place, contact.Visits,
        contact.Request is { } asked
            ? new KeptRequest(asked.Path, asked.Reason, asked.SelfServiceEnded, asked.Last) : null,
        contact.WaitSinceUs, contact.TalkUs, contact.RecordingId, contact.OutsideLeg, contact.Talk)
    {
        Parked = contact.Parked,
        SentTo = contact.SentTo,
    };
}

/// <param name="By">The agent who parked it.</param>
internal sealed record KeptParked(string By, int Number, long SinceUs);

/// <summary>The wish for a person without who asked.</summary>
internal sealed record KeptRequest(
    IReadOnlyList<string> Path, HumanReason Reason, bool SelfServiceEnded, LastService? Last);

/// <summary>Where a call's standing is written as it changes, until the call is over.</summary>
internal interface IKeepCalls
{
    void Keep(LiveContact contact);

    void Forget(string contactId);
}

/// <summary>
/// The calls of this node as they stand, in the centre's database, encrypted. Nobody waits for the disk: what a process
/// that dies leaves is at most some 25 ms old.
/// </summary>
internal sealed partial class KeptCalls(
    IDb db, IFieldCipher cipher, KernelOptions kernel, ILogger<KeptCalls> log) : IKeepCalls
{
    private readonly ConcurrentDictionary<string, string> _written = new();

    public void Keep(LiveContact contact)
    {
        var id = contact.Id;
        var body = JournalJson.Write(KeptCall.Of(contact));
        if (_written.TryGetValue(id, out var before) && before == body)
            return;
        _written[id] = body;
        _ = Quietly(id, db.WriteSoon(s => s.Connection.Execute(
            """
            INSERT INTO kept_calls (contact_id, node, body) VALUES (@id, @Node, @body)
            ON CONFLICT (contact_id) DO UPDATE SET body = excluded.body
            """, new { id, kernel.Node, body = cipher.Encrypt(body, Place(id)) }, s.Transaction)));
    }

    public void Forget(string contactId)
    {
        _written.TryRemove(contactId, out _);
        _ = Quietly(contactId, db.WriteSoon(s => s.Connection.Execute(
            "DELETE FROM kept_calls WHERE contact_id = @contactId", new { contactId }, s.Transaction)));
    }

    public async Task<IReadOnlyDictionary<string, KeptCall>> All(CancellationToken ct)
    {
        var rows = await db.Read(c => c.Query<(string Id, string Body)>(
            "SELECT contact_id, body FROM kept_calls WHERE node = @Node", new { kernel.Node }).AsList(), ct);
        Dictionary<string, KeptCall> kept = [];
        foreach (var (id, body) in rows)
        {
            try
            {
                kept[id] = JournalJson.Read<KeptCall>(cipher.Decrypt(body, Place(id)));
            }
            catch (Exception fault) when (fault is FieldUnreadableException or System.Text.Json.JsonException)
            {
                // It is ended as the system's; the others go on.
                NotReadable(log, id, fault);
            }
        }
        return kept;
    }

    internal static FieldPlace Place(string contactId) => new("kept_calls", "body", contactId);

    private async Task Quietly(string contactId, Task<int> written)
    {
        try
        {
            await written;
        }
        catch (Exception fault)
        {
            NotKept(log, contactId, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How the call of contact {Contact} stands is not kept")]
    private static partial void NotKept(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "How the call of contact {Contact} stood cannot be read")]
    private static partial void NotReadable(ILogger log, string contact, Exception fault);
}

internal sealed class EncryptedKeptCalls(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "kept_calls";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Id, string Body)>(
            "SELECT contact_id, body FROM kept_calls WHERE contact_id > @after ORDER BY contact_id LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (id, body) in rows.Where(row => !cipher.IsCurrent(row.Body)))
            scope.Connection.Execute(
                "UPDATE kept_calls SET body = @renewed WHERE contact_id = @id",
                new { id, renewed = cipher.Renew(body, KeptCalls.Place(id)) }, scope.Transaction);
        return rows.Count == 0 ? null : rows[^1].Id;
    }
}
