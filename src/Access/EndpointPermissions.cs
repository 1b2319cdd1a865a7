using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using TellerLine.Kernel;

namespace TellerLine.Access;

public static class EndpointPermissions
{
    /// <summary>
    /// Only for those whose roles give this permission, however far it reaches; whose records they see is for <see
    /// cref="IUsers.ScopeOf"/>. Without a session 401, without the permission 403, both as problem details. On a hub it
    /// is asked when the connection is made.
    /// </summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoints, Permission permission)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(permission).RequireAuthorization(new AuthorizationPolicyBuilder(Session.Scheme)
            .RequireAuthenticatedUser()
            .RequireAssertion(context =>
                context.User.Identity?.IsAuthenticated == true
                && context.User.May(permission))
            .Build());

    /// <summary>Where an endpoint does more for some than for others.</summary>
    public static bool May(this ClaimsPrincipal user, Permission permission) =>
        permission.ReachOf(user.Card().Roles) != Reach.None;
}
