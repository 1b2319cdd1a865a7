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
    public static IServiceCollection AddInsights(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new Migrations("Insights", typeof(InsightsCapability).Assembly))
        .AddSingleton<IProjection, FiguresProjection>()
        .AddSingleton<FigureQueries>()
        .AddSingleton<FiguresToday>();

    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/figures/today", (FiguresToday figures, CancellationToken ct) => figures.Look(ct))
            .RequireAuthorization(Policies.SeeFigures)
            .WithName("FiguresToday")
            .WithTags("Insights")
            .Produces<FiguresView>();
        return endpoints;
    }
}
