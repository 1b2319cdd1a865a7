using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices;

namespace TellerLine.Modules.Notices;

/// <summary>What people send, record and read, over HTTP, with the demonstration's telephones.</summary>
public sealed class NoticesHttpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task a_customer_is_sent_marketing_answers_t_and_is_sent_no_more(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var sender = await web.SignedIn("5001");
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.OK, (await Record(agent, "C10001", "marketing", "granted")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Record(agent, "C10001", "care", "granted")).StatusCode);

        var first = await Sent(sender, "marketing-card");
        await CatchUp(web);
        Assert.Equal("delivered", await State(sender, first));
        var phone = await agent.GetFromJsonAsync<JsonElement>("/api/inbox/C10001", Ct);
        Assert.Equal("138****0001", phone.GetProperty("masked").GetString());
        Assert.Contains("张先生，信用卡首年免年费", Texts(phone).Single(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await Answer(agent, "谢谢")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Answer(agent, "Ｔ")).StatusCode);
        await CatchUp(web);
        phone = await agent.GetFromJsonAsync<JsonElement>("/api/inbox/C10001", Ct);
        Assert.Contains("【宁川银行】您已退订营销短信，即刻生效。如需恢复请致电95000。", Texts(phone));
        Assert.Equal(4, Texts(phone).Count);

        var second = await Sent(sender, "marketing-deposit");
        var care = await Sent(sender, "care-birthday");
        await CatchUp(web);
        var view = await sender.GetFromJsonAsync<JsonElement>($"/api/notices/{second}", Ct);
        Assert.Equal("suppressed", view.GetProperty("state").GetProperty("code").GetString());
        Assert.Contains(
            "客户已退订此类短信",
            view.GetProperty("facts").EnumerateArray().Select(f => f.TryGetProperty("words", out var w)
                && w.ValueKind == JsonValueKind.Object ? w.GetProperty("zh").GetString() : ""));
        Assert.Equal("delivered", await State(sender, care));
        Assert.DoesNotContain("张先生", view.GetProperty("text").GetString(), StringComparison.Ordinal);

        var consents = await agent.GetFromJsonAsync<JsonElement>("/api/consents/C10001", Ct);
        Assert.Equal("withdrawn", consents.GetProperty("state").GetProperty("code").GetString());
        Assert.Contains(
            consents.GetProperty("story").EnumerateArray(),
            e => e.GetProperty("what").GetProperty("zh").GetString()!.StartsWith("营销：不再接收（SMS", StringComparison.Ordinal));
        Assert.Contains(("5001", "notice.ordered", "customer/C10001"), await web.Audit());
        Assert.Contains(("1001", "consent.granted", "customer/C10001"), await web.Audit());
        Assert.Contains(("5001", "notice.viewed", $"notice/{second}"), await web.Audit());
        Assert.Single(await web.Audit(), row => row == ("1001", "consent.viewed", "customer/C10001"));
    }

    [Fact]
    public async Task all_faults_of_a_form_come_at_once_and_a_second_click_sends_nothing()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var sender = await web.SignedIn("5001");
        using var refused = await sender.PostAsJsonAsync(
            "/api/notices", new { customer = "C99999", template = "transfer-posted", language = "fr" }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(["/template", "/language", "/customer"], await Paths(refused));
        using var empty = await sender.PostAsJsonAsync("/api/notices", new { }, Ct);
        Assert.Equal(["/customer", "/template", "/language"], await Paths(empty));

        await Sent(sender, "service-hours");
        using var twice = await Send(sender, "service-hours");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "justSent"), (twice.StatusCode, await Code(twice)));
        using var list = JsonDocument.Parse(await sender.GetStringAsync("/api/notices?customerId=C10001", Ct));
        var row = Assert.Single(list.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("张*", "138****0001", "service"),
            (row.GetProperty("customer").GetString(), row.GetProperty("number").GetString(),
                row.GetProperty("purpose").GetString()));
    }

    [Fact]
    public async Task what_waits_is_cancelled_with_a_reason_and_what_is_done_is_not()
    {
        await using var web = await Start(DbEngine.Sqlite, hours: 11);
        using var sender = await web.SignedIn("5001");
        using var lead = await web.SignedIn("2001");
        await Record(sender, "C10001", "marketing", "granted");
        var id = await Sent(sender, "marketing-card");
        await CatchUp(web);
        var held = await sender.GetFromJsonAsync<JsonElement>($"/api/notices/{id}", Ct);
        Assert.Equal("held", held.GetProperty("state").GetProperty("code").GetString());
        var version = held.GetProperty("version").GetInt64();
        Assert.Equal(HttpStatusCode.Forbidden, (await Do(lead, id, "cancel", version, "错发")).StatusCode);
        using var unreasoned = await Do(sender, id, "cancel", version, "");
        Assert.Equal(["/reason"], await Paths(unreasoned));
        using var retry = await Do(sender, id, "retry", version, "再试");
        Assert.Equal("notFailed", await Code(retry));
        using var stale = await Do(sender, id, "cancel", version - 1, "错发");
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Do(sender, id, "cancel", version, "错发")).StatusCode);
        await CatchUp(web);
        Assert.Equal("suppressed", await State(lead, id));
        using var late = await Do(sender, id, "cancel", version + 1, "错发");
        Assert.Equal("notWaiting", await Code(late));
        Assert.Empty(Texts(await lead.GetFromJsonAsync<JsonElement>("/api/inbox/C10001", Ct)));
        Assert.Equal(HttpStatusCode.NotFound, (await sender.GetAsync("/api/notices/no-such", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Do(sender, "no-such", "cancel", 1, "错发")).StatusCode);
    }

    [Fact]
    public async Task two_who_record_a_consent_at_once_are_told_the_difference()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var one = await web.SignedIn("1001");
        using var other = await web.SignedIn("1002");
        using var none = await Record(one, "C99999", "marketing", "granted");
        Assert.Equal(["/customer"], await Paths(none));
        using var wrong = await Record(one, "C10001", "service", "perhaps");
        Assert.Equal(["/purpose", "/state"], await Paths(wrong));
        Assert.Equal(HttpStatusCode.OK, (await Record(one, "C10001", "marketing", "granted")).StatusCode);
        using var again = await Record(one, "C10001", "marketing", "granted");
        Assert.Equal("stands", await Code(again));
        Assert.Equal(HttpStatusCode.OK, (await Change(one, 1, "withdrawn")).StatusCode);
        using var late = await Change(other, 1, "granted");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var difference = (await late.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("differences")[0];
        Assert.Equal(
            ("marketing", "withdrawn", "granted"),
            (difference.GetProperty("field").GetString(), difference.GetProperty("now").GetString(),
                difference.GetProperty("wanted").GetString()));
        using var reader = await web.SignedIn("9001");
        Assert.Equal(HttpStatusCode.Forbidden, (await Change(reader, 2, "granted")).StatusCode);
        Assert.Empty((await reader.GetFromJsonAsync<JsonElement>("/api/consents/C10001", Ct))
            .GetProperty("actions").EnumerateArray());
    }

    [Fact]
    public async Task the_telephones_are_the_demonstrations_alone_and_answer_in_words()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/api/inbox/C10002", Ct)).StatusCode);
        foreach (var text in new[] { "", "  ", "a\u0001", new string('x', 201) })
            Assert.Equal("badText", await Code(await Answer(agent, text)));
        // Nothing was sent that one could opt out of.
        Assert.Equal(HttpStatusCode.NoContent, (await Answer(agent, "T")).StatusCode);
        Assert.Equal(["T"], Texts(await agent.GetFromJsonAsync<JsonElement>("/api/inbox/C10001", Ct)));

        await using var real = await Start(DbEngine.Sqlite, demonstration: false);
        using var other = await real.SignedIn("1001");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/api/inbox/C10001", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Answer(other, "T")).StatusCode);
        using var sender = await real.SignedIn("5001");
        var id = await Sent(sender, "service-hours");
        await CatchUp(real);
        Assert.Equal("suppressed", await State(sender, id));
    }

    private static async Task<WebUnderTest> Start(DbEngine engine, bool demonstration = true, int hours = 0)
    {
        // Noon at the bank, far ahead: a browser forgets cookies that are over by its own clock.
        var clock = new FakeTime(new DateTimeOffset(2099, 3, 2, 4, 0, 0, TimeSpan.Zero).AddHours(hours));
        var web = await WebUnderTest.Start(
            (services, configuration) =>
            {
                configuration["Notices:Demonstration"] = demonstration ? "true" : "false";
                services.AddSingleton<TimeProvider>(clock).AddSingleton<IAccountOwners, NoOwners>()
                    .AddLists(configuration).AddDefinitions(configuration).AddCustomers(configuration)
                    .AddNotices(configuration);
            },
            routes => routes.MapNotices(),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
        await web.Db.Write(scope =>
        {
            web.Get<ICustomerRegister>().Add(scope, Person("C10001", "张伟", "P1234567", ["+8613800000001"]));
            web.Get<ICustomerRegister>().Add(scope, Person("C10002", "林静", "P1234568", []));
            return true;
        }, Ct);
        return web;
    }

    private static CustomerProfile Person(string id, string name, string passport, string[] numbers) => new(
        id, CustomerKind.Personal, name, name[..1], "先生", Segment.Ordinary, IdentityKind.Passport, passport,
        new DateOnly(1959, 3, 2), numbers);

    /// <summary>Beside the program's own runner: until nothing waits that could go out.</summary>
    private static async Task CatchUp(WebUnderTest web)
    {
        do
            await web.Get<DueRunner>().CatchUp(Ct);
        while (await web.Db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM notice WHERE state IN ('queued', 'sending')"), Ct) > 0);
    }

    private static Task<HttpResponseMessage> Send(HttpClient who, string template) => who.PostAsJsonAsync(
        "/api/notices", new { customer = " C10001 ", template, language = "zh-CN" }, Ct);

    private static async Task<string> Sent(HttpClient who, string template)
    {
        using var answer = await Send(who, template);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> Record(HttpClient who, string customer, string purpose, string state) =>
        who.PostAsJsonAsync(
            "/api/consents", new { customer, purpose, state, evidence = "申请表 7", reason = "客户要求" }, Ct);

    private static Task<HttpResponseMessage> Change(HttpClient who, long version, string state) => who.PostAsJsonAsync(
        "/api/consents/C10001/change",
        new { version, form = new { purpose = "marketing", state, evidence = "来电", reason = "客户要求" } }, Ct);

    private static Task<HttpResponseMessage> Answer(HttpClient who, string text) =>
        who.PostAsJsonAsync("/api/inbox/C10001", new { text }, Ct);

    private static Task<HttpResponseMessage> Do(
        HttpClient who, string id, string action, long version, string reason) => who.PostAsJsonAsync(
        $"/api/notices/{id}/{action}", new { version, form = new { reason } }, Ct);

    private static async Task<string?> State(HttpClient who, string id) =>
        (await who.GetFromJsonAsync<JsonElement>($"/api/notices/{id}", Ct)).GetProperty("state").GetProperty("code")
            .GetString();

    private static List<string> Texts(JsonElement inbox) =>
        [.. inbox.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()!)];

    private static async Task<string?> Code(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();

    private static async Task<List<string?>> Paths(HttpResponseMessage answer) =>
        [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
            .Select(f => f.GetProperty("path").GetString())];

    private sealed class NoOwners : IAccountOwners
    {
        public Task<string?> OwnerOf(string account, CancellationToken ct = default) => Task.FromResult<string?>(null);
    }
}
