using System.Net;
using Microsoft.Extensions.FileProviders;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>Where the authority of the certificate made on the spot lies.</summary>
internal sealed record HttpsAuthority(string Path);

/// <summary>The pages: where they listen and how they are sent.</summary>
internal static class Web
{
    public static void Listen(WebApplicationBuilder builder)
    {
        var centre = builder.Configuration.GetSection("Centre").Get<CentreOptions>() ?? new CentreOptions();
        var data = builder.Configuration["Kernel:DataDirectory"]!;
        var listen = IPAddress.TryParse(centre.HttpListen, out var address) ? address : IPAddress.Loopback;
        if (centre.Https)
            builder.Services.AddSingleton(new HttpsAuthority(HttpsCertificate.AuthorityPath(KeysOf(data))));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen, centre.HttpPort);
            if (centre.Https)
                kestrel.Listen(IPAddress.Any, centre.HttpsPort, l => l.UseHttps(HttpsCertificate.LoadOrMake(KeysOf(data), TimeProvider.System.GetUtcNow()).Server));
        });
    }

    public static void Pages(WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(root))
            return;
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(root),
            OnPrepareResponse = sent => sent.Context.Response.Headers.CacheControl =
                // Files under assets/ carry their hash in their name.
                sent.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>Any other address is a page of the application; an unknown API path stays 404.</summary>
    public static void Fallback(WebApplication app)
    {
        var index = Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html");
        app.MapFallback(async http =>
        {
            var path = http.Request.Path;
            if (path.StartsWithSegments("/api") || path.StartsWithSegments("/hub") || path.StartsWithSegments("/sip") || !File.Exists(index))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-cache";
            await http.Response.SendFileAsync(index);
        }).AllowAnonymous();
    }

    private static string KeysOf(string data) => Path.Combine(data, "keys");
}
