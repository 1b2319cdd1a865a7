using Dapper;
using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>What of a contact is kept as evidence, for who ties it to what was done in it.</summary>
public interface IContactEvidence
{
    /// <summary>Reads and checks the files of its recordings: it takes as long as that.</summary>
    /// <returns>Null: there is no such contact.</returns>
    Task<ContactEvidence?> Of(string contactId, CancellationToken ct = default);
}

/// <param name="EndedUs">Null: it goes on.</param>
/// <param name="Story">All that happened, in order.</param>
/// <param name="Recordings">The customer's own, the oldest first; consultations recorded apart are none.</param>
public sealed record ContactEvidence(
    long? EndedUs, IReadOnlyList<JournalRow> Story, IReadOnlyList<RecordedEvidence> Recordings);

/// <param name="StartedUs">When its first sample was.</param>
/// <param name="Sha256">As it was sealed; null: nobody has sealed it.</param>
/// <param name="Fault">Null: the file is there, its chain whole and its end the one that was sealed. Else
/// <c>missing</c>, or what is wrong in words.</param>
/// <param name="Silences">Stretches without sound, for another cause than that a secret was keyed.</param>
public sealed record RecordedEvidence(
    string Id, long StartedUs, long DurationMs, string? Sha256, string? Fault,
    IReadOnlyList<EvidenceSilence> Silences);

/// <param name="Cause"><c>pinSpoken</c>, <c>destroyed</c>, <c>paused</c>, <c>policy</c>, <c>gap</c>.</param>
public sealed record EvidenceSilence(string Cause, long FromMs, long ToMs);

internal sealed class KeptEvidence(IDb db, IJournal journal, IProjections projections, Recordings recordings)
    : IContactEvidence
{
    public async Task<ContactEvidence?> Of(string contactId, CancellationToken ct)
    {
        var story = await journal.ReadStream(ContactRecord.StreamOf(contactId), ct: ct);
        if (story.Count == 0)
            return null;
        await projections.CatchUp("contacts", ct);
        var rows = await db.Read(
            c => c.Query<RecordingRow>(
                RecordingRow.Select + "WHERE contact_id = @contactId AND consultation IS NULL ORDER BY started_us, id",
                new { contactId }).AsList(), ct);
        List<RecordedEvidence> all = [];
        foreach (var row in rows)
            all.Add(await Of(row, story, ct));
        return new ContactEvidence(
            story.FirstOrDefault(row => row.Kind is "contact.ended" or "contact.closed")?.AtUs, story, all);
    }

    private async Task<RecordedEvidence> Of(RecordingRow row, IReadOnlyList<JournalRow> story, CancellationToken ct)
    {
        using var file = await recordings.Open(row, ct);
        if (file is null)
            return new RecordedEvidence(row.Id, row.StartedUs, row.DurationMs ?? 0, row.Sha256, "missing", []);
        return new RecordedEvidence(
            row.Id, Clock.ToUs(file.StartedAt), file.DurationMs, row.Sha256, await recordings.Fault(row, file),
            [
                .. Silences.Within(
                        story, Clock.ToUs(file.StartedAt), file.DurationMs, file.Suppressed, file.Gaps, file.Destroyed)
                    .Where(one => one.Silence.Cause != "secret")
                    .Select(one => new EvidenceSilence(one.Silence.Cause, one.FromMs, one.ToMs)),
            ]);
    }
}
