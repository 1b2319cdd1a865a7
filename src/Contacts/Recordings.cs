using TellerLine.Access;
using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>Recordings for the pages.</summary>
internal sealed class Recordings(IRecordingFiles files, IUsers users, KernelOptions kernel)
{
    /// <param name="story">The contact's, in order.</param>
    public RecordingView View(RecordingRow row, IReadOnlyList<JournalRow> story)
    {
        using var file = Open(row);
        var at = file?.StartedAt ?? Clock.FromUs(row.StartedUs);
        var durationMs = file?.DurationMs ?? row.DurationMs ?? 0;
        return new RecordingView(
            row.Id, at, durationMs, row.Sha256 is not null, row.Gaps, file?.Suppressed ?? [])
        {
            Segments = [.. Segments.Of(story, Clock.ToUs(at), durationMs * 8).Select(Shown)],
        };
    }

    public RecordingPeaks? Peaks(RecordingRow row, int points)
    {
        if (Open(row) is not { } file)
            return null;
        using (file)
        {
            var (left, right) = file.Peaks(points);
            return new RecordingPeaks(file.DurationMs, left, right, file.Suppressed);
        }
    }

    private RecordingSegment Shown(Segment segment) => new(
        segment.Kind, segment.From, segment.To, segment.From / 8, segment.To / 8,
        [
            .. segment.Parties.Select(party => new RecordingParty(
                party.Role, party.Who, NameOf(party.Who), party.Mode, party.Music, party.Hears)),
        ]);

    private BilingualText? NameOf(string? who) =>
        who is not null && users.ByNumber(who) is { } user ? new BilingualText(user.NameZh, user.NameEn) : null;

    /// <returns>Null when its file is gone. The caller disposes it.</returns>
    public IRecordingFile? Open(RecordingRow row) => files.Open(Path.Combine(kernel.DataDirectory, row.Path));
}
