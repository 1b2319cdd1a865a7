using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TellerLine.Voice.Media.Recording;

/// <param name="DurationMs">To the end of the last whole chunk.</param>
/// <param name="Sealed">It ended as it should, or was sealed later (<see cref="RecordingReader.Seal"/>).</param>
/// <param name="Sha256">The last chunk's tag, lower-case hex: it stands for the whole file.</param>
/// <param name="Suppressed">Spans of the left channel that are silent because a secret was keyed, or both were
/// withheld.</param>
/// <param name="Gaps">Spans that could not be written.</param>
/// <param name="TornBytes">What lies behind the last whole chunk (the writer was killed).</param>
public sealed record RecordingInfo(
    string RecordingId, string LegId, DateTimeOffset StartedAt, long DurationMs, int Channels, bool Sealed,
    string Sha256, int Chunks,
    IReadOnlyList<AudioSpan> Suppressed, IReadOnlyList<AudioSpan> Gaps, long TornBytes)
{
    /// <summary>Spans of the right channel that were withheld.</summary>
    public IReadOnlyList<AudioSpan> SuppressedRight { get; init; } = [];

    /// <summary>Spans whose sound is gone for good (<see cref="RecordingDestruction"/>).</summary>
    public IReadOnlyList<AudioSpan> Destroyed { get; init; } = [];
}

public sealed record AudioSpan(long FromMs, long ToMs);

/// <param name="Left">The loudest of each part, 0…1.</param>
public sealed record AudioPeaks(IReadOnlyList<float> Left, IReadOnlyList<float> Right);

/// <summary>
/// Reads a <c>.tlr</c> recording (<c>docs/recording.md</c>), also one whose writer was killed or is still writing: what
/// is there when it is opened, to the last whole chunk. One thread at a time.
/// </summary>
public sealed class RecordingReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly RecordingIndex _index;
    private IReadOnlyList<AudioSpan> _redacted = [];

    private RecordingReader(SafeFileHandle file)
    {
        _file = file;
        _index = RecordingIndex.Read(file);
    }

    public RecordingInfo Info => _index.Info;

    /// <summary>
    /// These spans are silent on both sides in whatever is read of it from now: a secret was said in them. The file
    /// stays as it was sealed.
    /// </summary>
    public void Redact(IReadOnlyList<AudioSpan> spans) => _redacted = spans;

    /// <summary>Bytes of the WAV file, known beforehand (for HTTP Range).</summary>
    public long WavLength => WavHeader.Length + (_index.Samples * WavHeader.BytesPerSample);

    /// <exception cref="InvalidDataException">It is no recording, or of a version not known here; the message says
    /// which.</exception>
    public static RecordingReader Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            return new RecordingReader(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Checks every hash and link.</summary>
    /// <returns>Null when all is right, else the first fault with its chunk's number.</returns>
    public string? Verify() => _index.Verify(_file);

    /// <summary>
    /// Stereo, 8 kHz, 16 bits: left the party, right what it heard. Read-only, seekable, made while it is read.
    /// </summary>
    public Stream OpenWav() => new WavStream(new RecordingSamples(_file, _index, _redacted), WavLength);

    public void WriteWav(Stream to)
    {
        using var wav = OpenWav();
        wav.CopyTo(to);
    }

    /// <summary>The loudest sample of each of so many equal parts of the recording.</summary>
    public AudioPeaks Peaks(int points)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        var (left, right) = (new float[points], new float[points]);
        var samples = new RecordingSamples(_file, _index, _redacted);
        var block = new short[2 * 4096];
        for (long at = 0; at < _index.Samples; at += 4096)
        {
            var count = (int)Math.Min(4096, _index.Samples - at);
            samples.Read(at, block.AsSpan(0, count * 2));
            for (var i = 0; i < count; i++)
            {
                var point = (int)((at + i) * points / _index.Samples);
                left[point] = Math.Max(left[point], Math.Abs(block[2 * i] / 32768f));
                right[point] = Math.Max(right[point], Math.Abs(block[(2 * i) + 1] / 32768f));
            }
        }

        return new AudioPeaks(left, right);
    }

    /// <summary>
    /// Seals a recording whose writer was killed: what is torn off at its end goes, a last chunk says so and closes the
    /// chain.
    /// </summary>
    /// <exception cref="InvalidDataException">A whole chunk of it is not right: it is left as it is.</exception>
    public static RecordingSealed Seal(string path)
    {
        using var reader = Open(path);
        var info = reader.Info;
        var gaps = info.Gaps.Count;
        if (info.Sealed)
            return new RecordingSealed(info.RecordingId, path, info.DurationMs, info.Sha256, gaps);
        if (reader.Verify() is { } fault)
            throw new InvalidDataException($"{path}: {fault}");

        // FileShare.Read fails while its writer lives: only one may write.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        var end = (uint)reader._index.Samples;
        var link = reader._index.LastTag.ToArray();
        var chunk = new byte[RecordingFormat.ChunkHeader + RecordingFormat.TagLength];
        var head = new ChunkHead(
            (uint)info.Chunks, RecordingFormat.SealFlag | RecordingFormat.SealedLateFlag, end, end, 0, 0);
        var length = RecordingFormat.Finish(chunk, head, 0, link);
        RandomAccess.SetLength(file, reader._index.WholeBytes);
        RandomAccess.Write(file, chunk.AsSpan(0, length), reader._index.WholeBytes);
        RandomAccess.FlushToDisk(file);
        return new RecordingSealed(info.RecordingId, path, info.DurationMs, Convert.ToHexStringLower(link), gaps);
    }

    public void Dispose() => _file.Dispose();
}
