using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Records;

public static class RecordsCapability
{
    public static readonly Capability Records = new("Records") { MayUse = ["Kernel", "Access"] };

    public static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Records);
}
