using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Insights;

/// <summary>A source of call logs as the page offers it.</summary>
/// <param name="Columns">The headings its files have.</param>
public sealed record CallLogSourceView(string Key, BilingualText Name, IReadOnlyList<string> Columns);

/// <summary>Foreign call logs over HTTP: a file comes in, what became of it is listed.</summary>
internal static class CallLogApi
{
    private const int MostBytes = 64 * 1024 * 1024, LongestName = 120;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/call-logs", CallLogLists.Imports);
        routes.MapList("/api/call-log-aside", CallLogLists.Aside);
        routes.MapList("/api/quarantine", CallLogLists.Quarantine);
        var api = routes.MapGroup("/api/call-logs").WithTags("Insights")
            .RequirePermission(InsightsPermissions.ImportCallLogs);
        api.MapGet("/sources", Sources).WithName("getCallLogSources");
        api.MapPost("", Import).Takes("text/csv", MostBytes).WithName("importCallLog").Produces<CallLogImportDone>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static CallLogSourceView[] Sources([FromServices] IDefinitions definitions) =>
    [
        .. definitions.Now(CallLogSources.Kind).Value.Sources.Select(source => new CallLogSourceView(
            source.Key, new BilingualText(source.Zh, source.En),
            [.. source.Id.Concat(source.Columns.Values).Distinct()])),
    ];

    private static async Task<IResult> Import(
        string source, HttpContext http, [FromServices] IDefinitions definitions, CallLogImport import,
        CancellationToken ct, string file = "")
    {
        var sources = definitions.Now(CallLogSources.Kind);
        if (sources.Value.Find(source) is not { } mapping)
            return Refused(
                $"source: expected one of {string.Join(", ", sources.Value.Sources.Select(s => s.Key))}, found {source}");
        if (await SmallBody.Read(http, ct) is not { } bytes)
            return SmallBody.TooLarge(MostBytes);
        var name = file.Length > LongestName ? file[..LongestName] : file;
        var (done, missing) = await import.Run(sources, mapping, name, bytes, http.User.Number(), ct);
        return done is null ? Refused($"columns missing: {string.Join(", ", missing)}") : TypedResults.Ok(done);
    }

    private static ProblemHttpResult Refused(string detail) =>
        Problems.Refused("无法理解的话单 / Not understood", detail, "badCallLog");
}
