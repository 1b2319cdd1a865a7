using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.LossReports;

/// <param name="Version">The version that was read.</param>
public sealed record LossIdentifying(long Version, LossFactors? Form);

/// <inheritdoc cref="LossIdentifying"/>
public sealed record LossConfirming(long Version, LossPapers? Form);

/// <inheritdoc cref="LossIdentifying"/>
public sealed record LossTakingBack(long Version, LossTakenBack? Form);

public static class LossReportsCapability
{
    public static readonly Permission See = new("losses.see", "查看挂失（脱敏）", "See loss reports, masked")
    {
        Team = [Role.BranchAgent],
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Risk, Role.Operations, Role.Auditor,
        ],
    };

    public static readonly Permission Report = new(
        "losses.report", "登记口头挂失并核对身份", "Take oral loss reports and identify who reports")
    {
        Team = [Role.BranchAgent],
        All = [Role.Agent, Role.SeniorAgent, Role.TeamLead],
    };

    public static readonly Permission Confirm = new(
        "losses.confirm", "凭证件办理正式挂失和解挂", "Confirm loss reports and take them back, with the document")
    {
        Team = [Role.BranchAgent],
    };

    public static readonly Capability LossReports = new("LossReports")
    {
        MayUse = ["Kernel", "Access", "Banking", "Catalogue", "Customers", "Definitions", "Lists", "Notices", "Records"],
        Migrations = typeof(LossReportsCapability).Assembly,
        Permissions = [See, Report, Confirm, LossPermissions.EditRules],
        Definitions = [LossRules.Kind],
        DueKinds = [LossDues.Hold, LossDues.Remind, LossDues.Lapse, LossDues.Release],
        Pages = [new Page("/loss-reports", See)],
    };

    /// <summary>After <c>AddBanking</c>, <c>AddCustomers</c>, <c>AddDefinitions</c> and <c>AddNotices</c>.</summary>
    public static IServiceCollection AddLossReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(LossReports);
        services.AddSingleton<LossStore>();
        services.AddSingleton<LossNotices>();
        services.AddSingleton<LossTaking>();
        services.AddSingleton<ILossReports>(provider => provider.GetRequiredService<LossTaking>());
        services.AddSingleton<LossRecords>();
        services.AddSingleton<LossViews>();
        return services;
    }

    public static IEndpointRouteBuilder MapLossReports(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/loss-reports",
            LossList.Of(
                services.GetRequiredService<ICustomers>(), services.GetRequiredService<IOrganisation>(),
                services.GetRequiredService<IDefinitions>()));
        var api = routes.MapGroup("/api/loss-reports").WithTags("LossReports");
        api.MapGet("/{id}", (string id, HttpContext http, LossViews views, CancellationToken ct) =>
            Answer(views.View(id, http.User, ct))).WithName("getLossReport").RequirePermission(See);
        var report = api.MapGroup("").RequirePermission(Report);
        report.MapGet("/form", (LossRecords records, CancellationToken ct) => records.NewForm(ct))
            .WithName("lossReportForm");
        report.MapPost("", (NewLoss wish, HttpContext http, LossRecords records, CancellationToken ct) =>
            Answer(records.Create(wish, http.User, ct))).WithName("createLossReport");
        report.MapPost("/{id}/identify", (
            string id, LossIdentifying wish, HttpContext http, LossRecords records, CancellationToken ct) =>
            Answer(records.Identify(id, wish.Version, wish.Form, http.User, ct))).WithName("identifyLossReport");
        var confirm = api.MapGroup("").RequirePermission(Confirm);
        confirm.MapPost("/{id}/confirm", (
            string id, LossConfirming wish, HttpContext http, LossRecords records, CancellationToken ct) =>
            Answer(records.Confirm(id, wish.Version, wish.Form, http.User, ct))).WithName("confirmLossReport");
        confirm.MapPost("/{id}/cancel", (
            string id, LossTakingBack wish, HttpContext http, LossRecords records, CancellationToken ct) =>
            Answer(records.Cancel(id, wish.Version, wish.Form, http.User, ct))).WithName("cancelLossReport");
        return routes;
    }
}
