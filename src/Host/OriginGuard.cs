namespace TellerLine.Host;

/// <summary>
/// Refuses what a page of another site sends here in the name of somebody signed in: connections to a hub or to
/// <c>/sip</c>, and requests that change something. A browser says where its page came from (<c>Origin</c>, RFC 6454);
/// a program that is no browser says nothing
/// and carries nobody's cookie.
/// </summary>
internal static class OriginGuard
{
    public static void Use(IApplicationBuilder app, CentreOptions centre) => app.Use(async (http, next) =>
    {
        var request = http.Request;
        if (!Guarded(request.Path, request.Method)
            || Allows(request.Headers.Origin, request.Scheme, request.Host.Value, centre.Origins))
            await next(http);
        else
            await TypedResults.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "来源不被允许。 / This origin is not allowed.",
                extensions: new Dictionary<string, object?> { ["code"] = "foreignOrigin" }).ExecuteAsync(http);
    });

    public static bool Guarded(PathString path, string method) =>
        path.StartsWithSegments("/hub") || path.StartsWithSegments("/sip")
        || (path.StartsWithSegments("/api") && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method));

    /// <param name="origin">Null or empty where there is none; <c>null</c> as a word is an origin that will not say its
    /// name.</param>
    /// <param name="host">With its port unless that is the scheme's own.</param>
    /// <param name="allowed">Further origins, <c>https://desk.bank.example</c>.</param>
    public static bool Allows(string? origin, string scheme, string? host, IReadOnlyList<string> allowed)
    {
        if (string.IsNullOrEmpty(origin) || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return true;
        var cut = origin.IndexOf("://", StringComparison.Ordinal);
        // A page without TLS has no say in a centre with it: whoever is on the wire could have written that page.
        return cut > 0 && host is { Length: > 0 }
            && (scheme != Uri.UriSchemeHttps || origin[..cut].Equals(scheme, StringComparison.OrdinalIgnoreCase))
            && origin[(cut + 3)..].Equals(host, StringComparison.OrdinalIgnoreCase);
    }
}
