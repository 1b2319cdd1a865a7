using System.Net;

namespace TellerLine.Voice.Sip;

internal enum SipTransport
{
    Udp,
    Tcp,
    Ws,
}

/// <summary>
/// Where a message came from and an answer goes: a UDP address pair, or a connection (RFC 5626 calls it a flow).
/// </summary>
internal abstract class SipFlow(SipTransport transport, IPEndPoint remote)
{
    public SipTransport Transport { get; } = transport;

    public IPEndPoint Remote { get; } = remote;

    /// <summary>As it stands in a URI: an IPv6 address in brackets.</summary>
    public string RemoteHost { get; } = SipHost.Text(remote.Address);

    public int RemotePort => Remote.Port;

    public bool IsReliable => Transport != SipTransport.Udp;

    public virtual bool IsOpen => true;

    /// <summary><c>UDP</c>, <c>TCP</c>, <c>WS</c> for Via.</summary>
    public string ViaTransport => Transport switch { SipTransport.Udp => "UDP", SipTransport.Tcp => "TCP", _ => "WS" };

    /// <summary><c>udp</c>, <c>tcp</c>, <c>ws</c> for URIs and storage.</summary>
    public string UriTransport => Transport switch { SipTransport.Udp => "udp", SipTransport.Tcp => "tcp", _ => "ws" };

    /// <returns>False when nothing could be sent (connection gone, queue full): a transport error to its
    /// transaction.</returns>
    public abstract bool Send(ReadOnlyMemory<byte> message);

    public override string ToString() => $"{UriTransport}:{Remote}";
}

internal static class SipHost
{
    public static string Text(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]"
            : address.ToString();
    }
}
