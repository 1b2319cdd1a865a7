using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Simulation;

public static class SimulationCapability
{
    public static readonly Capability Simulation = new("Simulation")
    {
        MayUse = ["Kernel", "Routing", "Workforce"],
    };

    public static IServiceCollection AddSimulation(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Simulation);
}
