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
using TellerLine.Records;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.PersonalMenus;

/// <param name="Version">The version that was read.</param>
public sealed record MenuComposing(long Version, ChosenItems? Form);

/// <inheritdoc cref="MenuComposing"/>
public sealed record MenuResetting(long Version);

public static class PersonalMenusCapability
{
    public static readonly Permission See = new(
        "personalMenus.see", "查看客户的个性化菜单", "See customers' personal menus")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.BranchAgent, Role.TeamLead, Role.FloorManager, Role.Operations,
            Role.Auditor,
        ],
    };

    public static readonly Permission Compose = new(
        "personalMenus.compose", "应客户要求定制、恢复电话菜单", "Compose and reset telephone menus as customers wish")
    {
        All = [Role.Agent, Role.SeniorAgent, Role.BranchAgent, Role.TeamLead],
    };

    public static readonly Capability PersonalMenus = new("PersonalMenus")
    {
        MayUse = ["Kernel", "Access", "Catalogue", "Customers", "Lists", "Records"],
        Migrations = typeof(PersonalMenusCapability).Assembly,
        Permissions = [See, Compose],
        Pages = [new Page("/personal-menus", See)],
    };

    /// <summary>After <c>AddCustomers</c>. What is offered is SelfService's (<see cref="IOfferedItems"/>).</summary>
    public static IServiceCollection AddPersonalMenus(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(PersonalMenus);
        services.AddSingleton<PersonalMenuDesk>();
        services.AddSingleton<IPersonalMenus>(provider => provider.GetRequiredService<PersonalMenuDesk>());
        services.AddSingleton<PersonalMenuViews>();
        return services;
    }

    public static IEndpointRouteBuilder MapPersonalMenus(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/personal-menus",
            PersonalMenuList.Of(
                services.GetRequiredService<ICustomers>(), services.GetRequiredService<IOfferedItems>()));
        var api = routes.MapGroup("/api/personal-menus").WithTags("PersonalMenus");
        api.MapGet("/{id}", (string id, HttpContext http, PersonalMenuViews views, CancellationToken ct) =>
            Answer(views.View(id, http.User, ct))).WithName("getPersonalMenu").RequirePermission(See);
        api.MapGet("/{id}/composition", Composition).WithName("getMenuComposition").RequirePermission(See);
        var compose = api.MapGroup("").RequirePermission(Compose);
        compose.MapGet("/form", () => FormOf.Schema<MenuCustomer>()).WithName("personalMenuForm");
        compose.MapPost("", (MenuCustomer wish, PersonalMenuDesk desk, CancellationToken ct) =>
            Answer(desk.Open(wish, ct))).WithName("openPersonalMenu");
        compose.MapPost("/{id}/compose", (
            string id, MenuComposing wish, HttpContext http, PersonalMenuDesk desk, CancellationToken ct) =>
            Answer(desk.Compose(id, wish.Version, wish.Form, http.User, ct))).WithName("composePersonalMenu");
        compose.MapPost("/{id}/reset", (
            string id, MenuResetting wish, HttpContext http, PersonalMenuDesk desk, CancellationToken ct) =>
            Answer(desk.ResetFor(id, wish.Version, http.User, ct))).WithName("resetPersonalMenu");
        return routes;
    }

    private static async Task<Results<Ok<MenuComposition>, NotFound>> Composition(
        string id, PersonalMenuDesk desk, CancellationToken ct) =>
        await desk.Composition(id, ct) is { } composition ? TypedResults.Ok(composition) : TypedResults.NotFound();
}
