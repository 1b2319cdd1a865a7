using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Org">A unit's path.</param>
/// <param name="Post">A post's code; null: none.</param>
/// <param name="Reason">Why he is to have these rights, for who approves them.</param>
public sealed record NewUserCommand(
    string Number, BilingualText Name, BilingualText Title, string Org, string? Post, IReadOnlyList<string> Roles,
    int AuthorityLevel, string Reason);

/// <param name="Version">The version of the record that was read.</param>
public sealed record DescribeUserCommand(long Version, BilingualText Name, BilingualText Title, string? Post);

/// <summary>
/// <c>/api/users</c>: people, their passwords, telephones and sessions. The list of them is <c>Administration</c>'s.
/// </summary>
internal static class UserEndpoints
{
    private const int MostRoles = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Access")
            .RequirePermission(AccessPermissions.ChangeSettings);
        users.MapPost("", Add).WithName("addUser").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        users.MapGet("/{number}", async Task<Results<Ok<UserRecord>, NotFound>> (
                string number, IDb db, CancellationToken ct) =>
            await UserRows.One(db, number, ct) is { } user ? TypedResults.Ok(user) : TypedResults.NotFound())
            .WithName("seeUser");
        users.MapPut("/{number}", async (
                string number, DescribeUserCommand command, HttpContext http, UserAdministration administration,
                CancellationToken ct) =>
            AccessAnswer.Of(await administration.Describe(
                number, command.Version, Description(command.Name, command.Title, command.Post), http.User.Number(),
                ct)))
            .WithName("describeUser").ProducesProblem(StatusCodes.Status409Conflict);
        users.MapPost("/{number}/password", async (
                string number, HttpContext http, UserAdministration administration, CancellationToken ct) =>
            AccessAnswer.Of(await administration.ResetPassword(number, http.User.Number(), ct)))
            .WithName("resetPassword");
        users.MapDelete("/{number}/second-step", async (
                string number, HttpContext http, UserAdministration administration, CancellationToken ct) =>
            AccessAnswer.Of(await administration.TakeSecondStepOff(number, http.User.Number(), ct)))
            .WithName("takeSecondStepOff");
        users.MapPost("/{number}/unlocking", async Task<Results<NoContent, NotFound>> (
                string number, HttpContext http, UserAdministration administration, CancellationToken ct) =>
            await administration.Unlock(number, http.User.Number(), ct) ? TypedResults.NoContent()
                : TypedResults.NotFound()).WithName("unlockUser");
        users.MapPost("/{number}/sip-secret", async Task<Results<Ok<SipAccount>, NotFound>> (
                string number, HttpContext http, ISipSecrets secrets, SipRealm realm, CancellationToken ct) =>
            await secrets.Renew(number, http.User.Number(), ct) is { } secret
                ? TypedResults.Ok(new SipAccount(number, secret, realm.Name)) : TypedResults.NotFound())
            .WithName("giveSipSecret");
        users.MapGet("/{number}/sessions", (string number, HttpContext http, Sessions sessions, CancellationToken ct) =>
            sessions.Of(number, http.User.SessionId(), ct)).WithName("listSessions");
        users.MapDelete("/{number}/sessions/{key}", EndSessions).WithName("endSession");
        users.MapDelete("/{number}/sessions", (
                string number, HttpContext http, Sessions sessions, CancellationToken ct) =>
            EndSessions(number, null, http, sessions, ct)).WithName("endSessions");
    }

    private static async Task<Results<Ok<AddedUser>, ProblemHttpResult>> Add(
        NewUserCommand command, HttpContext http, UserAdministration administration, CancellationToken ct)
    {
        var entry = new UserEntry(
            (command.Number ?? "").Trim(), Description(command.Name, command.Title, command.Post), command.Org ?? "",
            [.. (command.Roles ?? []).Take(MostRoles)], command.AuthorityLevel, command.Reason ?? "");
        var (added, faults) = await administration.Add(entry, http.User.Number(), ct);
        return added is not null ? TypedResults.Ok(added) : Problems.Problem(
            StatusCodes.Status422UnprocessableEntity, "请更正所填内容。 / Mend what was entered.", "badUser",
            ("faults", faults));
    }

    private static async Task<Results<NoContent, NotFound>> EndSessions(
        string number, string? key, HttpContext http, Sessions sessions, CancellationToken ct) =>
        await sessions.EndOf(number, key, http.User.Number(), ct) > 0 ? TypedResults.NoContent()
            : TypedResults.NotFound();

    private static UserDescription Description(BilingualText? name, BilingualText? title, string? post) => new(
        (name?.Zh ?? "").Trim(), (name?.En ?? "").Trim(), (title?.Zh ?? "").Trim(), (title?.En ?? "").Trim(),
        string.IsNullOrEmpty(post) ? null : post);
}
