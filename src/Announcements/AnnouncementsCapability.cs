using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Files;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Announcements;

/// <param name="Version">The version that was read.</param>
public sealed record AnnouncementAction(long Version, AnnouncementText? Form);

public sealed record WithdrawAction(long Version, AnnouncementWithdrawal? Form);

public static class AnnouncementsCapability
{
    public static readonly Permission Read = new("announcements.read", "阅读公告", "Read announcements")
    {
        Own = [.. Role.All.Select(role => role.Code)],
    };

    public static readonly Permission Write = new("announcements.write", "编写公告", "Write announcements")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.KnowledgeEditor, Role.Operations, Role.Administrator],
    };

    public static readonly Capability Announcements = new("Announcements")
    {
        MayUse = ["Kernel", "Access", "Lists", "Records", "Files"],
        Migrations = typeof(AnnouncementsCapability).Assembly,
        Permissions = [Read, Write],
        Pages = [new Page("/announcements", Read)],
    };

    public static IServiceCollection AddAnnouncements(
        this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(Announcements).AddSingleton<AnnouncementRecords>();

    public static IEndpointRouteBuilder MapAnnouncements(this IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/announcements", AnnouncementRecords.List);
        routes.MapAttachments("/api/announcements", AnnouncementRecords.Files);
        var api = routes.MapGroup("/api/announcements").WithTags("Announcements");
        api.MapGet("/{id}", (string id, HttpContext http, AnnouncementRecords records, CancellationToken ct) =>
            Answer(records.View(id, http.User, ct))).WithName("getAnnouncement").RequirePermission(Read);
        api.MapPost("/{id}/acknowledge", (
            string id, HttpContext http, AnnouncementRecords records, CancellationToken ct) =>
            Answer(records.Apply(id, null, new AnnouncementCommand.Acknowledge(), http.User, ct)))
            .WithName("acknowledgeAnnouncement").RequirePermission(Read);
        var write = api.MapGroup("").RequirePermission(Write);
        write.MapGet("/form", (HttpContext http, AnnouncementRecords records, CancellationToken ct) =>
            records.Form(http.User, ct))
            .WithName("announcementForm");
        write.MapPost("", (AnnouncementText says, HttpContext http, AnnouncementRecords records, CancellationToken ct) =>
            Answer(records.Create(says, http.User, ct))).WithName("createAnnouncement");
        write.MapPost("/{id}/change", (
            string id, AnnouncementAction action, HttpContext http, AnnouncementRecords records,
            CancellationToken ct) =>
            Answer(records.Apply(
                id, action.Version, new AnnouncementCommand.Change(action.Form ?? new("", "", "")), http.User, ct)))
            .WithName("changeAnnouncement");
        write.MapPost("/{id}/publish", (
            string id, AnnouncementAction action, HttpContext http, AnnouncementRecords records,
            CancellationToken ct) =>
            Answer(records.Apply(id, action.Version, new AnnouncementCommand.Publish(), http.User, ct)))
            .WithName("publishAnnouncement");
        write.MapPost("/{id}/withdraw", (
            string id, WithdrawAction action, HttpContext http, AnnouncementRecords records, CancellationToken ct) =>
            Answer(records.Apply(
                id, action.Version, new AnnouncementCommand.Withdraw(action.Form ?? new("")), http.User, ct)))
            .WithName("withdrawAnnouncement");
        return routes;
    }
}
