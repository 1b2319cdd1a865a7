using System.Buffers.Binary;
using System.Net.Sockets;

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
/// on a stream socket. A frame is read exactly into memory of the reader's choice, so that a secret never passes a
/// shared buffer.
/// </summary>
internal readonly record struct MediaFrame(FrameKind Kind, uint Request, int Length)
{
    public const int ProtocolVersion = 2;
    public const int HeaderLength = 9;
    public const int MaxLength = 4 << 20;

    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, Length);
        header[4] = (byte)Kind;
        BinaryPrimitives.WriteUInt32LittleEndian(header[5..], Request);
    }

    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">This is not our protocol.</exception>
    public static bool TryRead(Socket socket, out MediaFrame frame)
    {
        frame = default;
        Span<byte> header = stackalloc byte[HeaderLength];
        if (!TryFill(socket, header))
            return false;
        frame = new MediaFrame(
            (FrameKind)header[4], BinaryPrimitives.ReadUInt32LittleEndian(header[5..]),
            BinaryPrimitives.ReadInt32LittleEndian(header));
        return frame.Length is >= 0 and <= MaxLength ? true
            : throw new InvalidDataException($"a frame of {frame.Length} bytes");
    }

    public static bool TryFill(Socket socket, Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = socket.Receive(buffer);
            if (count == 0)
                return false;
            buffer = buffer[count..];
        }

        return true;
    }

    /// <summary>The caller holds the socket's write lock.</summary>
    public static void Send(
        Socket socket, FrameKind kind, uint request, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        new MediaFrame(kind, request, first.Length + second.Length).Write(header);
        SendAll(socket, header);
        SendAll(socket, first);
        SendAll(socket, second);
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[socket.Send(bytes)..];
    }
}
