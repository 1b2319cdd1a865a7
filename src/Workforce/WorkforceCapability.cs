using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Workforce;

public static class WorkforceCapability
{
    public static readonly Capability Workforce = new("Workforce") { MayUse = ["Kernel"] };

    public static IServiceCollection AddWorkforce(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Workforce);
}
