using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Voice.Media.Recording;

/// <summary>
/// The bytes of a <c>.tlr</c> file; <c>docs/recording.md</c> is the description. A header, then chunks; each names its
/// algorithms, carries the tag of the one before it and its own. All numbers little-endian.
/// </summary>
internal static class RecordingFormat
{
    public const ushort Version = 1;
    public const byte Sha256 = 1;
    public const byte NoCipher = 0;

    /// <summary>
    /// Reserved: the body is the ciphertext and its 16-byte tag, the nonce is the chunk's number, the key the
    /// recording's own.
    /// </summary>
    public const byte Aes256Gcm = 1;

    public const int TagLength = 32;
    public const int HeaderFixed = 28;
    public const int ChunkHeader = 64;
    public const int SpanLength = 8;
    public const int MaxChunk = 1 << 20;

    /// <summary>The last chunk, without audio: the recording is whole.</summary>
    public const ushort SealFlag = 1;

    /// <summary>Sealed after the writer was gone: what it had not written yet is missing.</summary>
    public const ushort SealedLateFlag = 2;

    /// <summary>
    /// The body is nothing but zeroes: what was there is gone for good. The tag is that of the chunk as it was.
    /// </summary>
    public const ushort DestroyedFlag = 4;

    /// <summary>Where in a chunk its flags stand.</summary>
    public const int FlagsAt = 14;

    public const byte KindPcmu = 0;
    public const byte KindPcma = 8;
    public const byte KindSuppressed = 0xFE;
    public const byte KindGap = 0xFF;

    public static ReadOnlySpan<byte> FileMagic => "TLRECORD"u8;

    public static ReadOnlySpan<byte> ChunkMagic => "TLCK"u8;

    public static byte[] Header(string recordingId, string legId, DateTimeOffset startedAt)
    {
        var recording = Encoding.UTF8.GetBytes(recordingId);
        var leg = Encoding.UTF8.GetBytes(legId);
        var length = HeaderFixed + 2 + recording.Length + leg.Length + TagLength;
        var bytes = new byte[length];
        FileMagic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)length);
        BinaryPrimitives.WriteInt64LittleEndian(
            bytes.AsSpan(12), (startedAt.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10);
        bytes[20] = 2;
        bytes[21] = Sha256;
        bytes[22] = NoCipher;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24), 8000);
        var at = HeaderFixed;
        bytes[at++] = (byte)recording.Length;
        recording.CopyTo(bytes, at);
        at += recording.Length;
        bytes[at++] = (byte)leg.Length;
        leg.CopyTo(bytes, at);
        SHA256.HashData(bytes.AsSpan(0, length - TagLength), bytes.AsSpan(length - TagLength));
        return bytes;
    }

    /// <summary>Completes a chunk whose body lies at <see cref="ChunkHeader"/>, and moves the link on.</summary>
    /// <returns>The chunk's length.</returns>
    public static int Finish(Span<byte> chunk, in ChunkHead head, int bodyLength, Span<byte> link)
    {
        var length = ChunkHeader + bodyLength + TagLength;
        ChunkMagic.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[4..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[8..], head.Sequence);
        chunk[12] = Sha256;
        chunk[13] = NoCipher;
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[FlagsAt..], head.Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[16..], head.StartSample);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[20..], head.EndSample);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[24..], head.LeftSpans);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[26..], head.RightSpans);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[28..], bodyLength);
        link.CopyTo(chunk[32..]);
        SHA256.HashData(chunk[..(length - TagLength)], link);
        link.CopyTo(chunk[(length - TagLength)..]);
        return length;
    }

    /// <summary>False: not a chunk, or not a whole one's header.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> bytes, out ChunkHead head, out int length)
    {
        head = default;
        length = 0;
        if (bytes.Length < ChunkHeader || !bytes[..4].SequenceEqual(ChunkMagic))
            return false;
        length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var bodyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]);
        head = new ChunkHead(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[FlagsAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]));
        var spans = (head.LeftSpans + head.RightSpans) * SpanLength;
        return length is >= ChunkHeader + TagLength and <= MaxChunk
            && bodyLength == length - ChunkHeader - TagLength && spans <= bodyLength
            && head.EndSample >= head.StartSample;
    }

    public static void WriteSpan(Span<byte> to, uint start, int length, byte kind)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, start);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], ((uint)kind << 24) | (uint)length);
    }

    public static (uint Start, int Length, byte Kind) ReadSpan(ReadOnlySpan<byte> from)
    {
        var second = BinaryPrimitives.ReadUInt32LittleEndian(from[4..]);
        return (BinaryPrimitives.ReadUInt32LittleEndian(from), (int)(second & 0xFF_FFFF), (byte)(second >> 24));
    }

    /// <summary>A span with bytes behind it; the others are silence that says why.</summary>
    public static bool IsAudio(byte kind) => kind is KindPcma or KindPcmu;
}

/// <param name="StartSample">Of the period it covers, in samples since the recording began; the end is not part of
/// it.</param>
internal readonly record struct ChunkHead(
    uint Sequence, ushort Flags, uint StartSample, uint EndSample, ushort LeftSpans, ushort RightSpans)
{
    public bool IsDestroyed => (Flags & RecordingFormat.DestroyedFlag) != 0;
}

/// <param name="At">Where in the file it begins.</param>
internal readonly record struct RecordingChunk(ChunkHead Head, long At, int Length);
