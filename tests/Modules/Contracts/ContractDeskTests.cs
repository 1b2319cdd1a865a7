using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices;
using TellerLine.Signatures;

namespace TellerLine.Modules.Contracts;

/// <summary>A contract at the branch desk, over HTTP: 6001 is at the branch, 1001 an agent of the centre.</summary>
public sealed class ContractDeskTests
{
    private const string Address = "/api/contracts";

    private static readonly Dictionary<string, string> Owners = new()
    {
        ["6222000000010008"] = "C1", ["6222000000010016"] = "C1", ["6222000000020007"] = "C2",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task it_is_written_with_what_the_bank_knows_signed_with_a_password_changed_and_signed_again(
        DbEngine engine)
    {
        await using var web = await Start(engine);
        using var branch = await web.SignedIn("6001");
        var number = await Create(branch, "C1");
        var contracts = web.Get<IContracts>();
        Assert.Null(await contracts.Of("C1", Ct));

        var view = await View(branch, number);
        Assert.Equal("draft", State(view));
        Assert.Equal("622200******0008，622200******0016", Fact(view, "Accounts"));
        Assert.Equal("138****0001", Fact(view, "Bound telephones"));

        await Refused(await Do(branch, number, "sign", new { version = 1, secret = "not it" }), "signatureWrong");
        await Done(await Do(branch, number, "sign", new { version = 1, secret = "teller-6001" }));
        var signed = (await contracts.Of("C1", Ct))!;
        Assert.Equal((1, true), (signed.Edition, signed.IsActive));
        Assert.Equal(["6222000000010008", "6222000000010016"], signed.Terms.Accounts);
        Assert.Equal(new ContractLimits(1_000_00, 5_000_00), signed.LimitsFrom("+8613800000001"));
        Assert.Equal(new ContractLimits(500_00, 1_000_00), signed.LimitsFrom("+8613800000002"));

        // Masked entries of the form stand for what is there; a payee is somebody of this bank.
        await Done(await Do(branch, number, "change", new
        {
            version = 2,
            form = Terms(
                accounts: ["622200******0016"], phones: ["138****0001", "139 0000 0009"],
                payees: [new { account = "6222 0000 0002 0007", name = "王芳" }], perTransaction: 800),
        }));
        Assert.Equal(1, (await contracts.Of("C1", Ct))!.Edition);
        await Done(await Do(branch, number, "sign", new { version = 3, secret = "teller-6001" }));
        signed = (await contracts.Of("C1", Ct))!;
        Assert.Equal(2, signed.Edition);
        Assert.Equal(["6222000000010016"], signed.Terms.Accounts);
        Assert.Equal(["+8613800000001", "+8613900000009"], signed.Terms.Phones);
        Assert.Equal("王芳", signed.Payee("6222000000020007")!.Name);
        Assert.Equal(800_00, signed.LimitsFrom("+8613900000009").PerTransaction);
        // Only what is signed is told: a draft binds nobody.
        Assert.Equal(
            ["contract-changed", "contract-changed"],
            await web.Db.Read(c => c.Query<string>("SELECT template FROM notice WHERE customer_id = 'C1'"), Ct));

        view = await View(branch, number);
        Assert.Equal("王* 622200******0007", Fact(view, "Payees"));
        Assert.Equal(
            ["Written", "Signed", "Written", "Signed"],
            view.GetProperty("story").EnumerateArray().Select(e => e.GetProperty("what").GetProperty("en").GetString()));
    }

    [Fact]
    public async Task every_signature_holds_and_no_number_or_name_stands_in_the_database_in_the_clear()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var branch = await web.SignedIn("6001");
        var number = await Create(branch, "C1");
        await Done(await Do(branch, number, "change", new
        {
            version = 1, form = Terms(payees: [new { account = "6222000000020007", name = "王芳" }]),
        }));
        await Done(await Do(branch, number, "sign", new { version = 2, secret = "teller-6001" }));
        using var operations = await web.SignedIn("5001");
        var signatures = await operations.GetFromJsonAsync<JsonElement>("/api/signatures", Ct);
        var id = signatures.GetProperty("rows").EnumerateArray()
            .Single(row => row.GetProperty("subject").GetString() == $"contract/{number}/1").GetProperty("id").GetString();
        var signature = await operations.GetFromJsonAsync<JsonElement>($"/api/signatures/{id}", Ct);
        Assert.Equal("ready", signature.GetProperty("state").GetProperty("look").GetString());
        var everything = await web.Db.Read(c => string.Join('\n', c.Query<string>(
            """
            SELECT coalesce(terms, '') || coalesce(pending, '') FROM contract UNION ALL SELECT terms FROM contract_edition
            UNION ALL SELECT body FROM journal WHERE stream LIKE 'contract/%'
            UNION ALL SELECT detail FROM audit WHERE subject LIKE 'contract/%'
            """)), Ct);
        foreach (var clear in new[] { "6222000000020007", "6222000000010008", "13800000001", "王芳" })
            Assert.DoesNotContain(clear, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task all_that_is_wrong_with_the_terms_is_told_at_once_at_its_field()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var branch = await web.SignedIn("6001");
        var number = await Create(branch, "C1");
        using var response = await Do(branch, number, "change", new
        {
            version = 1,
            form = Terms(
                accounts: ["6222000000010008", "6222000000030006", "123"], phones: ["12"],
                payees:
                [
                    new { account = "6222000000010008", name = "张伟" }, new { account = "6222000000020007", name = "李明" },
                ],
                perTransaction: 1_001, ownPerDay: 100_000_000),
        });
        Assert.Equal(
            [
                "/accounts/1", "/accounts/2", "/phones/0", "/payees/0/account", "/payees/1/name", "/ownPerDay",
                "/perTransaction",
            ],
            await Faults(response));
        using var empty = await Do(branch, number, "change", new { version = 1, form = new { } });
        Assert.Equal(
            [
                "/type", "/accounts", "/ownPerTransaction", "/ownPerDay", "/perTransaction", "/perDay",
            ],
            await Faults(empty));
        using var nulls = await Do(branch, number, "change", new
        {
            version = 1, form = Terms(accounts: [null!], phones: [null!], payees: [null!, new { account = "", name = "" }]),
        });
        Assert.Equal(
            ["/accounts/0", "/phones/0", "/payees/0", "/payees/1/account", "/payees/1/name"], await Faults(nulls));
    }

    [Fact]
    public async Task a_customer_has_one_contract_until_it_is_terminated()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var branch = await web.SignedIn("6001");
        var number = await Create(branch, "C1");
        await Refused(
            await branch.PostAsJsonAsync(Address, new { customer = "C1", type = "standard" }, Ct), "contractThere");
        await Done(await Do(branch, number, "sign", new { version = 1, secret = "teller-6001" }));
        await Done(await Do(branch, number, "suspend", new { version = 2, form = new { reason = "手机遗失" } }));
        Assert.False((await web.Get<IContracts>().Of("C1", Ct))!.IsActive);
        await Done(await Do(branch, number, "terminate", new { version = 3, form = new { reason = "客户申请" } }));
        Assert.Null(await web.Get<IContracts>().Of("C1", Ct));
        Assert.NotEqual(number, await Create(branch, "C1"));
        Assert.Contains(("6001", "contract.terminated", $"contract/{number}"), await web.Audit());
        using var wrong = await branch.PostAsJsonAsync(Address, new { customer = "E1", type = "standard" }, Ct);
        Assert.Equal(["/type"], await Faults(wrong));
        using var nobody = await branch.PostAsJsonAsync(Address, new { customer = "C9", type = "none" }, Ct);
        Assert.Equal(["/type", "/customer"], await Faults(nobody));
    }

    [Fact]
    public async Task two_clerks_do_not_overwrite_each_other_and_an_agent_sees_it_masked_and_changes_nothing()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var branch = await web.SignedIn("6001");
        using var operations = await web.SignedIn("5001");
        var number = await Create(branch, "C1");
        await Done(await Do(operations, number, "change", new { version = 1, form = Terms(perDay: 4_000) }));
        using var late = await Do(branch, number, "change", new { version = 1, form = Terms(perDay: 3_000) });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var conflict = await late.Content.ReadAsStringAsync(Ct);
        Assert.Contains("\"perDay\"", conflict, StringComparison.Ordinal);
        Assert.DoesNotContain("6222000000010008", conflict, StringComparison.Ordinal);

        using var agent = await web.SignedIn("1001");
        var seen = await View(agent, number);
        Assert.Empty(seen.GetProperty("actions").EnumerateArray());
        Assert.DoesNotContain("6222000000010008", seen.GetRawText(), StringComparison.Ordinal);
        foreach (var deed in new[] { "change", "sign", "suspend", "resume", "terminate", "discard" })
            Assert.Equal(HttpStatusCode.Forbidden, (await Do(agent, number, deed, new { version = 2 })).StatusCode);

        // What operations write at the centre is none of the branch's.
        var theirs = await Create(operations, "C2");
        Assert.Equal(HttpStatusCode.NotFound, (await branch.GetAsync($"{Address}/{theirs}", Ct)).StatusCode);
        await Unknown(await Do(branch, theirs, "terminate", new { version = 1, form = new { reason = "x" } }));
        await Unknown(await Do(branch, theirs, "sign", new { version = 1, secret = "teller-6001" }));
        var list = await branch.GetFromJsonAsync<JsonElement>(Address, Ct);
        Assert.Equal(
            [(number, "张伟")],
            list.GetProperty("rows").EnumerateArray().Select(row => (
                row.GetProperty("number").GetString()!, row.GetProperty("customer").GetString()!)));
    }

    private static object Terms(
        string[]? accounts = null, string[]? phones = null, object[]? payees = null, int perTransaction = 1_000,
        int perDay = 5_000, int ownPerDay = 1_000_000) => new
        {
            type = "standard",
            accounts = accounts ?? ["6222000000010008"],
            phones = phones ?? [],
            payees = payees ?? [],
            ownPerTransaction = 200_000,
            ownPerDay,
            perTransaction,
            perDay,
        };

    private static async Task<string> Create(HttpClient who, string customer)
    {
        using var response = await who.PostAsJsonAsync(Address, new { customer, type = "standard" }, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> Do(HttpClient who, string number, string deed, object body) =>
        who.PostAsJsonAsync($"{Address}/{number}/{deed}", body, Ct);

    private static async Task Done(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));

    private static async Task Unknown(HttpResponseMessage response) =>
        Assert.True(response.StatusCode == HttpStatusCode.NotFound, await response.Content.ReadAsStringAsync(Ct));

    private static async Task Refused(HttpResponseMessage response, string code)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(code, (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    private static async Task<IEnumerable<string?>> Faults(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
            .Select(fault => fault.GetProperty("path").GetString()).ToList();
    }

    private static Task<JsonElement> View(HttpClient who, string number) =>
        who.GetFromJsonAsync<JsonElement>($"{Address}/{number}", Ct)!;

    private static string? State(JsonElement view) => view.GetProperty("state").GetProperty("code").GetString();

    private static string? Fact(JsonElement view, string name) => view.GetProperty("facts").EnumerateArray()
        .Single(fact => fact.GetProperty("name").GetProperty("en").GetString() == name).GetProperty("value").GetString();

    private static async Task<WebUnderTest> Start(DbEngine engine)
    {
        var web = await WebUnderTest.Start(
            (services, configuration) => services
                .AddSingleton<IAccountOwners, Core>().AddSingleton<IContractAccounts, Core>()
                .AddLists(configuration).AddSignatures(configuration).AddDefinitions(configuration)
                .AddCustomers(configuration).AddNotices(configuration).AddContracts(configuration),
            routes => routes.MapLists().MapSignatures().MapContracts(),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
        var register = web.Get<ICustomerRegister>();
        await web.Db.Write(scope =>
        {
            register.Add(scope, Person("C1", "张伟", "P1234567", ["+8613800000001"]));
            register.Add(scope, Person("C2", "王芳", "P1234568", []));
            register.Add(scope, new CustomerProfile(
                "E1", CustomerKind.Company, "宁川商贸有限公司", "宁川商贸", "", Segment.Gold, IdentityKind.SocialCreditCode,
                "91350100M000100Y43", null, []));
            return true;
        }, Ct);
        return web;
    }

    private static CustomerProfile Person(string id, string name, string passport, string[] phones) => new(
        id, CustomerKind.Personal, name, name[..1], "先生", Segment.Ordinary, IdentityKind.Passport, passport,
        new DateOnly(1980, 1, 1), phones);

    private sealed class Core : IAccountOwners, IContractAccounts
    {
        public Task<string?> OwnerOf(string account, CancellationToken ct = default) =>
            Task.FromResult(Owners.GetValueOrDefault(account));

        public Task<IReadOnlyList<string>?> PayingAccountsOf(string customerId, CancellationToken ct = default) =>
            Task.FromResult<IReadOnlyList<string>?>(
                [.. Owners.Where(each => each.Value == customerId).Select(each => each.Key).Order()]);
    }
}
