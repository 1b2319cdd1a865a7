using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using TellerLine.AuditTrail;
using TellerLine.Host;
using TellerLine.Kernel;
using TellerLine.Modules.Kernel;

namespace TellerLine.Modules.Host;

/// <summary>Due times and regular jobs, as an operator tends them.</summary>
public sealed class DueOperationsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_was_set_aside_is_seen_with_its_reason_and_tried_again_or_given_up_with_one()
    {
        await using var web = await Start();
        await Aside(web, "one");
        await Aside(web, "other");
        using var admin = await web.SignedIn("9001");
        var due = (await admin.GetFromJsonAsync<JsonElement>("/api/operations/due", Ct)).GetProperty("due");
        var rows = due.GetProperty("setAside").EnumerateArray().ToList();
        Assert.Equal(2, due.GetProperty("aside").GetInt64());
        Assert.Equal(("one", "记下", "Broken."), (Text(rows[0], "key"), Text(rows[0], "zh"), Text(rows[0], "fault")));

        Assert.Equal(HttpStatusCode.BadRequest, await Post(admin, $"due/{Text(rows[0], "id")}/retry", " "));
        Assert.Equal(HttpStatusCode.NoContent, await Post(admin, $"due/{Text(rows[0], "id")}/retry", "mended"));
        Assert.Equal(HttpStatusCode.NoContent, await Post(admin, $"due/{Text(rows[1], "id")}/drop", "not needed"));
        Assert.Equal(HttpStatusCode.NotFound, await Post(admin, $"due/{Text(rows[1], "id")}/drop", "not needed"));

        await Until(async () => await web.Db.Read(
            c => c.ExecuteScalar<long>("SELECT count(*) FROM due WHERE kind = 'test.noted'"), Ct) == 0);
        Assert.Equal("note/one", await web.Db.Read(
            c => c.QuerySingle<string>("SELECT stream FROM journal WHERE kind = 'test.done'"), Ct));
        Assert.Equal(
            [("9001", "due.retried", "due/test.noted/one"), ("9001", "due.dropped", "due/test.noted/other")],
            await web.Audit());
    }

    [Theory]
    [InlineData(false, "done", "rows")]
    [InlineData(true, "alarm", "broken at row 2")]
    public async Task the_audit_trail_is_verified_when_asked_for_and_tampering_is_an_alarm(
        bool tampered, string outcome, string told)
    {
        await using var web = await Start();
        var audit = web.Get<IAudit>();
        for (var i = 0; i < 3; i++)
            await audit.Record("system", "session.tested", "rec-1", $"why {i}", Ct);
        if (tampered)
            await web.Db.Write(scope => scope.Connection.Execute(
                "UPDATE audit SET detail = 'because' WHERE seq = 2", transaction: scope.Transaction), Ct);
        using var admin = await web.SignedIn("9001");
        Assert.Equal(HttpStatusCode.Accepted, await Post(admin, "jobs/audit.verify/run", "before the inspection"));
        Assert.Equal(HttpStatusCode.NotFound, await Post(admin, "jobs/nothing/run", "why not"));

        JsonElement run = default;
        await Until(async () => (await Job(admin, "audit.verify")).GetProperty("runs").EnumerateArray()
            .Any(one => (run = one).ValueKind == JsonValueKind.Object));
        Assert.Equal((outcome, "9001"), (Text(run, "outcome"), Text(run, "askedBy")));
        Assert.Contains(told, Text(run, "told"));
        var written = await web.Db.Read(c => c.QuerySingle<string>(
            "SELECT detail FROM audit WHERE actor = 'system' AND action = 'audit.verified'"), Ct);
        Assert.Equal(Text(run, "told"), written);
        Assert.Contains(("9001", "job.asked", "job/audit.verify"), await web.Audit());
    }

    [Fact]
    public async Task nobody_else_may_and_nonsense_is_told_what_was_expected()
    {
        await using var web = await Start();
        using var manager = await web.SignedIn("3001");
        using var admin = await web.SignedIn("9001");
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.GetAsync("/api/operations/due", Ct)).StatusCode);
        foreach (var deed in (string[])["due/x/retry", "due/x/drop", "jobs/audit.verify/run"])
            Assert.Equal(HttpStatusCode.Forbidden, await Post(manager, deed, "why"));
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync("/api/operations/due?size=0", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await Post(admin, "jobs/audit.verify/run", new string('x', 501)));
    }

    [Fact]
    public async Task sessions_long_over_are_cleared_and_no_others()
    {
        await using var web = await Start();
        using var admin = await web.SignedIn("9001");
        using var gone = await web.SignedIn("1001");
        await web.Db.Write(scope => scope.Connection.Execute(
            "UPDATE access_session SET until_us = 5 WHERE number = '1001'", transaction: scope.Transaction), Ct);
        Assert.Equal(HttpStatusCode.Accepted, await Post(admin, "jobs/access.sessions/run", "now"));
        await Until(async () => await web.Db.Read(
            c => c.ExecuteScalar<long>("SELECT count(*) FROM access_session"), Ct) == 1);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/operations/due", Ct)).StatusCode);
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddAuditTrail(configuration)
            .AddCapability(new Capability("DueTest") { DueKinds = [DueUnderTest.Note] }),
        routes => DueOperations.Map(routes));

    private static Task<bool> Aside(WebUnderTest web, string key) => web.Db.Write(scope =>
    {
        var id = web.Get<IDueTimes>().Set(scope, DueUnderTest.Note, key, Clock.ToUs(DateTimeOffset.MaxValue));
        return scope.Connection.Execute(
            "UPDATE due SET state = 'aside', fault = 'Broken.', attempts = 3, due_us = 7 WHERE id = @id", new { id },
            scope.Transaction) == 1;
    }, Ct);

    private static string Text(JsonElement row, string field) => row.GetProperty(field).GetString()!;

    private static async Task<JsonElement> Job(HttpClient client, string name) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/operations/due", Ct)).GetProperty("jobs").EnumerateArray()
        .Single(job => Text(job, "name") == name);

    private static async Task<HttpStatusCode> Post(HttpClient client, string what, string reason)
    {
        using var response = await client.PostAsJsonAsync($"/api/operations/{what}", new { reason }, Ct);
        return response.StatusCode;
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds())
            Ct.ThrowIfCancellationRequested();
    }
}
