using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>Units and users from a file, shown before anything is done.</summary>
internal static class ImportEndpoints
{
    private const int MostBytes = 1024 * 1024, LongestReason = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var units = Group(routes, "/api/organisation/imports");
        units.MapGet("/file", async (UnitImport import, CancellationToken ct) => Csv(await import.File(ct), "units"))
            .WithName("unitsFile").Produces<byte[]>(contentType: "text/csv");
        units.MapPost("/preview", async (HttpContext http, UnitImport import, CancellationToken ct) =>
            await SmallBody.Read(http, ct) is { } file
                ? Results.Ok(await import.Preview(file, ct))
                : SmallBody.TooLarge(MostBytes))
            .Takes("text/csv", MostBytes).WithName("previewUnits").Produces<ImportPlan>();
        units.MapPost("", async (string plan, HttpContext http, UnitImport import, CancellationToken ct) =>
            await SmallBody.Read(http, ct) is { } file
                ? Answer(await import.Apply(file, plan, http.User.Number(), ct))
                : SmallBody.TooLarge(MostBytes))
            .Takes("text/csv", MostBytes).WithName("importUnits").Produces<ImportDone>()
            .ProducesProblem(StatusCodes.Status409Conflict);

        var users = Group(routes, "/api/users/imports");
        users.MapGet("/file", async (UserImport import, CancellationToken ct) => Csv(await import.File(ct), "users"))
            .WithName("usersFile").Produces<byte[]>(contentType: "text/csv");
        users.MapPost("/preview", async (
            HttpContext http, UserImport import, CancellationToken ct, string reason = "") =>
            await SmallBody.Read(http, ct) is { } file
                ? Results.Ok(await import.Preview(file, Short(reason), http.User.Number(), ct))
                : SmallBody.TooLarge(MostBytes))
            .Takes("text/csv", MostBytes).WithName("previewUsers").Produces<ImportPlan>();
        users.MapPost("", async (
            string plan, HttpContext http, UserImport import, CancellationToken ct, string reason = "") =>
            await SmallBody.Read(http, ct) is { } file
                ? Answer(await import.Apply(file, plan, Short(reason), http.User.Number(), ct))
                : SmallBody.TooLarge(MostBytes))
            .Takes("text/csv", MostBytes).WithName("importUsers").Produces<ImportDone>()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string address) => routes.MapGroup(address)
        .WithTags("Access").RequirePermission(AccessPermissions.ChangeSettings);

    /// <summary>One that is too long stays too long: who plans says so.</summary>
    private static string Short(string reason) =>
        reason.Length > LongestReason ? reason[..(LongestReason + 1)] : reason;

    private static IResult Answer(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Done done => Results.Ok(done.What),
        ImportOutcome.Another another => Problems.Problem(
            StatusCodes.Status409Conflict, "与预览时不同，请重新核对。 / It is no longer what was shown; look again.",
            "planChanged", ("now", another.Now)),
        _ => throw new InvalidOperationException("An import has one of two ends."),
    };

    private static FileContentHttpResult Csv(byte[] file, string name) =>
        TypedResults.File(file, "text/csv; charset=utf-8", $"{name}.csv");
}
