using Dapper;
using TellerLine.Contacts.Core;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>PINs said aloud, and what becomes of what was recorded of them.</summary>
public interface ISpokenPins
{
    /// <summary>
    /// An agent marks one: in the contact's story, on disk, before anything else is done. Where the bank wants it
    /// destroyed, that is due from here.
    /// </summary>
    /// <param name="fromUs">See <see cref="PinSpoken.FromUs"/>.</param>
    /// <param name="customerId">Null: nobody is known yet.</param>
    Task Marked(ContactRecord contact, string agent, long fromUs, string? customerId);

    /// <summary>Whose PIN it was, found out after the mark. Said again it does nothing.</summary>
    Task Known(string contactId, string customerId);

    /// <summary>The contact's recordings are sealed: what is to be destroyed of them is, now.</summary>
    Task Sealed(string contactId);
}

/// <summary>Acts on a PIN said aloud, in the transaction that notes it.</summary>
public interface IPinSpokenWitness
{
    /// <inheritdoc cref="ISpokenPins.Marked"/>
    void Marked(WriteScope scope, string contactId, string agent, string? customerId);

    /// <inheritdoc cref="ISpokenPins.Known"/>
    void Known(WriteScope scope, string contactId, string customerId);
}

/// <summary>
/// Destroys what was recorded of a PIN, once its recordings are sealed: a due time that is set with the mark, so that
/// no restart forgets it. Until it is done, and afterwards, nobody is given it (<see cref="Silences.Redacted"/>).
/// </summary>
internal sealed class SpokenPins(
    IDb db, IJournal journal, IProjections projections, IDefinitions definitions, IRecordingFiles files,
    IDueTimes due, IAudit audit, IEnumerable<IPinSpokenWitness> witnesses, KernelOptions kernel, TimeProvider time)
    : ISpokenPins, IOutsideDueHandler
{
    public static readonly DueKind Kind = DueKind.OfOutside<SpokenPins>(
        "recordings.destroyPin", "销毁录音中的口述密码", "Destroy a PIN that was said aloud");

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public Task Marked(ContactRecord contact, string agent, long fromUs, string? customerId)
    {
        var destroy = definitions.Now(RecordingPolicy.Kind).Value.PinSpoken == "destroyed";
        return db.Write(scope =>
        {
            if (destroy)
                Set(scope, contact.Id, agent, Again);
            foreach (var witness in witnesses)
                witness.Marked(scope, contact.Id, agent, customerId);
            return scope.Append(contact.Stream, new PinSpoken(agent, fromUs) { Destroy = destroy });
        });
    }

    public Task Known(string contactId, string customerId) => db.Write(scope =>
    {
        foreach (var witness in witnesses)
            witness.Known(scope, contactId, customerId);
        return contactId;
    });

    public Task Sealed(string contactId) => db.Write(scope =>
    {
        if (due.Find(scope, Kind, contactId) is { } row)
            Set(scope, contactId, row.As<Marking>().Agent, TimeSpan.Zero);
        return contactId;
    });

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        var (contactId, agent) = (row.Key, row.As<Marking>().Agent);
        await projections.CatchUp("contacts", ct);
        var recordings = await db.Read(
            c => c.Query<RecordingRow>(
                RecordingRow.Select + "WHERE contact_id = @contactId ORDER BY id", new { contactId }).AsList(), ct);
        if (recordings.Any(recording => recording.Sha256 is null))
            return scope => Set(scope, contactId, agent, Again);
        var story = await journal.ReadStream(ContactRecord.StreamOf(contactId), ct: ct);
        IReadOnlyList<RedactedSpan> spans =
        [
            .. Silences.Redacted(story).Where(one => one.Destroy).Select(one => new RedactedSpan(one.FromUs, one.ToUs)),
        ];
        List<PinDestroyed> done = [];
        foreach (var recording in recordings)
            if (files.Destroy(Path.Combine(kernel.DataDirectory, recording.Path), spans) is { Count: > 0 } chunks)
                done.Add(new PinDestroyed(recording.Id, chunks));
        return scope =>
        {
            foreach (var destroyed in done)
            {
                scope.Append(ContactRecord.StreamOf(contactId), destroyed);
                audit.Add(
                    scope, agent, "recording.pinDestroyed", destroyed.RecordingId,
                    $"parts {string.Join(", ", destroyed.Chunks)}");
            }
        };
    }

    private void Set(WriteScope scope, string contactId, string agent, TimeSpan after) => due.Set(
        scope, Kind, contactId, time.NowUs() + (long)after.TotalMicroseconds, new Marking(agent));

    /// <param name="Agent">Who marked it.</param>
    private sealed record Marking(string Agent);
}
