using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TellerLine.Kernel;

namespace TellerLine.Modules.Access;

/// <summary>Units and users from a file, over HTTP, on both databases.</summary>
public sealed class ImportTests
{
    private const string Units = "/api/organisation/imports", Users = "/api/users/imports";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_file_is_shown_first_and_then_done_whole_or_not_at_all(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var one = await web.SignedIn("9001");
        const string units = "path,kind,中文名称,英文名称\nhead,总行,长安银行,Bank\nhead/day,班组,日班,Day\n";
        var plan = await Send(one, $"{Units}/preview", units);
        Assert.Equal(["add", "add"], Deeds(plan));
        Assert.DoesNotContain("长安银行", await one.GetStringAsync("/api/organisation/units", Ct), StringComparison.Ordinal);
        var done = await Send(one, $"{Units}?plan={Plan(plan)}", units);
        Assert.Equal(2, done.GetProperty("added").GetInt32());
        Assert.Contains(("9001", "unit.added"), (await web.Audit()).Select(a => (a.Actor, a.Action)));
        Assert.Equal(["same", "same"], Deeds(await Send(one, $"{Units}/preview", units)));

        const string users =
            "工号,姓名,拼音,机构路径,角色,授权级别\n7101,林晓燕,Lin,head/day,座席,1\n7102,陈思远,Chen,head/day,,0\n1001,林晓燕,Lin Xiaoyan,head/day,座席,1\n";
        var why = "reason=" + Uri.EscapeDataString("开业");
        var people = await Send(one, $"{Users}/preview?{why}", users);
        Assert.Equal(["add", "add", "change"], Deeds(people));
        var added = await Send(one, $"{Users}?{why}&plan={Plan(people)}", users);
        Assert.Equal(
            (2, 1, 1),
            (added.GetProperty("added").GetInt32(), added.GetProperty("changed").GetInt32(),
                added.GetProperty("proposed").GetInt32()));
        var password = added.GetProperty("users")[0].GetProperty("oneTime").GetProperty("password").GetString()!;
        using var stranger = new HttpClient { BaseAddress = web.Url };
        using var change = await stranger.PostAsJsonAsync("/api/session", new { user = "7101", password }, Ct);
        Assert.Equal("passwordMustChange", await Code(change));
        var person = await one.GetFromJsonAsync<JsonElement>("/api/users/7101", Ct);
        Assert.Equal((0, true), (
            person.GetProperty("roles").GetArrayLength(), person.GetProperty("proposed").GetBoolean()));
        Assert.Equal(
            "head/day", (await one.GetFromJsonAsync<JsonElement>("/api/users/1001", Ct)).GetProperty("org").GetString());

        // The same plan again, and a plan of another file, do nothing.
        using var again = await Post(one, $"{Users}?{why}&plan={Plan(people)}", users);
        Assert.Equal((HttpStatusCode.Conflict, "planChanged"), (again.StatusCode, await Code(again)));
        var file = await one.GetByteArrayAsync($"{Users}/file", Ct);
        Assert.All(Deeds(await Send(one, $"{Users}/preview", Encoding.UTF8.GetString(file[3..]))),
            deed => Assert.Equal("same", deed));
    }

    [Fact]
    public async Task nothing_is_done_of_a_file_with_a_fault_nor_by_who_may_not()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var one = await web.SignedIn("9001");
        const string users = "工号,姓名,拼音,机构路径,角色\n7101,林,Lin,centre,\n7102,陈,Chen,nowhere,\n";
        var plan = await Send(one, $"{Users}/preview", users);
        Assert.Equal(
            (3, "org", "unknownUnit"),
            (plan.GetProperty("faults")[0].GetProperty("line").GetInt32(),
                plan.GetProperty("faults")[0].GetProperty("column").GetString(),
                plan.GetProperty("faults")[0].GetProperty("code").GetString()));
        using var tried = await Post(one, $"{Users}?plan={Plan(plan)}", users);
        Assert.Equal(HttpStatusCode.Conflict, tried.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await one.GetAsync("/api/users/7101", Ct)).StatusCode);
        using var large = await Post(one, $"{Users}/preview", new string('x', 2 * 1024 * 1024));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        var unkept = await Send(
            one, $"{Users}/preview?reason=a%00b", "工号,姓名,拼音,机构路径,角色,授权级别\n7101,林,Lin,centre,座席,1\n");
        Assert.Contains("reasonMissing", unkept.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("code").GetString()));
        using var agent = await web.SignedIn("1001");
        foreach (var address in new[] { $"{Users}/preview", $"{Units}/preview", $"{Users}?plan=x", $"{Units}?plan=x" })
        {
            using var refused = await Post(agent, address, users);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    private static IEnumerable<string?> Deeds(JsonElement plan)
    {
        Assert.Empty(plan.GetProperty("faults").EnumerateArray());
        return plan.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("deed").GetString());
    }

    private static string Plan(JsonElement plan) => plan.GetProperty("plan").GetString()!;

    private static async Task<JsonElement> Send(HttpClient client, string address, string csv)
    {
        using var answer = await Post(client, address, csv);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string address, string csv)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await client.PostAsync(address, content, Ct);
    }

    private static async Task<string?> Code(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();

    private static async Task<WebUnderTest> Start(DbEngine engine) => await WebUnderTest.Start(
        (_, _) => { }, _ => { },
        postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
}
