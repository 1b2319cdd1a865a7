using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace TellerLine.Host;

/// <summary>
/// What every answer tells the browser to be strict about, and whose word on the sender's address is taken.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Everything from here and nothing else; no script but the files beside the page. Styles may stand in the page:
    /// Ant Design writes its own while it runs (<c>docs/decisions</c>).
    /// </summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'{0}; media-src 'self' blob: data:; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void Add(IServiceCollection services) =>
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));

    public static void Use(IApplicationBuilder app, CentreOptions centre)
    {
        if (centre.Proxies.Count > 0)
            app.UseForwardedHeaders(From(centre.Proxies));
        app.Use((http, next) =>
        {
            // At the last moment: whoever answers with a fault begins its headers anew.
            http.Response.OnStarting(static state => Write((HttpContext)state), http);
            return next(http);
        });
        // Over TLS alone, and never for localhost, where it would close other programs' ports to this browser.
        app.UseHsts();
    }

    /// <param name="proxies">Addresses and networks, as <see cref="CentreOptionsCheck"/> lets them pass.</param>
    public static ForwardedHeadersOptions From(IReadOnlyList<string> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        return options;
    }

    private static Task Write(HttpContext http)
    {
        var (headers, request) = (http.Response.Headers, http.Request);
        // 'self' is also wss: and ws: of this host by the standard; not every browser in use knows it.
        // Who says so himself (a file that somebody brought) says it more strictly.
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Policy.Replace(
                "{0}", request.Host.HasValue ? $" {(request.IsHttps ? "wss" : "ws")}://{request.Host.Value}" : "",
                StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/hub"))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
