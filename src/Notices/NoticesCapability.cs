using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Notices;

/// <param name="Version">The version that was read.</param>
public sealed record NoticeAction(long Version, NoticeReason? Form);

/// <param name="Version">The version that was read.</param>
public sealed record ConsentAction(long Version, ConsentChange? Form);

public static class NoticesCapability
{
    public static readonly Capability Notices = new("Notices")
    {
        MayUse = ["Kernel", "Access", "Lists", "Records", "Definitions", "Customers"],
        Migrations = typeof(NoticesCapability).Assembly,
        Permissions =
        [
            NoticesPermissions.See, NoticesPermissions.Send, NoticesPermissions.SeeConsents,
            NoticesPermissions.ChangeConsents, NoticesPermissions.EditTemplates, NoticesPermissions.EditPolicy,
            NoticesPermissions.UseInbox,
        ],
        Definitions = [NoticePolicy.Kind, NoticeTemplate.Kind],
        DueKinds = [NoticeSending.Kind],
        Checks = [typeof(OutboxCheck)],
        Pages =
        [
            new Page("/notices", NoticesPermissions.See), new Page("/consents", NoticesPermissions.SeeConsents),
            new Page("/inbox", NoticesPermissions.UseInbox),
        ],
    };

    /// <summary>
    /// Section <c>Notices</c>. After <c>AddDefinitions</c> and <c>AddCustomers</c>. A bank registers its <see
    /// cref="INoticeGateway"/> before this; else the demonstration's telephones are it, or nothing is connected.
    /// </summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Notices);
        services.AddSection<NoticesOptions>(configuration, "Notices");
        services.AddSingleton<ICheckConfiguration, NoticesOptionsCheck>();
        services.TryAddSingleton<INoticeGateway>(p => p.GetRequiredService<NoticesOptions>().Demonstration
            ? ActivatorUtilities.CreateInstance<DemonstrationGateway>(p)
            : new NoGateway());
        services.AddSingleton<Outbox>().AddSingleton<INotices>(p => p.GetRequiredService<Outbox>());
        services.AddSingleton<Consents>().AddSingleton<IConsents>(p => p.GetRequiredService<Consents>());
        services.AddSingleton<INoticeReplies, Replies>();
        services.AddSingleton<IEncryptedTable, EncryptedNotices>();
        services.AddSingleton<IEncryptedTable, EncryptedInbox>();
        services.AddSingleton<NoticeRecords>();
        services.AddSingleton<ConsentRecords>();
        services.AddSingleton<Inbox>();
        return services;
    }

    public static IEndpointRouteBuilder MapNotices(this IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/notices", NoticeRecords.List);
        routes.MapList("/api/consents", ConsentRecords.List);
        MapOutbox(routes.MapGroup("/api/notices").WithTags("Notices"));
        MapConsents(routes.MapGroup("/api/consents").WithTags("Notices"));
        MapInbox(routes.MapGroup("/api/inbox").WithTags("Notices").RequirePermission(NoticesPermissions.UseInbox));
        return routes;
    }

    private static void MapOutbox(RouteGroupBuilder api)
    {
        api.MapGet("/{id}", (string id, HttpContext http, NoticeRecords records, CancellationToken ct) =>
            Answer(records.View(id, http.User, ct)))
            .WithName("getNotice").RequirePermission(NoticesPermissions.See);
        var send = api.MapGroup("").RequirePermission(NoticesPermissions.Send);
        send.MapGet("/form", (NoticeRecords records) => records.Form()).WithName("noticeForm");
        send.MapGet("/templates", (NoticeRecords records) => records.Templates()).WithName("noticeTemplates");
        send.MapPost("", (NoticeByHand wanted, HttpContext http, NoticeRecords records, CancellationToken ct) =>
            Answer(records.Create(wanted, http.User, ct))).WithName("sendNotice");
        send.MapPost("/{id}/cancel", (
            string id, NoticeAction action, HttpContext http, NoticeRecords records, CancellationToken ct) =>
            Answer(records.Apply(
                id, action.Version, action.Form ?? new(""), why => new NoticeCommand.Cancel(why), http.User, ct)))
            .WithName("cancelNotice");
        send.MapPost("/{id}/retry", (
            string id, NoticeAction action, HttpContext http, NoticeRecords records, CancellationToken ct) =>
            Answer(records.Apply(
                id, action.Version, action.Form ?? new(""), why => new NoticeCommand.Retry(why), http.User, ct)))
            .WithName("retryNotice");
    }

    private static void MapConsents(RouteGroupBuilder api)
    {
        api.MapGet("/{customerId}", (
            string customerId, HttpContext http, ConsentRecords records, CancellationToken ct) =>
            Answer(records.View(customerId, http.User, ct)))
            .WithName("getConsents").RequirePermission(NoticesPermissions.SeeConsents);
        var change = api.MapGroup("").RequirePermission(NoticesPermissions.ChangeConsents);
        change.MapGet("/form", () => ConsentRecords.Form()).WithName("consentForm");
        change.MapPost("", (NewConsent says, HttpContext http, ConsentRecords records, CancellationToken ct) =>
            Answer(records.Create(says, http.User, ct))).WithName("recordConsent");
        change.MapPost("/{customerId}/change", (
            string customerId, ConsentAction action, HttpContext http, ConsentRecords records,
            CancellationToken ct) =>
            Answer(records.Apply(
                customerId, action.Version, action.Form ?? new("", "", "", ""), http.User, ct)))
            .WithName("changeConsent");
    }

    private static void MapInbox(RouteGroupBuilder api)
    {
        api.MapGet("/{customerId}", async Task<Results<Ok<InboxView>, NotFound>> (
            string customerId, Inbox inbox, CancellationToken ct) =>
            await inbox.Look(customerId, ct) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound())
            .WithName("getInbox");
        api.MapPost("/{customerId}", async Task<Results<NoContent, NotFound, ProblemHttpResult>> (
            string customerId, InboxReply reply, Inbox inbox, CancellationToken ct) =>
        {
            if (reply.Text is not { Length: > 0 and <= Inbox.LongestReply } text || string.IsNullOrWhiteSpace(text)
                || text.Any(char.IsControl))
                return Problems.Refused(
                    "请输入要回复的内容 / Write an answer", $"1 to {Inbox.LongestReply} characters", "badText", 422);
            return await inbox.Answer(customerId, text, ct) ? TypedResults.NoContent() : TypedResults.NotFound();
        }).WithName("answerInbox");
    }
}
