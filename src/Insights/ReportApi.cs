using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Insights;

/// <summary>Reports over HTTP: for the page, and the same numbers as CSV or XLSX.</summary>
internal static class ReportApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/reports").WithTags("Insights")
            .RequirePermission(InsightsPermissions.SeeFigures);
        api.MapGet("", Report).WithName("getReport");
        api.MapGet("/choices", Choices).WithName("getReportChoices");
        api.MapGet("/file", ReportFile).WithName("exportReport").Produces<string>(contentType: "text/csv");
    }

    private static async Task<Results<Ok<KpiReport>, ProblemHttpResult>> Report(
        [AsParameters] ReportQuery query, HttpContext http, KpiReports reports,
        [FromServices] IDefinitions definitions, IUsers users, KernelOptions kernel, CancellationToken ct)
    {
        var (asked, kpis, faults) = query.Read(definitions, kernel, Scope(users, http));
        return asked is null ? Refused(faults) : TypedResults.Ok(await reports.Of(asked, kpis, query.Version, ct));
    }

    private static async Task<Results<Ok<ReportChoices>, ProblemHttpResult>> Choices(
        DateOnly from, DateOnly to, HttpContext http, KpiReports reports, IUsers users, KernelOptions kernel,
        CancellationToken ct)
    {
        if (!ReportDay.CanBe(from) || !ReportDay.CanBe(to) || to < from)
            return Refused(["from, to: expected two days in order"]);
        return TypedResults.Ok(await reports.Choices(
            kernel.Day(from).FromUs, kernel.Day(to).ToUs, Scope(users, http), ct));
    }

    private static async Task<IResult> ReportFile(
        [AsParameters] ReportQuery query, HttpContext http, KpiReports reports,
        [FromServices] IDefinitions definitions, IUsers users, KernelOptions kernel, IAudit audit,
        CancellationToken ct, string format = "csv", string language = "zh")
    {
        var (asked, kpis, faults) = query.Read(definitions, kernel, Scope(users, http));
        if (format is not ("csv" or "xlsx"))
            return Refused([.. faults, $"format: expected csv or xlsx, found {format}"]);
        if (asked is null)
            return Refused(faults);
        var report = await reports.Of(asked, kpis, query.Version, ct);
        var name = $"report-by-{report.By}-{query.From:yyyyMMdd}-{query.To:yyyyMMdd}-v{report.Version}";
        await audit.Record(
            http.User.Number(), "list.exported", "list/reports", $"{name}.{format}, {report.Rows.Count} rows", ct);
        // The ZIP within an XLSX ends with bytes that it writes without waiting.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = format == "xlsx";
        var table = new ReportTable(report, language == "en");
        return TypedResults.Stream(
            file => ListFile.Write(format, file, table.Heads, table.Portions(), kernel.Zone(), ct),
            ListFile.TypeOf(format), $"{name}.{format}");
    }

    private static DataScope Scope(IUsers users, HttpContext http) =>
        users.ScopeOf(http.User, InsightsPermissions.SeeFigures);

    private static ProblemHttpResult Refused(IReadOnlyList<string> faults) => Problems.Refused(
        "无法理解的查询 / Not understood", string.Join("; ", faults), "badQuery");
}
