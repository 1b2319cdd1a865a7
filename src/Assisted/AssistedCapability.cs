using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Assisted;

public static class AssistedCapability
{
    public static readonly Capability Assisted = new("Assisted")
    {
        MayUse =
        [
            "Kernel", "Access", "Customers", "Definitions", "Catalogue", "Records", "Signatures", "Contracts", "Banking", "Bills",
            "Movements", "Wealth", "Calls",
        ],
        Permissions =
        [
            AssistedPermissions.Make, AssistedPermissions.Approve, AssistedPermissions.EditLevels,
            AssistedPermissions.EditRisk,
        ],
        Definitions = [AuthorityLevels.Kind, TransferRisk.Kind],
        Pages = [new Page("/approvals", AssistedPermissions.Approve)],
        Timeline =
        [
            TimelineEvent.Of<ReadBackBegun>("agent", "kind", "amountMinor", "currency", "readBack"),
            TimelineEvent.Of<TransferConfirmed>("agent"),
            TimelineEvent.Of<TransferDropped>("agent", "why"),
            TimelineEvent.Of<OperatorProved>("agent", "name", "mandate"),
            TimelineEvent.Of<OperatorRefused>("agent"),
        ],
    };

    /// <summary>After Calls, whose conversations it is done in, and Banking, which decides.</summary>
    public static IServiceCollection AddAssisted(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Assisted).AddSingleton<AssistedDesk>().AddSingleton<AccountsDesk>()
            .AddSingleton<CompanyOperators>().AddSingleton<ServedCustomers>()
            .AddSingleton<Approvals>().AddSingleton<ISignedThings, ApprovedTransfers>()
            .AddSingleton<IRiskScreen, RiskScreen>();

    public static IEndpointRouteBuilder MapAssisted(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/api/assisted").WithTags("Assisted").RequirePermission(AssistedPermissions.Make);
        desk.MapGet("", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.View(http.User, ct)).WithName("getAssisted");
        desk.MapPost("", (AssistedOrder order, HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Begin(order, http.User, ct)).WithName("beginAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        desk.MapGet("/arrears", (
            string? biller, string? number, HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Arrears(biller, number, http.User, ct)).WithName("getArrears")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        desk.MapGet("/loans", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Loans(http.User, ct)).WithName("getAssistedLoans").ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapGet("/wealth", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Wealth(http.User, ct)).WithName("getAssistedWealth").ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPost("/revoke", (
            AssistedRevocation wish, HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Revoke(wish.Number, http.User, ct)).WithName("revokeAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPost("/confirm", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Confirm(http.User, ct)).WithName("confirmAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPost("/cancel", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Cancel(http.User, ct)).WithName("cancelAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPost("/operator", (
            OperatorAnswer answer, HttpContext http, CompanyOperators operators, CancellationToken ct) =>
            operators.Prove(answer, http.User, ct)).WithName("proveOperator")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        desk.MapGet("/accounts", (HttpContext http, AccountsDesk accounts, CancellationToken ct) =>
            accounts.View(http.User, ct)).WithName("getDeskAccounts");
        desk.MapGet("/movements", (
            string? account, string? from, string? to, HttpContext http, AccountsDesk accounts, CancellationToken ct) =>
            accounts.Movements(new(account, from, to), http.User, ct)).WithName("getDeskMovements")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        desk.MapPost("/movements/send", (
            DeskStatementWish wish, HttpContext http, AccountsDesk accounts, CancellationToken ct) =>
            accounts.Send(wish, http.User, ct)).WithName("sendDeskStatement")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        desk.MapGet("/card", (string? account, HttpContext http, AccountsDesk accounts, CancellationToken ct) =>
            accounts.Card(account, http.User, ct)).WithName("getDeskCard")
            .ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPost("/card/activate", (
            DeskActivation wish, HttpContext http, AccountsDesk accounts, CancellationToken ct) =>
            accounts.Activate(wish.Tail, http.User, ct)).WithName("activateDeskCard")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        var approvals = routes.MapGroup("/api/approvals").WithTags("Assisted")
            .RequirePermission(AssistedPermissions.Approve);
        approvals.MapGet("", (HttpContext http, Approvals all, CancellationToken ct) => all.All(http.User, ct))
            .WithName("getApprovals");
        approvals.MapGet("/open", (HttpContext http, Approvals all, CancellationToken ct) => all.Open(http.User, ct))
            .WithName("getOpenApprovals");
        approvals.MapPost("/{id}/approve", (
            string id, ApprovalSigning wish, HttpContext http, Approvals all, CancellationToken ct) =>
            all.Approve(id, wish.Secret, http.User, ct)).WithName("approveTransfer")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        approvals.MapPost("/{id}/reject", (
            string id, ApprovalRejection wish, HttpContext http, Approvals all, CancellationToken ct) =>
            all.Reject(id, wish.Reason, http.User, ct)).WithName("rejectTransfer")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return routes;
    }
}
