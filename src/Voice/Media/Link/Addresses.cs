using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace TellerLine.Voice.Media.Link;

/// <summary>What peers are told to send to.</summary>
internal static class Addresses
{
    /// <summary>
    /// The setting's (comma-separated); else the address listened on; else the machine's own, outward ones first,
    /// loopback last.
    /// </summary>
    public static IReadOnlyList<string> Told(MediaSettings settings)
    {
        if (settings.Advertise.Length > 0)
            return settings.Advertise.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var listen = IPAddress.Parse(settings.Listen);
        if (!listen.Equals(IPAddress.Any) && !listen.Equals(IPAddress.IPv6Any))
            return [settings.Listen];

        var own = NetworkInterface.GetAllNetworkInterfaces()
            .Where(n => n.OperationalStatus == OperationalStatus.Up
                || n.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .OrderByDescending(n => n.GetIPProperties().GatewayAddresses.Count > 0)
            .ThenBy(n => n.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork)
            .Select(a => a.ToString())
            .Distinct()
            .ToList();
        return own.Count > 0 ? own : ["127.0.0.1"];
    }
}
