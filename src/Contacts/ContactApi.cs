using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
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
        string id, HttpContext http, ContactQueries contacts, IUsers users, CancellationToken ct) =>
        await contacts.Detail(id, Scope(users, http), ct) is { } detail ? TypedResults.Ok(detail)
            : TypedResults.NotFound();

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
