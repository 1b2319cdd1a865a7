using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace TellerLine.Voice.WebRtc;

/// <summary>
/// A peer's address and port as a value: a dictionary's key on the packet path, made from and written to a
/// <c>sockaddr</c>.
/// </summary>
internal readonly record struct PeerAddress(UInt128 Ip, ushort Port, bool IsV6)
{
    /// <summary>Size of <c>sockaddr_in</c> and <c>sockaddr_in6</c> on Linux.</summary>
    public const int SockaddrV4 = 16, SockaddrV6 = 28;

    private const ushort Inet = 2, Inet6 = 10;

    /// <summary>
    /// The prefix of an IPv4 address mapped into IPv6 (RFC 4291 §2.5.5.2); such a source is the IPv4 address it stands
    /// for.
    /// </summary>
    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    /// <summary>From <c>struct sockaddr_in</c> or <c>sockaddr_in6</c>.</summary>
    public static PeerAddress FromSockaddr(ReadOnlySpan<byte> sockaddr)
    {
        var family = BitConverter.ToUInt16(sockaddr);
        var port = BinaryPrimitives.ReadUInt16BigEndian(sockaddr[2..]);
        if (family == Inet)
            return new PeerAddress(BinaryPrimitives.ReadUInt32BigEndian(sockaddr[4..]), port, false);
        if (family != Inet6)
            return default;
        var ip = BinaryPrimitives.ReadUInt128BigEndian(sockaddr[8..]);
        return ip >> 32 == Mapped >> 32 ? new PeerAddress((uint)ip, port, false) : new PeerAddress(ip, port, true);
    }

    /// <returns>Bytes written.</returns>
    public int WriteSockaddr(Span<byte> sockaddr)
    {
        var size = IsV6 ? SockaddrV6 : SockaddrV4;
        sockaddr[..size].Clear();
        BitConverter.TryWriteBytes(sockaddr, IsV6 ? Inet6 : Inet);
        BinaryPrimitives.WriteUInt16BigEndian(sockaddr[2..], Port);
        if (IsV6)
            BinaryPrimitives.WriteUInt128BigEndian(sockaddr[8..], Ip);
        else
            BinaryPrimitives.WriteUInt32BigEndian(sockaddr[4..], (uint)Ip);
        return size;
    }

    public static PeerAddress From(IPEndPoint endPoint)
    {
        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? new PeerAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port, false)
            : new PeerAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)endPoint.Port, true);
    }

    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Ip);
        return new IPEndPoint(new IPAddress(IsV6 ? bytes : bytes[12..]), Port);
    }

    public override string ToString() => ToEndPoint().ToString();
}
