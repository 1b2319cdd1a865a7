using System.ComponentModel.DataAnnotations;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>What one may do, and how far: for the pages, which hide what the server would refuse.</summary>
/// <param name="Name">See <c>docs/permissions.md</c>.</param>
public sealed record GrantedPermission(
    string Name, [property: AllowedValues("own", "team", "branch", "all")] string Reach);

/// <summary>The permissions of all capabilities of the program, in its order.</summary>
internal sealed class PermissionTable(IEnumerable<Capability> capabilities)
{
    private readonly IReadOnlyList<Permission> _all = [.. capabilities.SelectMany(c => c.Permissions)];

    public IReadOnlyList<GrantedPermission> Of(IReadOnlyList<string> roles) =>
    [
        .. from permission in _all
           let reach = permission.ReachOf(roles)
           where reach != Reach.None
           select new GrantedPermission(permission.Name, reach.ToString().ToLowerInvariant()),
    ];

    /// <summary>Whether such roles reach others' records by the unit their holder is in.</summary>
    public bool ReachByUnit(IReadOnlyList<string> roles) =>
        _all.Any(permission => permission.ReachOf(roles) is Reach.Team or Reach.Branch);
}
