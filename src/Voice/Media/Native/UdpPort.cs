using System.Net;

namespace TellerLine.Voice.Media.Native;

/// <summary>A bound, non-blocking UDP socket.</summary>
internal static unsafe class UdpPort
{
    private const int ExpeditedForwarding = 46 << 2; // DSCP EF, RFC 3246: what networks that care prefer for voice

    /// <returns>The descriptor, or -1 when the port is taken.</returns>
    public static int TryOpen(IPAddress listen, int port, int bufferBytes)
    {
        var address = SockAddr.From(listen, port);
        var fd = Libc.socket(address.Family, Libc.SockDgramNonBlockCloExec, 0);
        if (fd < 0)
            throw new MediaException("no more sockets: raise the limit of open files");

        if (Libc.bind(fd, address.Bytes, address.Length) != 0)
        {
            _ = Libc.close(fd);
            return -1;
        }

        // The forced form goes beyond net.core.rmem_max and needs CAP_NET_ADMIN; without it we get what the system
        // allows.
        if (Libc.setsockopt(fd, Libc.SolSocket, Libc.SoRcvBufForce, &bufferBytes, 4) != 0)
            _ = Libc.setsockopt(fd, Libc.SolSocket, Libc.SoRcvBuf, &bufferBytes, 4);
        _ = Libc.setsockopt(fd, Libc.SolSocket, Libc.SoSndBuf, &bufferBytes, 4);
        var service = ExpeditedForwarding;
        _ = address.Family == Libc.AfInet
            ? Libc.setsockopt(fd, Libc.IpProtoIp, Libc.IpTos, &service, 4)
            : Libc.setsockopt(fd, Libc.IpProtoIpV6, Libc.IpV6TClass, &service, 4);
        return fd;
    }

    public static int LocalPort(int fd)
    {
        var address = default(SockAddr);
        uint length = SockAddr.MaxLength;
        _ = Libc.getsockname(fd, address.Bytes, &length);
        address.Length = length;
        return address.Port;
    }
}
