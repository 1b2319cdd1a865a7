using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.AuditTrail;

/// <summary>The audit trail over HTTP. Looking at it is not written into it; verifying and exporting it is.</summary>
internal static class AuditApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/audit", AuditList.Rows);
        routes.MapPost("/api/audit/verifications", Verify).WithName("verifyAudit").WithTags("Audit")
            .RequirePermission(AuditTrailCapability.SeeAudit);
    }

    private static async Task<AuditVerification> Verify(
        HttpContext http, IDb db, AuditVerifier verifier, CancellationToken ct)
    {
        var found = await verifier.Verify(ct);
        await db.Write(scope => verifier.Add(scope, http.User.Number(), found), ct);
        return found;
    }
}
