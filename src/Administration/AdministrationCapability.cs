using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Administration;

public static class AdministrationCapability
{
    public static readonly Capability Administration = new("Administration")
    {
        MayUse = ["Kernel", "Access", "Lists"],
    };

    public static IServiceCollection AddAdministration(
        this IServiceCollection services, IConfiguration configuration) => services.AddCapability(Administration);

    public static IEndpointRouteBuilder MapAdministration(this IEndpointRouteBuilder routes) =>
        routes.MapList("/api/users", UserList.Rows);
}
