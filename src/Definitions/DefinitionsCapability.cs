using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Definitions;

public static class DefinitionsCapability
{
    public static readonly Capability Definitions = new("Definitions")
    {
        MayUse = ["Kernel", "Access", "Signatures"],
        Migrations = typeof(DefinitionsCapability).Assembly,
        Permissions = 
        [
            DefinitionsPermissions.See, DefinitionsPermissions.Approve, DefinitionsPermissions.EditCalendars,
        ],
        Definitions = [Calendars.Kind, OpeningHours.Kind],
        Pages = [new Page("/definitions", DefinitionsPermissions.See)],
    };

    public static IServiceCollection AddDefinitions(
        this IServiceCollection services, IConfiguration configuration) => services
        .AddCapability(Definitions)
        .AddSingleton<DefinitionsInForce>()
        .AddSingleton<IDefinitions>(s => s.GetRequiredService<DefinitionsInForce>())
        .AddSingleton<IAtStart>(s => s.GetRequiredService<DefinitionsInForce>())
        .AddSingleton<DefinitionRecords>()
        .AddSingleton<ISignedThings, SignedDefinitions>()
        .AddSingleton<DefinitionQueries>();

    public static IEndpointRouteBuilder MapDefinitions(this IEndpointRouteBuilder routes)
    {
        DefinitionApi.Map(routes);
        return routes;
    }
}
