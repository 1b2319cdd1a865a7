using TellerLine.Contacts;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Calls;

/// <summary>The contacts' pages read what the media process recorded.</summary>
internal sealed class RecordedFiles : IRecordingFiles
{
    public IRecordingFile? Open(string path)
    {
        try
        {
            return new RecordedFile(RecordingReader.Open(path));
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
    }

    private sealed class RecordedFile(RecordingReader reader) : IRecordingFile
    {
        public DateTimeOffset StartedAt => reader.Info.StartedAt;

        public long DurationMs => reader.Info.DurationMs;

        public IReadOnlyList<RecordingSpan> Suppressed =>
            [.. reader.Info.Suppressed.Select(s => new RecordingSpan(s.FromMs, s.ToMs))];

        public string Sha256 => reader.Info.Sha256;

        public string? Verify() => reader.Verify();

        public Stream OpenWav() => reader.OpenWav();

        public (IReadOnlyList<double> Left, IReadOnlyList<double> Right) Peaks(int points)
        {
            var peaks = reader.Peaks(points);
            return ([.. peaks.Left.Select(p => (double)p)], [.. peaks.Right.Select(p => (double)p)]);
        }

        public void Dispose() => reader.Dispose();
    }
}
