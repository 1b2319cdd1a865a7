namespace TellerLine.Contacts;

/// <summary>Reads recordings' files; bound by the host to whoever writes them.</summary>
public interface IRecordingFiles
{
    /// <param name="path">Absolute.</param>
    /// <param name="redacted">Spans of which nothing may be heard or seen, whatever the file holds.</param>
    /// <returns>Null when the file is gone or is no recording. The caller disposes it.</returns>
    IRecordingFile? Open(string path, IReadOnlyList<RedactedSpan> redacted);

    /// <summary>
    /// Overwrites what a sealed file holds of these spans: not even its owner hears it again. Its chain and its seal
    /// stay verifiable. May be done again.
    /// </summary>
    /// <returns>The numbers of the file's parts that are no more; none when the file is gone.</returns>
    /// <exception cref="IOException">It cannot be written now.</exception>
    /// <exception cref="InvalidDataException">It is no recording, or not sealed.</exception>
    IReadOnlyList<int> Destroy(string path, IReadOnlyList<RedactedSpan> spans);
}

/// <param name="ToUs">Not part of it; the largest number for one that lasts.</param>
public readonly record struct RedactedSpan(long FromUs, long ToUs);

/// <summary>One that grows or broke off is readable to its last whole second.</summary>
public interface IRecordingFile : IDisposable
{
    /// <summary>When its first sample was, by the clock of whoever wrote it.</summary>
    DateTimeOffset StartedAt { get; }

    long DurationMs { get; }

    /// <summary>Spans that were not recorded: a secret was keyed, or the recording withheld.</summary>
    IReadOnlyList<RecordingSpan> Suppressed { get; }

    /// <summary>Spans that were destroyed (<see cref="IRecordingFiles.Destroy"/>).</summary>
    IReadOnlyList<RecordingSpan> Destroyed { get; }

    /// <summary>Spans that could not be written.</summary>
    IReadOnlyList<RecordingSpan> Gaps { get; }

    /// <summary>The last link of its hash chain.</summary>
    string Sha256 { get; }

    /// <summary>Checks every hash and link.</summary>
    /// <returns>Null when all is right, else the first fault.</returns>
    string? Verify();

    /// <summary>Stereo WAV: left what the customer sent, right what the customer heard. Seekable.</summary>
    Stream OpenWav();

    /// <summary>The loudest sample of each of so many equal parts, 0 to 1.</summary>
    (IReadOnlyList<double> Left, IReadOnlyList<double> Right) Peaks(int points);
}
