using TellerLine.Access;
using TellerLine.Contacts.Core;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// Recordings for the pages. Every reader comes through here: nothing of a file is given out without what the
/// contact's story keeps back.
/// </summary>
internal sealed class Recordings(
    IRecordingFiles files, IJournal journal, IDefinitions definitions, IUsers users, KernelOptions kernel)
{
    /// <param name="story">The contact's, in order.</param>
    public RecordingView View(RecordingRow row, IReadOnlyList<JournalRow> story)
    {
        using var file = Open(row, story);
        var at = file?.StartedAt ?? Clock.FromUs(row.StartedUs);
        var durationMs = file?.DurationMs ?? row.DurationMs ?? 0;
        return new RecordingView(
            row.Id, at, durationMs, row.Sha256 is not null, row.Gaps, file is null ? [] : Silent(file, story))
        {
            Consultation = Consulted(row, story),
            Segments = [.. Segments.Of(story, Clock.ToUs(at), durationMs * 8).Select(Shown)],
        };
    }

    public async Task<RecordingPeaks?> Peaks(RecordingRow row, int points, CancellationToken ct)
    {
        var story = await Story(row, ct);
        if (Open(row, story) is not { } file)
            return null;
        using (file)
        {
            var (left, right) = file.Peaks(points);
            return new RecordingPeaks(file.DurationMs, left, right, Silent(file, story));
        }
    }

    /// <returns>Null when its file is gone. The caller disposes it.</returns>
    public async Task<IRecordingFile?> Open(RecordingRow row, CancellationToken ct = default) =>
        Open(row, await Story(row, ct));

    /// <summary>
    /// What stands in the book must lie on the disk: the chain whole, its end the one that was sealed, and nothing gone
    /// from it but a PIN said aloud.
    /// </summary>
    /// <returns>Null when it is so, else what is wrong.</returns>
    public async Task<string?> Fault(RecordingRow row, IRecordingFile file) =>
        file.Verify() is { } fault ? fault
        : row.Sha256 is { } told && told != file.Sha256 ? "the last hash is not the one that was sealed"
        : file.Destroyed.Count > 0 && !Silences.Explain(
            await Story(row, CancellationToken.None), Clock.ToUs(file.StartedAt), file.Destroyed)
        ? "sound is gone from it that was not to be destroyed"
        : null;

    private Task<IReadOnlyList<JournalRow>> Story(RecordingRow row, CancellationToken ct) =>
        journal.ReadStream(ContactRecord.StreamOf(row.ContactId), ct: ct);

    private IRecordingFile? Open(RecordingRow row, IReadOnlyList<JournalRow> story) => files.Open(
        Path.Combine(kernel.DataDirectory, row.Path),
        [.. Silences.Redacted(story).Select(one => new RedactedSpan(one.FromUs, one.ToUs))]);

    private List<RecordingSilence> Silent(IRecordingFile file, IReadOnlyList<JournalRow> story) =>
    [
        .. Silences.Within(
            story, Clock.ToUs(file.StartedAt), file.DurationMs, file.Suppressed, file.Gaps,
            file.Destroyed).Select(one =>
            new RecordingSilence(
                one.FromMs, one.ToMs, one.Silence.Cause,
                one.Silence.Rule is { } rule ? new BilingualText(rule.Zh, rule.En) : NameOfPause(one.Silence.Reason))),
    ];

    private RecordedConsultation? Consulted(RecordingRow row, IReadOnlyList<JournalRow> story) =>
        row.Consultation is { } id
        && story.Where(one => one.Kind == "contact.consulting").Select(one => one.As<ConsultationBegun>())
            .FirstOrDefault(one => one.ConsultId == id) is { } began
            ? new RecordedConsultation(
                began.Agent, NameOf(began.Agent), began.Whom, began.Kind == "agent" ? NameOf(began.Whom) : null)
            : null;

    private BilingualText? NameOfPause(string? code) => code is null ? null
        : definitions.AllPauseReasons().FirstOrDefault(reason => reason.Code == code)?.Name
        ?? new BilingualText(code, code);

    private RecordingSegment Shown(Segment segment) => new(
        segment.Kind, segment.From, segment.To, segment.From / 8, segment.To / 8,
        [
            .. segment.Parties.Select(party => new RecordingParty(
                party.Role, party.Who, NameOf(party.Who), party.Mode, party.Music, party.Hears)),
        ]);

    private BilingualText? NameOf(string? who) =>
        who is not null && users.ByNumber(who) is { } user ? new BilingualText(user.NameZh, user.NameEn) : null;
}
