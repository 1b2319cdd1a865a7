using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.AuditTrail;

/// <param name="Rows">How many the chain had.</param>
/// <param name="FirstFault">The first row that was altered, left out or put in; null: all is well.</param>
public sealed record AuditVerification(long Rows, long? FirstFault);

/// <summary>The audit trail over HTTP. Looking at it is not written into it; verifying it is.</summary>
internal static class AuditApi
{
    private const int MaxPageSize = 200, MaxText = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/audit").WithTags("Audit").RequirePermission(AuditTrailCapability.SeeAudit);
        api.MapGet("", List).WithName("listAudit");
        api.MapPost("/verifications", Verify).WithName("verifyAudit");
    }

    private static async Task<Results<Ok<AuditPage>, ProblemHttpResult>> List(
        AuditQueries audit, CancellationToken ct, string? actor = null, string? action = null, string? subject = null,
        DateOnly? from = null, DateOnly? to = null, long? before = null, int size = 50)
    {
        if (size is < 1 or > MaxPageSize || before is < 1)
            return Refused($"Expected size 1 to {MaxPageSize}, before from 1.", "badPage");
        if (Array.Exists([from, to], day => day is { } some && !ReportDay.CanBe(some)))
            return Refused($"Expected days from {ReportDay.First:O} to {ReportDay.Last:O}.", "badDay");
        if (from > to)
            return Refused("Expected a first day that is not after the last.", "badDay");
        if (Array.Exists(
            [actor, action, subject], text => text is { Length: > MaxText } || text?.Any(char.IsControl) == true))
            return Refused($"Expected at most {MaxText} characters, no control characters.", "badSearch");
        return TypedResults.Ok(await audit.Page(new(actor, action, subject, from, to), before, size, ct));
    }

    private static async Task<AuditVerification> Verify(
        HttpContext http, IAudit audit, AuditQueries queries, CancellationToken ct)
    {
        var rows = await queries.Count(ct);
        var fault = await audit.FirstFault(ct);
        await audit.Record(
            http.User.Number(), "audit.verified", "audit", fault is null ? $"{rows} rows" : $"broken at row {fault}", ct);
        return new AuditVerification(rows, fault);
    }

    private static ProblemHttpResult Refused(string expected, string code) =>
        Problems.Refused("Not understood", expected, code);
}
