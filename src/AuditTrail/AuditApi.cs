using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.AuditTrail;

/// <param name="Rows">How many the chain had.</param>
/// <param name="FirstFault">The first row that was altered, left out or put in; null: all is well.</param>
public sealed record AuditVerification(long Rows, long? FirstFault);

/// <summary>The audit trail over HTTP. Looking at it is not written into it; verifying and exporting it is.</summary>
internal static class AuditApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/audit", AuditList.Rows);
        routes.MapPost("/api/audit/verifications", Verify).WithName("verifyAudit").WithTags("Audit")
            .RequirePermission(AuditTrailCapability.SeeAudit);
    }

    private static async Task<AuditVerification> Verify(HttpContext http, IAudit audit, IDb db, CancellationToken ct)
    {
        var rows = await db.Read(c => c.ExecuteScalar<long>("SELECT seq FROM audit_head WHERE id = 1"), ct);
        var fault = await audit.FirstFault(ct);
        await audit.Record(
            http.User.Number(), "audit.verified", "audit", fault is null ? $"{rows} rows" : $"broken at row {fault}", ct);
        return new AuditVerification(rows, fault);
    }
}
