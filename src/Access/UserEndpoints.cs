using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Version">The version of the record that was read.</param>
public sealed record RightsCommand(
    long Version, IReadOnlyList<string> Roles, int AuthorityLevel, string Org, bool Active);

/// <summary><c>/api/users</c>: who may do what.</summary>
internal static class UserEndpoints
{
    private const int MostRoles = 20, LongestText = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Access")
            .RequirePermission(AccessPermissions.ChangeSettings);
        users.MapGet("", (UserRecords records, CancellationToken ct) => records.All(ct)).WithName("listUsers");
        users.MapPut("/{number}/rights", Change).WithName("changeRights")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<UserRecord>, NotFound, ProblemHttpResult>> Change(
        string number, RightsCommand command, HttpContext http, UserRecords records, CancellationToken ct)
    {
        if (command.Roles is null || command.Roles.Count > MostRoles || command.Org is null
            || command.Org.Length > LongestText)
            return Refused(RightsRefusal.UnknownRole);
        var wanted = new UserRights(command.Roles, command.AuthorityLevel, command.Org, command.Active);
        return await records.Change(number, command.Version, wanted, http.User.Number(), ct) switch
        {
            RightsOutcome.Done done => TypedResults.Ok(done.User),
            RightsOutcome.Conflict conflict => Problems.Conflict(conflict.What),
            RightsOutcome.Refused refused => Refused(refused.Reason),
            _ => TypedResults.NotFound(),
        };
    }

    private static ProblemHttpResult Refused(RightsRefusal reason) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity,
        reason switch
        {
            RightsRefusal.OneselfIsForAnother => "本人权限须由他人更改。 / One's own rights are for another to change.",
            RightsRefusal.UnknownRole => "没有该角色。 / There is no such role.",
            RightsRefusal.UnknownLevel => "授权级别为 0 至 4。 / The authority level is from 0 to 4.",
            RightsRefusal.UnknownUnit => "没有该机构。 / There is no such unit.",
            _ => "须保留至少一名系统管理员。 / One administrator must stay.",
        },
        JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()));
}
