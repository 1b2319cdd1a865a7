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
        MayUse = ["Kernel", "Access"],
        Migrations = typeof(InsightsCapability).Assembly,
        Projections = [typeof(FiguresProjection)],
        Permissions = [InsightsPermissions.SeeFigures],
        Pages = [new Page("/figures", InsightsPermissions.SeeFigures)],
    };

    public static IServiceCollection AddInsights(this IServiceCollection services, IConfiguration configuration) =>
        services
        .AddCapability(Insights)
        .AddSingleton<FigureQueries>()
        .AddSingleton<FiguresToday>();

    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
            "/api/figures/today", (FiguresToday figures, IUsers users, HttpContext http, CancellationToken ct) =>
                figures.Look(users.ScopeOf(http.User, InsightsPermissions.SeeFigures), ct))
            .RequirePermission(InsightsPermissions.SeeFigures)
            .WithName("FiguresToday")
            .WithTags("Insights")
            .Produces<FiguresView>();
        return endpoints;
    }
}
