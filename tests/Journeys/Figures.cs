using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>Today's counts, as the page tells them.</summary>
internal sealed record Figures(long Offered, long Answered, long Abandoned, long ShortAbandoned, long SelfServed)
{
    public static async Task<Figures> Of(CentreUnderTest centre)
    {
        using var http = await centre.SignedIn("3001");
        return Read(await centre.Get(http, "/api/figures/today"));
    }

    /// <summary>The figures follow the journal within moments: waits until they are these.</summary>
    public static async Task Become(CentreUnderTest centre, Figures wanted)
    {
        using var http = await centre.SignedIn("3001");
        var seen = await Patience.Until(
            () => Read(centre.Get(http, "/api/figures/today").GetAwaiter().GetResult()), seen => seen == wanted,
            TimeSpan.FromSeconds(10));
        Assert.Equal(wanted, seen);
    }

    private static Figures Read(JsonNode page)
    {
        var figures = page["figures"]!.AsArray();
        long Count(string key) => (long)figures.Single(f => (string?)f!["key"] == key)!["numerator"]!;
        return new Figures(
            Count("offered"), Count("answered"), Count("abandoned"), Count("shortAbandoned"),
            Count("selfServiceShare"));
    }
}
