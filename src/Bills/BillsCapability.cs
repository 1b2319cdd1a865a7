using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using TellerLine.Signatures;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Bills;

/// <param name="Version">The version that was read.</param>
/// <param name="Secret">The password again: who reverses answers for it.</param>
public sealed record BillReversing(long Version, BillReversalReason? Form, string? Secret);

public static class BillsCapability
{
    public static readonly Capability Bills = new("Bills")
    {
        MayUse =
        [
            "Kernel", "Access", "Banking", "Customers", "Definitions", "Lists", "Notices", "Records", "Signatures",
        ],
        Migrations = typeof(BillsCapability).Assembly,
        Permissions = [BillsPermissions.See, BillsPermissions.Reverse, BillsPermissions.EditBillers],
        Definitions = [BillerList.Kind],
        Checks = [typeof(BillersCheck)],
        Pages = [new Page("/bills", BillsPermissions.See)],
    };

    /// <summary>Section <c>Bills</c>. After <c>AddBanking</c>, whose <see cref="IBillPayer"/> it is.</summary>
    public static IServiceCollection AddBills(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Bills);
        services.AddSection<BillsOptions>(configuration, "Bills");
        services.AddSingleton<ICheckConfiguration, BillsOptionsCheck>();
        services.TryAddSingleton<IBiller, DemonstrationBiller>();
        services.AddSingleton<BillNotices>();
        services.AddSingleton<Billers>();
        services.AddSingleton<IBillPayer>(provider => provider.GetRequiredService<Billers>());
        services.AddSingleton<IBills>(provider => provider.GetRequiredService<Billers>());
        services.AddSingleton<ISignedThings, SignedReversals>();
        services.AddSingleton<BillRecords>();
        return services;
    }

    public static IEndpointRouteBuilder MapBills(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/bills",
            BillList.Of(services.GetRequiredService<ICustomers>(), services.GetRequiredService<IDefinitions>()));
        var api = routes.MapGroup("/api/bills").WithTags("Bills");
        api.MapGet("/{id}", (string id, HttpContext http, BillRecords records, CancellationToken ct) =>
            Answer(records.View(id, http.User, ct))).WithName("getBill").RequirePermission(BillsPermissions.See);
        api.MapPost("/{id}/reverse", Reverse).WithName("reverseBill").RequirePermission(BillsPermissions.Reverse);
        return routes;
    }

    private static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> Reverse(
        string id, BillReversing wish, HttpContext http, BillRecords records, ISigning signing,
        CancellationToken ct) =>
        await signing.Prove(http.User, wish.Secret, ct) switch
        {
            SigningProof.Given proof =>
                (await records.Reverse(id, wish.Version, wish.Form, http.User, proof, ct)).Answer(),
            var refused => ((SigningProof.Refused)refused).Answer(),
        };
}
