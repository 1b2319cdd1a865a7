using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>
/// What all capabilities measure, for Prometheus, at <c>/metrics</c>. Nothing is collected but when it is asked for.
/// </summary>
internal static class HealthMetrics
{
    private const int MostSeries = 500;

    public static void Add(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("tellerline", serviceVersion: HealthView.ProgramVersion))
        .WithMetrics(metrics => metrics
            .AddMeter("TellerLine.*", "System.Runtime")
            .AddAspNetCoreInstrumentation()
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
            .AddPrometheusExporter());

    // For anybody by its address or token, not by a session: a scraper has none.
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint(
        "/metrics", meterProvider: null, branch => branch.Use(Guard), optionsName: null).AllowAnonymous();

    public static bool Allows(HttpRequest request, IPAddress? from, HealthOptions options)
    {
        if (options.MetricsToken.Length > 0 && Bears(request.Headers.Authorization, options.MetricsToken))
            return true;
        // What still says that it was forwarded came through a proxy nobody vouches for: not the asker's address.
        if (from is null || request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("Forwarded"))
            return false;
        var address = from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from;
        return options.MetricsFrom.Count == 0
            ? IPAddress.IsLoopback(address)
            : options.MetricsFrom.Any(allowed => IPNetwork.TryParse(allowed, out var network)
                ? network.Contains(address)
                : IPAddress.Parse(allowed).Equals(address));
    }

    private static bool Bears(string? header, string token) =>
        header is not null && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim())),
            SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        var options = http.RequestServices.GetRequiredService<HealthOptions>();
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return Allows(http.Request, http.Connection.RemoteIpAddress, options)
            ? next(http)
            : Problems.Refused(
                "不允许从此处读取指标。 / Metrics are not for this address.",
                "Expected an address of Health:MetricsFrom, or Health:MetricsToken as a bearer token.", "notForThisAddress",
                StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }
}

/// <summary>Each check's state as a number: 0 ok, 1 warning, 2 fault.</summary>
internal sealed class HealthMeter(IMeterFactory meters, AlarmBoard board) : IAtStart
{
    public Task Run(CancellationToken ct)
    {
        meters.Create("TellerLine.Health").CreateObservableGauge(
            "tellerline.health.check", States, null, "0 ok, 1 warning, 2 fault, as last looked at.");
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<int>> States() =>
        board.Look().Where(standing => standing.Finding is not null).Select(standing => new Measurement<int>(
            (int)standing.Finding!.State, new KeyValuePair<string, object?>("check", standing.Check.Name)));
}
