using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Modules.Contacts;

/// <summary>
/// Numbers in full go out with a purpose, to who may have them, after that stands in the audit trail; looking into a
/// contact that is not in one's hand stands there too.
/// </summary>
public sealed class UnmaskingTests
{
    private const string Called = "+8613912345678";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_masked_number_is_not_found_out_by_looking_for_all_that_it_could_be()
    {
        await using var web = await Start(DbEngine.Sqlite);
        await Taken(web, "1001", closed: true);
        using var lead = await web.SignedIn("2001");
        for (var last = 0; last < 30; last++)
            Assert.Equal(HttpStatusCode.OK, await Look($"139{last:0000}5678"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Look("13912345678"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Look("13912335678"));
        // What was looked for stays at hand, and names are no numbers.
        Assert.Equal(HttpStatusCode.OK, await Look("13900005678"));
        Assert.Equal(HttpStatusCode.OK, await Look("张伟"));
        Assert.Single(await Trail(web, "2001"), row => row.Item1 == "contact.searchLimited");
        using var other = await web.SignedIn("3001");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/contacts?q=13912345678", Ct)).StatusCode);

        async Task<HttpStatusCode> Look(string text) =>
            (await lead.GetAsync("/api/contacts?q=" + Uri.EscapeDataString(text), Ct)).StatusCode;
    }

    [Theory, BothEngines]
    public async Task a_number_is_shown_with_a_purpose_and_written_down_without_it(DbEngine engine)
    {
        await using var web = await Start(engine);
        await Taken(web, "1001", closed: true);
        using var lead = await web.SignedIn("2001");
        var detail = await Detail(lead);
        Assert.Equal(("139****5678", "138****0001"), (detail.CallerMasked, detail.Customer!.MaskedNumber));
        Assert.Equal(["caller", "customerNumber"], detail.Unmaskable);

        Assert.Equal("13912345678", await Value(lead, "caller", "complaint"));
        Assert.Equal("13800000001", await Value(lead, "customerNumber", "other", "网点请求回拨"));
        Assert.Equal(
            [
                ("contact.viewed", "contact/n1-a", "C10001"),
                ("contact.unmasked", "contact/n1-a", "caller, C10001, complaint"),
                ("contact.unmasked", "contact/n1-a", "customerNumber, C10001, other: 网点请求回拨"),
            ],
            await Trail(web, "2001"));
        Assert.Null(await web.Get<IAudit>().FirstFault(Ct));
    }

    [Theory, BothEngines]
    public async Task an_agent_is_shown_the_customer_in_hand_and_no_other(DbEngine engine)
    {
        await using var web = await Start(engine);
        await Taken(web, "1001", closed: false);
        using var agent = await web.SignedIn("1001");
        using var other = await web.SignedIn("1002");
        Assert.Equal(["caller", "customerNumber"], (await Detail(agent)).Unmaskable);
        Assert.Equal("13912345678", await Value(agent, "caller", "callBack"));
        Assert.Equal((404, "unknown"), await Refused(other, "caller", "callBack"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/api/contacts/n1-a", Ct)).StatusCode);
        Assert.Equal([("contact.unmasked", "contact/n1-a", "caller, C10001, callBack")], await Trail(web, "1001"));

        await Append(web, new WrapupSaved("1001", "balance", "", 1), new ContactClosed("handled"));
        Assert.Empty((await Detail(agent)).Unmaskable);
        Assert.Equal((403, "forbidden"), await Refused(agent, "caller", "callBack"));
        Assert.Equal("contact.viewed", (await Trail(web, "1001"))[^1].Action);
        Assert.Empty(await Trail(web, "1002"));
    }

    [Theory, BothEngines]
    public async Task what_may_not_be_or_is_not_there_is_refused_and_leaves_no_row(DbEngine engine)
    {
        await using var web = await Start(engine);
        await Taken(web, "1001", closed: true);
        using var lead = await web.SignedIn("2001");
        Assert.Equal((400, "badField"), await Refused(lead, "identity", "complaint"));
        Assert.Equal((400, "purposeMissing"), await Refused(lead, "caller", null));
        Assert.Equal((400, "whyMissing"), await Refused(lead, "caller", "other"));
        Assert.Equal((400, "whyHasNumber"), await Refused(lead, "caller", "other", "is it 139 1234 5678"));
        Assert.Equal((404, "unknown"), await Refused(lead, "caller", "complaint", id: "n1-none"));
        // Sees contacts, and has not the permission: quality judges what was said, not whom to call.
        await web.Get<IUsers>().Put(
            new UserCard("4001", "何静", "He Jing", [Role.Evaluator], 0, "centre"), "teller-4001", "system", Ct);
        using var evaluator = await web.SignedIn("4001");
        Assert.Equal(403, (await Refused(evaluator, "caller", "complaint")).Status);
        Assert.Empty((await Detail(evaluator)).Unmaskable);

        await web.Db.Write(scope => scope.Connection.Execute("DELETE FROM caller_number", transaction: scope.Transaction), Ct);
        Assert.Equal(["customerNumber"], (await Detail(lead)).Unmaskable);
        Assert.Equal((409, "nothingToShow"), await Refused(lead, "caller", "complaint"));
        Assert.DoesNotContain(await Trail(web, "2001"), row => row.Action == "contact.unmasked");
    }

    [Fact]
    public async Task nothing_goes_out_before_it_stands_in_the_trail()
    {
        var gate = new GatedAudit();
        await using var web = await Start(DbEngine.Sqlite, gate);
        await Taken(web, "1001", closed: true);
        using var lead = await web.SignedIn("2001");
        gate.Hold();
        var asked = lead.PostAsJsonAsync("/api/contacts/n1-a/unmaskings", Body("caller", "complaint", null), Ct);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.False(asked.IsCompleted);
        gate.Fail();
        using var answer = await asked;
        Assert.DoesNotContain("13912345678", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task a_view_is_written_once_in_ten_minutes_and_again_after_a_failure()
    {
        var (audit, time) = (new GatedAudit(), new FakeTime());
        var viewings = new Viewings(time);
        await Begin("2001", "n1-a");
        time.Advance(TimeSpan.FromMinutes(9));
        await Begin("2001", "n1-a");
        Assert.Single(audit.Rows);
        await Begin("2002", "n1-a");
        await Begin("2001", "n1-b");
        Assert.Equal(3, audit.Rows.Count);
        time.Advance(TimeSpan.FromMinutes(1));
        await Begin("2001", "n1-a");
        Assert.Equal(4, audit.Rows.Count);

        audit.Hold();
        audit.Fail();
        await Assert.ThrowsAsync<DbBusyException>(() => Begin("2001", "n1-c"));
        audit.Mend();
        await Begin("2001", "n1-c");
        Assert.Equal("2001 contact.viewed contact/n1-c -", audit.Rows[^1]);

        Task Begin(string reader, string id) => viewings.Begin(
            reader, $"contact/{id}", () => audit.Record(reader, "contact.viewed", $"contact/{id}", "-", Ct));
    }

    [Fact]
    public async Task what_is_remembered_of_views_has_a_bound()
    {
        var viewings = new Viewings(new FakeTime());
        for (var at = 0; at < Viewings.Most + 500; at++)
            await viewings.Begin("2001", $"contact/n1-{at}", () => Task.CompletedTask);
        Assert.InRange(viewings.Count, 1, Viewings.Most);
    }

    private static Task<WebUnderTest> Start(DbEngine engine, IAudit? audit = null) => Started(engine, audit);

    private static async Task<WebUnderTest> Started(DbEngine engine, IAudit? audit) => await WebUnderTest.Start(
        (services, configuration) =>
        {
            configuration["Banking:Demonstration"] = "true";
            services.AddCustomers(configuration).AddBanking(configuration).AddDefinitions(configuration)
                .AddContacts(configuration).AddSingleton<IRecordingFiles, NoFiles>();
            if (audit is not null)
                services.AddSingleton(audit);
        },
        routes => routes.MapContacts(),
        postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");

    private static async Task Taken(WebUnderTest web, string agent, bool closed)
    {
        web.Get<ICallerNumbers>().Keep("n1-a", Called, "13912345678");
        await Append(
            web, new ContactArrived("voice", "139****5678", "95000", "sip", "leg"), new ContactAnswered(),
            new CallerIdentified("C10001", "number"), new ContactQueued("service", 0, false, 0, "request"),
            new ContactConnected(agent, "leg", 1));
        if (closed)
        {
            await Append(
                web, new ContactEnded("customer", "conversation", 1), new WrapupSaved(agent, "balance", "", 1),
                new ContactClosed("handled"));
        }
    }

    private static async Task Append(WebUnderTest web, params object[] happened)
    {
        foreach (var one in happened)
            await web.Journal.Append("contact/n1-a", one, ct: Ct);
        await web.Projections.CatchUp(Ct);
    }

    private static async Task<ContactDetail> Detail(HttpClient client) =>
        (await client.GetFromJsonAsync<ContactDetail>("/api/contacts/n1-a", Ct))!;

    private static object Body(string? field, string? purpose, string? why) => new { field, purpose, why };

    private static async Task<string> Value(HttpClient client, string field, string purpose, string? why = null)
    {
        using var response = await client.PostAsJsonAsync(
            "/api/contacts/n1-a/unmaskings", Body(field, purpose, why), Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<UnmaskedValue>(Ct))!.Value;
    }

    private static async Task<(int Status, string? Code)> Refused(
        HttpClient client, string? field, string? purpose, string? why = null, string id = "n1-a")
    {
        using var response = await client.PostAsJsonAsync(
            $"/api/contacts/{id}/unmaskings", Body(field, purpose, why), Ct);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return ((int)response.StatusCode, problem.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static Task<List<(string Action, string Subject, string Detail)>> Trail(WebUnderTest web, string actor) =>
        web.Db.Read(
            c => c.Query<(string, string, string)>(
                "SELECT action, subject, detail FROM audit WHERE actor = @actor AND action LIKE 'contact.%' ORDER BY seq",
                new { actor }).ToList(), Ct);

    private sealed class NoFiles : IRecordingFiles
    {
        public IRecordingFile? Open(string path, IReadOnlyList<RedactedSpan> redacted) => null;

        public IReadOnlyList<int> Destroy(string path, IReadOnlyList<RedactedSpan> spans) => [];
    }

    /// <summary>A trail whose disk can be held, and can fail.</summary>
    private sealed class GatedAudit : IAudit
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _gate;

        public List<string> Rows { get; } = [];

        public Task Reached => _reached.Task;

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail() => _gate!.SetException(new DbBusyException("held"));

        public void Mend() => _gate = null;

        public long Add(WriteScope scope, string actor, string action, string subject, string detail) => 0;

        public async Task<long> Record(
            string actor, string action, string subject, string detail, CancellationToken ct = default)
        {
            if (_gate is { } gate)
            {
                _reached.TrySetResult();
                await gate.Task;
            }
            Rows.Add($"{actor} {action} {subject} {detail}");
            return Rows.Count;
        }

        public Task<long?> FirstFault(CancellationToken ct = default) => Task.FromResult<long?>(null);
    }
}
