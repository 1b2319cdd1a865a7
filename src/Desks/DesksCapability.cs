using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

public static class DesksCapability
{
    public static readonly Capability Desks = new("Desks")
    {
        MayUse = ["Kernel", "Access", "Definitions", "Routing", "Skills", "Customers", "Contacts"],
        Migrations = typeof(DesksCapability).Assembly,
        Permissions =
        [
            DesksPermissions.WorkDesk, DesksPermissions.CloseWrapups, DesksPermissions.EditNotReady,
            DesksPermissions.EditDirectory,
        ],
        Definitions = [NotReadyList.Kind, PhoneDirectory.Kind],
        Pages = [new Page("/desk", DesksPermissions.WorkDesk)],
    };

    /// <summary>
    /// Section <c>Desks</c>: presence, leases, offers, the screen, work in hand. Needs an <see cref="IDeskPhones"/>.
    /// </summary>
    public static IServiceCollection AddDesks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Desks);
        services.AddSection<DesksOptions>(configuration, "Desks");
        services.AddSingleton<ICheckConfiguration, DesksOptionsCheck>();
        services.AddSingleton<DeskLeases>();
        services.AddSingleton<IDeskLeases>(s => s.GetRequiredService<DeskLeases>());
        services.AddSingleton<IAtStart>(s => s.GetRequiredService<DeskLeases>());
        services.AddSingleton<DeskChanges>().AddSingleton<IDeskObserver>(s => s.GetRequiredService<DeskChanges>());
        services.AddSingleton<RouterOrders>().AddSingleton<IRoutingObserver>(s => s.GetRequiredService<RouterOrders>());
        services.AddSingleton<Lobby>().AddSingleton<ParkedCalls>().AddSingleton<Directories>();
        services.AddSingleton<DeskQueues>();
        services.AddSingleton(s => new PickUp(
            s.GetRequiredService<ParkedCalls>(), s.GetRequiredService<Lobby>(), s.GetRequiredService<DeskFloor>(),
            s.GetRequiredService<WorkInHand>(), s.GetRequiredService<IDeskPhones>(),
            s.GetRequiredService<RoutingOptions>()));
        services.AddSingleton<HubConnections>();
        services.AddSingleton(s => new WorkInHand(
            s.GetRequiredService<IRouting>(), s.GetRequiredService<IDeskPhones>(),
            s.GetRequiredService<IDeskNotices>(), s.GetRequiredService<DeskFloor>()));
        services.AddSingleton(s => new WorkLeft(
            s.GetRequiredService<DeskFloor>(), s.GetRequiredService<IRouting>(), s.GetRequiredService<Duty>()));
        services.AddSingleton<Duty>();
        services.AddHostedService(s => s.GetRequiredService<Duty>());
        services.AddSingleton<AgentNames>().AddSingleton<DeskView>().AddSingleton<DeskScreen>();
        services.AddSingleton<DeskFloor>();
        services.AddSingleton(s => new DeskEars(s.GetRequiredService<DeskFloor>()));
        services.AddSingleton<ISessionHold>(s => s.GetRequiredService<DeskFloor>());
        services.AddSingleton<DeskNotices>().AddSingleton<IDeskNotices>(s => s.GetRequiredService<DeskNotices>());
        services.AddSingleton<LeftWrapups>();
        services.AddSingleton<WrapupDesk>().AddSingleton<DeskWork>().AddSingleton<Offers>();
        services.AddHostedService(s => s.GetRequiredService<Offers>());
        services.AddHostedService(s => s.GetRequiredService<DeskWork>());
        services.AddSingleton<HubFaults>();
        services.Configure<HubOptions<DeskHub>>(o => o.AddFilter<HubFaults>());
        services.AddSignalR(o =>
            {
                o.MaximumReceiveMessageSize = 64 * 1024;
                // A desk whose network went notices within 12 s (web/src/desk/hub.ts), and so does the centre.
                o.KeepAliveInterval = TimeSpan.FromSeconds(4);
                o.ClientTimeoutInterval = TimeSpan.FromSeconds(12);
            })
            .AddJsonProtocol(o =>
            {
                o.PayloadSerializerOptions.Encoder = JournalJson.Options.Encoder;
                o.PayloadSerializerOptions.PropertyNamingPolicy = JournalJson.Options.PropertyNamingPolicy;
            });
        return services;
    }

    public static IEndpointRouteBuilder MapDesks(this IEndpointRouteBuilder routes)
    {
        LeftWrapups.Map(routes);
        Colleagues.Map(routes);
        DeskQueues.Map(routes);
        routes.MapGet("/api/not-ready-reasons", (IDefinitions definitions) => definitions
            .Ever(NotReadyList.Kind, list => list.Reasons, r => r.Code)
            .Select(each => new NotReadyView(each.Item.Code, new(each.Item.Zh, each.Item.En), each.InForce)))
            .WithName("listNotReadyReasons").WithTags("Desks").RequirePermission(DesksPermissions.WorkDesk);
        routes.MapGet("/api/desk/directory", (Directories directories) => directories.All)
            .WithName("listDirectory").WithTags("Desks").RequirePermission(DesksPermissions.WorkDesk);
        routes.MapHub<DeskHub>("/hub/desk").RequirePermission(DesksPermissions.WorkDesk);
        return routes;
    }
}
