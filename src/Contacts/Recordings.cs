using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>Recordings for the pages.</summary>
internal sealed class Recordings(IRecordingFiles files, KernelOptions kernel)
{
    public RecordingView View(RecordingRow row)
    {
        var at = Clock.FromUs(row.StartedUs);
        if (Open(row) is not { } file)
            return new RecordingView(row.Id, at, row.DurationMs ?? 0, row.Sha256 is not null, row.Gaps, []);
        using (file)
            return new RecordingView(row.Id, at, file.DurationMs, row.Sha256 is not null, row.Gaps, file.Suppressed);
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

    /// <returns>Null when its file is gone. The caller disposes it.</returns>
    public IRecordingFile? Open(RecordingRow row) => files.Open(Path.Combine(kernel.DataDirectory, row.Path));
}
