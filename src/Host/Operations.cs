using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>How the program is, and what an administrator can do for it.</summary>
public sealed record OperationsView(DbHealth Database, IReadOnlyList<ProjectionState> Projections);

internal static class Operations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/operations").WithTags("Operations")
            .RequirePermission(AccessPermissions.TendSystem);
        api.MapGet("", async (IDb db, IProjections projections, CancellationToken ct) =>
            new OperationsView(db.Health, await projections.Look(ct))).WithName("getOperations");
        api.MapPost("/projections/{name}/rebuild", Rebuild).WithName("rebuildProjection");
        api.MapPost("/projections/{name}/retry", Retry).WithName("retryProjection");
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
        return TypedResults.Accepted("/api/operations");
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
