using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TellerLine.Voice.Media.Recording;

/// <summary>Where in the file which span of which channel lies; read once, in the order of writing.</summary>
internal sealed class RecordingIndex
{
    /// <summary>No span with audio is longer: a later one cannot reach further back.</summary>
    public const int LongestSpan = 8_000;

    private readonly List<Span> _left = [];
    private readonly List<Span> _right = [];

    private RecordingIndex()
    {
    }

    /// <param name="Offset">Of its payload in the file.</param>
    public readonly record struct Span(uint Start, int Length, byte Kind, long Offset);

    public RecordingInfo Info { get; private set; } = null!;

    public long Samples { get; private set; }

    /// <summary>The file to the end of its last whole chunk.</summary>
    public long WholeBytes { get; private set; }

    public ReadOnlyMemory<byte> LastTag { get; private set; }

    /// <summary>In order of their start; where two overlap the one written later counts.</summary>
    public IReadOnlyList<Span> Left => _left;

    public IReadOnlyList<Span> Right => _right;

    public static RecordingIndex Read(SafeFileHandle file)
    {
        var index = new RecordingIndex();
        index.ReadAll(file);
        return index;
    }

    public string? Verify(SafeFileHandle file)
    {
        var header = ReadHeader(file);
        var headerTag = SHA256.HashData(header.AsSpan(..^RecordingFormat.TagLength));
        if (!header.AsSpan(^RecordingFormat.TagLength..).SequenceEqual(headerTag))
            return "the header does not match its hash";
        var link = headerTag;
        var buffer = new byte[RecordingFormat.MaxChunk];
        uint sequence = 0;
        foreach (var (head, at, length) in Chunks(file))
        {
            var chunk = buffer.AsSpan(0, length);
            _ = RandomAccess.Read(file, chunk, at);
            if (head.Sequence != sequence)
                return $"chunk {sequence} is missing: {head.Sequence} comes instead";
            if (chunk[12] != RecordingFormat.Sha256 || chunk[13] != RecordingFormat.NoCipher)
                return $"chunk {sequence} has algorithms not known here";
            if (!chunk.Slice(32, RecordingFormat.TagLength).SequenceEqual(link))
                return $"chunk {sequence} does not follow the one before it";
            var tag = chunk[^RecordingFormat.TagLength..];
            var body = chunk[RecordingFormat.ChunkHeader..^RecordingFormat.TagLength];
            if (head.IsDestroyed && body.ContainsAnyExcept((byte)0))
                return $"chunk {sequence} says that it is destroyed, and is not";
            link = head.IsDestroyed ? tag.ToArray() : SHA256.HashData(chunk[..^RecordingFormat.TagLength]);
            if (!tag.SequenceEqual(link))
                return $"chunk {sequence} does not match its hash";
            sequence++;
        }

        if (Info.Sealed && Info.TornBytes > 0)
            return $"{Info.TornBytes} bytes follow the seal";
        return null;
    }

    /// <summary>The whole ones, in order, to the seal.</summary>
    public static IEnumerable<RecordingChunk> Chunks(SafeFileHandle file)
    {
        var size = RandomAccess.GetLength(file);
        long at = ReadHeader(file).Length;
        while (TryHead(file, at, out var head, out var length) && at + length <= size)
        {
            yield return new RecordingChunk(head, at, length);
            if ((head.Flags & RecordingFormat.SealFlag) != 0)
                yield break;
            at += length;
        }
    }

    private static byte[] ReadHeader(SafeFileHandle file)
    {
        var start = new byte[RecordingFormat.HeaderFixed];
        if (RandomAccess.Read(file, start, 0) < start.Length
            || !start.AsSpan(0, 8).SequenceEqual(RecordingFormat.FileMagic))
            throw new InvalidDataException("this is no recording");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        if (version != RecordingFormat.Version)
            throw new InvalidDataException(
                $"a recording of version {version}; {RecordingFormat.Version} is known here");
        var header = new byte[BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(10))];
        if (header.Length < RecordingFormat.HeaderFixed + 2 + RecordingFormat.TagLength
            || RandomAccess.Read(file, header, 0) < header.Length)
            throw new InvalidDataException("the recording's header is not whole");
        return header;
    }

    private static bool TryHead(SafeFileHandle file, long at, out ChunkHead head, out int length)
    {
        Span<byte> bytes = stackalloc byte[RecordingFormat.ChunkHeader];
        var read = RandomAccess.Read(file, bytes, at);
        return RecordingFormat.TryReadHead(bytes[..read], out head, out length);
    }

    private void ReadAll(SafeFileHandle file)
    {
        var size = RandomAccess.GetLength(file);
        var header = ReadHeader(file);
        LastTag = header.AsMemory(^RecordingFormat.TagLength..);
        List<AudioSpan> suppressed = [], suppressedRight = [], gaps = [], destroyed = [];
        var isSealed = false;
        var chunks = 0;
        long whole = header.Length;
        long end = 0;
        foreach (var (head, at, length) in Chunks(file))
        {
            // A chunk that could not be written leaves a hole between the periods of its neighbours.
            if (head.StartSample > end)
                Merge(gaps, end, head.StartSample);
            if (head.IsDestroyed)
                Merge(destroyed, head.StartSample, head.EndSample);
            else
                ReadSpans(file, at, head, suppressed, suppressedRight, gaps);
            var tag = new byte[RecordingFormat.TagLength];
            _ = RandomAccess.Read(file, tag, at + length - tag.Length);
            LastTag = tag;
            isSealed = (head.Flags & RecordingFormat.SealFlag) != 0;
            end = Math.Max(end, head.EndSample);
            chunks++;
            whole = at + length;
        }

        Samples = end;
        WholeBytes = whole;
        Sort(_left);
        Sort(_right);
        Info = Describe(header, isSealed, chunks, suppressed, gaps, size - whole) with
        {
            SuppressedRight = suppressedRight, Destroyed = destroyed,
        };
    }

    private void ReadSpans(
        SafeFileHandle file, long at, in ChunkHead head, List<AudioSpan> suppressed, List<AudioSpan> suppressedRight,
        List<AudioSpan> gaps)
    {
        var table = new byte[(head.LeftSpans + head.RightSpans) * RecordingFormat.SpanLength];
        _ = RandomAccess.Read(file, table, at + RecordingFormat.ChunkHeader);
        var payload = at + RecordingFormat.ChunkHeader + table.Length;
        for (var i = 0; i < head.LeftSpans + head.RightSpans; i++)
        {
            var (start, length, kind) = RecordingFormat.ReadSpan(table.AsSpan(i * RecordingFormat.SpanLength));
            var left = i < head.LeftSpans;
            if (RecordingFormat.IsAudio(kind))
            {
                (left ? _left : _right).Add(new Span(start, Math.Min(length, LongestSpan), kind, payload));
                payload += length;
            }
            else if (kind == RecordingFormat.KindSuppressed)
            {
                Merge(left ? suppressed : suppressedRight, start, start + length);
            }
            else if (left)
            {
                Merge(gaps, start, start + length);
            }
        }
    }

    // Spans in samples become milliseconds; one that a chunk's border cut in two is one again.
    private static void Merge(List<AudioSpan> spans, long from, long to)
    {
        if (spans.Count > 0 && from / 8 <= spans[^1].ToMs)
            spans[^1] = spans[^1] with { ToMs = Math.Max(spans[^1].ToMs, to / 8) };
        else
            spans.Add(new AudioSpan(from / 8, to / 8));
    }

    // Stable: what was written later stays later and wins.
    private static void Sort(List<Span> spans)
    {
        for (var i = 1; i < spans.Count; i++)
        {
            var span = spans[i];
            var at = i;
            for (; at > 0 && spans[at - 1].Start > span.Start; at--)
                spans[at] = spans[at - 1];
            spans[at] = span;
        }
    }

    private RecordingInfo Describe(
        byte[] header, bool isSealed, int chunks, List<AudioSpan> suppressed, List<AudioSpan> gaps, long torn)
    {
        var id = header.AsSpan(RecordingFormat.HeaderFixed + 1, header[RecordingFormat.HeaderFixed]);
        var legAt = RecordingFormat.HeaderFixed + 1 + id.Length;
        return new RecordingInfo(
            Encoding.UTF8.GetString(id),
            Encoding.UTF8.GetString(header.AsSpan(legAt + 1, header[legAt])),
            DateTimeOffset.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(12)) * 10),
            Samples / 8, header[20], isSealed, Convert.ToHexStringLower(LastTag.Span), chunks, suppressed, gaps, torn);
    }
}
