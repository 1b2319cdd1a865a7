using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;

namespace TellerLine.Signatures;

public static class SignaturesCapability
{
    public static readonly Permission SeeSignatures = new(
        "signatures.see", "查看并校验签名", "See signatures and whether they hold")
    {
        All = [Role.Auditor, Role.Risk, Role.Operations, Role.VoucherKeeper, Role.Administrator],
    };

    public static readonly Capability Signatures = new("Signatures")
    {
        MayUse = ["Kernel", "Access", "Lists", "Records"],
        Migrations = typeof(SignaturesCapability).Assembly,
        Permissions = [SeeSignatures],
        Jobs =
        [
            RegularJob.Of<NightlySignatures>("signatures.verify", "校验全部签名", "Verify all signatures", "40 2 * * *"),
        ],
        Pages = [new Page("/signatures", SeeSignatures)],
    };

    public static IServiceCollection AddSignatures(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Signatures)
            .AddSingleton(new InstallationKey(
                Signing.Key, c => c.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM signature)")))
            .AddSingleton<Signing>()
            .AddSingleton<ISigning>(s => s.GetRequiredService<Signing>())
            .AddSingleton<SignatureVerifier>()
            .AddSingleton<ISignatureBook, SignatureBook>();

    public static IEndpointRouteBuilder MapSignatures(this IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/signatures", SignatureList.Rows);
        routes.MapGet("/api/signatures/{id}", One).WithName("getSignature").WithTags("Signatures")
            .RequirePermission(SeeSignatures);
        return routes;
    }

    private static async Task<Results<Ok<RecordView>, NotFound>> One(
        string id, SignatureVerifier verifier, CancellationToken ct) =>
        await verifier.Find(id, ct) is { } row
            ? TypedResults.Ok(SignatureList.View(row, await verifier.Verify(row, ct)))
            : TypedResults.NotFound();
}
