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
    public static readonly Permission Make = new(
        "transactions.make", "代客办理交易", "Make transactions for the customer on the line")
    {
        Own = [Role.Agent, Role.SeniorAgent],
    };

    public static readonly Permission Approve = new(
        "transactions.approve", "双人复核：放行或拒绝交易", "Be the second person: let transactions go or reject them")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Risk, Role.Operations],
    };

    public static readonly Permission EditLevels = new(
        "transactions.levels", "编写授权等级", "Write authority levels")
    {
        All = [Role.Risk, Role.Operations],
    };

    public static readonly Permission EditRisk = new(
        "transactions.risk", "编写转账风险规则", "Write risk rules of transfers")
    {
        All = [Role.Risk, Role.Operations],
    };

    public static readonly Capability Assisted = new("Assisted")
    {
        MayUse =
        [
            "Kernel", "Access", "Customers", "Definitions", "Records", "Signatures", "Contracts", "Banking", "Calls",
        ],
        Permissions = [Make, Approve, EditLevels, EditRisk],
        Definitions = [AuthorityLevels.Kind, TransferRisk.Kind],
        Pages = [new Page("/approvals", Approve)],
        Timeline =
        [
            TimelineEvent.Of<ReadBackBegun>("agent", "kind", "amountMinor", "currency", "readBack"),
            TimelineEvent.Of<TransferConfirmed>("agent"),
            TimelineEvent.Of<TransferDropped>("agent", "why"),
        ],
    };

    /// <summary>After Calls, whose conversations it is done in, and Banking, which decides.</summary>
    public static IServiceCollection AddAssisted(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Assisted).AddSingleton<AssistedDesk>().AddSingleton<Approvals>()
            .AddSingleton<ISignedThings, ApprovedTransfers>().AddSingleton<IRiskScreen, RiskScreen>();

    public static IEndpointRouteBuilder MapAssisted(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/api/assisted").WithTags("Assisted").RequirePermission(Make);
        desk.MapGet("", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.View(http.User, ct)).WithName("getAssisted");
        desk.MapPost("", (AssistedOrder order, HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Begin(order, http.User, ct)).WithName("beginAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        desk.MapPost("/confirm", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Confirm(http.User, ct)).WithName("confirmAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPost("/cancel", (HttpContext http, AssistedDesk assisted, CancellationToken ct) =>
            assisted.Cancel(http.User, ct)).WithName("cancelAssisted")
            .ProducesProblem(StatusCodes.Status409Conflict);

        var approvals = routes.MapGroup("/api/approvals").WithTags("Assisted").RequirePermission(Approve);
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
