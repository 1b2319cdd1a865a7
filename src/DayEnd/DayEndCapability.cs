using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using TellerLine.Signatures;

namespace TellerLine.DayEnd;

/// <param name="Secret">The password again: who signs answers for the day.</param>
public sealed record DaySigning(string? Secret);

public static class DayEndCapability
{
    public static readonly Permission See = new(
        "dayEnd.see", "查看日终和交易报表", "See the day's end and reports of transactions")
    {
        All = [Role.VoucherKeeper, Role.FloorManager, Role.Risk, Role.Operations, Role.Auditor],
    };

    public static readonly Permission Sign = new("dayEnd.sign", "签署日终", "Sign the day's end")
    {
        All = [Role.VoucherKeeper, Role.Operations],
    };

    public static readonly Capability DayEnd = new("DayEnd")
    {
        MayUse = ["Kernel", "Access", "Banking", "Contracts", "Lists", "Records", "Signatures", "Vouchers"],
        Migrations = typeof(DayEndCapability).Assembly,
        Projections = [typeof(Refusals)],
        Permissions = [See, Sign],
        Pages = [new Page("/day-end", See), new Page("/transaction-reports", See)],
    };

    /// <summary>After <c>AddVouchers</c>.</summary>
    public static IServiceCollection AddDayEnd(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(DayEnd)
            .AddSingleton<DayEnds>()
            .AddSingleton<ISignedThings, SignedDays>()
            .AddSingleton<Reports>()
            .AddSingleton<DayEndFiles>();

    public static IEndpointRouteBuilder MapDayEnd(this IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/day-ends", DayEndList.Rows);
        var api = routes.MapGroup("/api").WithTags("DayEnd").RequirePermission(See);
        api.MapGet("/day-ends/{day}", View).WithName("getDayEnd");
        api.MapGet("/day-ends/{day}/file", DayFile).WithName("exportDayEnd").Produces<string>(contentType: "text/csv");
        api.MapPost("/day-ends/{day}/sign", SignDay).WithName("signDayEnd").RequirePermission(Sign);
        api.MapGet("/transaction-reports", Report).WithName("getTransactionReport");
        api.MapGet("/transaction-reports/file", ReportFile).WithName("exportTransactionReport")
            .Produces<string>(contentType: "text/csv");
        return routes;
    }

    private static async Task<Results<Ok<DayEndView>, ProblemHttpResult>> View(
        DateOnly day, DayEnds days, CancellationToken ct) =>
        ReportDay.CanBe(day) ? TypedResults.Ok(await days.View(day, ct)) : BadDay();

    private static async Task<IResult> DayFile(
        DateOnly day, HttpContext http, DayEnds days, DayEndFiles files, CancellationToken ct, string format = "xlsx",
        string language = "zh") =>
        ReportDay.CanBe(day)
            ? await files.Day(await days.View(day, ct), format, language == "en", http, ct)
            : BadDay();

    private static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> SignDay(
        DateOnly day, DaySigning wish, HttpContext http, DayEnds days, ISigning signing, CancellationToken ct)
    {
        if (!ReportDay.CanBe(day))
            return BadDay();
        // Before the password: a signature's proof lasts a minute, and reading the day's recordings may take longer.
        await days.Verify(day, http.User.Number(), ct);
        return await signing.Prove(http.User, wish.Secret, ct) switch
        {
            SigningProof.Given proof => (await days.Sign(day, http.User, proof, ct)).Answer(),
            var refused => ((SigningProof.Refused)refused).Answer(),
        };
    }

    private static async Task<Results<Ok<TransactionReport>, ProblemHttpResult>> Report(
        DateOnly from, DateOnly to, Reports reports, CancellationToken ct, string by = "item") =>
        Fault(from, to, by) is { } fault ? fault : TypedResults.Ok(await reports.Of(from, to, by, ct));

    private static async Task<IResult> ReportFile(
        DateOnly from, DateOnly to, HttpContext http, Reports reports, DayEndFiles files, CancellationToken ct,
        string by = "item", string format = "xlsx", string language = "zh") =>
        Fault(from, to, by) is { } fault
            ? fault
            : await files.Report(await reports.Of(from, to, by, ct), format, language == "en", http, ct);

    private static ProblemHttpResult? Fault(DateOnly from, DateOnly to, string by) =>
        !ReportDay.CanBe(from) || !ReportDay.CanBe(to) || to < from || to.DayNumber - from.DayNumber >= Reports.MostDays
            ? Problems.Refused(
                "无法理解的查询 / Not understood", $"Expected from and to, at most {Reports.MostDays} days, in order.", "badPeriod")
            : !Reports.Bys.Contains(by)
                ? Problems.Refused(
                    "无法理解的查询 / Not understood", $"by: expected one of {string.Join(", ", Reports.Bys)}.", "badQuery")
                : null;

    private static ProblemHttpResult BadDay() => Problems.Refused(
        "无法理解的日期 / Not understood", $"Expected a day from {ReportDay.First:yyyy-MM-dd}.", "badDay");
}
