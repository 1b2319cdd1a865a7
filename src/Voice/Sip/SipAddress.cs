using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace TellerLine.Voice.Sip;

/// <summary>How peers are told to reach us.</summary>
internal sealed record SipAddress(string Host, int Port)
{
    public string ViaHost => $"{Host}:{Port}";

    public string Contact(string user, SipTransport transport) =>
        $"<sip:{(user.Length > 0 ? SipUri.Escape(user) + "@" : "")}{Host}:{Port}{(transport == SipTransport.Udp ? "" : transport == SipTransport.Tcp ? ";transport=tcp" : ";transport=ws")}>";

    /// <summary>Every address of this machine, as a URI writes it.</summary>
    public static IEnumerable<string> OwnHosts() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(nic => nic.GetIPProperties().UnicastAddresses).Select(own => SipHost.Text(own.Address));

    /// <summary>The configured address, the one listened on, or the machine's own outward one.</summary>
    public static string Guess(VoiceOptions options)
    {
        var advertised = options.Advertise.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("");
        if (advertised.Length > 0)
            return IPAddress.TryParse(advertised, out var told) ? SipHost.Text(told) : advertised;
        if (IPAddress.TryParse(options.Listen, out var listen) && !listen.Equals(IPAddress.Any)
            && !listen.Equals(IPAddress.IPv6Any))
            return SipHost.Text(listen);
        foreach (var nic in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (nic.OperationalStatus != OperationalStatus.Up
                || nic.NetworkInterfaceType == NetworkInterfaceType.Loopback)
                continue;
            var properties = nic.GetIPProperties();
            foreach (var address in properties.UnicastAddresses)
                if (address.Address.AddressFamily == AddressFamily.InterNetwork
                    && properties.GatewayAddresses.Count > 0)
                    return address.Address.ToString();
        }

        return "127.0.0.1";
    }
}
