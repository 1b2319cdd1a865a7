using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.AuditTrail;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Modules.AuditTrail;

/// <summary>The audit trail over HTTP: who sees it, what is found, and where it was tampered with.</summary>
public sealed class AuditTrailTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_auditor_finds_what_was_done_page_by_page_newest_first()
    {
        await using var web = await Start();
        await Deeds(web, 5);
        using var auditor = await web.SignedIn("9001");

        var first = await List(auditor, "?size=2&subject=rec-1");
        Assert.Equal([("2001", "why 5"), ("1001", "why 4")], Told(first));
        var second = await List(auditor, $"?size=2&subject=rec-1&after={Next(first)}");
        Assert.Equal([("2001", "why 3"), ("1001", "why 2")], Told(second));
        Assert.Equal([("2001", "why 1")], Told(await List(auditor, $"?size=2&subject=rec-1&after={Next(second)}")));
        Assert.Equal(3, Told(await List(auditor, "?actor=2001&action=recording")).Count);
        Assert.Empty(Told(await List(auditor, "?action=rec")));
        Assert.Empty(Told(await List(auditor, "?subject=rec-_")));
        Assert.Empty(Told(await List(auditor, "?subject=rec-1&at.to=2020-01-01")));
    }

    [Fact]
    public async Task a_row_that_was_tampered_with_is_named_and_that_is_written_down_too()
    {
        await using var web = await Start();
        await Deeds(web, 3);
        using var auditor = await web.SignedIn("9001");
        var whole = await Verify(auditor);
        Assert.True(whole.TryGetProperty("firstFault", out var none) && none.ValueKind == JsonValueKind.Null);

        var rows = whole.GetProperty("rows").GetInt64();
        await web.Get<IDb>().Write(
            scope => scope.Connection.Execute(
                "UPDATE audit SET detail = 'because' WHERE seq = @rows", new { rows }, scope.Transaction), Ct);
        Assert.Equal(rows, (await Verify(auditor)).GetProperty("firstFault").GetInt64());
        Assert.Equal(
            [("9001", $"broken at row {rows}"), ("9001", $"{rows} rows")],
            Told(await List(auditor, "?action=audit.verified")));
    }

    [Fact]
    public async Task who_may_not_see_it_does_not_and_nonsense_is_told_what_was_expected()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/api/audit", Ct)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden, (await agent.PostAsync("/api/audit/verifications", null, Ct)).StatusCode);

        using var auditor = await web.SignedIn("9001");
        foreach (var (query, code) in new[]
        {
            ("size=0", "badQuery"), ("size=201", "badQuery"), ("after=0", "badQuery"), ("at.from=0001-01-01", "badQuery"),
            ("actor=" + new string('9', 101), "badQuery"), ("subject=a%00", "badQuery"),
        })
        {
            using var refused = await auditor.GetAsync("/api/audit?" + query, Ct);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal(code, (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        }
    }

    [Theory, BothEngines]
    public async Task either_database_is_searched_alike(DbEngine engine)
    {
        await using var centre = await TestKernel.Start(
            engine, (services, configuration) => services.AddAccess(configuration).AddAuditTrail(configuration));
        var audit = centre.Services.GetRequiredService<IAudit>();
        await audit.Record("1001", "recording.played", "rec-1", "a", Ct);
        await audit.Record("2001", "user.put", "user/1001", "b", Ct);
        await audit.Record("2001", "recording.played", "rec-2", "c", Ct);
        var reader = new ListReader<AuditRow>(
            AuditList.Rows, centre.Db, centre.Services.GetRequiredService<IUsers>(),
            centre.Services.GetRequiredService<KernelOptions>());
        var today = centre.Services.GetRequiredService<KernelOptions>().DayOf(TimeProvider.System.NowUs());

        async Task<string> Found(params (string Name, string Value)[] asked)
        {
            var (query, faults) = reader.Understand(asked.ToDictionary(a => a.Name, a => a.Value));
            Assert.Empty(faults);
            return string.Concat(
                (await reader.Page(query!, new ClaimsPrincipal(), 10, Ct)).Rows.Select(row => row.Detail));
        }

        Assert.Equal("cba", await Found());
        Assert.Equal("ca", await Found(("action", "recording")));
        Assert.Equal(
            "c", await Found(
                ("actor", "2001"), ("action", "recording.played"), ("at.from", $"{today.AddDays(-1):O}"),
                ("at.to", $"{today.AddDays(1):O}")));
        Assert.Equal("b", await Found(("subject", "user/1001")));
        Assert.Equal("", await Found(("at.from", $"{today.AddDays(2):O}")));
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddAuditTrail(configuration), routes => routes.MapAuditTrail());

    private static async Task Deeds(WebUnderTest web, int count)
    {
        for (var i = 1; i <= count; i++)
            await web.Get<IAudit>().Record(i % 2 == 1 ? "2001" : "1001", "recording.played", "rec-1", $"why {i}", Ct);
    }

    private static Task<JsonElement> List(HttpClient client, string query) =>
        client.GetFromJsonAsync<JsonElement>("/api/audit" + query, Ct);

    private static async Task<JsonElement> Verify(HttpClient client)
    {
        using var answer = await client.PostAsync("/api/audit/verifications", null, Ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static List<(string? Actor, string? Detail)> Told(JsonElement page) =>
        [.. page.GetProperty("rows").EnumerateArray()
            .Select(row => (row.GetProperty("actor").GetString(), row.GetProperty("detail").GetString()))];

    private static string? Next(JsonElement page) => page.GetProperty("next").GetString();
}
