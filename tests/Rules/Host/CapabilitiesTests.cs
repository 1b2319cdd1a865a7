using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Host;
using TellerLine.Kernel;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Host;

public sealed class CapabilitiesTests
{
    private static readonly IReadOnlyList<Capability> Manifests = [.. Capabilities.All.Select(c => c.Manifest)];

    [Fact]
    public void a_capability_brings_its_own_manifest_and_no_other() => Tree.None(
        from capability in Capabilities.All
        let brought = Brought(capability)
        where brought is not [var one] || one != capability.Manifest
        select $"{capability.Manifest.Name} brings {string.Join(", ", brought.Select(manifest => manifest.Name))}",
        "AddX begins with AddCapability(X).");

    [Fact]
    public void capabilities_stand_in_the_order_in_which_they_use_each_other() => Tree.None(
        from capability in Manifests
        from used in capability.MayUse
        where !Manifests.TakeWhile(manifest => manifest != capability).Any(manifest => manifest.Name == used)
        select $"{capability.Name} may use {used}, which does not stand before it",
        "Host's list is in the order in which capabilities stand on each other: so run migrations and starts.");

    [Fact]
    public async Task every_endpoint_names_a_permission_or_says_that_it_is_for_anybody()
    {
        await using var app = Unset.Build();
        var declared = Manifests.SelectMany(manifest => manifest.Permissions).ToHashSet();
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToList();

        Assert.True(endpoints.Count > 8, $"only {endpoints.Count} endpoints found");
        Tree.None(
            from endpoint in endpoints
            let permissions = endpoint.Metadata.GetOrderedMetadata<Permission>()
            let open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            where open ? permissions.Count > 0 : permissions.Count == 0
                || permissions.Any(permission => !declared.Contains(permission))
            select endpoint.DisplayName!,
            "An endpoint has .RequirePermission(…) with a permission of a manifest, or .AllowAnonymous(), and not both.");
    }

    [Fact]
    public void a_permission_is_named_once_and_explained_in_both_languages()
    {
        var permissions = Manifests.SelectMany(manifest => manifest.Permissions).ToList();
        Tree.None(
            permissions.GroupBy(permission => permission.Name).Where(twice => twice.Count() > 1)
            .Select(twice => $"{twice.Key} stands twice")
                .Concat(
                    from permission in permissions
                    where permission.En.Length == 0 || !permission.Zh.Any(c => c is >= '一' and <= '鿿')
                    select $"{permission.Name} is not explained")
                .Concat(
                    from permission in permissions
                    let roles = permission.Own.Concat(permission.Team).Concat(permission.Branch).Concat(permission.All)
                        .ToList()
                    where roles.Count != roles.Distinct().Count()
                        || roles.Except(Role.All.Select(role => role.Code)).Any()
                    select $"{permission.Name} names a role twice or one that there is not"),
            "A permission has a name of its own, a meaning in both languages, and for each role one reach.");
    }

    [Fact]
    public void a_page_asks_for_a_permission_of_its_capability() => Tree.None(
        from capability in Manifests
        from page in capability.Pages
        where !capability.Permissions.Contains(page.Permission)
        select page.Address,
        "A page's permission is declared by the capability that has the page.");

    [Fact]
    public void the_committed_table_of_permissions_is_what_the_manifests_say() => Assert.True(
        Tree.Read("docs/permissions.md") == PermissionPage.Write(Manifests),
        "docs/permissions.md is not what the manifests say: ./dev types");

    private static List<Capability> Brought(Installed capability)
    {
        var services = new ServiceCollection();
        capability.Add(services, new ConfigurationBuilder().Build());
        return [.. services.Where(service => service.ServiceType == typeof(Capability))
            .Select(service => (Capability)service.ImplementationInstance!)];
    }
}
