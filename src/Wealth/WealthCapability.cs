using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Wealth;

public static class WealthCapability
{
    public static readonly Capability Wealth = new("Wealth")
    {
        MayUse = ["Kernel", "Access", "Banking", "Customers", "Definitions", "Lists", "Notices", "Records"],
        Migrations = typeof(WealthCapability).Assembly,
        Permissions =
        [
            WealthPermissions.See, WealthPermissions.SeeRatings, WealthPermissions.Rate, WealthPermissions.EditProducts,
        ],
        Definitions = [WealthProducts.Kind],
        Pages =
        [
            new Page("/wealth", WealthPermissions.See), new Page("/wealth/orders", WealthPermissions.See),
            new Page("/wealth/ratings", WealthPermissions.SeeRatings),
        ],
    };

    /// <summary>Section <c>Wealth</c>. With <c>AddBanking</c>, one of whose <see cref="IOrderBook"/> it is.</summary>
    public static IServiceCollection AddWealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Wealth);
        services.AddSection<WealthOptions>(configuration, "Wealth");
        services.AddSingleton<ICheckConfiguration, WealthOptionsCheck>();
        services.AddSingleton<WealthNotices>();
        services.AddSingleton<WealthBook>();
        services.AddSingleton<IOrderBook>(provider => provider.GetRequiredService<WealthBook>());
        services.AddSingleton<IWealth>(provider => provider.GetRequiredService<WealthBook>());
        services.AddSingleton<WealthSheet>();
        services.AddSingleton<Ratings>();
        return services;
    }

    public static IEndpointRouteBuilder MapWealth(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapGet("/api/wealth", (WealthSheet sheet, CancellationToken ct) => sheet.View(ct))
            .RequirePermission(WealthPermissions.See)
            .WithName("getWealth")
            .WithTags("Wealth")
            .Produces<WealthSheetView>();
        routes.MapList(
            "/api/wealth/orders",
            WealthOrders.Of(services.GetRequiredService<ICustomers>(), services.GetRequiredService<IDefinitions>()));
        routes.MapList(
            "/api/wealth/ratings",
            Ratings.List(
                services.GetRequiredService<ICustomers>(), services.GetRequiredService<WealthOptions>(),
                services.GetRequiredService<KernelOptions>(), services.GetRequiredService<TimeProvider>()));
        var ratings = routes.MapGroup("/api/wealth/ratings").WithTags("Wealth");
        ratings.MapGet("/form", () => Ratings.Form()).WithName("ratingForm").RequirePermission(WealthPermissions.Rate);
        ratings.MapPost("", (NewRating wish, HttpContext http, Ratings all, CancellationToken ct) =>
            Answer(all.Record(wish, http.User, ct))).WithName("recordRating").RequirePermission(WealthPermissions.Rate);
        ratings.MapGet("/{id}", (string id, Ratings all, CancellationToken ct) => Answer(all.View(id, ct)))
            .WithName("getRating").RequirePermission(WealthPermissions.SeeRatings);
        return routes;
    }
}
