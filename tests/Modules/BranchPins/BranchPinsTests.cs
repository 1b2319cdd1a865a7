using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using TellerLine.Banking;
using TellerLine.BranchPins;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices;
using TellerLine.Signatures;

namespace TellerLine.Modules.BranchPins;

/// <summary>6001 at the branch, a customer before the counter.</summary>
public sealed class BranchPinsTests
{
    private const string Address = "/api/pins";

    private const string Chosen = "739164";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_frozen_pin_is_lifted_and_another_set_and_the_customer_is_told_of_both(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var branch = await web.SignedIn("6001");
        for (var tried = 0; tried < 6; tried++)
        {
            await web.Db.Write(
                scope => scope.Connection.Execute("UPDATE pin SET blocked_on = NULL", transaction: scope.Transaction), Ct);
            await Tries(web, "000000");
        }

        var rows = (await branch.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("rows");
        Assert.Equal(
            [("C1", "张*", "enquiry", "frozen")],
            rows.EnumerateArray().Select(row => (
                Text(row, "customerId"), Text(row, "customer"), Text(row, "kind"), Text(row, "standing"))));
        using var opened = await branch.PostAsJsonAsync(Address, new { customer = "13800000001" }, Ct);
        Assert.Equal("C1", Text(await opened.Content.ReadFromJsonAsync<JsonElement>(Ct), "id"));

        var view = await View(branch);
        Assert.Equal(("frozen", 2), (State(view), view.GetProperty("facts").EnumerateArray().Count(f =>
            Text(f, "type") == "time")));
        Assert.Equal("It is not locked", Action(view, "unlockTransaction").GetProperty("whyNot").GetProperty("en").GetString());
        await Done(await Do(branch, "unlockEnquiry", Version(view), new { identityNumber = "p1234567", reason = "本人到场" }));
        Assert.IsType<PinOutcome.Right>(await Tries(web, "135790"));

        await Done(await Do(branch, "setEnquiry", Version(view), Keyed(Chosen)));
        Assert.IsType<PinOutcome.Wrong>(await Tries(web, "135790"));
        Assert.Equal(PinMustChange.No, Assert.IsType<PinOutcome.Right>(await Tries(web, Chosen)).MustChange);
        view = await View(branch);
        Assert.Equal("normal", State(view));
        Assert.Equal(
            [
                "Enquiry PIN: wrong too often, blocked for the day", "Enquiry PIN: wrong too often, frozen",
                "Enquiry PIN: unlocked", "Enquiry PIN: set",
            ],
            view.GetProperty("story").EnumerateArray().Select(e => e.GetProperty("what").GetProperty("en").GetString()!)
                .Where(what => what.StartsWith("Enquiry", StringComparison.Ordinal)).Skip(1).TakeLast(4));
        Assert.Equal(
            ["pin-frozen", "pin-set", "pin-unfrozen"],
            (await web.Db.Read(
                c => c.Query<string>("SELECT DISTINCT template FROM notice WHERE template IN ('pin-frozen', 'pin-set', 'pin-unfrozen')"),
                Ct)).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("6001", "pins.opened", "customer/C1"), ("6001", "pins.unlocked", "customer/C1"), ("6001", "pins.set", "customer/C1")],
            (await web.Audit()).Where(row => row.Item2.StartsWith("pins.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task what_the_customer_keyed_is_kept_nowhere_and_a_guess_is_wrong_three_times_a_day()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var branch = await web.SignedIn("6001");
        var version = Version(await View(branch));
        Assert.Equal(
            ["/identityNumber", "/pin", "/again"], await Faults(await Do(branch, "setTransaction", version, new { })));
        Assert.Equal(["/pin"], await Faults(await Do(branch, "setTransaction", version, Keyed("73916"))));
        Assert.Equal(["/again"], await Faults(await Do(branch, "setTransaction", version, Keyed(Chosen, "739165"))));
        Assert.Equal(["/pin"], await Faults(await Do(branch, "setTransaction", version, Keyed("800101"))));
        Assert.Equal(["/pin"], await Faults(await Do(branch, "setTransaction", version, Keyed("234567"))));
        // What tells something of the other PIN or of the document counts.
        Assert.Equal(["/pin"], await Faults(await Do(branch, "setTransaction", version, Keyed("135790"))));
        for (var tried = 0; tried < 2; tried++)
        {
            Assert.Equal(
                ["/identityNumber"],
                await Faults(await Do(branch, "setTransaction", version, Keyed(Chosen, identity: "P7654321"))));
        }

        using var late = await Do(branch, "setTransaction", version, Keyed(Chosen));
        Assert.Equal("tooMany", Text(await late.Content.ReadFromJsonAsync<JsonElement>(Ct), "code"));
        var everything = await web.Db.Read(c => string.Join('\n', c.Query<string>(
            "SELECT body FROM journal UNION ALL SELECT detail FROM audit UNION ALL SELECT hash || salt FROM pin")), Ct);
        foreach (var keyed in new[] { Chosen, "739165", "P7654321", "p1234567" })
            Assert.DoesNotContain(keyed, everything, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, (await web.Audit()).Count(row => row.Item2 == "pins.refused"));
    }

    [Fact]
    public async Task the_banks_first_pin_permits_enquiry_only_and_two_clerks_do_not_overwrite_each_other()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var branch = await web.SignedIn("6001");
        var version = Version(await View(branch));
        await Done(await Do(branch, "setEnquiry", version, Keyed(Chosen, initial: true)));
        Assert.Equal(PinMustChange.Initial, Assert.IsType<PinOutcome.Right>(await Tries(web, Chosen)).MustChange);
        using var late = await Do(branch, "setEnquiry", version, Keyed("918273"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"{Address}/C1", Ct)).StatusCode);
        using var auditor = await web.SignedIn("5001");
        Assert.Empty((await View(auditor)).GetProperty("actions").EnumerateArray());
        Assert.Equal(
            HttpStatusCode.Forbidden, (await Do(auditor, "setEnquiry", version, Keyed("918273"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await branch.GetAsync($"{Address}/C9", Ct)).StatusCode);
    }

    private static object Keyed(
        string pin, string? again = null, string identity = "P1234567", bool initial = false) =>
        new { identityNumber = identity, pin, again = again ?? pin, initial };

    private static async Task<PinOutcome> Tries(WebUnderTest web, string digits)
    {
        await using var check = await web.Get<IPins>().Open("C1", PinKind.Enquiry, ct: Ct);
        return await check.Settle(check.Matches(Encoding.ASCII.GetBytes(digits)));
    }

    private static Task<HttpResponseMessage> Do(HttpClient who, string deed, long version, object form) =>
        who.PostAsJsonAsync($"{Address}/C1/{deed}", new { version, form }, Ct);

    private static async Task Done(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));

    private static async Task<IEnumerable<string>> Faults(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
            .Select(fault => Text(fault, "path"))];
    }

    private static Task<JsonElement> View(HttpClient who) => who.GetFromJsonAsync<JsonElement>($"{Address}/C1", Ct)!;

    private static long Version(JsonElement view) => view.GetProperty("version").GetInt64();

    private static string State(JsonElement view) => Text(view.GetProperty("state"), "code");

    private static JsonElement Action(JsonElement view, string name) =>
        view.GetProperty("actions").EnumerateArray().Single(action => Text(action, "name") == name);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static async Task<WebUnderTest> Start(DbEngine engine)
    {
        var web = await WebUnderTest.Start(
            (services, configuration) => services
                .AddLists(configuration).AddSignatures(configuration).AddDefinitions(configuration)
                .AddCustomers(configuration).AddNotices(configuration).AddContracts(configuration)
                .AddBanking(configuration).AddBranchPins(configuration),
            routes => routes.MapLists().MapBranchPins(),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
        await web.Db.Write(scope =>
        {
            web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, IdentityKind.Passport, "P1234567",
                new DateOnly(1980, 1, 1), ["+8613800000001"]));
            return true;
        }, Ct);
        await web.Get<IPins>().Set("C1", PinKind.Enquiry, "135790"u8);
        await web.Get<IPins>().Set("C1", PinKind.Transaction, "246801"u8);
        return web;
    }
}
