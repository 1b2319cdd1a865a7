using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Calls;

/// <summary>The contacts' pages read what the media process recorded.</summary>
internal sealed class RecordedFiles : IRecordingFiles
{
    public IRecordingFile? Open(string path, IReadOnlyList<RedactedSpan> redacted)
    {
        try
        {
            var reader = RecordingReader.Open(path);
            reader.Redact([.. redacted.Select(span => Span(span, Clock.ToUs(reader.Info.StartedAt)))]);
            return new RecordedFile(reader);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
    }

    public IReadOnlyList<int> Destroy(string path, IReadOnlyList<RedactedSpan> spans)
    {
        if (!File.Exists(path))
            return [];
        DateTimeOffset startedAt;
        using (var reader = RecordingReader.Open(path))
            startedAt = reader.Info.StartedAt;
        return RecordingDestruction.Destroy(path, [.. spans.Select(span => Span(span, Clock.ToUs(startedAt)))]);
    }

    /// <summary>In the recording's own time, rounded outwards.</summary>
    private static AudioSpan Span(RedactedSpan span, long startedUs) => new(
        Math.Max(0, (span.FromUs - startedUs) / 1_000),
        span.ToUs == long.MaxValue ? long.MaxValue / 8 : ((span.ToUs - startedUs) / 1_000) + 1);

    private sealed class RecordedFile(RecordingReader reader) : IRecordingFile
    {
        public DateTimeOffset StartedAt => reader.Info.StartedAt;

        public long DurationMs => reader.Info.DurationMs;

        public IReadOnlyList<RecordingSpan> Suppressed =>
            [.. reader.Info.Suppressed.Select(s => new RecordingSpan(s.FromMs, s.ToMs))];

        public IReadOnlyList<RecordingSpan> Destroyed =>
            [.. reader.Info.Destroyed.Select(s => new RecordingSpan(s.FromMs, s.ToMs))];

        public IReadOnlyList<RecordingSpan> Gaps =>
            [.. reader.Info.Gaps.Select(s => new RecordingSpan(s.FromMs, s.ToMs))];

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
