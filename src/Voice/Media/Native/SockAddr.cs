using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TellerLine.Voice.Media.Native;

/// <summary>A sockaddr_in or sockaddr_in6 by value, comparable without allocation.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SockAddr
{
    public const int MaxLength = 28;

    public fixed byte Bytes[MaxLength];
    public uint Length;

    public readonly bool IsSet => Length != 0;

    public readonly int Family
    {
        get
        {
            fixed (byte* b = Bytes)
                return *(ushort*)b;
        }
    }

    public readonly int Port
    {
        get
        {
            fixed (byte* b = Bytes)
                return (b[2] << 8) | b[3];
        }
    }

    public static SockAddr From(IPAddress address, int port)
    {
        var result = default(SockAddr);
        var bytes = address.GetAddressBytes();
        *(ushort*)result.Bytes = (ushort)(bytes.Length == 4 ? Libc.AfInet : Libc.AfInet6);
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(result.Bytes + 2, 2), (ushort)port);
        bytes.CopyTo(new Span<byte>(result.Bytes + (bytes.Length == 4 ? 4 : 8), bytes.Length));
        if (bytes.Length == 16)
            *(uint*)(result.Bytes + 24) = (uint)address.ScopeId;
        result.Length = bytes.Length == 4 ? 16u : 28u;
        return result;
    }

    public readonly IPEndPoint ToEndPoint()
    {
        fixed (byte* b = Bytes)
        {
            return Family == Libc.AfInet
                ? new IPEndPoint(new IPAddress(new ReadOnlySpan<byte>(b + 4, 4)), Port)
                : new IPEndPoint(new IPAddress(new ReadOnlySpan<byte>(b + 8, 16), *(uint*)(b + 24)), Port);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Same(in SockAddr other)
    {
        fixed (byte* a = Bytes, b = other.Bytes)
        {
            // sockaddr_in: family, port, address in the first eight bytes; what follows is padding.
            return *(ulong*)a == *(ulong*)b && (*(ushort*)a == Libc.AfInet || SameHost6(a, b));
        }
    }

    /// <summary>Same address, any port.</summary>
    public readonly bool SameHost(in SockAddr other)
    {
        fixed (byte* a = Bytes, b = other.Bytes)
        {
            return *(ushort*)a == *(ushort*)b
                && (*(ushort*)a == Libc.AfInet ? *(uint*)(a + 4) == *(uint*)(b + 4) : SameHost6(a, b));
        }
    }

    // The flow label (bytes 4–7 of sockaddr_in6) is compared by Same only; a socket of ours receives it as zero.
    private static bool SameHost6(byte* a, byte* b) => *(ulong*)(a + 8) == *(ulong*)(b + 8)
        && *(ulong*)(a + 16) == *(ulong*)(b + 16);
}
