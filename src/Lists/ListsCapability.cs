using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Lists;

public static class ListsCapability
{
    public static readonly Permission SaveViews = new("lists.views", "保存自己的列表视图", "Save one's own views of lists")
    {
        Own = [.. Role.All.Select(role => role.Code)],
    };

    public static readonly Capability Lists = new("Lists")
    {
        MayUse = ["Kernel", "Access"],
        Migrations = typeof(ListsCapability).Assembly,
        Permissions = [SaveViews],
    };

    public static IServiceCollection AddLists(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Lists);

    public static IEndpointRouteBuilder MapLists(this IEndpointRouteBuilder routes)
    {
        SavedViews.Map(routes);
        return routes;
    }
}
