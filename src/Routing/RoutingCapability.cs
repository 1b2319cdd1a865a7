using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Routing;

public static class RoutingCapability
{
    public static readonly Capability Routing = new("Routing")
    {
        MayUse = ["Kernel", "Access", "Definitions"],
        Migrations = typeof(RoutingCapability).Assembly,
        Checks = [typeof(RouterCheck)],
        Permissions = [RoutingPermissions.EditQueues],
        Definitions = [SkillList.Kind, QueueList.Kind],
    };

    /// <summary>
    /// Section <c>Routing</c>; needs Kernel. Observers are found in the container when the domain starts, so they may
    /// themselves use
    /// <see cref="IRouting"/>.
    /// </summary>
    public static IServiceCollection AddRouting(this IServiceCollection services, IConfiguration configuration) =>
        services
        .AddCapability(Routing)
        .AddSection<RoutingOptions>(configuration, "Routing")
        .AddSingleton<ICheckConfiguration, RoutingOptionsCheck>()
        .AddSingleton<RoutingDomain>()
        .AddSingleton<IRouting>(provider => provider.GetRequiredService<RoutingDomain>())
        .AddSingleton<IAtStart>(provider => provider.GetRequiredService<RoutingDomain>())
        .AddSingleton<IAtStart, PlanFollower>()
        .AddSingleton<IAtStart, RoutingMeter>()
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<RoutingDomain>());
}
