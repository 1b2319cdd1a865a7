using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices;
using TellerLine.Records;
using TellerLine.Signatures;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Contracts;

/// <param name="Version">The version that was read.</param>
/// <param name="Form">Numbers and names may stay masked as they were shown: then they stay what they are.</param>
public sealed record ContractChange(long Version, ContractTerms? Form);

public sealed record ContractDeed(long Version, ContractReason? Form);

/// <param name="Secret">The password again: who signs answers for the contract.</param>
public sealed record ContractSigning(long Version, string? Secret);

public static class ContractsCapability
{
    public static readonly Permission See = new(
        "contracts.see", "查看电话银行签约（脱敏）", "See contracts for the telephone bank, masked")
    {
        Team = [Role.BranchAgent],
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Risk, Role.Operations, Role.Auditor,
        ],
    };

    public static readonly Permission Write = new(
        "contracts.write", "办理签约：拟定、签署、解约", "Write, sign and terminate contracts")
    {
        Team = [Role.BranchAgent],
        All = [Role.Operations],
    };

    public static readonly Permission Suspend = new(
        "contracts.suspend", "暂停和恢复签约", "Suspend and resume contracts")
    {
        Team = [Role.BranchAgent],
        All = [Role.Risk, Role.Operations],
    };

    public static readonly Capability Contracts = new("Contracts")
    {
        MayUse = ["Kernel", "Access", "Customers", "Definitions", "Lists", "Notices", "Records", "Signatures"],
        Migrations = typeof(ContractsCapability).Assembly,
        Permissions = [See, Write, Suspend, ContractPermissions.EditTypes],
        Definitions = [ContractTypes.Kind],
        Pages = [new Page("/contracts", See)],
    };

    /// <summary>Needs an <see cref="IContractAccounts"/>, which Banking brings.</summary>
    public static IServiceCollection AddContracts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Contracts);
        services.AddSingleton<ContractStore>();
        services.AddSingleton<IEncryptedTable, EncryptedContracts>();
        services.AddSingleton<IEncryptedTable, EncryptedEditions>();
        services.AddSingleton<ISignedThings, SignedEditions>();
        services.AddSingleton<ContractsInForce>();
        services.AddSingleton<IContracts>(provider => provider.GetRequiredService<ContractsInForce>());
        services.AddSingleton<IContractRegister>(provider => provider.GetRequiredService<ContractsInForce>());
        services.AddSingleton<IContractUnits, ContractUnits>();
        services.TryAddSingleton<INotices, NobodyIsTold>();
        services.AddSingleton<ContractNotices>();
        services.AddSingleton<TermsCheck>();
        services.AddSingleton<ContractRecords>();
        return services;
    }

    public static IEndpointRouteBuilder MapContracts(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/contracts",
            ContractList.Of(
                services.GetRequiredService<ICustomers>(), services.GetRequiredService<IOrganisation>(),
                services.GetRequiredService<IDefinitions>()));
        var api = routes.MapGroup("/api/contracts").WithTags("Contracts");
        api.MapGet("/{id}", (string id, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.View(id, http.User, ct))).WithName("getContract").RequirePermission(See);
        var write = api.MapGroup("").RequirePermission(Write);
        write.MapGet("/form", (ContractRecords records) => records.NewForm()).WithName("contractForm");
        write.MapPost("", (NewContract wish, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.Create(wish, http.User, ct))).WithName("createContract");
        write.MapPost("/{id}/change", (
            string id, ContractChange change, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.Change(id, change.Version, change.Form, http.User, ct))).WithName("changeContract");
        write.MapPost("/{id}/sign", Sign).WithName("signContract");
        write.MapPost("/{id}/discard", (
            string id, ContractDeed deed, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.Apply(id, deed.Version, new ContractCommand.Discard(), http.User, null, ct)))
            .WithName("discardContractChange");
        write.MapPost("/{id}/terminate", (
            string id, ContractDeed deed, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.Apply(
                id, deed.Version, new ContractCommand.Terminate(deed.Form?.Reason ?? ""), http.User, null, ct)))
            .WithName("terminateContract");
        var suspend = api.MapGroup("").RequirePermission(Suspend);
        suspend.MapPost("/{id}/suspend", (
            string id, ContractDeed deed, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.Apply(
                id, deed.Version, new ContractCommand.Suspend(deed.Form?.Reason ?? ""), http.User, null, ct)))
            .WithName("suspendContract");
        suspend.MapPost("/{id}/resume", (
            string id, ContractDeed deed, HttpContext http, ContractRecords records, CancellationToken ct) =>
            Answer(records.Apply(
                id, deed.Version, new ContractCommand.Resume(deed.Form?.Reason ?? ""), http.User, null, ct)))
            .WithName("resumeContract");
        return routes;
    }

    private static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> Sign(
        string id, ContractSigning wish, HttpContext http, ContractRecords records, ISigning signing,
        CancellationToken ct) =>
        await signing.Prove(http.User, wish.Secret, ct) switch
        {
            SigningProof.Given proof => (await records.Sign(id, wish.Version, http.User, proof, ct)).Answer(),
            var refused => ((SigningProof.Refused)refused).Answer(),
        };
}
