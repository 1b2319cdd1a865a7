using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access.Core;

namespace TellerLine.Access;

/// <param name="Version">The version of the record that was read.</param>
/// <param name="Active">False dismisses him at once.</param>
/// <param name="Reason">Why, for who approves it.</param>
public sealed record RightsCommand(
    long Version, IReadOnlyList<string> Roles, int AuthorityLevel, string Org, bool Active, string Reason);

/// <param name="Approve">False: refuse it, or take one's own back.</param>
/// <param name="Reason">Why it is refused.</param>
public sealed record ProposalDecision(bool Approve, string Reason);

/// <summary>Rights: changed at once, or proposed and decided by another administrator.</summary>
internal static class RightsEndpoints
{
    private const int MostRoles = 20, LongestText = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rights = routes.MapGroup("/api").WithTags("Access").RequirePermission(AccessPermissions.ChangeSettings);
        rights.MapPut("/users/{number}/rights", Change).WithName("changeRights")
            .ProducesProblem(StatusCodes.Status409Conflict);
        rights.MapGet("/rights-proposals", (RightsProposals proposals, CancellationToken ct, string? number = null) =>
            proposals.All(number, ct)).WithName("listProposals");
        rights.MapPost("/rights-proposals/{id}/decision", async (
                string id, ProposalDecision decision, HttpContext http, RightsProposals proposals,
                CancellationToken ct) =>
            AccessAnswer.Of(await proposals.Decide(
                id, decision.Approve, decision.Reason ?? "", http.User.Number(), ct))).WithName("decideProposal");
    }

    private static async Task<Results<Ok<RightsAnswer>, NotFound, ProblemHttpResult>> Change(
        string number, RightsCommand command, HttpContext http, UserRecords records, CancellationToken ct)
    {
        if (command.Roles is null || command.Roles.Count > MostRoles)
            return AccessAnswer.Refused(AccessRefusal.UnknownRole);
        if (command.Org is null || command.Org.Length > LongestText)
            return AccessAnswer.Refused(AccessRefusal.UnknownUnit);
        var wanted = new UserRights(command.Roles, command.AuthorityLevel, command.Org, command.Active);
        return AccessAnswer.Of(await records.Change(
            number, command.Version, wanted, command.Reason ?? "", http.User.Number(), ct));
    }
}
