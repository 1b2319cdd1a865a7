using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Incidents;

/// <param name="Version">The version that was read.</param>
public sealed record IncidentClosing(long Version, IncidentFinding? Form);

public static class IncidentsCapability
{
    public static readonly Permission See = new(
        "incidents.see", "查看口述密码事件", "See what became of PINs said aloud")
    {
        All = [Role.TeamLead, Role.FloorManager, Role.Evaluator, Role.Risk, Role.Operations, Role.Auditor],
    };

    public static readonly Permission Close = new(
        "incidents.close", "认定口述密码事件（误标的同时解除改密要求）", "Close them; a mistake lifts the demand to change the PINs")
    {
        All = [Role.TeamLead, Role.FloorManager, Role.Risk],
    };

    public static readonly Capability Incidents = new("Incidents")
    {
        MayUse = ["Kernel", "Access", "Banking", "Contacts", "Customers", "Lists", "Records"],
        Migrations = typeof(IncidentsCapability).Assembly,
        Permissions = [See, Close],
        Pages = [new Page("/incidents", See)],
    };

    /// <summary>After <c>AddBanking</c>, <c>AddContacts</c> and <c>AddCustomers</c>.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Incidents);
        services.AddSingleton<IPinSpokenWitness, SpokenPinIncidents>();
        services.AddSingleton<IncidentRecords>();
        return services;
    }

    public static IEndpointRouteBuilder MapIncidents(this IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/incidents", IncidentList.Of(routes.ServiceProvider.GetRequiredService<ICustomers>()));
        var api = routes.MapGroup("/api/incidents").WithTags("Incidents");
        api.MapGet("/{id}", (string id, HttpContext http, IncidentRecords records, CancellationToken ct) =>
            Answer(records.View(id, http.User, ct))).WithName("getIncident").RequirePermission(See);
        api.MapPost("/{id}/close", (
            string id, IncidentClosing wish, HttpContext http, IncidentRecords records, CancellationToken ct) =>
            Answer(records.Close(id, wish.Version, wish.Form, http.User, ct))).WithName("closeIncident")
            .RequirePermission(Close);
        return routes;
    }
}
