using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Contacts.Core;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Contacts;

/// <summary>The contacts over HTTP.</summary>
internal static class ContactApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var list = routes.MapGroup("");
        list.AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<NumberSearches>().Bounded(context, next));
        list.MapList("/api/contacts", routes.ServiceProvider.GetRequiredService<ContactList>().Rows);
        var api = routes.MapGroup("/api").WithTags("Contacts").RequirePermission(ContactsPermissions.SeeContacts);
        api.MapGet("/contacts/agents", Agents).WithName("listContactAgents");
        api.MapGet("/contacts/{id}", Detail).WithName("getContact");
        api.MapPost("/contacts/{id}/unmaskings", Unmask).WithName("unmaskContact")
            .RequirePermission(ContactsPermissions.Unmask);
        api.MapGet("/reasons", (IDefinitions definitions) => definitions.AllReasons()).WithName("listReasons");
        api.MapGet("/pause-reasons", (IDefinitions definitions) => definitions.AllPauseReasons())
            .WithName("listPauseReasons");
    }

    private static IReadOnlyList<ContactAgent> Agents(HttpContext http, ContactQueries contacts, IUsers users) =>
        contacts.Agents(Scope(users, http));

    private static async Task<Results<Ok<ContactDetail>, NotFound>> Detail(
        string id, HttpContext http, ContactQueries contacts, Viewings viewings, IAudit audit, IUsers users,
        CancellationToken ct)
    {
        if (await contacts.Detail(id, Scope(users, http), ct) is not { } detail)
            return TypedResults.NotFound();
        var (reader, inHand) = (http.User.Number(), detail.InHandOf == http.User.Number());
        if (!inHand)
            await viewings.Begin(reader, $"contact/{id}", () => audit.Record(
                reader, "contact.viewed", $"contact/{detail.Id}", detail.Customer?.Id ?? "-", CancellationToken.None));
        var (reach, scope) = ToUnmask(users, http);
        return TypedResults.Ok(detail with
        {
            Unmaskable = UnmaskRules.MayShow(reach, inHand, await contacts.Covers(scope, id, ct))
                ? detail.Masked() : [],
        });
    }

    private static async Task<Results<Ok<UnmaskedValue>, ProblemHttpResult>> Unmask(
        string id, UnmaskRequest request, HttpContext http, Unmaskings unmaskings, IUsers users,
        IProjections projections, CancellationToken ct)
    {
        if (UnmaskRules.Fault(request.Field, request.Purpose, request.Why) is { } fault)
            return Problems.Refused(
                "无法理解的请求 / Not understood",
                $"Expected a field of {string.Join(", ", UnmaskRules.Fields)}; a purpose of "
                + $"{string.Join(", ", UnmaskRules.Purposes)}; why in words for {UnmaskRules.Other}, at most "
                + $"{UnmaskRules.MaxWhy} characters without a number.", fault);
        // Who has just taken the contact has it in hand.
        await projections.CatchUp("contacts", ct);
        return await unmaskings.Show(
            id, request, http.User.Number(), Scope(users, http), ToUnmask(users, http), ct) switch
        {
            UnmaskOutcome.Shown shown => TypedResults.Ok(shown.Value),
            UnmaskOutcome.Forbidden => Problems.Refused(
                "只能查看本人正在服务的客户的完整信息。 / Only of the customer in hand, or within one's reach.", null, "forbidden", 403),
            UnmaskOutcome.Nothing => Problems.Refused(
                "没有可显示的号码。 / There is no number to show.", null, "nothingToShow", 409),
            _ => Problems.Refused("没有此联络记录。 / There is no such contact.", null, "unknown", 404),
        };
    }

    private static (Reach Reach, DataScope Scope) ToUnmask(IUsers users, HttpContext http) => (
        ContactsPermissions.Unmask.ReachOf(http.User.Card().Roles),
        users.ScopeOf(http.User, ContactsPermissions.Unmask));

    private static DataScope Scope(IUsers users, HttpContext http) =>
        users.ScopeOf(http.User, ContactsPermissions.SeeContacts);
}
