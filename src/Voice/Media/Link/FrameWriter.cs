using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TellerLine.Voice.Media.Link;

/// <summary>A frame to a socket, each in one piece: the reader is woken once. Its user lets one in at a time.</summary>
internal sealed class FrameWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _frame = new(4096);
    private readonly Utf8JsonWriter _json;

    public FrameWriter() => _json = new Utf8JsonWriter(_frame);

    public void Send<T>(Socket socket, FrameKind kind, uint request, T body, JsonTypeInfo<T> type)
    {
        _frame.ResetWrittenCount();
        _ = _frame.GetSpan(MediaFrame.HeaderLength);
        _frame.Advance(MediaFrame.HeaderLength);
        _json.Reset(_frame);
        JsonSerializer.Serialize(_json, body, type);
        var whole = MemoryMarshal.AsMemory(_frame.WrittenMemory).Span;
        new MediaFrame(kind, request, whole.Length - MediaFrame.HeaderLength).Write(whole);
        SendAll(socket, whole);
    }

    /// <summary>A body that may be a secret: no copy of it stays.</summary>
    public static void Send(
        Socket socket, FrameKind kind, uint request, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        const int longest = 1024;
        var length = first.Length + second.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, longest);
        Span<byte> whole = stackalloc byte[MediaFrame.HeaderLength + length];
        try
        {
            new MediaFrame(kind, request, length).Write(whole);
            first.CopyTo(whole[MediaFrame.HeaderLength..]);
            second.CopyTo(whole[(MediaFrame.HeaderLength + first.Length)..]);
            SendAll(socket, whole);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(whole);
        }
    }

    public void Dispose() => _json.Dispose();

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[socket.Send(bytes)..];
    }
}
