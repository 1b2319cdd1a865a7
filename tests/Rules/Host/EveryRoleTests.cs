using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Host;

/// <summary>Every address of the program, tried by every role and by nobody, against what its policy lets in.</summary>
public sealed class EveryRoleTests
{
    [Fact]
    public async Task an_address_lets_in_who_its_permission_names_and_nobody_else()
    {
        await using var app = Unset.Build();
        var authorization = app.Services.GetRequiredService<IAuthorizationService>();
        var policies = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        List<string> wrong = [];
        var tried = 0;
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
        {
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var policy = open ? null : await AuthorizationPolicy.CombineAsync(
                policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(),
                endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
            var permissions = endpoint.Metadata.GetOrderedMetadata<Permission>();
            foreach (var role in Role.All.Select(role => role.Code).Append(""))
            {
                var wanted = open || (role.Length > 0 && permissions.All(p => p.ReachOf(role) != Reach.None));
                var let = open || (policy is not null
                    && (await authorization.AuthorizeAsync(Of(role), null, policy.Requirements)).Succeeded);
                tried++;
                if (wanted != let)
                    wrong.Add($"{endpoint.DisplayName} lets {(role.Length > 0 ? role : "nobody")} in: {let}");
            }
        }
        Assert.True(tried > 1_000, $"only {tried} tried");
        Tree.None(wrong, "Who may open an address is what its permission says.");
    }

    private static ClaimsPrincipal Of(string role) => role.Length == 0
        ? new ClaimsPrincipal(new ClaimsIdentity())
        : new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, "1"), new("level", "0"), new("org", "centre"), new("role", role),
        ], Session.Scheme, ClaimTypes.NameIdentifier, "role"));
}
