using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using TellerLine.Access;
using TellerLine.Health.Core;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>For programs <c>/health/live</c> and <c>/health/ready</c>; for the page <c>/api/health</c>.</summary>
internal static class HealthApi
{
    private const int MaxPageSize = 200;

    /// <summary>However many ask whether the centre is ready, it is looked at once a second at most.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        probes.MapGet("/live", Live).WithName("isLive");
        probes.MapGet("/ready", Ready).WithName("isReady");

        var api = routes.MapGroup("/api/health").WithTags("Health");
        api.MapGet("", (HealthLook look, HttpContext http, CancellationToken ct) => look.Now(MayTend(http), ct))
            .RequirePermission(HealthCapability.SeeHealth).WithName("getHealth");
        api.MapGet("/alarms", Alarms).RequirePermission(HealthCapability.SeeHealth).WithName("listAlarms");
        api.MapPost("/alarms/{id}/acknowledgement", Acknowledge)
            .RequirePermission(AccessPermissions.TendSystem).WithName("acknowledgeAlarm");
    }

    /// <summary>The program answers: whoever restarts it must not do so for a database that is away.</summary>
    private static HealthAnswer Live(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new HealthAnswer("ok", []);
    }

    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Ready(
        HttpContext http, HealthWatch watch, AlarmBoard board, IHostApplicationLifetime life)
    {
        http.Response.Headers.CacheControl = "no-store";
        await watch.Freshen(Fresh, check => check.IsVital);
        IReadOnlyList<HealthPart> parts =
        [
            .. board.Look().Where(standing => standing.Check.IsVital).Select(standing => new HealthPart(
                standing.Check.Name, standing.Finding is { State: not HealthState.Fault } ? "ok" : "fault")),
            .. life.ApplicationStopping.IsCancellationRequested ? [new HealthPart("running", "fault")]
                : Array.Empty<HealthPart>(),
        ];
        return parts.All(part => part.Status == "ok")
            ? TypedResults.Ok(new HealthAnswer("ok", parts))
            : TypedResults.Json(
                new HealthAnswer("notReady", parts), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<AlarmPage>, ProblemHttpResult>> Alarms(
        HealthLook look, HttpContext http, CancellationToken ct, string? before = null, int size = 50) =>
        size is >= 1 and <= MaxPageSize && await look.Page(before, size, MayTend(http), ct) is { } page
            ? TypedResults.Ok(page)
            : Problems.Refused(
                "Not understood", $"Expected size 1 to {MaxPageSize}, before as an answer's next.", "badPage");

    private static async Task<Results<Ok<AlarmView>, NotFound, ProblemHttpResult>> Acknowledge(
        string id, AlarmReason body, HttpContext http, AlarmBoard board, HealthLook look, CancellationToken ct) =>
        await board.Acknowledge(id, http.User.Number(), body.Reason, ct) switch
        {
            AcknowledgeOutcome.Done done => TypedResults.Ok(look.Alarm(done.Standing, mayTend: true)),
            AcknowledgeOutcome.Refused { Reason: AcknowledgeRefusal.NoReason } => Problems.Refused(
                "请填写处理说明。 / Say what is done about it.",
                $"Expected a reason of 1 to {AlarmRules.MaxReason} characters.", "noReason",
                StatusCodes.Status422UnprocessableEntity),
            AcknowledgeOutcome.Refused => Problems.Refused(
                "此告警已被他人确认。 / Somebody has acknowledged it.", null, "alreadyAcknowledged",
                StatusCodes.Status409Conflict),
            _ => TypedResults.NotFound(),
        };

    private static bool MayTend(HttpContext http) => http.User.May(AccessPermissions.TendSystem);
}
