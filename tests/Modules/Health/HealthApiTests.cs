using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Health;
using TellerLine.Kernel;
using TellerLine.Modules.Kernel;

namespace TellerLine.Modules.Health;

/// <summary>What programs, the page and Prometheus are told.</summary>
public sealed partial class HealthApiTests
{
    private readonly Patient _patient = new("patient") { Vital = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task anybody_may_ask_whether_it_lives_and_is_ready_and_learns_names_alone()
    {
        await using var web = await Start();
        using var anybody = new HttpClient { BaseAddress = web.Url };
        Assert.Equal((HttpStatusCode.OK, "ok"), await Probe(anybody, "live"));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Probe(anybody, "ready"));

        _patient.Happen(new HealthFinding(HealthState.Fault, 1, "count", 2, "secret words"));
        while ((await Probe(anybody, "ready")).Code == HttpStatusCode.OK)
            Ct.ThrowIfCancellationRequested();
        using var answer = await anybody.GetAsync("/health/ready", Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("""{"name":"patient","status":"fault"}""", text);
        Assert.DoesNotContain("secret", text);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal((HttpStatusCode.OK, "ok"), await Probe(anybody, "live"));
    }

    [Fact]
    public async Task with_the_database_away_it_is_alive_and_not_ready_and_ready_again_when_it_is_back()
    {
        await using var server = await OwnPostgreSql.Make();
        await using var web = await Start(server.ConnectionString);
        using var anybody = new HttpClient { BaseAddress = web.Url };
        using var admin = await web.SignedIn("9001");
        Assert.Equal((HttpStatusCode.OK, "ok"), await Probe(anybody, "ready"));

        await server.Stop();
        while ((await Probe(anybody, "ready")).Code == HttpStatusCode.OK)
            Ct.ThrowIfCancellationRequested();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "notReady"), await Probe(anybody, "ready"));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Probe(anybody, "live"));
        Assert.True(web.Get<AlarmBoard>().Look("database").Alarm.IsRaised);

        await server.Start();
        while ((await Probe(anybody, "ready")).Code != HttpStatusCode.OK)
            Ct.ThrowIfCancellationRequested();
        await web.Db.Write(_ => 0, Ct);
        await web.Projections.CatchUp(Ct);
        var history = await Get(admin, "/api/health/alarms");
        Assert.Contains(
            history.GetProperty("rows").EnumerateArray(), row => row.GetProperty("check").GetString() == "database");
    }

    [Fact]
    public async Task the_page_is_told_what_is_wrong_and_who_sees_to_it()
    {
        await using var web = await Start();
        using var admin = await web.SignedIn("9001");
        using var manager = await web.SignedIn("3001");
        using var agent = await web.SignedIn("1001");
        _patient.Happen(new HealthFinding(HealthState.Fault, 3, "days", 30, "its own words"));
        while (web.Get<AlarmBoard>().Look("patient").AlarmId is null)
            Ct.ThrowIfCancellationRequested();

        var seen = await Get(manager, "/api/health");
        var alarm = seen.GetProperty("alarms").EnumerateArray().Single();
        Assert.Equal(("patient", "fault", 3, 30), (
            alarm.GetProperty("check").GetString(), alarm.GetProperty("state").GetString(),
            alarm.GetProperty("value").GetInt32(), alarm.GetProperty("bound").GetInt32()));
        Assert.Equal(JsonValueKind.Null, alarm.GetProperty("detail").ValueKind);
        Assert.Equal("its own words", (await Get(admin, "/api/health")).GetProperty("alarms")[0].GetProperty("detail").GetString());
        Assert.Equal(("n1", "sqlite"), (
            seen.GetProperty("program").GetProperty("node").GetString(),
            seen.GetProperty("program").GetProperty("database").GetString()));
        Assert.True(seen.GetProperty("program").GetProperty("databaseBytes").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("program").GetProperty("lastBackupAt").ValueKind);
        Assert.All(seen.GetProperty("checks").EnumerateArray(), check => Assert.NotEqual(
            "", check.GetProperty("toDo").GetProperty("zh").GetString()));

        var place = $"/api/health/alarms/{alarm.GetProperty("id").GetString()}/acknowledgement";
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/api/health", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await Acknowledge(manager, place, "mine"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Acknowledge(admin, place, " "));
        Assert.Equal(HttpStatusCode.NotFound, await Acknowledge(admin, "/api/health/alarms/x/acknowledgement", "mine"));
        Assert.Equal(HttpStatusCode.OK, await Acknowledge(admin, place, "a new one is ordered"));
        Assert.Equal(HttpStatusCode.Conflict, await Acknowledge(admin, place, "once more"));
        Assert.Equal([("9001", "alarm.acknowledged", "alarm/patient")], await web.Audit());
        var after = (await Get(manager, "/api/health")).GetProperty("alarms")[0];
        Assert.Equal(("9001", "a new one is ordered"), (
            after.GetProperty("acknowledgedBy").GetString(), after.GetProperty("reason").GetString()));
        foreach (var bad in (string[])["size=0", "size=201", "before=x", "before=~"])
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync("/api/health/alarms?" + bad, Ct)).StatusCode);
    }

    [Fact]
    public async Task metrics_are_what_prometheus_reads_and_name_nobody()
    {
        await using var web = await Start();
        using (var wrong = new HttpClient { BaseAddress = web.Url })
            await wrong.PostAsJsonAsync("/api/session", new { user = "1001", password = "not so" }, Ct);
        using var scraper = new HttpClient { BaseAddress = web.Url };
        using var answer = await scraper.GetAsync("/metrics", Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.StartsWith("text/plain", answer.Content.Headers.ContentType!.ToString());

        var samples = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        Assert.True(samples.Count > 30);
        Assert.All(samples, line => Assert.Matches(Sample(), line));
        var names = samples.Select(line => line[..line.IndexOfAny(['{', ' '])]).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "tellerline_journal_commit_duration_seconds_count", "tellerline_journal_waiting", "tellerline_database_up",
                "tellerline_projection_behind", "tellerline_health_check", "tellerline_signin_attempts_total",
                "http_server_request_duration_seconds_count", "dotnet_process_cpu_time_seconds_total",
            },
            names);
        Assert.Contains("outcome=\"wrong\"", text);
        Assert.DoesNotContain("1001", string.Join('\n', samples.Select(line => line[..line.LastIndexOf(' ')])));

        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        forwarded.Headers.Add("X-Forwarded-For", "192.0.2.1");
        Assert.Equal(HttpStatusCode.Forbidden, (await scraper.SendAsync(forwarded, Ct)).StatusCode);
    }

    private Task<WebUnderTest> Start(string postgreSql = "") => WebUnderTest.Start(
        (services, configuration) => services.AddSingleton<HealthCheck>(_patient).AddHealth(configuration),
        routes => routes.MapHealth(), postgreSql: postgreSql);

    private static async Task<(HttpStatusCode Code, string? Status)> Probe(HttpClient client, string what)
    {
        using var answer = await client.GetAsync("/health/" + what, Ct);
        return (
            answer.StatusCode,
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("status").GetString());
    }

    private static Task<JsonElement> Get(HttpClient client, string place) =>
        client.GetFromJsonAsync<JsonElement>(place, Ct);

    private static async Task<HttpStatusCode> Acknowledge(HttpClient client, string place, string reason)
    {
        using var answer = await client.PostAsJsonAsync(place, new { reason }, Ct);
        return answer.StatusCode;
    }

    /// <summary>A sample of the text format: name, labels, a number.</summary>
    [GeneratedRegex(
        @"^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*=""([^""\\\n]|\\[\\n""])*"",?)*\})? ([-+0-9.eE]+|NaN|[-+]Inf)( [0-9]+)?$")]
    private static partial Regex Sample();
}
