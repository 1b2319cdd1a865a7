using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Section <c>Access:OpenIdConnect</c>: the bank's identity provider (OpenID Connect Core 1.0, authorization code with
/// PKCE, RFC 7636). Without an authority there is none.
/// </summary>
public sealed record IdentityProviderOptions
{
    /// <summary>Its issuer: <c>/.well-known/openid-configuration</c> stands below it.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>On the button of the sign-in page.</summary>
    public BilingualText Name { get; init; } = new("统一身份认证", "Identity provider");

    /// <summary>The claim of the ID token with a user's number, or the subject declared for him.</summary>
    public string NumberClaim { get; init; } = "preferred_username";

    /// <summary>For each of its answers, in milliseconds; the password is there meanwhile.</summary>
    public int PatienceMs { get; init; } = 8_000;

    internal bool On => Authority.Length + ClientId.Length + ClientSecret.Length > 0;

    /// <summary>Over TLS, or on this machine.</summary>
    internal Uri? Address =>
        Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && uri.Query.Length + uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) ? uri : null;

    internal IEnumerable<ConfigurationFault> Faults()
    {
        const string Place = "Access:OpenIdConnect";
        const int Longest = 40;
        if (!On)
            yield break;
        if (Address is null)
            yield return new(
                $"{Place}:Authority", Said(Authority),
                "the provider's address without a query: https://id.bank.example (http on this machine alone)");
        if (string.IsNullOrWhiteSpace(ClientId))
            yield return new($"{Place}:ClientId", "nothing", "the name by which the provider knows the centre");
        if (string.IsNullOrWhiteSpace(ClientSecret))
            yield return new($"{Place}:ClientSecret", "nothing", "the secret that the provider gave the centre");
        if (NumberClaim.Length is 0 or > 100 || NumberClaim.Any(char.IsWhiteSpace))
            yield return new($"{Place}:NumberClaim", Said(NumberClaim), "the name of a claim: preferred_username");
        if (PatienceMs is < 500 or > 60_000)
            yield return new($"{Place}:PatienceMs", $"{PatienceMs}", "500 to 60000 (milliseconds)");
        foreach (var (language, name) in new[] { ("Zh", Name.Zh), ("En", Name.En) })
            if (string.IsNullOrWhiteSpace(name) || name.Length > Longest)
                yield return new(
                    $"{Place}:Name:{language}", Said(name), $"what people call the provider, {Longest} characters at most");
    }

    private static string Said(string? value) => string.IsNullOrWhiteSpace(value) ? "nothing" : $"\"{value}\"";
}
