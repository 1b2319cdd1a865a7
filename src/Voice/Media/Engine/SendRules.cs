using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Where audio may go. A description comes from anybody, and what it names is somebody else's, or our own.
/// </summary>
internal static class SendRules
{
    /// <summary>Below are services of systems; no telephone listens for audio there.</summary>
    public const int LowestPort = 1_024;

    /// <param name="signalling">Where the description came from; null when not known.</param>
    /// <param name="toSelf">See <see cref="VoiceOptions.MediaToSelf"/>.</param>
    /// <returns>Why not, or null.</returns>
    public static string? Refuses(
        IPAddress to, int port, IPAddress? signalling, bool toSelf, Func<IPAddress, bool> isOwn)
    {
        if (port is < LowestPort or > 65_535)
            return $"port {port} is no port for audio";
        if (IsNobodys(to))
            return $"{to} is no single party's address";
        if (toSelf || !isOwn(to) || (signalling is not null && Plain(signalling).Equals(Plain(to))))
            return null;
        return $"{to} is this machine's own, and the call comes from elsewhere (Voice:MediaToSelf)";
    }

    /// <summary>
    /// Multicast, broadcast, unspecified, "this network" (which Linux takes for itself) and reserved (RFC 6890).
    /// </summary>
    public static bool IsNobodys(IPAddress address)
    {
        address = Plain(address);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any);
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] is 0 or >= 224;
    }

    /// <summary>An IPv4 address in IPv6's clothes is the IPv4 address.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>
/// The machine's own addresses, looked up again now and then: they change under a running process. One thread.
/// </summary>
internal sealed class OwnAddresses(TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private HashSet<IPAddress> _own = [];
    private long _lookedAt;
    private bool _looked;

    public bool Contains(IPAddress address)
    {
        address = SendRules.Plain(address);
        if (IPAddress.IsLoopback(address))
            return true;
        if (!_looked || time.GetElapsedTime(_lookedAt) > LookEvery)
        {
            _own = [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(n => n.GetIPProperties().UnicastAddresses)
                .Select(a => WithoutScope(a.Address))];
            (_looked, _lookedAt) = (true, time.GetTimestamp());
        }

        return _own.Contains(WithoutScope(address));
    }

    private static IPAddress WithoutScope(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address;
}
