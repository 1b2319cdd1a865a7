using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Bills;

/// <summary>A bill that an agent keyed, over HTTP: who may reverse it, and that the money is back.</summary>
public sealed class BillDeskTests
{
    private const string Address = "/api/bills";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task another_person_reverses_it_with_reason_and_password_and_the_money_is_back()
    {
        await using var web = await Start();
        var account = await Opened(web);
        var id = await Paid(web, account, agent: "3001");
        using var agent = await web.SignedIn("1001");
        using var maker = await web.SignedIn("3001");
        using var other = await web.SignedIn("5001");

        var view = await View(other, id);
        var version = view.GetProperty("version").GetInt64();
        Assert.Equal(("posted", JsonValueKind.Null), (State(view), Reverse(view).GetProperty("whyNot").ValueKind));
        Assert.Equal(
            "Who keyed it does not reverse it.",
            Reverse(await View(maker, id)).GetProperty("whyNot").GetProperty("en").GetString());
        Assert.Empty((await View(agent, id)).GetProperty("actions").EnumerateArray());

        Assert.Equal(HttpStatusCode.Forbidden, (await Do(agent, id, version, "teller-1001")).StatusCode);
        Assert.Equal("notReversible", await Code(await Do(maker, id, version, "teller-3001")));
        Assert.Equal("signatureWrong", await Code(await Do(other, id, version, "wrong")));
        Assert.Equal("faulty", await Code(await Do(other, id, version, "teller-5001", reason: " ")));
        Assert.Equal(HttpStatusCode.Conflict, (await Do(other, id, version + 1, "teller-5001")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Do(other, "T0", version, "teller-5001")).StatusCode);
        Assert.Equal(1_000_00 - 128_50, await Fen(web, account));

        using var done = await Do(other, id, version, "teller-5001");
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Ct));
        view = await View(agent, id);
        Assert.Equal("reversed", State(view));
        Assert.Equal(1_000_00, await Fen(web, account));
        Assert.Contains(
            "Reversal signed: 多缴一笔",
            view.GetProperty("story").EnumerateArray().Select(e =>
                e.GetProperty("what").GetProperty("en").GetString()));
        Assert.Contains(("5001", "bill.reversed", $"bill/{id}"), await web.Audit());
        Assert.Equal(
            "notReversible",
            await Code(await Do(other, id, view.GetProperty("version").GetInt64(), "teller-5001")));
        Assert.Equal(1_000_00, await Fen(web, account));
    }

    private static Task<HttpResponseMessage> Do(
        HttpClient who, string id, long version, string secret, string reason = "多缴一笔") =>
        who.PostAsJsonAsync($"{Address}/{id}/reverse", new { version, form = new { reason }, secret }, Ct);

    private static async Task<string?> Code(HttpResponseMessage response)
    {
        Assert.False(response.IsSuccessStatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();
    }

    private static Task<JsonElement> View(HttpClient who, string id) =>
        who.GetFromJsonAsync<JsonElement>($"{Address}/{id}", Ct)!;

    private static string? State(JsonElement view) => view.GetProperty("state").GetProperty("code").GetString();

    private static JsonElement Reverse(JsonElement view) => view.GetProperty("actions").EnumerateArray().Single();

    private static async Task<long> Fen(WebUnderTest web, string account) =>
        (await web.Get<ICoreBank>().Account(account, Ct))!.Balance.Minor;

    private static async Task<string> Paid(WebUnderTest web, string account, string agent) =>
        Assert.IsType<TransferOutcome.Posted>(await web.Get<ITelephoneBank>().Transfer(
            new TransferWish(
                TransferKind.BillTelecom, "C1", account, DemonstrationSettlement.Account, Money.Cny(128_50),
                "key-00000001", "call-1", await Bank.Token(web.Get<IPins>(), "C1", "call-1"))
            {
                Caller = Papers.Bound,
                Bill = new("telecom", "095160112850"),
                Origin = Bank.Keyed with { Way = OrderWay.Agent, Agent = agent },
            }, Ct)).TransactionId;

    private static Task<WebUnderTest> Start() => BankUnderWeb.Start(
        (services, configuration) => services.AddBills(configuration), routes => routes.MapBills());

    /// <summary>The billers' account, and the customer's with 1,000 yuan.</summary>
    private static async Task<string> Opened(WebUnderTest web)
    {
        var account = await Bank.Open(web.Db, "C1", 1_000_00);
        await BankUnderWeb.OpenSettlement(web.Db);
        return account;
    }
}
