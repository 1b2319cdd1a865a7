using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Catalogue;
using TellerLine.Lists;
using TellerLine.PersonalMenus;

namespace TellerLine.Modules.PersonalMenus;

/// <summary>Personal menus kept by keypad and by agents, over HTTP and over a restart.</summary>
public sealed class PersonalMenuDeskTests
{
    private const string Address = "/api/personal-menus";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task an_agent_composes_orders_and_resets_and_the_customers_story_says_so(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var agent = await web.SignedIn("1001");
        using var opened = await agent.PostAsJsonAsync(Address, new { customer = "13800000001" }, Ct);
        Assert.Equal("C1", Text(await opened.Content.ReadFromJsonAsync<JsonElement>(Ct), "id"));
        var before = await Composition(agent);
        Assert.Equal((0, 0, 7), (Version(before), Nodes(before).Count, before.GetProperty("most").GetInt32()));

        await Done(await Compose(agent, 0, "bills", "balance"));
        Assert.Equal(["bills", "balance"], Nodes(await Composition(agent)));
        Assert.Equal(["bills", "balance"], (await web.Get<IPersonalMenus>().Of("C1", Ct))!.Nodes);
        await Done(await Compose(agent, 1, "balance", "bills"));
        var row = (await agent.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("rows").EnumerateArray().Single();
        Assert.Equal(
            ("C1", "张*", "agent", "1001"),
            (Text(row, "customerId"), Text(row, "customer"), Text(row, "way"), Text(row, "changedBy")));

        var view = await View(agent);
        Assert.Equal("personal", Text(view.GetProperty("state"), "code"));
        await Done(await agent.PostAsJsonAsync($"{Address}/C1/reset", new { version = Version(view) }, Ct));
        Assert.Null(await web.Get<IPersonalMenus>().Of("C1", Ct));
        view = await View(agent);
        Assert.Equal("bank", Text(view.GetProperty("state"), "code"));
        Assert.Equal(
            ["Composed: Bills, Balance", "Composed: Balance, Bills", "Back to the bank's menu"],
            view.GetProperty("story").EnumerateArray().Select(e => e.GetProperty("what").GetProperty("en").GetString()!));
        Assert.Equal(
            [
                ("1001", "personalMenu.composed", "customer/C1"), ("1001", "personalMenu.composed", "customer/C1"),
                ("1001", "personalMenu.reset", "customer/C1"),
            ],
            await web.Audit());
        Assert.Empty((await agent.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task what_cannot_be_is_refused_with_words_and_who_may_not_changes_nothing()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        foreach (var nodes in new[] { [], ["balance", "balance"], ["cards"], Enumerable.Repeat("balance", 8).ToArray() })
        {
            using var refused = await Compose(agent, 0, nodes);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
        await Done(await Compose(agent, 0, "balance"));
        using (var late = await Compose(agent, 0, "bills"))
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using (var late = await agent.PostAsJsonAsync($"{Address}/C1/reset", new { version = 0 }, Ct))
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using (var nobody = await agent.PostAsJsonAsync(
            $"{Address}/C9/compose", new { version = 0, form = new { nodes = new[] { "balance" } } }, Ct))
            Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using var operations = await web.SignedIn("5001");
        Assert.Empty((await View(operations)).GetProperty("actions").EnumerateArray());
        using (var seeing = await Compose(operations, 1, "bills"))
            Assert.Equal(HttpStatusCode.Forbidden, seeing.StatusCode);
        using var keeper = await web.SignedIn("7001");
        Assert.Equal(HttpStatusCode.Forbidden, (await keeper.GetAsync($"{Address}/C1", Ct)).StatusCode);
        Assert.Equal(["balance"], Nodes(await Composition(agent)));
    }

    [Theory, BothEngines]
    public async Task what_the_customer_chose_by_keypad_is_there_after_a_restart(DbEngine engine)
    {
        await using var first = await TestKernel.Start(engine, (services, configuration) => services
            .AddCustomers(configuration).AddSingleton<IAccountOwners, NoOwners>()
            .AddSingleton<IOfferedItems, Offers>().AddSingleton(Services.Shipped)
            .AddPersonalMenus(configuration));
        var menus = first.Services.GetRequiredService<IPersonalMenus>();
        Assert.Null(await menus.Choose("C1", ["bills", "balance"], "call-1", Ct));
        Assert.Equal(PersonalMenuFault.NotOffered, await menus.Choose("C1", ["cards"], "call-1", Ct));

        await using var second = await first.Another();
        var again = second.Services.GetRequiredService<IPersonalMenus>();
        Assert.Equal(["bills", "balance"], (await again.Of("C1", Ct))!.Nodes);
        await again.Reset("C1", "call-2", Ct);
        Assert.Null(await again.Of("C1", Ct));
        Assert.Equal(
            ["personalMenu.composed", "personalMenu.reset"],
            (await second.Journal.ReadStream("customer/C1", ct: Ct)).Select(row => row.Kind));
    }

    [Fact]
    public async Task what_is_no_longer_offered_drops_out_once_and_not_of_a_menu_that_was_changed_meanwhile()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        await Done(await Compose(agent, 0, "bills", "balance"));
        web.Get<Offers>().Now = [Offers.Balance];
        var before = await Composition(agent);
        Assert.Equal(["balance"], Nodes(before));
        Assert.Equal("Bills", before.GetProperty("gone").EnumerateArray().Single().GetProperty("en").GetString());

        var menus = web.Get<IPersonalMenus>();
        var heard = (await menus.Of("C1", Ct))!;
        await menus.Drop(heard, ["bills"], "call-1", Ct);
        Assert.Equal(["balance"], (await menus.Of("C1", Ct))!.Nodes);
        await menus.Drop(heard, ["bills"], "call-2", Ct);
        Assert.Single(
            await web.Journal.ReadStream("customer/C1", ct: Ct), row => row.Kind == "personalMenu.dropped");
    }

    /// <summary>停办: with the bank's reason, for composing and for the way back alike.</summary>
    [Fact]
    public async Task what_the_catalogue_has_disabled_is_refused_with_its_reason_and_the_menu_stays()
    {
        var closed = false;
        await using var web = await Start(DbEngine.Sqlite, Services.With("ownMenu", item => !closed ? item : item with
        {
            Disabled = new("菜单定制系统升级", "Own menus are being upgraded"),
        }));
        using var agent = await web.SignedIn("1001");
        await Done(await Compose(agent, 0, "bills"));
        closed = true;
        foreach (var answer in new[]
        {
            await Compose(agent, 1, "balance"),
            await agent.PostAsJsonAsync($"{Address}/C1/reset", new { version = 1 }, Ct),
        })
        {
            using (answer)
            {
                Assert.False(answer.IsSuccessStatusCode);
                var said = await answer.Content.ReadAsStringAsync(Ct);
                Assert.Contains(ServiceRefusal.Disabled, said, StringComparison.Ordinal);
                Assert.Contains("菜单定制系统升级", said, StringComparison.Ordinal);
            }
        }
        Assert.Equal(["bills"], (await web.Get<IPersonalMenus>().Of("C1", Ct))!.Nodes);
    }

    private static Task<HttpResponseMessage> Compose(HttpClient who, long version, params string[] nodes) =>
        who.PostAsJsonAsync($"{Address}/C1/compose", new { version, form = new { nodes } }, Ct);

    private static async Task Done(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));

    private static Task<JsonElement> View(HttpClient who) => who.GetFromJsonAsync<JsonElement>($"{Address}/C1", Ct)!;

    private static Task<JsonElement> Composition(HttpClient who) =>
        who.GetFromJsonAsync<JsonElement>($"{Address}/C1/composition", Ct)!;

    private static long Version(JsonElement view) => view.GetProperty("version").GetInt64();

    private static List<string> Nodes(JsonElement view) =>
        [.. view.GetProperty("nodes").EnumerateArray().Select(node => node.GetString()!)];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static async Task<WebUnderTest> Start(DbEngine engine, IOfferedServices? offered = null)
    {
        var web = await WebUnderTest.Start(
            (services, configuration) => services
                .AddLists(configuration).AddCustomers(configuration).AddSingleton<IAccountOwners, NoOwners>()
                .AddSingleton<Offers>()
                .AddSingleton<IOfferedItems>(provider => provider.GetRequiredService<Offers>())
                .AddSingleton(offered ?? Services.Shipped).AddPersonalMenus(configuration),
            routes => routes.MapLists().MapPersonalMenus(),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
        await web.Db.Write(scope =>
        {
            web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, IdentityKind.Passport, "P1234567",
                new DateOnly(1980, 1, 1), ["+8613800000001"]));
            return true;
        }, Ct);
        return web;
    }

    private sealed class NoOwners : IAccountOwners
    {
        public Task<string?> OwnerOf(string account, CancellationToken ct = default) => Task.FromResult<string?>(null);
    }

    /// <summary>The bank's menu, as far as these tests need one.</summary>
    private sealed class Offers : IOfferedItems
    {
        public static readonly OfferedItem
            Balance = new("balance", new("查询余额", "Balance"), "menu.balance"),
            Bills = new("bills", new("缴费", "Bills"), "menu.bills");

        public IReadOnlyList<OfferedItem> Now { get; set; } = [Balance, Bills];

        public BilingualText WordsOf(string node) =>
            node == "bills" ? Bills.Words : node == "balance" ? Balance.Words : new(node, node);
    }
}
