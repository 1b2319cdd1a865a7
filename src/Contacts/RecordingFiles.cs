using TellerLine.Kernel;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Contacts;

/// <summary>Recordings as files, for the pages: a recording that grows or broke off is readable to its last whole second.</summary>
internal sealed class RecordingFiles(KernelOptions kernel)
{
    public RecordingView View(RecordingRow row)
    {
        var at = Clock.FromUs(row.StartedUs);
        if (Open(row) is not { } reader)
            return new RecordingView(row.Id, at, row.DurationMs ?? 0, row.Sha256 is not null, row.Gaps, []);
        using (reader)
            return new RecordingView(row.Id, at, reader.Info.DurationMs, row.Sha256 is not null, row.Gaps, Spans(reader));
    }

    public RecordingPeaks? Peaks(RecordingRow row, int points)
    {
        if (Open(row) is not { } reader)
            return null;
        using (reader)
        {
            var peaks = reader.Peaks(points);
            return new RecordingPeaks(reader.Info.DurationMs, [.. peaks.Left.Select(p => (double)p)], [.. peaks.Right.Select(p => (double)p)], Spans(reader));
        }
    }

    /// <returns>To read the recording as stereo WAV, or null when its file is gone. The caller disposes it.</returns>
    public RecordingReader? Open(RecordingRow row)
    {
        try
        {
            return RecordingReader.Open(Path.Combine(kernel.DataDirectory, row.Path));
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
    }

    private static List<RecordingSpan> Spans(RecordingReader reader) =>
        [.. reader.Info.Suppressed.Select(s => new RecordingSpan(s.FromMs, s.ToMs))];
}
