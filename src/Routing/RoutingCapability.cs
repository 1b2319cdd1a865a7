using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Routing;

public static class RoutingCapability
{
    /// <summary>
    /// Needs Kernel's <see cref="IDb"/>, <see cref="IJournal"/> and <see cref="TimeProvider"/>. Observers are found in the container when the
    /// domain starts, so they may themselves use <see cref="IRouting"/>.
    /// </summary>
    public static IServiceCollection AddRouting(this IServiceCollection services, IConfiguration configuration)
    {
        var options = RoutingOptions.From(configuration);
        var kernel = configuration.GetSection("Kernel").Get<KernelOptions>() ?? new KernelOptions();
        return services
            .AddSingleton(options)
            .AddSingleton<ICheckConfiguration>(new RoutingOptionsCheck(options))
            .AddSingleton(new Migrations("Routing", typeof(RoutingCapability).Assembly))
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<RoutingDomain>(provider, options, kernel))
            .AddSingleton<IRouting>(provider => provider.GetRequiredService<RoutingDomain>())
            .AddSingleton<IAtStart>(provider => provider.GetRequiredService<RoutingDomain>())
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<RoutingDomain>());
    }
}
