using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Catalogue;

public static class CataloguePermissions
{
    public static readonly Permission See = new("services.see", "查看服务目录", "See the service catalogue")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.BranchAgent, Role.TeamLead, Role.FloorManager, Role.Evaluator,
            Role.Trainer, Role.KnowledgeEditor, Role.Planner, Role.Marketing, Role.Risk, Role.Operations,
            Role.Administrator, Role.Auditor,
        ],
    };

    public static readonly Permission Edit = new(
        "services.edit", "编写服务目录", "Write which services are offered, in which channels and under which controls")
    {
        All = [Role.Operations, Role.Risk],
    };
}

public static class CatalogueCapability
{
    public static readonly Capability Catalogue = new("Catalogue")
    {
        MayUse = ["Kernel", "Access", "Customers", "Definitions"],
        Permissions = [CataloguePermissions.See, CataloguePermissions.Edit],
        Definitions = [ServiceCatalogue.Kind],
        Pages = [new Page("/services", CataloguePermissions.See)],
    };

    /// <summary>After <c>AddDefinitions</c>.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Catalogue).AddSingleton<IOfferedServices>(
            p => new OfferedServices(() => p.GetRequiredService<IDefinitions>().Now(ServiceCatalogue.Kind).Value));

    public static IEndpointRouteBuilder MapCatalogue(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/services", (HttpContext http, IDefinitions definitions, IUsers staff) =>
                CatalogueView.Of(definitions.Now(ServiceCatalogue.Kind), staff, http.User.Number()))
            .RequirePermission(CataloguePermissions.See).WithName("getServices").WithTags("Catalogue");
        return routes;
    }
}
