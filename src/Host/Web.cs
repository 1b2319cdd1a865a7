using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
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
        var served = new ServedCertificate();
        if (centre.Https)
        {
            builder.Services.AddSingleton(new HttpsAuthority(HttpsCertificate.AuthorityPath(KeysOf(data))));
            builder.Services.AddSingleton(served).AddSingleton<HealthCheck, CertificateCheck>();
        }
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen, centre.HttpPort);
            if (centre.Https)
                kestrel.Listen(
                    IPAddress.Any, centre.HttpsPort,
                    l =>
                    {
                        var made = HttpsCertificate.LoadOrMake(KeysOf(data), TimeProvider.System.GetUtcNow());
                        l.UseHttps(served.Now = made.Server);
                    });
        });
    }

    /// <summary>What every request passes first, whatever it asks for.</summary>
    public static void Guard(WebApplication app, CentreOptions centre)
    {
        SecurityHeaders.Use(app, centre);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseBodyLimits();
        OriginGuard.Use(app, centre);
        // JSON between programs is UTF-8 (RFC 8259 §8.1); a name of an encoding that nobody knows would be our fault.
        app.Use((http, next) => http.Request.HasJsonContentType() && !IsUtf8(http.Request.ContentType)
            ? WrongContent().ExecuteAsync(http)
            : next(http));
    }

    public static void Pages(WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(root))
            return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(root),
            OnPrepareResponse = sent => sent.Context.Response.Headers.CacheControl =
                // Files under assets/ carry their hash in their name.
                sent.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable"
                    : "no-cache",
        });
    }

    /// <summary>
    /// Any other address is a page of the application, which knows best whether there is one; what programs ask for and
    /// is not there is a problem that says so.
    /// </summary>
    public static void Fallback(WebApplication app)
    {
        var wrongMethod = new WrongMethod(app.Services.GetRequiredService<EndpointDataSource>());
        foreach (var place in new[] { "/api", "/hub", "/sip" })
            app.MapFallback(
                place + "/{**rest}", (HttpContext http) =>
                wrongMethod.Allowed(http.Request.Path) is { Count: > 0 } allowed ? NotSo(http, allowed) : NotThere())
                .AllowAnonymous().ExcludeFromDescription();
        var index = Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html");
        app.MapFallback(http => Page(http, index)).AllowAnonymous();
    }

    private static Task Page(HttpContext http, string index)
    {
        if (!File.Exists(index) || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
            return NotThere().ExecuteAsync(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        return http.Response.SendFileAsync(index);
    }

    private static ProblemHttpResult NotThere() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "没有此地址。 / No such address.",
        extensions: new Dictionary<string, object?> { ["code"] = "notFound" });

    private static bool IsUtf8(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static ProblemHttpResult WrongContent() => TypedResults.Problem(
        statusCode: StatusCodes.Status415UnsupportedMediaType,
        title: "此地址不接受该内容类型或编码。 / This address does not take that type of content, or its encoding.",
        extensions: new Dictionary<string, object?> { ["code"] = "wrongContent" });

    private static ProblemHttpResult NotSo(HttpContext http, IReadOnlyList<string> allowed)
    {
        // The method is right, and still no endpoint was: its content is of another type than any of them takes.
        if (allowed.Contains(http.Request.Method, StringComparer.OrdinalIgnoreCase))
            return WrongContent();
        http.Response.Headers.Allow = string.Join(", ", allowed);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status405MethodNotAllowed,
            title: "此地址不接受该请求方法。 / This address does not answer to that method.",
            extensions: new Dictionary<string, object?> { ["code"] = "wrongMethod" });
    }

    private static string KeysOf(string data) => Path.Combine(data, "keys");
}
