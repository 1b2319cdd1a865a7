using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>The tables made from the journal, and what can be done for them.</summary>
internal static class ProjectionsApi
{
    private const string Place = "/api/health/projections";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Place).WithTags("Health").RequirePermission(AccessPermissions.TendSystem);
        api.MapGet("", (IProjections projections, CancellationToken ct) => projections.Look(ct))
            .WithName("listProjections");
        api.MapPost("/{name}/rebuild", Rebuild).WithName("rebuildProjection");
        api.MapPost("/{name}/retry", Retry).WithName("retryProjection");
    }

    /// <summary>Begins; how far it is, <c>rebuildBehind</c> tells.</summary>
    private static async Task<Results<Accepted, NotFound>> Rebuild(
        string name, HttpContext http, IProjections projections, IDb db, IAudit audit, CancellationToken ct)
    {
        try
        {
            await projections.BeginRebuild(name, ct);
        }
        catch (UnknownProjectionException)
        {
            return TypedResults.NotFound();
        }
        await db.Write(
            scope => audit.Add(scope, http.User.Number(), "projection.rebuilt", $"projection/{name}", ""), ct);
        return TypedResults.Accepted(Place);
    }

    private static async Task<Results<Ok<RetryOutcome>, NotFound>> Retry(
        string name, HttpContext http, IProjections projections, IDb db, IAudit audit, CancellationToken ct)
    {
        try
        {
            var outcome = await projections.Retry(name, ct);
            await db.Write(
                scope => audit.Add(
                    scope, http.User.Number(), "projection.retried", $"projection/{name}",
                    $"{outcome.Applied} applied, {outcome.Left} left"),
                ct);
            return TypedResults.Ok(outcome);
        }
        catch (UnknownProjectionException)
        {
            return TypedResults.NotFound();
        }
    }
}
