using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>What is to be done at a time, and how that goes.</summary>
/// <param name="At">When it was looked at.</param>
public sealed record DueView(DateTimeOffset At, DueOverview Due, IReadOnlyList<JobStanding> Jobs);

/// <param name="Reason">Why, in the operator's words: it stands in the audit trail.</param>
public sealed record DueDecision(string Reason);

internal static class DueOperations
{
    private const int MaxRows = 200, MaxReason = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/operations").WithTags("Operations")
            .RequirePermission(AccessPermissions.TendSystem);
        api.MapGet("/due", Look).WithName("getDueTimes");
        api.MapPost("/due/{id}/retry", Retry).WithName("retryDueTime");
        api.MapPost("/due/{id}/drop", Drop).WithName("dropDueTime");
        api.MapPost("/jobs/{name}/run", RunNow).WithName("runJob");
    }

    /// <param name="size">Rows of each list.</param>
    private static async Task<Results<Ok<DueView>, ProblemHttpResult>> Look(
        IDueTimes due, IRegularJobs jobs, TimeProvider time, CancellationToken ct, int size = 50)
    {
        if (size is < 1 or > MaxRows)
            return Problems.Refused("Not understood", $"Expected size 1 to {MaxRows}.", "badPage");
        return TypedResults.Ok(new DueView(time.GetUtcNow(), await due.Look(size, ct), await jobs.Look(ct)));
    }

    /// <summary>At once, though it was set aside or waits for its next try.</summary>
    private static Task<Results<NoContent, NotFound, ProblemHttpResult>> Retry(
        string id, DueDecision decision, HttpContext http, IDueTimes due, IAudit audit, IDb db, CancellationToken ct) =>
        Decided(decision, db, (scope, reason) => due.Retry(scope, id) is { } row
            && audit.Add(scope, http.User.Number(), "due.retried", Subject(row), reason) > 0, ct);

    /// <summary>What was set aside will not be done.</summary>
    private static Task<Results<NoContent, NotFound, ProblemHttpResult>> Drop(
        string id, DueDecision decision, HttpContext http, IDueTimes due, IAudit audit, IDb db, CancellationToken ct) =>
        Decided(decision, db, (scope, reason) => due.Drop(scope, id) is { } row
            && audit.Add(scope, http.User.Number(), "due.dropped", Subject(row), reason) > 0, ct);

    private static async Task<Results<Accepted, NotFound, ProblemHttpResult>> RunNow(
        string name, DueDecision decision, HttpContext http, IRegularJobs jobs, IAudit audit, IDb db,
        CancellationToken ct)
    {
        if (Refusal(decision) is { } refusal)
            return refusal;
        var outcome = await db.Write(scope =>
        {
            var request = jobs.RunNow(scope, name, http.User.Number());
            if (request == JobRequest.Begun)
                audit.Add(scope, http.User.Number(), "job.asked", $"job/{name}", decision.Reason.Trim());
            return request;
        }, ct);
        return outcome switch
        {
            JobRequest.Begun => TypedResults.Accepted("/api/operations/due"),
            JobRequest.Running => Problems.Refused(
                "作业正在运行。 / The job is running.", null, "jobRunning", StatusCodes.Status409Conflict),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Decided(
        DueDecision decision, IDb db, Func<WriteScope, string, bool> deed, CancellationToken ct)
    {
        if (Refusal(decision) is { } refusal)
            return refusal;
        var reason = decision.Reason.Trim();
        return await db.Write(scope => deed(scope, reason), ct) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static ProblemHttpResult? Refusal(DueDecision decision) =>
        decision.Reason?.Trim() is { Length: >= 1 and <= MaxReason } reason && !reason.Any(char.IsControl)
            ? null
            : Problems.Refused("Not understood",
                $"Expected a reason of 1 to {MaxReason} characters, no control characters.", "badReason");

    private static string Subject(DueRow row) => $"due/{row.Kind}/{row.Key}";
}
