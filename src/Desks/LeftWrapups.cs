using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Desks;

/// <param name="Why">Why another than the agent writes it; stands in the contact's story.</param>
public sealed record LeftWrapup(string? ReasonCode, string? Note, string? Why);

/// <summary>
/// Wrap-ups owed by agents who left: whoever leads them may finish one, so that no contact stays open for a person who
/// is ill or gone. An agent at work finishes his own.
/// </summary>
internal sealed class LeftWrapups(
    DeskFloor desks, IWrapups wrapups, IDeskNotices notices, IDefinitions definitions)
{
    private const int LongestWhy = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
        "/api/contacts/{id}/wrapup",
        (string id, LeftWrapup command, HttpContext http, LeftWrapups left, IUsers users, CancellationToken ct) =>
            left.Close(id, command, http.User.Number(), users.ScopeOf(http.User, DesksPermissions.CloseWrapups), ct))
        .WithName("closeWrapup").WithTags("Desks").RequirePermission(DesksPermissions.CloseWrapups)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    public async Task<Results<NoContent, NotFound, ProblemHttpResult>> Close(
        string contactId, LeftWrapup command, string by, DataScope scope, CancellationToken ct)
    {
        var draft = new WrapupDraft(command.ReasonCode, command.Note ?? "");
        if (draft.ReasonCode is null || !definitions.KnowReason(draft.ReasonCode, contactId)
            || draft.Note.Length > IWrapups.MaxNote)
            return Problems.Problem(422, "来电原因或备注不正确。 / Reason or note is wrong.", "badWrapup");
        if (command.Why?.Trim() is not { Length: > 0 and <= LongestWhy } why)
            return Problems.Problem(422, "请说明代为处理的理由（至多 200 字）。 / Say why, in at most 200 characters.", "whyMissing");
        if (await wrapups.Owed(contactId, ct) is not { InHandOf: { } agent } || !scope.Covers(agent))
            return TypedResults.NotFound();
        var desk = desks.Of(agent);
        await desk.Writing.WaitAsync(ct);
        try
        {
            if (desk.AtWork)
                return Problems.Problem(409, "该座席在岗，请由其本人完成。 / The agent is at work and finishes it.", "agentAtWork");
            // Another may have finished it meanwhile.
            if (await wrapups.Owed(contactId, ct) is not { } record || !record.IsOwedBy(agent))
                return TypedResults.NotFound();
            // What the desk still remembers of it knows what was told since.
            var known = desk.Wrapup?.Record is { } own && own.Id == contactId ? own : record;
            await wrapups.Save(known, by, draft, 0, new WrapupTakenOver(agent, by, why));
            desk.WrappedUp(contactId);
            await notices.Settled(agent, contactId);
            return TypedResults.NoContent();
        }
        finally
        {
            desk.Writing.Release();
        }
    }
}
