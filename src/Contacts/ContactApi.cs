using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Contacts.Core;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Total">How many contacts the list would hold now.</param>
public sealed record ContactCount(long Total);

/// <summary>The contacts over HTTP.</summary>
internal static class ContactApi
{
    private const int MaxPageSize = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Contacts").RequirePermission(ContactsPermissions.SeeContacts);
        api.MapGet("/contacts", List).WithName("listContacts");
        api.MapGet("/contacts/count", Count).WithName("countContacts");
        api.MapGet("/contacts/agents", Agents).WithName("listContactAgents");
        api.MapGet("/contacts/{id}", Detail).WithName("getContact");
        api.MapPost("/contacts/{id}/unmaskings", Unmask).WithName("unmaskContact")
            .RequirePermission(ContactsPermissions.Unmask);
        api.MapGet("/reasons", (IDefinitions definitions) => definitions.AllReasons()).WithName("listReasons");
    }

    private static async Task<Results<Ok<ContactPage>, ProblemHttpResult>> List(
        HttpContext http, ContactQueries contacts, IUsers users, [AsParameters] Asked asked, CancellationToken ct,
        int page = 1, int size = 50)
    {
        if (page is < 1 or > 100_000 || size is < 1 or > MaxPageSize)
            return Problems.Refused("Not understood", $"Expected page from 1, size 1 to {MaxPageSize}.", "badPage");
        return asked.Wrong() ?? (Results<Ok<ContactPage>, ProblemHttpResult>)TypedResults.Ok(
            await contacts.Page(asked.Filter(), page, size, Scope(users, http), ct));
    }

    /// <summary>For a list that is open: whether something came after it.</summary>
    private static async Task<Results<Ok<ContactCount>, ProblemHttpResult>> Count(
        HttpContext http, ContactQueries contacts, IUsers users, [AsParameters] Asked asked, CancellationToken ct) =>
        asked.Wrong() ?? (Results<Ok<ContactCount>, ProblemHttpResult>)TypedResults.Ok(
            new ContactCount(await contacts.Count(asked.Filter(), Scope(users, http), ct)));

    private static IReadOnlyList<ContactAgent> Agents(HttpContext http, ContactQueries contacts, IUsers users) =>
        contacts.Agents(Scope(users, http));

    private static async Task<Results<Ok<ContactDetail>, NotFound>> Detail(
        string id, HttpContext http, ContactQueries contacts, Viewings viewings, IUsers users, CancellationToken ct)
    {
        if (await contacts.Detail(id, Scope(users, http), ct) is not { } detail)
            return TypedResults.NotFound();
        var (reader, inHand) = (http.User.Number(), detail.InHandOf == http.User.Number());
        if (!inHand)
            await viewings.Begin(reader, detail);
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

    /// <summary>What stands in the address of a list.</summary>
    /// <param name="Day">The first day, today when it is not said.</param>
    /// <param name="To">The last day, the first when it is not said.</param>
    private sealed record Asked(
        KernelOptions Kernel, TimeProvider Time,
        [FromQuery(Name = "day")] DateOnly? Day = null, [FromQuery(Name = "to")] DateOnly? To = null,
        [FromQuery(Name = "q")] string? Q = null, [FromQuery(Name = "agent")] string? Agent = null,
        [FromQuery(Name = "outcome")] string? Outcome = null)
    {
        private const int MaxSearch = 100;
        private const int MaxAgent = 20;

        private DateOnly First => Day ?? Kernel.DayOf(Time.NowUs());

        private DateOnly Last => To ?? First;

        public ContactFilter Filter() => new(First, Last, Q, Given(Agent), Given(Outcome));

        public ProblemHttpResult? Wrong() =>
            !ReportDay.CanBe(First) || !ReportDay.CanBe(Last)
                ? Refused($"a day from {ReportDay.First:O} to {ReportDay.Last:O}", "badDay")
            : Last < First || Last.DayNumber - First.DayNumber >= ContactFilter.MaxDays
                ? Refused($"a last day not before the first, {ContactFilter.MaxDays} days at most", "badRange")
            : !IsText(Q, MaxSearch)
                ? Refused($"at most {MaxSearch} characters, no control characters", "badSearch")
            : !IsText(Agent, MaxAgent) ? Refused($"an agent's number of at most {MaxAgent} characters", "badAgent")
            : Given(Outcome) is { } outcome && !ContactFilter.Outcomes.Contains(outcome)
                ? Refused("an outcome: " + string.Join(", ", ContactFilter.Outcomes), "badOutcome")
            : null;

        private static ProblemHttpResult Refused(string expected, string code) =>
            Problems.Refused("Not understood", $"Expected {expected}.", code);

        private static bool IsText(string? text, int most) =>
            text is null || (text.Length <= most && !text.Any(char.IsControl));

        private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
    }
}
