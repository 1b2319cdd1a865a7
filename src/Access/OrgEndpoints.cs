using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access.Core;

namespace TellerLine.Access;

/// <param name="Kind">headOffice, branch, team, site.</param>
/// <param name="ParentId">Null: at the top.</param>
/// <param name="Version">The version that was read; 0 with a new unit.</param>
public sealed record OrgUnitCommand(
    string Code, string Kind, BilingualText Name, string? ParentId, bool Closed, long Version);

/// <summary><c>/api/organisation</c>: units and posts.</summary>
internal static class OrgEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapGroup("/api/organisation").WithTags("Access")
            .RequirePermission(AccessPermissions.ChangeSettings);
        organisation.MapGet("/units", (OrgRecords records, CancellationToken ct) => records.All(ct))
            .WithName("listUnits");
        organisation.MapPost("/units", async (
                OrgUnitCommand command, HttpContext http, OrgRecords records, CancellationToken ct) =>
            AccessAnswer.Of(await records.Add(Wish(command), http.User.Number(), ct))).WithName("addUnit");
        organisation.MapPut("/units/{id}", async (
                string id, OrgUnitCommand command, HttpContext http, OrgRecords records, CancellationToken ct) =>
            AccessAnswer.Of(await records.Change(id, command.Version, Wish(command), http.User.Number(), ct)))
            .WithName("changeUnit").ProducesProblem(StatusCodes.Status409Conflict);
        organisation.MapDelete("/units/{id}", async (
                string id, long version, HttpContext http, OrgRecords records, CancellationToken ct) =>
            AccessAnswer.Of(await records.Delete(id, version, http.User.Number(), ct)))
            .WithName("deleteUnit").ProducesProblem(StatusCodes.Status409Conflict);
        organisation.MapGet("/posts", (PostRecords posts, CancellationToken ct) => posts.All(ct)).WithName("listPosts");
        organisation.MapPut("/posts/{code}", PutPost).WithName("putPost")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<OrgPostView>, NotFound, ProblemHttpResult>> PutPost(
        string code, OrgPostView post, HttpContext http, PostRecords posts, CancellationToken ct) =>
        AccessAnswer.Of(await posts.Put(
            post with
            {
                Code = code, Name = new(post.Name?.Zh ?? "", post.Name?.En ?? ""), Duties = post.Duties ?? "",
            },
            http.User.Number(), ct));

    private static UnitWish Wish(OrgUnitCommand command) => new(
        command.Code ?? "", command.Kind ?? "", command.Name?.Zh ?? "", command.Name?.En ?? "",
        command.ParentId, command.Closed);
}
