using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.DayEnd;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Signatures;
using TellerLine.Vouchers;

namespace TellerLine.Modules.Vouchers;

/// <summary>
/// Vouchers and the day's end over HTTP: 7001 keeps the vouchers, 5001 leads operations, 1001 is an agent.
/// </summary>
public sealed class VoucherDeskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_flipped_byte_is_found_by_verify_told_in_words_and_explained_with_a_signature(DbEngine engine)
    {
        var clock = new FakeTime(new DateTimeOffset(2030, 3, 4, 2, 0, 0, TimeSpan.Zero));
        await using var web = await Start(engine, clock);
        var scene = new VoucherScene(web.Services, web.Data);
        var id = await Done(scene, "n1-a");
        using var keeper = await web.SignedIn("7001");
        var view = await View(keeper, id);
        Assert.Equal("complete", State(view));
        Assert.Equal("from 1000 to 2000, 10.00", view.GetProperty("text").GetString());
        Assert.Equal("transactionPin", Fact(view, "Identification").GetProperty("value").GetString());
        Assert.StartsWith("sha-256$", Fact(view, "Recording's hash").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("sha-256$", Fact(view, "Voucher's hash").GetProperty("value").GetString(), StringComparison.Ordinal);
        var segment = await keeper.GetFromJsonAsync<VoucherSegment>($"/api/vouchers/{id}/segment", Ct);
        Assert.Equal(("n1-a", "rec-n1-a"), (segment!.ContactId, segment.RecordingId));

        await Well(await Do(keeper, id, "verify", new { version = 1 }));
        Assert.Equal(
            "row, chain, transaction, recording and signatures are as they were tied",
            Words(Fact(await View(keeper, id), "What was found")));
        scene.Flip("n1-a");
        await Well(await Do(keeper, id, "verify", new { version = 1 }));
        view = await View(keeper, id);
        Assert.Equal("gap", State(view));
        Assert.Equal("the recording is not what was sealed", Words(Fact(view, "What was found")));

        var version = view.GetProperty("version").GetInt64();
        await Refused(await Do(keeper, id, "sign", new { version, secret = "teller-7001" }), "notExplained");
        await Well(await Do(keeper, id, "explain", new { version, form = new { reason = "磁盘故障，已从备份核对" } }));
        await Refused(await Do(keeper, id, "sign", new { version = version + 1, secret = "wrong" }), "signatureWrong");
        await Well(await Do(keeper, id, "sign", new { version = version + 1, secret = "teller-7001" }));
        view = await View(keeper, id);
        Assert.Equal("explained", State(view));
        Assert.Contains("磁盘故障", Fact(view, "Explanation").GetProperty("value").GetString(), StringComparison.Ordinal);
        await Well(await Do(keeper, id, "verify", new { version = 1 }));
        Assert.Equal("explained", State(await View(keeper, id)));
        var signatures = await keeper.GetFromJsonAsync<JsonElement>("/api/signatures", Ct);
        var signature = Assert.Single(signatures.GetProperty("rows").EnumerateArray());
        Assert.Equal($"voucher/{id}/1", signature.GetProperty("subject").GetString());
        Assert.Equal("holds", State(await keeper.GetFromJsonAsync<JsonElement>($"/api/signatures/{signature.GetProperty("id").GetString()}", Ct)));
        Assert.Equal(
            [("7001", "voucher.broken"), ("7001", "signature.given"), ("7001", "voucher.explained")],
            (await web.Audit()).Select(row => (row.Actor, row.Action)));

        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/api/vouchers", Ct)).StatusCode);
        var file = await keeper.GetStringAsync("/api/vouchers/file?columns=transactionId,amountMinor,state&language=en", Ct);
        Assert.Equal($"Transaction,Amount,State\r\n{id},10.00,explained\r\n", file);
    }

    [Theory, BothEngines]
    public async Task a_day_is_signed_when_it_is_over_and_nothing_lacks_once_and_in_order(DbEngine engine)
    {
        var clock = new FakeTime(new DateTimeOffset(2030, 3, 4, 2, 0, 0, TimeSpan.Zero));
        await using var web = await Start(engine, clock);
        var scene = new VoucherScene(web.Services, web.Data);
        var whole = await Done(scene, "n1-a");
        await scene.Call("n1-b", recorded: false);
        var gap = await scene.Paid("n1-b");
        using var operations = await web.SignedIn("5001");
        await Refused(await Sign(operations, "2030-03-04"), "dayNotOver");

        clock.Advance(TimeSpan.FromHours(20));
        using var next = await web.SignedIn("5001");
        var day = await Day(next, "2030-03-04");
        Assert.Equal("due", day.GetProperty("state").GetString());
        Assert.Equal([("voucherPending", gap)], Lacks(day));
        await Refused(await Sign(next, "2030-03-05"), "dayNotOver");
        await scene.End("n1-b", recorded: false);
        await scene.Closed(whole, gap);
        day = await Day(next, "2030-03-04");
        Assert.Equal([("voucherGap", gap)], Lacks(day));
        Assert.Equal($"/vouchers/{gap}", day.GetProperty("lacks")[0].GetProperty("link").GetString());
        using (var lacking = await Sign(next, "2030-03-04"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, lacking.StatusCode);
            Assert.Contains(gap, await lacking.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        await Explained(next, gap);
        // A recording that was touched since is found by the signing itself.
        scene.Flip("n1-a");
        await Refused(await Sign(next, "2030-03-04"), "dayLacks");
        Assert.Equal([("voucherGap", whole)], Lacks(await Day(next, "2030-03-04")));
        scene.Flip("n1-a");
        await Refused(await Sign(next, "2030-03-04", "wrong"), "signatureWrong");
        await Well(await Sign(next, "2030-03-04"));
        await Refused(await Sign(next, "2030-03-04"), "daySigned");

        day = await Day(next, "2030-03-04");
        Assert.Equal("signed", day.GetProperty("state").GetString());
        var signed = day.GetProperty("signed");
        Assert.False(signed.GetProperty("changed").GetBoolean());
        var figures = signed.GetProperty("figures");
        Assert.Equal(2, figures.GetProperty("posted").GetInt64());
        Assert.Equal(20_00, figures.GetProperty("sums")[0].GetProperty("sumMinor").GetInt64());
        Assert.Equal(100, figures.GetProperty("items")[0].GetProperty("share").GetDouble());
        Assert.Equal(0, figures.GetProperty("billShare").GetDouble());
        Assert.True(figures.GetProperty("trial").GetProperty("holds").GetBoolean());
        Assert.Equal("2030-03-05", day.GetProperty("next").GetString());

        // What comes of it later stands beside and changes nothing of what was signed.
        scene.Flip("n1-a");
        using var keeper = await web.SignedIn("7001");
        await Well(await Do(keeper, whole, "verify", new { version = 1 }));
        var later = await Day(next, "2030-03-04");
        Assert.True(later.GetProperty("signed").GetProperty("changed").GetBoolean());
        Assert.Equal(figures.GetRawText(), later.GetProperty("signed").GetProperty("figures").GetRawText());
        Assert.Equal(1, later.GetProperty("figures").GetProperty("vouchers").GetProperty("gaps").GetInt64());

        // The next days, quiet ones: in order.
        clock.Advance(TimeSpan.FromDays(2));
        using var after = await web.SignedIn("5001");
        await Refused(await Sign(after, "2030-03-06"), "dayEarlier");
        await Well(await Sign(after, "2030-03-05"));
        await Well(await Sign(after, "2030-03-06"));
        await Refused(await Sign(after, "2030-03-01"), "dayNothing");
        Assert.Equal(HttpStatusCode.BadRequest, (await after.GetAsync("/api/day-ends/yesterday", Ct)).StatusCode);
        var list = await after.GetStringAsync("/api/day-ends/file?columns=day,posted,signer&language=en", Ct);
        Assert.Equal("Bank's day,Posted,By\r\n2030-03-06,0,5001\r\n2030-03-05,0,5001\r\n2030-03-04,2,5001\r\n", list);
        var file = await after.GetStringAsync("/api/day-ends/2030-03-04/file?format=csv&language=en", Ct);
        Assert.Contains("posted,ownTransfer,keypad,CNY,2,20.00,100.00", file, StringComparison.Ordinal);
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await Sign(agent, "2030-03-04")).StatusCode);
    }

    [Theory, BothEngines]
    public async Task reports_of_a_period_come_to_the_same_by_whatever_they_are(DbEngine engine)
    {
        var clock = new FakeTime(new DateTimeOffset(2030, 3, 4, 2, 0, 0, TimeSpan.Zero));
        await using var web = await Start(engine, clock);
        var scene = new VoucherScene(web.Services, web.Data);
        foreach (var (contact, fen) in ((string, long)[])[("n1-a", 10_00), ("n1-b", 20_00), ("n1-c", 5_00)])
        {
            await scene.Call(contact);
            await scene.Paid(contact, fen);
            clock.Advance(TimeSpan.FromMinutes(55));
        }

        using var lead = await web.SignedIn("5001");
        const string Period = "from=2030-03-04&to=2030-03-05";
        foreach (var by in Reports.Bys)
        {
            var report = await lead.GetFromJsonAsync<TransactionReport>($"/api/transaction-reports?{Period}&by={by}", Ct);
            var total = Assert.Single(report!.Total);
            Assert.Equal((3, 35_00), (total.Posted, total.SumMinor));
            Assert.Equal(total.Posted, report.Rows.Sum(row => row.Posted));
            Assert.Equal(total.SumMinor, report.Rows.Sum(row => row.SumMinor));
        }

        // 10:00, 10:55 and 11:50 by the bank's clock.
        var hours = await lead.GetFromJsonAsync<TransactionReport>($"/api/transaction-reports?{Period}&by=hour", Ct);
        Assert.Equal(
            [("10", 2L, 30_00L, 66.67), ("11", 1L, 5_00L, 33.33)],
            hours!.Rows.Select(row => (row.Key, row.Posted, row.SumMinor, row.Share!.Value)));
        var file = await lead.GetStringAsync($"/api/transaction-reports/file?{Period}&by=item&format=csv&language=en", Ct);
        Assert.Contains("ownTransfer,,CNY,3,35.00,0,0,100.00", file, StringComparison.Ordinal);
        foreach (var wrong in (string[])["from=2030-03-05&to=2030-03-04", "from=2030-01-01&to=2030-12-31", $"{Period}&by=x"])
            Assert.Equal(HttpStatusCode.BadRequest, (await lead.GetAsync($"/api/transaction-reports?{wrong}", Ct)).StatusCode);
    }

    private static async Task<string> Done(VoucherScene scene, string contact)
    {
        await scene.Call(contact);
        var id = await scene.Paid(contact);
        await scene.End(contact);
        await scene.Closed(id);
        return id;
    }

    private static async Task Explained(HttpClient who, string id)
    {
        var version = (await View(who, id)).GetProperty("version").GetInt64();
        await Well(await Do(who, id, "explain", new { version, form = new { reason = "录音服务故障" } }));
        await Well(await Do(who, id, "sign", new { version = version + 1, secret = "teller-5001" }));
    }

    private static Task<HttpResponseMessage> Sign(HttpClient who, string day, string secret = "teller-5001") =>
        who.PostAsJsonAsync($"/api/day-ends/{day}/sign", new { secret }, Ct);

    private static Task<JsonElement> Day(HttpClient who, string day) =>
        who.GetFromJsonAsync<JsonElement>($"/api/day-ends/{day}", Ct)!;

    private static List<(string?, string?)> Lacks(JsonElement day) => day.GetProperty("lacks").EnumerateArray()
        .Select(one => (one.GetProperty("code").GetString(), one.GetProperty("what").GetString())).ToList();

    private static Task<HttpResponseMessage> Do(HttpClient who, string id, string deed, object body) =>
        who.PostAsJsonAsync($"/api/vouchers/{id}/{deed}", body, Ct);

    private static async Task Well(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));

    private static async Task Refused(HttpResponseMessage response, string code)
    {
        var body = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == HttpStatusCode.UnprocessableEntity, body);
        Assert.Equal(code, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
    }

    private static Task<JsonElement> View(HttpClient who, string id) =>
        who.GetFromJsonAsync<JsonElement>($"/api/vouchers/{id}", Ct)!;

    private static string? State(JsonElement view) => view.GetProperty("state").GetProperty("code").GetString();

    private static JsonElement Fact(JsonElement view, string name) => view.GetProperty("facts").EnumerateArray()
        .Single(fact => fact.GetProperty("name").GetProperty("en").GetString() == name);

    private static string? Words(JsonElement fact) => fact.GetProperty("words").GetProperty("en").GetString();

    private static async Task<WebUnderTest> Start(DbEngine engine, FakeTime clock) => await WebUnderTest.Start(
        (services, configuration) =>
        {
            services.AddSingleton<TimeProvider>(clock);
            VoucherScene.Add(services, configuration);
            services.AddDayEnd(configuration);
        },
        routes => routes.MapLists().MapSignatures().MapVouchers().MapDayEnd(),
        postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
}
