using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Total">How many contacts the list would hold now.</param>
public sealed record ContactCount(long Total);

/// <summary>The contacts over HTTP.</summary>
internal static class ContactApi
{
    private const int MaxPageSize = 200;
    private const int MaxSearch = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Contacts").RequirePermission(ContactsPermissions.SeeContacts);
        api.MapGet("/contacts", List).WithName("listContacts");
        api.MapGet("/contacts/count", Count).WithName("countContacts");
        api.MapGet("/contacts/{id}", Detail).WithName("getContact");
        api.MapGet("/reasons", () => Reasons.All).WithName("listReasons");
    }

    private static async Task<Results<Ok<ContactPage>, ProblemHttpResult>> List(
        HttpContext http, ContactQueries contacts, IUsers users, KernelOptions kernel, TimeProvider time,
        CancellationToken ct,
        DateOnly? day = null, string? q = null, int page = 1, int size = 50)
    {
        if (page is < 1 or > 100_000 || size is < 1 or > MaxPageSize)
            return Problems.Refused("Not understood", $"Expected page from 1, size 1 to {MaxPageSize}.", "badPage");
        var on = day ?? kernel.DayOf(time.NowUs());
        return Wrong(on, q) ?? (Results<Ok<ContactPage>, ProblemHttpResult>)TypedResults.Ok(
            await contacts.Page(on, q, page, size, Scope(users, http), ct));
    }

    /// <summary>For a list that is open: whether something came after it.</summary>
    private static async Task<Results<Ok<ContactCount>, ProblemHttpResult>> Count(
        HttpContext http, ContactQueries contacts, IUsers users, KernelOptions kernel, TimeProvider time,
        CancellationToken ct,
        DateOnly? day = null, string? q = null)
    {
        var on = day ?? kernel.DayOf(time.NowUs());
        return Wrong(on, q) ?? (Results<Ok<ContactCount>, ProblemHttpResult>)TypedResults.Ok(
            new ContactCount(await contacts.Count(on, q, Scope(users, http), ct)));
    }

    private static async Task<Results<Ok<ContactDetail>, NotFound>> Detail(
        string id, HttpContext http, ContactQueries contacts, IUsers users, CancellationToken ct) =>
        await contacts.Detail(id, Scope(users, http), ct) is { } detail ? TypedResults.Ok(detail)
            : TypedResults.NotFound();

    private static ProblemHttpResult? Wrong(DateOnly day, string? search) =>
        !ReportDay.CanBe(day)
            ? Problems.Refused(
                "Not understood", $"Expected a day from {ReportDay.First:O} to {ReportDay.Last:O}.", "badDay")
        : search is { Length: > MaxSearch } || search?.Any(char.IsControl) == true
            ? Problems.Refused(
                "Not understood", $"Expected at most {MaxSearch} characters, no control characters.", "badSearch")
        : null;

    private static DataScope Scope(IUsers users, HttpContext http) =>
        users.ScopeOf(http.User, ContactsPermissions.SeeContacts);
}
