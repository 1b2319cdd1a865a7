using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>The contacts over HTTP.</summary>
internal static class ContactApi
{
    private const int MaxPageSize = 200;
    private const int MaxPoints = 4_000;
    private const int MaxPurpose = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Contacts").RequirePermission(ContactsPermissions.SeeContacts);
        api.MapGet("/contacts", List).WithName("listContacts");
        api.MapGet("/contacts/{id}", Detail).WithName("getContact");
        api.MapGet("/reasons", () => Reasons.All).WithName("listReasons");
        var recordings = routes.MapGroup("/api/recordings").WithTags("Recordings").RequirePermission(ContactsPermissions.PlayRecordings);
        recordings.MapGet("/{id}/audio", Audio).WithName("playRecording").Produces<Stream>(200, "audio/wav");
        recordings.MapGet("/{id}/peaks", Peaks).WithName("getPeaks");
    }

    private static async Task<Results<Ok<ContactPage>, ProblemHttpResult>> List(
        HttpContext http, ContactQueries contacts, IUsers users, KernelOptions kernel, TimeProvider time, CancellationToken ct,
        DateOnly? day = null, string? q = null, int page = 1, int size = 50)
    {
        if (page is < 1 or > 100_000 || size is < 1 or > MaxPageSize)
            return Fault($"page from 1, size 1 to {MaxPageSize}", "badPage");
        if (day is { } asked && !ReportDay.CanBe(asked))
            return Fault($"a day from {ReportDay.First:yyyy-MM-dd} to {ReportDay.Last:yyyy-MM-dd}", "badDay");
        return TypedResults.Ok(await contacts.Page(day ?? kernel.DayOf(time.NowUs()), q, page, size, users.ScopeOf(http.User, ContactsPermissions.SeeContacts), ct));
    }

    private static async Task<Results<Ok<ContactDetail>, NotFound>> Detail(
        string id, HttpContext http, ContactQueries contacts, IUsers users, CancellationToken ct) =>
        await contacts.Detail(id, users.ScopeOf(http.User, ContactsPermissions.SeeContacts), ct) is { } detail ? TypedResults.Ok(detail) : TypedResults.NotFound();

    private static async Task<Results<FileStreamHttpResult, NotFound, ProblemHttpResult>> Audio(
        string id, HttpContext http, ContactQueries contacts, Recordings files, IJournal journal, IUsers users, CancellationToken ct,
        string purpose = "review")
    {
        if (purpose.Length > MaxPurpose)
            return Fault($"a purpose of at most {MaxPurpose} characters", "badPurpose");
        if (await contacts.Recording(id, users.ScopeOf(http.User, ContactsPermissions.PlayRecordings), ct) is not var (row, contactId) || files.Open(row) is not { } recording)
            return TypedResults.NotFound();
        http.Response.RegisterForDispose(recording);
        // A player fetches one recording in many ranges: the first byte is the playing.
        if (http.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From is null or 0)
            await journal.Append($"contact/{contactId}", new RecordingPlayed(id, http.User.Number(), purpose), ct: ct);
        return TypedResults.File(recording.OpenWav(), "audio/wav", enableRangeProcessing: true);
    }

    private static async Task<Results<Ok<RecordingPeaks>, NotFound, ProblemHttpResult>> Peaks(
        string id, HttpContext http, ContactQueries contacts, Recordings files, IUsers users, CancellationToken ct, int points = 1_000)
    {
        if (points is < 10 or > MaxPoints)
            return Fault($"points from 10 to {MaxPoints}", "badPoints");
        return await contacts.Recording(id, users.ScopeOf(http.User, ContactsPermissions.PlayRecordings), ct) is var (row, _) && files.Peaks(row, points) is { } peaks
            ? TypedResults.Ok(peaks)
            : TypedResults.NotFound();
    }

    private static ProblemHttpResult Fault(string expected, string code) => TypedResults.Problem(
        title: "Not understood", detail: $"Expected {expected}.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = code });
}
