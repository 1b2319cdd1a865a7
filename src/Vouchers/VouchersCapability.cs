using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using TellerLine.Signatures;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Vouchers;

/// <param name="Version">The version that was read.</param>
public sealed record VoucherDeed(long Version, VoucherReason? Form);

/// <param name="Secret">The password again: who signs answers for the explanation.</param>
public sealed record VoucherSigning(long Version, string? Secret);

public static class VouchersCapability
{
    public static readonly Permission See = new(
        "vouchers.see", "查看并校验交易凭证", "See vouchers of transactions and verify them")
    {
        All = [Role.VoucherKeeper, Role.Risk, Role.Operations, Role.Auditor],
    };

    public static readonly Permission Explain = new(
        "vouchers.explain", "说明并签署凭证的证据缺口", "Explain what a voucher's evidence lacks, and sign it")
    {
        All = [Role.VoucherKeeper, Role.Risk, Role.Operations],
    };

    public static readonly Capability Vouchers = new("Vouchers")
    {
        MayUse =
        [
            "Kernel", "Access", "Banking", "Contacts", "Customers", "Lists", "Records", "Signatures",
        ],
        Migrations = typeof(VouchersCapability).Assembly,
        Permissions = [See, Explain],
        DueKinds = [VoucherDuty.Kind],
        Jobs = [RegularJob.Of<NightlyVouchers>("vouchers.verify", "校验交易凭证", "Verify vouchers", "50 2 * * *")],
        Pages = [new Page("/vouchers", See)],
    };

    /// <summary>After <c>AddBanking</c>, <c>AddContacts</c> and <c>AddSignatures</c>.</summary>
    public static IServiceCollection AddVouchers(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Vouchers)
            .AddSingleton(new InstallationKey(
                VoucherDuty.KeyName, c => c.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM voucher)")))
            .AddSingleton<ITransactionWitness>(provider => provider.GetRequiredService<VoucherDuty>())
            .AddSingleton<IAtStart, EarlierTransactions>()
            .AddHostedService<ContactsEnded>()
            .AddSingleton<VoucherVerifier>()
            .AddSingleton<IVouchers>(provider => provider.GetRequiredService<VoucherVerifier>())
            .AddSingleton<ISignedThings, SignedExplanations>()
            .AddSingleton<VoucherRecords>();

    public static IEndpointRouteBuilder MapVouchers(this IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/vouchers", VoucherList.Of(routes.ServiceProvider.GetRequiredService<ICustomers>()));
        var api = routes.MapGroup("/api/vouchers").WithTags("Vouchers").RequirePermission(See);
        api.MapGet("/{id}", (string id, HttpContext http, VoucherRecords records, CancellationToken ct) =>
            Answer(records.View(id, http.User, ct))).WithName("getVoucher");
        api.MapGet("/{id}/segment", Segment).WithName("getVoucherSegment");
        api.MapPost("/{id}/verify", (string id, HttpContext http, VoucherRecords records, CancellationToken ct) =>
            Answer(records.Verify(id, http.User, ct))).WithName("verifyVoucher");
        var explain = api.MapGroup("").RequirePermission(Explain);
        explain.MapPost("/{id}/explain", (
            string id, VoucherDeed deed, HttpContext http, VoucherRecords records, CancellationToken ct) =>
            Answer(records.Explain(id, deed.Version, deed.Form, http.User, ct))).WithName("explainVoucher");
        explain.MapPost("/{id}/sign", Sign).WithName("signVoucher");
        return routes;
    }

    private static async Task<Results<Ok<VoucherSegment>, NotFound>> Segment(
        string id, VoucherRecords records, CancellationToken ct) =>
        await records.Segment(id, ct) is { } segment ? TypedResults.Ok(segment) : TypedResults.NotFound();

    private static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> Sign(
        string id, VoucherSigning wish, HttpContext http, VoucherRecords records, ISigning signing,
        CancellationToken ct) =>
        await signing.Prove(http.User, wish.Secret, ct) switch
        {
            SigningProof.Given proof => (await records.Sign(id, wish.Version, http.User, proof, ct)).Answer(),
            var refused => ((SigningProof.Refused)refused).Answer(),
        };
}
