using System.Buffers.Binary;

namespace TellerLine.Voice.Media.Link;

internal enum FrameKind : byte
{
    Command = 1,
    Reply = 2,
    Event = 3,

    /// <summary>Binary: how it ended (a byte), then the digits.</summary>
    Secret = 4,

    /// <summary>Binary: the key (a byte), then the leg's id in UTF-8.</summary>
    Key = 5,
}

/// <summary>
/// The local protocol: frames of length (4 bytes, of what follows the header), kind (1) and request (4), little-endian,
/// on a stream socket.
/// </summary>
internal readonly record struct MediaFrame(FrameKind Kind, uint Request, int Length)
{
    public const int ProtocolVersion = 7;
    public const int HeaderLength = 9;
    public const int MaxLength = 4 << 20;

    /// <summary>Its body may hold digits of a secret: no copy of it stays in a shared buffer.</summary>
    public bool IsSecret => Kind is FrameKind.Secret or FrameKind.Key;

    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, Length);
        header[4] = (byte)Kind;
        BinaryPrimitives.WriteUInt32LittleEndian(header[5..], Request);
    }

    /// <exception cref="InvalidDataException">This is not our protocol.</exception>
    public static MediaFrame Read(ReadOnlySpan<byte> header)
    {
        var frame = new MediaFrame(
            (FrameKind)header[4], BinaryPrimitives.ReadUInt32LittleEndian(header[5..]),
            BinaryPrimitives.ReadInt32LittleEndian(header));
        return frame.Length is >= 0 and <= MaxLength ? frame
            : throw new InvalidDataException($"a frame of {frame.Length} bytes");
    }
}
