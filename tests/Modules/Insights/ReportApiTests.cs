using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

    private const string Formulae = "/api/definitions/kpis/main/versions";

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

    [Fact]
    public async Task a_changed_formula_is_a_new_version_and_what_was_published_by_the_old_one_stays()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        var nowUs = TimeProvider.System.NowUs();
        foreach (var (id, waited) in new[] { ("c1", 7), ("c2", 3) })
        {
            await web.Journal.Append(
                $"contact/{id}", new ContactQueued("service", 0, false, nowUs - (waited * Second), "request"), ct: Ct);
            web.Journal.Post($"contact/{id}", new ContactEnded("customer", "queue", 0), atUs: nowUs);
        }
        await web.Journal.Append("contact/c3", new ContactQueued("service", 0, false, nowUs, "request"), ct: Ct);
        await web.Projections.CatchUp(Ct);
        var day = web.Get<KernelOptions>().DayOf(nowUs - (7 * Second));
        var asked = $"/api/reports?from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}&kpis=shortAbandoned,netAbandonRate";
        var published = await Report("");
        Assert.Equal((1, "1", "50.00"), Said(published));

        var shipped = (await author.GetFromJsonAsync<JsonElement>($"{Formulae}/1", Ct)).GetProperty("yaml").GetString()!;
        var draft = await Post(author, Formulae, new
        {
            basedOn = 1, why = "短时放弃改为 10 秒",
            yaml = shipped.Replace("abandonedWithin(5)", "abandonedWithin(10)", StringComparison.Ordinal),
        });
        var version = draft.GetProperty("rowVersion").GetInt64();
        await Post(author, $"{Formulae}/2/submit", new { rowVersion = version });
        using var approver = await web.SignedIn("9001");
        await Post(approver, $"{Formulae}/2/approve", new { rowVersion = version + 1, secret = "teller-9001" });

        Assert.Equal((2, "2", "0.00"), Said(await Report("")));
        Assert.Equal(
            JournalJson.Write(published with { AsOf = "", Versions = [] }),
            JournalJson.Write(await Report("&version=1") with { AsOf = "", Versions = [] }));

        async Task<KpiReport> Report(string more) =>
            (await author.GetFromJsonAsync<KpiReport>(asked + more, JournalJson.Options, Ct))!;

        static (int, string?, string?) Said(KpiReport report) =>
            (report.Version, report.Total.Values[0].Shown, report.Total.Values[1].Shown);
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

    private static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
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
        routes => routes.MapInsights().MapDefinitions());
}
