using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Signatures;

namespace TellerLine.Modules.Insights;

/// <summary>
/// The oracle of 1,000 calls as another system's log: out of order, twelve rows twice, three with negative durations,
/// one over midnight, two that reached no queue; by import, API and CSV alike.
/// </summary>
public sealed class CallLogImportTests
{
    private const string Period = "from=2026-11-22&to=2026-11-22";

    private const string Kpis =
        "offered,answered,abandonedTotal,shortAbandoned,serviceLevelA,serviceLevel,serviceLevelB,serviceLevelC,serviceLevelD,"
        + "answerRate,netAnswerRate,abandonRate,netAbandonRate,waitP50,waitMax";

    private static readonly string[] Expected =
    [
        "1000", "950", "50", "20", "88.00", "89.80", "91.19", "91.50", "92.63", "95.00", "96.94", "5.00", "3.06", "11.00", "80.00",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_oracle_is_reproduced_to_the_digit_by_import_api_and_csv()
    {
        await using var web = await Start();
        using var planner = await web.SignedIn("3001");
        using var operations = await web.SignedIn("5001");

        var done = await Import(operations, File());

        Assert.Equal((1_017L, 1_002L, 12L, 3L), (done.Rows, done.Added, done.Repeated, done.Aside));
        Assert.All(done.First, aside => Assert.Contains("a negative talk", aside.Reason.En, StringComparison.Ordinal));
        Assert.Equal(
            Log().Select((line, i) => (line, i)).Where(row => row.line.StartsWith("bad", StringComparison.Ordinal))
                .Select(row => row.i + 1L),
            done.First.Select(aside => aside.Line));
        await web.Projections.CatchUp(Ct);
        foreach (var by in new[] { "day", "interval", "queue", "agent", "month", "week", "channel" })
        {
            var report = (await planner.GetFromJsonAsync<KpiReport>(
                $"/api/reports?{Period}&by={by}&kpis={Kpis}", JournalJson.Options, Ct))!;
            Assert.Equal(Expected, report.Total.Values.Select(value => value.Shown));
            Assert.Equal(1_000, report.Rows.Sum(row => int.Parse(row.Values[0].Shown!, CultureInfo.InvariantCulture)));
            var csv = (await planner.GetStringAsync($"/api/reports/file?{Period}&by={by}&kpis={Kpis}&language=en", Ct))
                .TrimEnd().Split("\r\n");
            Assert.Equal($"Total,,{string.Join(',', Expected)},v1", csv[^1]);
            Assert.Equal(
                report.Rows.Select(row => string.Join(',', row.Values.Select(value => value.Shown))),
                csv[1..^1].Select(line => string.Join(',', line.Split(',')[2..^1])));
        }
    }

    [Fact]
    public async Task the_same_file_twice_adds_nothing_and_rebuilt_the_report_is_equal()
    {
        await using var web = await Start();
        using var operations = await web.SignedIn("5001");
        await Import(operations, File());
        await web.Projections.CatchUp(Ct);
        var before = await Report(operations);

        var again = await Import(operations, File());

        Assert.Equal((1_017L, 0L, 1_014L, 3L), (again.Rows, again.Added, again.Repeated, again.Aside));
        await web.Projections.CatchUp(Ct);
        Assert.Equal(before, await Report(operations));
        await web.Projections.Rebuild("insights.segments", Ct);
        Assert.Equal(before, await Report(operations));
        var imports = await operations.GetFromJsonAsync<JsonElement>("/api/call-logs", Ct);
        Assert.Equal(
            [("done", 0L), ("done", 1_002L)], imports.GetProperty("rows").EnumerateArray()
                .Select(row => (row.GetProperty("state").GetString()!, row.GetProperty("added").GetInt64())));
        var aside = await operations.GetFromJsonAsync<JsonElement>("/api/call-log-aside", Ct);
        Assert.Equal(6, aside.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task a_row_that_says_something_else_under_a_known_number_is_set_aside()
    {
        await using var web = await Start();
        using var operations = await web.SignedIn("5001");
        const string head = "id,offered,answered,ended,queue,agent,outcome\n";
        await Import(operations, head + "1,2026-11-22 09:00:00,2026-11-22 09:00:05,2026-11-22 09:01:00,service,1001,answered");
        var other = await Import(
            operations, head + "1,2026-11-22 09:00:00,2026-11-22 09:00:06,2026-11-22 09:01:00,service,1001,answered");
        Assert.Equal((0L, 0L, 1L), (other.Added, other.Repeated, other.Aside));
        Assert.Contains("says something else", other.First[0].Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_file_without_the_columns_is_refused_and_an_agent_imports_nothing()
    {
        await using var web = await Start();
        using var operations = await web.SignedIn("5001");
        using var refused = await Send(operations, "number,when\n1,2");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("columns missing: id", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var agent = await web.SignedIn("1001");
        using var forbidden = await Send(agent, File());
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private static string File() => string.Join('\n', Log());

    private static string[] Log()
    {
        var start = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Unspecified);
        List<string> rows = [];
        for (var i = 0; i < 1_000; i++)
        {
            var offered = i == 949 ? start.AddSeconds(86_370) : start.AddSeconds(i * 80);
            var wait = i switch
            {
                < 20 => 20, < 880 => 1 + (i % 19), < 949 => 21 + (i % 59), 949 => 80, < 970 => 1 + (i % 5),
                < 985 => 6 + (i % 15), _ => 21 + (i % 40),
            };
            var ended = offered.AddSeconds(wait + (i < 950 ? 90 : 0));
            rows.Add(i < 950
                ? $"{i},{At(offered)},{At(offered.AddSeconds(wait))},{At(ended)},service,100{i % 4},answered,90"
                : $"{i},{At(offered)},,{At(ended)},service,,abandoned,");
        }
        rows.AddRange(rows[100..112]);
        for (var i = 0; i < 3; i++)
            rows.Add($"bad{i},2026-11-22 10:00:00,2026-11-22 10:00:05,2026-11-22 10:00:01,service,1001,answered,-4");
        for (var i = 0; i < 2; i++)
            rows.Add($"menu{i},,,2026-11-22 11:00:40,,,leftSelfService,,2026-11-22 11:00:00");
        var shuffled = rows.ToArray();
        new Random(1).Shuffle(shuffled);
        return ["id,offered,answered,ended,queue,agent,outcome,talk,entered", .. shuffled];

        static string At(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static async Task<CallLogImportDone> Import(HttpClient client, string file)
    {
        using var answer = await Send(client, file);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<CallLogImportDone>(JournalJson.Options, Ct))!;
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string file) => client.PostAsync(
        "/api/call-logs?source=plain&file=oracle.csv",
        new ByteArrayContent(Encoding.UTF8.GetBytes(file))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
        }, Ct);

    private static async Task<string> Report(HttpClient client)
    {
        var report = (await client.GetFromJsonAsync<KpiReport>(
            $"/api/reports?{Period}&by=interval&kpis={Kpis},aht,handled", JournalJson.Options, Ct))!;
        return JournalJson.Write(report with { AsOf = "" });
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddLists(configuration).AddSignatures(configuration)
            .AddDefinitions(configuration).AddInsights(configuration),
        routes => routes.MapInsights().MapLists());
}
