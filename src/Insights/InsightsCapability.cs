using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

public static class InsightsCapability
{
    public static readonly Capability Insights = new("Insights")
    {
        MayUse = ["Kernel", "Access", "Definitions", "Lists", "Routing"],
        Migrations = typeof(InsightsCapability).Assembly,
        Projections = [typeof(FiguresProjection), typeof(SegmentsProjection)],
        Permissions =
        [
            InsightsPermissions.SeeFigures, InsightsPermissions.EditKpis, InsightsPermissions.ImportCallLogs,
        ],
        Definitions = [KpiList.Kind, CallLogSources.Kind],
        Pages =
        [
            new Page("/figures", InsightsPermissions.SeeFigures), new Page("/reports", InsightsPermissions.SeeFigures),
            new Page("/call-logs", InsightsPermissions.ImportCallLogs),
        ],
    };

    public static IServiceCollection AddInsights(this IServiceCollection services, IConfiguration configuration) =>
        services
        .AddCapability(Insights)
        .AddSection<InsightsOptions>(configuration, "Insights")
        .AddSingleton<ICheckConfiguration, InsightsOptionsCheck>()
        .AddSingleton<FigureQueries>()
        .AddSingleton<FiguresToday>()
        .AddSingleton<ReportQueries>()
        .AddSingleton<KpiReports>()
        .AddSingleton<CallLogStore>()
        .AddSingleton<CallLogImport>()
        .AddSingleton<DemonstrationPast>()
        .AddHostedService<DemonstrationPastLoader>();

    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
            "/api/figures/today", (FiguresToday figures, IUsers users, HttpContext http, CancellationToken ct) =>
                figures.Look(users.ScopeOf(http.User, InsightsPermissions.SeeFigures), ct))
            .RequirePermission(InsightsPermissions.SeeFigures)
            .WithName("FiguresToday")
            .WithTags("Insights")
            .Produces<FiguresView>();
        ReportApi.Map(endpoints);
        CallLogApi.Map(endpoints);
        return endpoints;
    }
}
