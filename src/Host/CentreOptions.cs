using System.Net;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>Section <c>Centre</c>: whose centre this is and where its pages are served.</summary>
public sealed record CentreOptions
{
    public CentreName BankName { get; init; } = new("宁川银行", "Ningchuan Bank");

    /// <summary>The number customers dial.</summary>
    public string Hotline { get; init; } = "95000";

    /// <summary>
    /// With a demonstration bank and its users (public passwords and PINs): to try it, never for a real bank. Sets
    /// <c>Access:Demo</c>, <c>Banking:Demonstration</c>, <c>Bills:Demonstration</c>,
    /// <c>Insights:Demonstration</c> and <c>Notices:Demonstration</c> unless they are set themselves.
    /// </summary>
    public bool Demonstration { get; init; } = true;

    /// <summary>
    /// Where the pages are served without TLS; loopback, since browsers give the microphone only to HTTPS or localhost.
    /// </summary>
    public string HttpListen { get; init; } = "127.0.0.1";

    public int HttpPort { get; init; } = 8080;

    /// <summary>Serve HTTPS on every address too, with a certificate made on the spot.</summary>
    public bool Https { get; init; }

    public int HttpsPort { get; init; } = 8443;

    /// <summary>
    /// Origins besides this host whose pages may use the API and the hubs, <c>https://desk.bank.example</c>.
    /// </summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// Addresses and networks (<c>10.0.0.0/24</c>) of reverse proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and
    /// <c>-Host</c> are believed; nobody else's are.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>
    /// Whatever ends the program leaves its calls to the next start, not SIGHUP alone: for who restarts it by SIGTERM.
    /// </summary>
    public bool StopLeavesCalls { get; init; }
}

public sealed record CentreName(string Zh, string En);

internal sealed class CentreOptionsCheck(CentreOptions centre) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (centre.Hotline is not { Length: > 1 and <= 15 } || !centre.Hotline.All(char.IsAsciiDigit))
            yield return new("Centre:Hotline", $"\"{centre.Hotline}\"", "2 to 15 digits");
        if (string.IsNullOrWhiteSpace(centre.BankName.Zh))
            yield return new("Centre:BankName:Zh", "nothing", "the bank's name in Chinese");
        if (string.IsNullOrWhiteSpace(centre.BankName.En))
            yield return new("Centre:BankName:En", "nothing", "the bank's name in English");
        if (!IPAddress.TryParse(centre.HttpListen, out _))
            yield return new("Centre:HttpListen", $"\"{centre.HttpListen}\"", "an IP address");
        foreach (var origin in centre.Origins)
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                || uri.GetLeftPart(UriPartial.Authority) != origin)
                yield return new(
                    "Centre:Origins", $"\"{origin}\"", "scheme, host and port alone: https://desk.bank.example");
        foreach (var proxy in centre.Proxies)
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                yield return new("Centre:Proxies", $"\"{proxy}\"", "an address or a network: 10.0.0.7, 10.0.0.0/24");
        foreach (
            var (place, port) in new[] { ("Centre:HttpPort", centre.HttpPort), ("Centre:HttpsPort", centre.HttpsPort) })
            if (port is < 0 or > 65535)
                yield return new(place, port.ToString(), "a port, 0 to 65535 (0: a free one)");
    }
}
