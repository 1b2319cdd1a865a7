using System.Net;
using System.Net.Http.Json;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Signatures;

namespace TellerLine.Modules.Insights;

public sealed class ReportApiTests
{
    private const long Second = 1_000_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_report_names_the_version_of_its_formulae_and_its_file_has_the_same_numbers()
    {
        await using var web = await Start();
        using var planner = await web.SignedIn("3001");
        var period = await Contacts(web);

        var report = (await planner.GetFromJsonAsync<KpiReport>(
            $"/api/reports?{period}&by=queue&kpis=offered,answerRate,meanWait", JournalJson.Options, Ct))!;

        Assert.Equal((1, "queue"), (report.Version, report.By));
        Assert.Equal(["offered", "answerRate", "meanWait"], report.Columns.Select(column => column.Key));
        Assert.Equal(["service", "wealth"], report.Rows.Select(row => row.Key));
        Assert.Equal(["2", "50.00", "7.00"], report.Rows[0].Values.Select(value => value.Shown));
        Assert.Equal(["3", "66.67", "8.00"], report.Total.Values.Select(value => value.Shown));
        var rate = report.Total.Values[1];
        Assert.Equal((2L, 3L, false), (rate.Numerator, rate.Denominator, rate.Holds));
        var file = await planner.GetStringAsync(
            $"/api/reports/file?{period}&by=queue&kpis=offered,answerRate,meanWait&language=en", Ct);
        Assert.Equal(
            [
                "Queue,Name,Offered,Answer rate (%),Mean speed of answer (s),Formulae", "service,,2,50.00,7.00,v1",
                "wealth,,1,100.00,9.00,v1", "Total,,3,66.67,8.00,v1",
            ],
            file.TrimStart('\uFEFF').TrimEnd().Split("\r\n"));
    }

    [Theory]
    [InlineData("1001", 1)]
    [InlineData("2001", 2)]
    [InlineData("3001", 3)]
    public async Task reports_are_of_ones_own_contacts_ones_teams_or_all(string user, int offered)
    {
        await using var web = await Start();
        using var client = await web.SignedIn(user);
        var period = await Contacts(web);
        var report = (await client.GetFromJsonAsync<KpiReport>(
            $"/api/reports?{period}&by=agent&kpis=offered", JournalJson.Options, Ct))!;
        Assert.Equal($"{offered}", report.Total.Values[0].Shown);
    }

    [Fact]
    public async Task all_that_is_wrong_with_a_query_is_said_at_once()
    {
        await using var web = await Start();
        using var client = await web.SignedIn("3001");
        using var answer = await client.GetAsync(
            "/api/reports?from=2026-11-28&to=2026-11-01&by=moon&kpis=offered,nonsense&version=9", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var told = await answer.Content.ReadAsStringAsync(Ct);
        foreach (var word in new[] { "by: expected", "from, to: expected", "version: expected one of 1", "no nonsense" })
            Assert.Contains(word, told, StringComparison.Ordinal);
    }

    private static async Task<string> Contacts(WebUnderTest web)
    {
        var nowUs = TimeProvider.System.NowUs();
        await Queued("c1", "service");
        await web.Journal.Append("contact/c1", new ContactConnected("1001", "leg", 7 * Second), ct: Ct);
        await Queued("c2", "wealth");
        await web.Journal.Append("contact/c2", new ContactConnected("1002", "leg", 9 * Second), ct: Ct);
        await Queued("c3", "service");
        await web.Projections.CatchUp(Ct);
        var kernel = web.Get<KernelOptions>();
        var day = kernel.DayOf(nowUs);
        return $"from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}";

        Task Queued(string id, string queue) =>
            web.Journal.Append($"contact/{id}", new ContactQueued(queue, 0, false, nowUs, "request"), ct: Ct);
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddLists(configuration).AddSignatures(configuration)
            .AddDefinitions(configuration).AddInsights(configuration),
        routes => routes.MapInsights());
}
