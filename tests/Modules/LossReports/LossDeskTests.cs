using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.LossReports;
using TellerLine.Modules.Catalogue;
using TellerLine.Notices;
using TellerLine.Signatures;

namespace TellerLine.Modules.LossReports;

/// <summary>A loss report over HTTP: 1001 takes it during a call, 6001 confirms at the branch.</summary>
public sealed class LossDeskTests
{
    private const string Address = "/api/loss-reports";

    private const string Account = "6222000000010008";

    private static readonly object Right = new { name = "张 伟", identityNumber = "p1234567", third = "138 0000 0001" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task an_agent_takes_it_by_three_answers_and_the_branch_confirms_with_the_document(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var agent = await web.SignedIn("1001");
        using var branch = await web.SignedIn("6001");
        var number = await Create(agent, "0008");
        Assert.Equal("requested", State(await View(agent, number)));
        Assert.Equal(number, await Done(await Do(agent, number, "identify", 1, Right)));
        var view = await View(agent, number);
        Assert.Equal("provisional", State(view));
        Assert.Equal("622200******0008", Fact(view, "Account"));
        Assert.Equal(1, await web.Db.Read(c => c.ExecuteScalar<long>("SELECT holds FROM ledger_account"), Ct));
        Assert.Equal(HttpStatusCode.Forbidden, (await Do(agent, number, "confirm", 3, new { })).StatusCode);

        var version = view.GetProperty("version").GetInt64();
        using var wrong = await Do(branch, number, "confirm", version, new { identityNumber = "P7654321" });
        Assert.Contains("/identityNumber", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await Done(await Do(branch, number, "confirm", version, new { identityNumber = "P1234567" }));
        view = await View(branch, number);
        Assert.Equal("formal", State(view));
        Assert.Null(Fact(view, "Holds until"));
        Assert.Equal(
            ["Asked for", "Identified and taken", "Payments stopped", "Confirmed at a branch"],
            view.GetProperty("story").EnumerateArray().Select(e => e.GetProperty("what").GetProperty("en").GetString()));
        Assert.Contains(("6001", "loss.confirmed", $"loss/{number}"), await web.Audit());
        // No due time is left that would lapse it.
        Assert.Equal(0, await web.Db.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM due WHERE kind LIKE 'loss.%'"), Ct));
        using var late = await Do(branch, number, "cancel", version, new { identityNumber = "P1234567", reason = "找到" });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        await Done(await Do(branch, number, "cancel", version + 1, new { identityNumber = "P1234567", reason = "找到" }));
        await web.Get<DueRunner>().CatchUp(Ct);
        Assert.Equal(0, await web.Db.Read(c => c.ExecuteScalar<long>("SELECT holds FROM ledger_account"), Ct));
    }

    [Fact]
    public async Task what_was_answered_is_kept_nowhere_and_which_answer_was_wrong_is_not_told()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        var number = await Create(agent, "0008");
        foreach (var answers in new object[]
        {
            new { name = "张大伟", identityNumber = "P1234567", third = "13800000001" },
            new { name = "张伟", identityNumber = "P7654321", third = "13800000001" },
        })
            Assert.Equal("answersWrong", await Refusal(await Do(agent, number, "identify", 1, answers)));
        Assert.Equal(
            "notIdentified",
            await Refusal(await Do(
                agent, number, "identify", 1, new { name = "张伟", identityNumber = "P1234567", third = "13900000009" })));
        Assert.Equal("refused", State(await View(agent, number)));
        // Another report of the same day is not begun anew.
        var next = await Create(agent, "0008");
        Assert.Equal("notIdentified", await Refusal(await Do(agent, next, "identify", 1, Right)));
        var everything = await web.Db.Read(c => string.Join('\n', c.Query<string>(
            """
            SELECT body FROM journal UNION ALL SELECT detail FROM audit
            UNION ALL SELECT coalesce(account, '') || coalesce(prior, '') FROM loss_report
            """)), Ct);
        foreach (var said in new[] { "P1234567", "P7654321", "13800000001", "13900000009", "张大伟" })
            Assert.DoesNotContain(said, everything, StringComparison.Ordinal);
        Assert.Contains(("1001", "loss.notIdentified", $"loss/{number}"), await web.Audit());
    }

    [Fact]
    public async Task an_account_in_full_is_an_answer_too_and_the_same_again_leads_to_the_first()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        var first = await Create(agent, Account);
        await Done(await Do(
            agent, first, "identify", 1, new { name = "张伟", identityNumber = "P1234567", third = Account }));
        var second = await Create(agent, "0008");
        Assert.Equal(first, await Done(await Do(agent, second, "identify", 1, Right)));
        var view = await View(agent, second);
        Assert.Equal(("refused", first), (State(view), Fact(view, "The report that stands")));
    }

    [Fact]
    public async Task a_form_says_what_is_wrong_and_a_bearers_certificate_is_refused_at_once()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        using var response = await agent.PostAsJsonAsync(
            Address, new { customer = "C9", product = "ring", account = "12", unit = "nowhere" }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            ["/product", "/account", "/unit", "/customer"],
            (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
                .Select(fault => fault.GetProperty("path").GetString()));
        var bearer = await Create(agent, "0008", "bearerCertificate");
        var view = await View(agent, bearer);
        Assert.Equal(("refused", "bearer"), (State(view), Fact(view, "Why refused")));
    }

    [Fact]
    public async Task a_branch_sees_its_own_and_those_of_any_branch_and_no_others()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var agent = await web.SignedIn("1001");
        using var branch = await web.SignedIn("6001");
        var any = await Create(agent, "0008");
        var theirs = await Create(agent, "0008");
        await web.Db.Write(scope => scope.Connection.Execute(
            "UPDATE loss_report SET unit = 'elsewhere' WHERE number = @theirs", new { theirs }, scope.Transaction), Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await branch.GetAsync($"{Address}/{theirs}", Ct)).StatusCode);
        var list = await branch.GetFromJsonAsync<JsonElement>(Address, Ct);
        Assert.Equal(
            [(any, "张*")],
            list.GetProperty("rows").EnumerateArray().Select(row => (
                row.GetProperty("number").GetString()!, row.GetProperty("customer").GetString()!)));
        using var operations = await web.SignedIn("5001");
        Assert.Equal(
            HttpStatusCode.Forbidden, (await Do(operations, any, "identify", 1, Right)).StatusCode);
    }

    private static async Task<string> Create(HttpClient who, string account, string product = "passbook") =>
        await Done(await who.PostAsJsonAsync(Address, new { customer = "C1", product, account }, Ct));

    /// <summary>停办: with the bank's reason; a report taken before is carried to its end.</summary>
    [Fact]
    public async Task what_the_catalogue_has_disabled_is_refused_with_its_reason_and_nothing_is_kept()
    {
        var closed = false;
        await using var web = await Start(DbEngine.Sqlite, Services.With("loss", item => !closed ? item : item with
        {
            Disabled = new("挂失系统升级，请到网点办理", "Loss reports are being upgraded: please visit a branch"),
        }));
        using var agent = await web.SignedIn("1001");
        var before = await Create(agent, "0008");
        closed = true;
        using var refused = await agent.PostAsJsonAsync(
            Address, new { customer = "C1", product = "debitCard", account = "0008" }, Ct);
        Assert.False(refused.IsSuccessStatusCode);
        var said = await refused.Content.ReadAsStringAsync(Ct);
        Assert.Contains(ServiceRefusal.Disabled, said, StringComparison.Ordinal);
        Assert.Contains("挂失系统升级，请到网点办理", said, StringComparison.Ordinal);
        Assert.Contains("Loss reports are being upgraded", said, StringComparison.Ordinal);
        Assert.Equal(1, await web.Db.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM loss_report"), Ct));
        await Done(await Do(agent, before, "identify", 1, Right));
    }

    private static Task<HttpResponseMessage> Do(
        HttpClient who, string number, string deed, long version, object form) =>
        who.PostAsJsonAsync($"{Address}/{number}/{deed}", new { version, form }, Ct);

    private static async Task<string> Done(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString()!;
    }

    private static async Task<string?> Refusal(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();
    }

    private static Task<JsonElement> View(HttpClient who, string number) =>
        who.GetFromJsonAsync<JsonElement>($"{Address}/{number}", Ct)!;

    private static string? State(JsonElement view) => view.GetProperty("state").GetProperty("code").GetString();

    private static string? Fact(JsonElement view, string name) => view.GetProperty("facts").EnumerateArray()
        .Single(fact => fact.GetProperty("name").GetProperty("en").GetString() == name).GetProperty("value").GetString();

    private static async Task<WebUnderTest> Start(DbEngine engine, IOfferedServices? offered = null)
    {
        var web = await WebUnderTest.Start(
            (services, configuration) => services
                .AddLists(configuration).AddSignatures(configuration).AddDefinitions(configuration)
                .AddCatalogue(configuration)
                .AddCustomers(configuration).AddNotices(configuration).AddContracts(configuration)
                .AddBanking(configuration).AddLossReports(configuration).Offering(offered),
            routes => routes.MapLists().MapLossReports(),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
        await web.Db.Write(scope =>
        {
            web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, IdentityKind.Passport, "P1234567",
                new DateOnly(1980, 1, 1), ["+8613800000001"]));
            LedgerBooks.Open(
                scope, new LedgerBooks.OpenedAccount(Account, "C1", 0, "savings", "active", "CNY", 0, 0));
            return true;
        }, Ct);
        return web;
    }
}
