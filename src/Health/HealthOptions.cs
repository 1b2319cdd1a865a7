using System.Net;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>Section <c>Health</c>.</summary>
public sealed record HealthOptions
{
    /// <summary>Everything is looked at so often, in seconds; what is known at once is told at once.</summary>
    public int CheckEverySeconds { get; init; } = 15;

    /// <summary>
    /// Addresses and networks that may read <c>/metrics</c>, <c>10.0.0.7</c>, <c>10.0.0.0/24</c>; none for this machine
    /// alone.
    /// </summary>
    public IReadOnlyList<string> MetricsFrom { get; init; } = [];

    /// <summary>Whoever sends it as a bearer token may read <c>/metrics</c> from anywhere; empty: nobody may.</summary>
    public string MetricsToken { get; init; } = "";
}

internal sealed class HealthOptionsCheck(HealthOptions options) : ICheckConfiguration
{
    private const int ShortestToken = 20;

    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.CheckEverySeconds is < 5 or > 300)
            yield return new("Health:CheckEverySeconds", $"{options.CheckEverySeconds}", "5 to 300");
        foreach (var from in options.MetricsFrom)
            if (!IPAddress.TryParse(from, out _) && !IPNetwork.TryParse(from, out _))
                yield return new("Health:MetricsFrom", $"\"{from}\"", "an address or a network: 10.0.0.7, 10.0.0.0/24");
        if (options.MetricsToken.Length > 0
            && (options.MetricsToken.Length < ShortestToken || options.MetricsToken.Any(c => c is <= ' ' or > '~')))
            yield return new(
                "Health:MetricsToken", "a token that is too short or not of visible ASCII",
                $"{ShortestToken} or more letters, digits and signs");
    }
}
