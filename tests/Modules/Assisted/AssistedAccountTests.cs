using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using static TellerLine.Modules.Assisted.DeskUnderTest;

namespace TellerLine.Modules.Assisted;

/// <summary>代客查询、信用卡 with an agent, over HTTP: the bank as it is, the conversation played.</summary>
public sealed class AssistedAccountTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task movements_are_read_noted_and_sent_once_in_a_call()
    {
        await using var on = await Desk.Start();
        await on.Pays(120_50);
        var view = await on.Agent.GetFromJsonAsync<JsonElement>($"{Address}/accounts", Ct);
        var account = view.GetProperty("accounts")[0];
        Assert.Equal(on.Account[^4..], Text(account, "tail"));
        Assert.DoesNotContain(on.Account, view.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await on.Web.Audit());

        var (reference, today) = (Text(account, "ref"), Text(view, "today"));
        var told = await on.Agent.GetFromJsonAsync<JsonElement>(
            $"{Address}/movements?account={reference}&from={today}&to={today}", Ct);
        Assert.Equal(120_50, told.GetProperty("outMinor").GetInt64());
        var line = told.GetProperty("lines")[0];
        Assert.Equal(
            (-120_50, 9_879_50, "transfer"),
            (line.GetProperty("amountMinor").GetInt64(), line.GetProperty("balanceMinor").GetInt64(),
                Text(line, "kind")));
        Assert.Equal([("1001", "movements.read", "customer/C1")], await on.Web.Audit());

        string[] ids = ["", ""];
        for (var i = 0; i < ids.Length; i++)
        {
            using var sent = await on.Agent.PostAsJsonAsync(
                $"{Address}/movements/send", new { account = reference, from = today, to = today }, Ct);
            Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync(Ct));
            ids[i] = Text(await sent.Content.ReadFromJsonAsync<JsonElement>(Ct), "id");
        }
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(
            ("1001", 1), await on.Web.Db.Read(
                c => (c.ExecuteScalar<string>("SELECT MIN(agent) FROM statement")!,
                    c.ExecuteScalar<int>("SELECT COUNT(*) FROM notice")), Ct));
    }

    [Theory]
    [InlineData("", "2026-03-02", "2026-03-02", "/account")]
    [InlineData("ref", "", "2026-03-02", "/from")]
    [InlineData("ref", "2026-03-02", "2026-03-01", "/to")]
    [InlineData("ref", "2020-01-01", "2020-01-02", "/from")]
    [InlineData("ref", "2099-01-01", "2099-01-02", "/to")]
    public async Task days_that_cannot_be_are_told_at_their_field_and_nothing_is_noted(
        string account, string from, string to, string fault)
    {
        await using var on = await Desk.Start();
        using var answer = await on.Agent.GetAsync(
            $"{Address}/movements?account={(account == "" ? "" : await on.Ref(0))}&from={from}&to={to}", Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal([fault], await Faults(answer));
        Assert.Empty(await on.Web.Audit());
    }

    /// <summary>Before the enquiry PIN, or of a call that is over, nothing is told and nothing noted.</summary>
    [Fact]
    public async Task nothing_is_told_to_an_agent_whose_caller_has_not_keyed_the_enquiry_pin()
    {
        await using var on = await Desk.Start(IdentificationLevel.Account);
        var view = await on.Agent.GetFromJsonAsync<JsonElement>($"{Address}/accounts", Ct);
        Assert.Equal(0, view.GetProperty("accounts").GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, view.GetProperty("cannot").ValueKind);
        string[] addresses =
        [
            $"{Address}/movements?account=a0-{on.Account[^4..]}&from=2026-03-02&to=2026-03-02",
            $"{Address}/card?account=a1-{on.Card[^4..]}",
        ];
        foreach (var address in addresses)
            Assert.Equal(HttpStatusCode.Conflict, (await on.Agent.GetAsync(address, Ct)).StatusCode);
        on.Call = null;
        foreach (var address in addresses.Append($"{Address}/accounts"))
            Assert.Equal(HttpStatusCode.NotFound, (await on.Agent.GetAsync(address, Ct)).StatusCode);
        Assert.Empty(await on.Web.Audit());
    }

    [Fact]
    public async Task what_the_bank_does_not_offer_with_an_agent_is_refused_with_its_reason()
    {
        await using var on = await Desk.Start(services: Services.With(
            "movements", item => item with { Disabled = new("明细系统升级", "Movements are being upgraded") }));
        var view = await on.Agent.GetFromJsonAsync<JsonElement>($"{Address}/accounts", Ct);
        Assert.Equal("明细系统升级", Text(view.GetProperty("noMovements"), "zh"));
        using var refused = await on.Agent.GetAsync(
            $"{Address}/movements?account={await on.Ref(0)}&from=2026-03-02&to=2026-03-02", Ct);
        Assert.Contains("明细系统升级", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    /// <summary>800 of 2 000 owed: offered, read back, keyed by the customer, posted between own accounts.</summary>
    [Fact]
    public async Task a_card_is_shown_and_repaid_by_its_amounts_after_read_back_and_pin()
    {
        await using var on = await Desk.Start();
        var card = await on.Agent.GetFromJsonAsync<JsonElement>($"{Address}/card?account={await on.Ref(1)}", Ct);
        Assert.Equal(
            (20_000_00, 18_000_00, 2_000_00),
            (card.GetProperty("limitMinor").GetInt64(), card.GetProperty("availableMinor").GetInt64(),
                card.GetProperty("owedMinor").GetInt64()));
        var offered = card.GetProperty("repayments").EnumerateArray().ToList();
        Assert.All(offered, one => Assert.InRange(one.GetProperty("amountMinor").GetInt64(), 1, 2_000_00));
        Assert.Contains(("1001", "card.read", "customer/C1"), await on.Web.Audit());

        Assert.Equal(["/amount"], await Faults(await on.Repays("2000.01")));
        using var begun = await on.Repays("800");
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("card", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        transfer = await on.Keyed();
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(-1_200_00, (await on.Web.Get<ICoreBank>().Account(on.Card, Ct))!.Balance.Minor);
        Assert.Equal(["/amount"], await Faults(await on.Repays("1200.01")));
    }

    /// <summary>The catalogue's second person for repayments holds whatever the agent may alone.</summary>
    [Fact]
    public async Task a_repayment_above_the_service_s_bound_waits_for_a_second_person()
    {
        await using var on = await Desk.Start(services: Services.With(
            "cardRepay", item => item with { SecondAboveYuan = 500 }));
        using var begun = await on.Repays("800");
        await on.Keyed("pending");
    }

    [Fact]
    public async Task a_new_card_is_activated_by_the_digits_on_it_and_its_holder_told_once()
    {
        await using var on = await Desk.Start();
        var card = await Bank.Open(on.Web.Db, "C1", 0, AccountKind.Credit, creditLimit: 5_000_00);
        await on.Web.Db.Write(scope => scope.Connection.Execute(
            "UPDATE ledger_account SET inactive = 1 WHERE number = @card", new { card }, scope.Transaction), Ct);
        var tail = card[^4..];
        Assert.Equal(["/tail"], await Faults(await Activate(tail == "0000" ? "0001" : "0000")));
        using var done = await Activate(tail);
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Ct));
        Assert.False((await on.Web.Get<ICoreBank>().Account(card, Ct))!.Inactive);
        Assert.Contains(("1001", "card.activated", "customer/C1"), await on.Web.Audit());
        Assert.Equal(1, await on.Web.Db.Read(c => c.ExecuteScalar<int>("SELECT COUNT(*) FROM notice"), Ct));
        Assert.Equal(["/tail"], await Faults(await Activate(tail)));

        Task<HttpResponseMessage> Activate(string digits) =>
            on.Agent.PostAsJsonAsync($"{Address}/card/activate", new { tail = digits }, Ct);
    }

    /// <summary>10 000 on an account of the contract's, 2 000 owed on a card.</summary>
    private sealed class Desk(DeskUnderTest all, string card) : IAsyncDisposable
    {
        public WebUnderTest Web => all.Web;

        public HttpClient Agent => all.Agent;

        public PlayedCall? Call
        {
            get => all.Call;
            set => all.Call = value;
        }

        public string Account => all.Account;

        public string Card => card;

        public static async Task<Desk> Start(
            IdentificationLevel level = IdentificationLevel.EnquiryPin, IOfferedServices? services = null)
        {
            var all = await DeskUnderTest.Start(level, services, fen: 10_000_00);
            return new Desk(
                all, await Bank.Open(all.Web.Db, "C1", -2_000_00, AccountKind.Credit, creditLimit: 20_000_00));
        }

        public Task<JsonElement> Keyed(string until = "over") => all.Keyed(until);

        public async Task<string> Ref(int place) =>
            Text((await all.Get("/accounts")).GetProperty("accounts")[place], "ref");

        public async Task<HttpResponseMessage> Repays(string amount)
        {
            var view = await all.View();
            return await all.Order(new
            {
                kind = "card", from = Text(view.GetProperty("accounts")[0], "ref"),
                to = Text(view.GetProperty("cards")[0], "ref"), amount,
            });
        }

        public async Task Pays(long fen) => Assert.IsType<CoreAnswer.Posted>(await Web.Get<ICoreBank>().Transfer(
            new TransferOrder("key-00000001", Account, await Bank.Open(Web.Db, "C2", 0), Money.Cny(fen), "T1"), Ct));

        public ValueTask DisposeAsync() => all.DisposeAsync();
    }
}
