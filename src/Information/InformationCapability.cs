using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Information;

public static class InformationCapability
{
    public static readonly Capability Information = new("Information")
    {
        MayUse = ["Kernel", "Access", "Definitions"],
        Permissions = [InformationPermissions.See, InformationPermissions.Edit],
        Definitions = [BranchList.Kind, RateList.Kind, BulletinList.Kind],
        Pages = [new Page("/information", InformationPermissions.See)],
    };

    public static IServiceCollection AddInformation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Information);
        services.AddSingleton<IInformation, InformationInForce>();
        return services;
    }

    public static IEndpointRouteBuilder MapInformation(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/information", (IInformation information) => information.Now())
            .RequirePermission(InformationPermissions.See)
            .WithName("getInformation")
            .WithTags("Information")
            .Produces<InformationView>();
        return routes;
    }
}
