using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Movements;

public static class MovementsCapability
{
    public static readonly Capability Movements = new("Movements")
    {
        MayUse = ["Kernel", "Access", "Banking", "Customers", "Lists", "Notices", "Records"],
        Migrations = typeof(MovementsCapability).Assembly,
        Permissions = [MovementsPermissions.SeeStatements, MovementsPermissions.SeeAlerts],
        Pages =
        [
            new Page("/statements", MovementsPermissions.SeeStatements),
            new Page("/movement-alerts", MovementsPermissions.SeeAlerts),
        ],
    };

    /// <summary>Section <c>Movements</c>. After <c>AddBanking</c> and <c>AddNotices</c>.</summary>
    public static IServiceCollection AddMovements(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Movements);
        services.AddSection<MovementsOptions>(configuration, "Movements");
        services.AddSingleton<ICheckConfiguration, MovementsOptionsCheck>();
        services.AddSingleton<Statements>();
        services.AddSingleton<IStatements>(provider => provider.GetRequiredService<Statements>());
        services.AddSingleton<StatementRecords>();
        services.AddSingleton<MovementAlerts>();
        services.AddSingleton<IMovementAlerts>(provider => provider.GetRequiredService<MovementAlerts>());
        services.AddSingleton<MovementFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<MovementFollower>());
        return services;
    }

    public static IEndpointRouteBuilder MapMovements(this IEndpointRouteBuilder routes)
    {
        var customers = routes.ServiceProvider.GetRequiredService<ICustomers>();
        routes.MapList("/api/statements", StatementList.Of(customers));
        routes.MapList("/api/movement-alerts", AlertList.Of(customers));
        routes.MapGet("/api/statements/{id}", async Task<Results<Ok<StatementView>, NotFound>> (
            string id, HttpContext http, StatementRecords records, CancellationToken ct) =>
            await records.View(id, http.User, ct) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound())
            .WithTags("Movements").WithName("getStatement").RequirePermission(MovementsPermissions.SeeStatements);
        return routes;
    }
}
