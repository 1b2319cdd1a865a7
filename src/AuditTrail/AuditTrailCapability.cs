using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.AuditTrail;

public static class AuditTrailCapability
{
    public static readonly Permission SeeAudit = new(
        "audit.see", "查看并校验审计记录", "See the audit trail and verify it")
    {
        All = [Role.Auditor, Role.Risk, Role.Administrator],
    };

    public static readonly Capability AuditTrail = new("AuditTrail")
    {
        MayUse = ["Kernel", "Access", "Lists"],
        Migrations = typeof(AuditTrailCapability).Assembly,
        Permissions = [SeeAudit],
        Jobs =
        [
            RegularJob.Of<NightlyVerification>("audit.verify", "校验审计记录", "Verify the audit trail", "30 2 * * *"),
        ],
        Pages = [new Page("/audit", SeeAudit)],
    };

    public static IServiceCollection AddAuditTrail(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(AuditTrail).AddSingleton<AuditVerifier>();

    public static IEndpointRouteBuilder MapAuditTrail(this IEndpointRouteBuilder routes)
    {
        AuditApi.Map(routes);
        return routes;
    }
}
