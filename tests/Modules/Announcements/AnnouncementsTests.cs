using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Announcements;
using TellerLine.Files;
using TellerLine.Lists;

namespace TellerLine.Modules.Announcements;

/// <summary>An announcement from its form to its readers, over HTTP.</summary>
public sealed class AnnouncementsTests
{
    private const string Address = "/api/announcements";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task it_is_written_published_read_by_those_it_is_for_and_counted()
    {
        await using var web = await Start();
        using var lead = await web.SignedIn("2001");
        using var member = await web.SignedIn("1001");
        using var other = await web.SignedIn("1004");
        var id = await Create(lead, "centre/team-1");
        Assert.Empty(await Titles(member));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{Address}/{id}", Ct)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await Do(lead, id, "publish", new { version = 1 })).StatusCode);
        Assert.Equal([("利率", "no", 0L)], await Titles(member));
        Assert.Empty(await Titles(other));
        Assert.Equal(HttpStatusCode.NotFound, (await Do(other, id, "acknowledge", new { })).StatusCode);

        await Do(member, id, "acknowledge", new { });
        await Do(member, id, "acknowledge", new { });
        Assert.Equal([("利率", "yes", 1L)], await Titles(member));
        var seen = await member.GetFromJsonAsync<JsonElement>($"{Address}/{id}", Ct);
        Assert.Equal(["acknowledge"], Names(seen));
        Assert.Equal("您已确认阅读。", WhyNot(seen, "acknowledge"));
        var written = await lead.GetFromJsonAsync<JsonElement>($"{Address}/{id}", Ct);
        Assert.Equal("只有草稿可以这样做。", WhyNot(written, "publish"));
        Assert.Contains(
            "1001", written.GetProperty("story").EnumerateArray().Select(e => e.GetProperty("by").GetString()));
        Assert.Contains(("2001", "announcement.published", $"announcement/{id}"), await web.Audit());
    }

    [Fact]
    public async Task a_lead_writes_to_his_own_people_only_and_all_faults_come_at_once()
    {
        await using var web = await Start();
        using var lead = await web.SignedIn("2001");
        using var refused = await lead.PostAsJsonAsync(
            Address, new { title = "", text = new string('x', 4_001), audience = "centre" }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            ["/title", "/text", "/audience"],
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
                .Select(f => f.GetProperty("path").GetString()));
        var form = await lead.GetFromJsonAsync<JsonElement>($"{Address}/form", Ct);
        Assert.Equal(
            ["centre/team-1"],
            form.GetProperty("properties").GetProperty("audience").GetProperty("enum").EnumerateArray()
                .Select(e => e.GetString()));
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"{Address}/form", Ct)).StatusCode);
        using var own = await agent.PostAsJsonAsync(Address, new { title = "a", text = "b", audience = "centre" }, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
    }

    [Fact]
    public async Task two_who_change_it_at_once_are_told_the_difference()
    {
        await using var web = await Start();
        using var one = await web.SignedIn("3001");
        using var other = await web.SignedIn("9001");
        var id = await Create(one, "centre");
        var first = new { title = "利率一", text = "x", audience = "centre" };
        Assert.Equal(HttpStatusCode.OK, (await Do(one, id, "change", new { version = 1, form = first })).StatusCode);
        using var late = await Do(
            other, id, "change", new { version = 1, form = new { title = "利率二", text = "x", audience = "centre" } });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var conflict = await late.Content.ReadFromJsonAsync<JsonElement>(Ct);
        var difference = Assert.Single(conflict.GetProperty("differences").EnumerateArray());
        Assert.Equal(
            ("title", "利率一", "利率二"),
            (difference.GetProperty("field").GetString(), difference.GetProperty("now").GetString(),
                difference.GetProperty("wanted").GetString()));
        Assert.Equal(2, conflict.GetProperty("version").GetInt64());

        using var unreasoned = await Do(one, id, "withdraw", new { version = 2, form = new { reason = "" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.StatusCode);
        using var withdrawn = await Do(one, id, "withdraw", new { version = 2, form = new { reason = "作废" } });
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Do(one, id, "publish", new { version = 3 })).StatusCode);
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddLists(configuration).AddFiles(configuration)
            .AddAnnouncements(configuration),
        routes => routes.MapAnnouncements());

    private static async Task<string> Create(HttpClient writer, string audience)
    {
        using var answer = await writer.PostAsJsonAsync(Address, new { title = "利率", text = "x", audience }, Ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> Do(HttpClient who, string id, string action, object body) =>
        who.PostAsJsonAsync($"{Address}/{id}/{action}", body, Ct);

    private static async Task<IEnumerable<(string?, string?, long)>> Titles(HttpClient who) =>
        (await who.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("rows").EnumerateArray().Select(row => (
            row.GetProperty("title").GetString(), row.GetProperty("read").GetString(),
            row.GetProperty("readers").GetInt64()));

    private static IEnumerable<string?> Names(JsonElement view) =>
        view.GetProperty("actions").EnumerateArray().Select(a => a.GetProperty("name").GetString());

    private static string? WhyNot(JsonElement view, string action) => view.GetProperty("actions").EnumerateArray()
        .Single(a => a.GetProperty("name").GetString() == action).GetProperty("whyNot").GetProperty("zh").GetString();
}
