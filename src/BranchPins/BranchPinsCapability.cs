using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.BranchPins;

/// <param name="Version">The version that was read.</param>
public sealed record PinSetting(long Version, NewPin? Form);

/// <inheritdoc cref="PinSetting"/>
public sealed record PinUnlocking(long Version, PinUnlock? Form);

public static class BranchPinsCapability
{
    public static readonly Permission See = new("pins.see", "查看客户密码状态（不含密码）", "See how customers' PINs stand, never the PINs")
    {
        All = [Role.BranchAgent, Role.Risk, Role.Operations, Role.Auditor],
    };

    public static readonly Permission Manage = new(
        "pins.manage", "在网点为到场客户设置密码、解除锁定", "Set PINs and lift their locks for customers at a branch")
    {
        All = [Role.BranchAgent],
    };

    public static readonly Capability BranchPins = new("BranchPins")
    {
        MayUse = ["Kernel", "Access", "Banking", "Customers", "Lists", "Records"],
        Permissions = [See, Manage],
        Pages = [new Page("/pins", See)],
    };

    /// <summary>After <c>AddBanking</c> and <c>AddCustomers</c>.</summary>
    public static IServiceCollection AddBranchPins(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(BranchPins);
        services.AddSingleton<PinRecords>();
        services.AddSingleton<PinViews>();
        return services;
    }

    public static IEndpointRouteBuilder MapBranchPins(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/pins",
            PinList.Of(
                services.GetRequiredService<ICustomers>(), services.GetRequiredService<KernelOptions>(),
                services.GetRequiredService<TimeProvider>()));
        var api = routes.MapGroup("/api/pins").WithTags("BranchPins");
        api.MapGet("/{id}", (string id, HttpContext http, PinViews views, CancellationToken ct) =>
            Answer(views.View(id, http.User, ct))).WithName("getPins").RequirePermission(See);
        var manage = api.MapGroup("").RequirePermission(Manage);
        manage.MapGet("/form", () => FormOf.Schema<CustomerAtBranch>()).WithName("pinsForm");
        manage.MapPost("", (CustomerAtBranch wish, HttpContext http, PinRecords records, CancellationToken ct) =>
            Answer(records.Open(wish, http.User, ct))).WithName("openPins");
        foreach (var kind in Enum.GetValues<PinKind>())
        {
            manage.MapPost($"/{{id}}/{PinViews.Setting(kind)}", (
                string id, PinSetting wish, HttpContext http, PinRecords records, CancellationToken ct) =>
                Answer(records.Set(id, kind, wish.Version, wish.Form, http.User, ct))).WithName($"set{kind}Pin");
            manage.MapPost($"/{{id}}/{PinViews.Unlocking(kind)}", (
                string id, PinUnlocking wish, HttpContext http, PinRecords records, CancellationToken ct) =>
                Answer(records.Unlock(id, kind, wish.Version, wish.Form, http.User, ct))).WithName($"unlock{kind}Pin");
        }

        return routes;
    }
}
