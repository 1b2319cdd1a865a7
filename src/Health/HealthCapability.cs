using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Access;
using TellerLine.Health.Store;
using TellerLine.Kernel;

namespace TellerLine.Health;

public static class HealthCapability
{
    public static readonly Permission SeeHealth = new(
        "health.see", "查看系统健康与告警", "See how the system is, and its alarms")
    {
        All = [Role.FloorManager, Role.Operations, Role.Administrator],
    };

    public static readonly Capability Health = new("Health")
    {
        MayUse = ["Kernel", "Access"],
        Migrations = typeof(HealthCapability).Assembly,
        Projections = [typeof(AlarmsProjection)],
        Permissions = [SeeHealth],
        Pages = [new Page("/health", SeeHealth)],
    };

    /// <summary>
    /// Section <c>Health</c>: watches the checks of all capabilities, raises alarms, and tells what is measured.
    /// </summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Health);
        services.AddSection<HealthOptions>(configuration, "Health");
        services.AddSingleton<ICheckConfiguration, HealthOptionsCheck>();
        services.AddSingleton<AlarmHistory>();
        services.AddSingleton<AlarmBoard>().AddSingleton<IAtStart>(s => s.GetRequiredService<AlarmBoard>());
        services.AddSingleton<IAtStart, HealthMeter>();
        services.AddSingleton<HealthWatch>().AddSingleton<IHostedService>(s => s.GetRequiredService<HealthWatch>());
        services.AddSingleton<HealthLook>();
        HealthMetrics.Add(services);
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        HealthApi.Map(routes);
        ProjectionsApi.Map(routes);
        HealthMetrics.Map(routes);
        return routes;
    }
}
