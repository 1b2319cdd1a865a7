using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace TellerLine.Voice.Media.Recording;

/// <summary>
/// Takes sound out of a sealed recording for good (<c>docs/recording.md</c>): the chunks that hold it are overwritten
/// with nothing and say so, their tags stay, and with them the chain and the seal.
/// </summary>
public static class RecordingDestruction
{
    /// <summary>
    /// Destroys every chunk that holds sound of these spans, some 0.8 s each: on the disk when it returns. What broke
    /// off in its middle is finished by doing it again.
    /// </summary>
    /// <returns>The numbers of the chunks that are destroyed now, those destroyed before included.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="InvalidDataException">It is no recording, or its writer has not sealed it.</exception>
    public static IReadOnlyList<int> Destroy(string path, IReadOnlyList<AudioSpan> spans)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var index = RecordingIndex.Read(file);
        if (!index.Info.Sealed)
            throw new InvalidDataException($"{path} is not sealed yet");
        List<int> destroyed = [];
        foreach (var chunk in RecordingIndex.Chunks(file))
        {
            if (!chunk.Head.IsDestroyed && !Holds(file, chunk, spans))
                continue;
            Overwrite(file, chunk);
            destroyed.Add((int)chunk.Head.Sequence);
        }
        RandomAccess.FlushToDisk(file);
        return destroyed;
    }

    /// <summary>By its period, or by a span that came late and is of an earlier one.</summary>
    private static bool Holds(SafeFileHandle file, RecordingChunk chunk, IReadOnlyList<AudioSpan> spans)
    {
        bool Meets(long from, long to) => spans.Any(span => from < span.ToMs * 8 && to > span.FromMs * 8);
        var head = chunk.Head;
        if (head.LeftSpans + head.RightSpans == 0)
            return false;
        if (Meets(head.StartSample, head.EndSample))
            return true;
        var table = new byte[(head.LeftSpans + head.RightSpans) * RecordingFormat.SpanLength];
        _ = RandomAccess.Read(file, table, chunk.At + RecordingFormat.ChunkHeader);
        for (var at = 0; at < table.Length; at += RecordingFormat.SpanLength)
        {
            var (start, length, kind) = RecordingFormat.ReadSpan(table.AsSpan(at));
            if (RecordingFormat.IsAudio(kind) && Meets(start, start + length))
                return true;
        }
        return false;
    }

    /// <summary>First it says so, then it is so: what breaks off between is known for what it is.</summary>
    private static void Overwrite(SafeFileHandle file, RecordingChunk chunk)
    {
        Span<byte> flags = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(chunk.Head.Flags | RecordingFormat.DestroyedFlag));
        RandomAccess.Write(file, flags, chunk.At + RecordingFormat.FlagsAt);
        RandomAccess.FlushToDisk(file);
        RandomAccess.Write(
            file, new byte[chunk.Length - RecordingFormat.ChunkHeader - RecordingFormat.TagLength],
            chunk.At + RecordingFormat.ChunkHeader);
    }
}
