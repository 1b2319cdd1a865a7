using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Modules.Lists;

/// <summary>A list over HTTP: pages by key, scope, files, saved views; and its statements on both databases.</summary>
public sealed class ListTests
{
    private static readonly Permission See = new("things.see", "看", "See things")
    {
        Own = [Role.Agent], All = [Role.Administrator],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task pages_follow_each_other_without_gaps_while_rows_are_added()
    {
        await using var web = await Start(25);
        using var client = await web.SignedIn("9001");
        var seen = new List<long>();
        var next = "";
        while (true)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/things?sort=-name&size=10&after={next}", Ct);
            seen.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetInt64()));
            await Add(web.Db, 100 + seen.Count, "zzz");
            if (page.GetProperty("next").GetString() is not { } more)
                break;
            next = more;
        }
        Assert.Equal(
            Enumerable.Range(1, 25).Select(i => (Name: $"thing {i % 5}", Id: (long)i))
                .OrderByDescending(t => t.Name).ThenByDescending(t => t.Id).Select(t => t.Id), seen);
    }

    [Fact]
    public async Task a_reader_sees_his_own_in_the_page_and_in_the_file()
    {
        await using var web = await Start(6);
        using var agent = await web.SignedIn("1001");
        var page = await agent.GetFromJsonAsync<JsonElement>("/api/things", Ct);
        Assert.Equal(["1001"], page.GetProperty("rows").EnumerateArray()
            .Select(r => r.GetProperty("owner").GetString()!).Distinct());
        var file = await agent.GetStringAsync("/api/things/file?columns=owner", Ct);
        Assert.Equal(["归属", "1001", "1001", "1001", ""], file.Split("\r\n"));
        Assert.Contains(("1001", "list.exported", "list/things"), await web.Audit());
    }

    [Fact]
    public async Task a_file_holds_no_formula_and_texts_as_they_are()
    {
        await using var web = await Start(0);
        var id = 0;
        foreach (var text in new[] { "=1+1", "+1", "-1", "@x", "a,\"b\"\nc", "中文" })
            await Add(web.Db, ++id, text);
        using var client = await web.SignedIn("9001");
        var csv = await client.GetStringAsync("/api/things/file?columns=name,amount&language=en&sort=id", Ct);
        Assert.Equal(
            "Name,Amount\r\n'=1+1,1.00\r\n'+1,2.00\r\n'-1,3.00\r\n'@x,4.00\r\n\"a,\"\"b\"\"\nc\",5.00\r\n中文,6.00\r\n",
            csv);
        var bytes = await client.GetByteArrayAsync("/api/things/file", Ct);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);

        using var answer = await client.GetAsync("/api/things/file?format=xlsx&columns=name&sort=id", Ct);
        Assert.Equal("6", Assert.Single(answer.Headers.GetValues("X-Total-Rows")));
        using var book = new ZipArchive(await answer.Content.ReadAsStreamAsync(Ct));
        using var sheet = new StreamReader(book.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await sheet.ReadToEndAsync(Ct);
        Assert.Contains("=1+1", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nonsense_is_told_what_was_expected_all_at_once()
    {
        await using var web = await Start(1);
        using var client = await web.SignedIn("9001");
        foreach (var address in new[] { "/api/things?size=0&sort=no&zzz=1", "/api/things/file?format=pdf&columns=no&zzz=1" })
        {
            using var refused = await client.GetAsync(address, Ct);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var detail = (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("detail").GetString()!;
            string[] names = address.Contains("file") ? ["zzz", "format", "columns"] : ["zzz", "sort", "size"];
            Assert.All(names, name => Assert.Contains($"{name}: ", detail, StringComparison.Ordinal));
        }
        using var twice = await client.GetAsync("/api/things?owner=1&owner=2", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        using var other = await web.SignedIn("2001");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/api/things", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/api/things/file", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("老客户", "q=138%200000%200001")]
    [InlineData("老客户", "owner=1&q=%E5%BC%A0%E4%BC%9F+6217000000001000")]
    [InlineData("13800000001", "owner=1")]
    public async Task a_view_keeps_no_number_of_a_customers(string name, string query)
    {
        await using var web = await Start(1);
        using var one = await web.SignedIn("1001");
        using var refused = await one.PostAsJsonAsync("/api/lists/things/views", new { name, query }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("numberInView", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Empty((await one.GetFromJsonAsync<JsonElement>("/api/lists/things/views", Ct)).EnumerateArray());
    }

    [Fact]
    public async Task views_are_ones_own_and_a_name_stands_once()
    {
        await using var web = await Start(0);
        using var one = await web.SignedIn("9001");
        using var other = await web.SignedIn("1001");
        await one.PostAsJsonAsync("/api/lists/things/views", new { name = "今天", query = "owner=1" }, Ct);
        await one.PostAsJsonAsync("/api/lists/things/views", new { name = " 今天 ", query = "owner=2" }, Ct);
        var views = await one.GetFromJsonAsync<JsonElement>("/api/lists/things/views", Ct);
        Assert.Equal(["owner=2"], views.EnumerateArray().Select(v => v.GetProperty("query").GetString()));
        Assert.Empty((await other.GetFromJsonAsync<JsonElement>("/api/lists/things/views", Ct)).EnumerateArray());
        var id = views[0].GetProperty("id").GetString();
        await other.DeleteAsync($"/api/lists/things/views/{id}", Ct);
        Assert.Single((await one.GetFromJsonAsync<JsonElement>("/api/lists/things/views", Ct)).EnumerateArray());
        await one.DeleteAsync($"/api/lists/things/views/{id}", Ct);
        Assert.Empty((await one.GetFromJsonAsync<JsonElement>("/api/lists/things/views", Ct)).EnumerateArray());
        using var wrong = await one.PostAsJsonAsync("/api/lists/things/views", new { name = "", query = "" }, Ct);
        using var nowhere = await one.PostAsJsonAsync("/api/lists/nothing/views", new { name = "今天", query = "" }, Ct);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Theory, BothEngines]
    public async Task either_database_pages_and_filters_alike(DbEngine engine)
    {
        await using var centre = await TestKernel.Start(
            engine, (services, configuration) => services.AddAccess(configuration).AddLists(configuration));
        await Fill(centre.Db, 12);
        var reader = new ListReader<Thing>(
            Things with { Scope = null }, centre.Db, centre.Services.GetRequiredService<IUsers>(),
            centre.Services.GetRequiredService<KernelOptions>());
        async Task<string> Ids(params (string, string)[] asked)
        {
            var (query, faults) = reader.Understand(asked.ToDictionary(a => a.Item1, a => a.Item2));
            Assert.Empty(faults);
            var page = await reader.Page(query!, new System.Security.Claims.ClaimsPrincipal(), 5, Ct);
            return string.Join(",", page.Rows.Select(r => r.Id)) + (page.Next is null ? "" : "…");
        }
        Assert.Equal("12,11,10,9,8…", await Ids());
        Assert.Equal("5,10,1,6,11…", await Ids(("sort", "name")));
        Assert.Equal("3,8", await Ids(("name", "THING 3"), ("sort", "id")));
        Assert.Equal("4,5,6", await Ids(("amount.from", "400"), ("amount.to", "600"), ("sort", "id")));
        Assert.Equal("", await Ids(("at.from", "2026-01-02")));
        Assert.Equal("1,2,3,4,5…", await Ids(("at.from", "2026-01-01"), ("at.to", "2026-01-01"), ("sort", "id")));
        var all = reader.Understand(new Dictionary<string, string>()).Query!;
        var nobody = new System.Security.Claims.ClaimsPrincipal();
        Assert.Equal(new ListCount(12, More: false), await reader.Count(all, nobody, 12, Ct));
        Assert.Equal(new ListCount(11, More: true), await reader.Count(all, nobody, 11, Ct));
    }

    private static async Task<WebUnderTest> Start(int rows)
    {
        var web = await WebUnderTest.Start(
            (services, configuration) => services.AddLists(configuration),
            routes => routes.MapList("/api/things", Things).MapLists(), db => Fill(db, rows));
        return web;
    }

    private static async Task Fill(IDb db, int rows)
    {
        await db.Write(
            scope => scope.Connection.Execute(
                "CREATE TABLE thing (id BIGINT PRIMARY KEY, at_us BIGINT, name TEXT, owner TEXT, amount BIGINT)",
                transaction: scope.Transaction), Ct);
        for (var i = 1; i <= rows; i++)
            await Add(db, i, $"thing {i % 5}", i % 2 == 0 ? "1001" : "1002");
    }

    private static Task<int> Add(IDb db, int id, string name, string owner = "1002") => db.Write(
        scope => scope.Connection.Execute(
            "INSERT INTO thing VALUES (@id, @atUs, @name, @owner, @amount)",
            new { id, atUs = 1_767_225_600_000_000L, name, owner, amount = id * 100L }, scope.Transaction), Ct);

    private static readonly ListOf<Thing> Things = new("things", "东西", "Things")
    {
        See = See,
        Select = "SELECT id AS Id, at_us AS AtUs, name AS Name, owner AS Owner, amount AS Amount FROM thing",
        Read = (c, sql, values) => c.Query<Stored>(sql, values).Select(
            s => new Thing(s.Id, Clock.FromUs(s.AtUs), s.Name, s.Owner, s.Amount)),
        Key = "id",
        Sort = "-id",
        Scope = (who, users) => users.ScopeOf(who, See).Agents is { } agents
            ? new ListCondition("owner = @own", new Dictionary<string, object> { ["own"] = agents.Single() })
            : ListCondition.None,
        Columns =
        [
            new("id", ColumnType.Whole, "id", "编号", "Id", t => t.Id) { Sorts = true },
            new("at", ColumnType.Time, "at_us", "时间", "At", t => t.At) { Filter = ColumnFilter.Range },
            new("name", ColumnType.Text, "name", "名称", "Name", t => t.Name)
            {
                Sorts = true, Filter = ColumnFilter.Part,
            },
            new("owner", ColumnType.Text, "owner", "归属", "Owner", t => t.Owner) { Filter = ColumnFilter.Exact },
            new("amount", ColumnType.Money, "amount", "金额", "Amount", t => t.Amount) { Filter = ColumnFilter.Range },
        ],
    };

    private sealed record Thing(long Id, DateTimeOffset At, string Name, string Owner, long Amount);

    private sealed record Stored(long Id, long AtUs, string Name, string Owner, long Amount);
}
