using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Assisted;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Calls;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using TellerLine.Wealth;

namespace TellerLine.Modules.Assisted;

/// <summary>理财 with an agent, over HTTP: the bank as it is, the conversation played.</summary>
public sealed class AssistedWealthTests
{
    private const string Address = "/api/assisted";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_suits_is_read_back_with_its_risk_bought_held_and_paid_back()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, "C2");
        using var agent = await web.SignedIn("1001");
        var account = Text((await agent.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("accounts")[0], "ref");
        var all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/wealth", Ct);
        Assert.Equal("C2", Text(all, "rating"));
        Assert.Equal(
            [("daily", false), ("quarter", false), ("balanced", true), ("equity", true)],
            all.GetProperty("products").EnumerateArray().Select(one => (
                Text(one, "code"), one.GetProperty("blocked").ValueKind != JsonValueKind.Null)));

        using var begun = await Order(agent, new { kind = "wealthBuy", from = account, to = "daily", amount = "1,000" });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("purchase", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        Assert.Contains("R1", Text(transfer, "readBack"), StringComparison.Ordinal);
        transfer = await Keyed(web, agent, calls);
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(19_000_00, transfer.GetProperty("balanceMinor").GetInt64());

        all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/wealth", Ct);
        var holding = Assert.Single(all.GetProperty("holdings").EnumerateArray());
        Assert.Equal(1_000_00, holding.GetProperty("amountMinor").GetInt64());
        using var back = await Order(agent, new { kind = "wealthRedeem", to = Text(holding, "id") });
        Assert.True(back.IsSuccessStatusCode, await back.Content.ReadAsStringAsync(Ct));
        transfer = await Keyed(web, agent, calls);
        Assert.Equal(
            ("redemption", "posted", 20_000_00L),
            (Text(transfer, "kind"), Text(transfer, "outcome"), transfer.GetProperty("balanceMinor").GetInt64()));
        all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/wealth", Ct);
        Assert.Empty(all.GetProperty("holdings").EnumerateArray());
        Assert.Empty(await Bank.Faults(web.Db));
    }

    [Fact]
    public async Task what_does_not_suit_is_blocked_at_the_product_with_the_words_why()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, "C2");
        using var agent = await web.SignedIn("1001");
        var account = Text((await agent.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("accounts")[0], "ref");
        Assert.Equal(["/to"], await Faults(await Order(agent, new
        {
            kind = "wealthBuy", from = account, to = "balanced", amount = "10000",
        })));
        Assert.Equal(["/amount"], await Faults(await Order(agent, new
        {
            kind = "wealthBuy", from = account, to = "daily", amount = "1050",
        })));
        Assert.Equal(
            ["/to", "/from", "/amount"], await Faults(await Order(agent, new { kind = "wealthBuy" })));
        Assert.Equal(["/to"], await Faults(await Order(agent, new { kind = "wealthRedeem", to = "T1" })));
    }

    [Fact]
    public async Task who_was_never_rated_is_sold_nothing_and_nothing_is_told_before_the_enquiry_pin()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, null);
        using var agent = await web.SignedIn("1001");
        var all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/wealth", Ct);
        Assert.All(
            all.GetProperty("products").EnumerateArray(),
            one => Assert.NotEqual(JsonValueKind.Null, one.GetProperty("blocked").ValueKind));
        calls.Call = new PlayedCall
        {
            Who = new((await web.Get<ICustomers>().ById("C1", Ct))!, IdentificationLevel.Number),
        };
        using var early = await agent.GetAsync($"{Address}/wealth", Ct);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        calls.Call = null;
        using var nobody = await agent.GetAsync($"{Address}/wealth", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    private static async Task<JsonElement> Keyed(
        WebUnderTest web, HttpClient agent, Calls calls, string until = "over")
    {
        using var confirmed = await agent.PostAsync($"{Address}/confirm", null, Ct);
        Assert.True(confirmed.IsSuccessStatusCode);
        calls.Call!.Keyed("verified", await Bank.Token(web.Get<IPins>(), "C1", calls.Call.ContactId));
        JsonElement transfer;
        do
            transfer = (await agent.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("transfer");
        while (Text(transfer, "state") != until);
        return transfer;
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private static Task<HttpResponseMessage> Order(HttpClient agent, object order) =>
        agent.PostAsJsonAsync(Address, order, Ct);

    private static async Task<string[]> Faults(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
                .Select(fault => Text(fault, "path"))];
        }
    }

    private static async Task<WebUnderTest> Start(Calls calls, string? rating)
    {
        var papers = new OneContract();
        var web = await BankUnderWeb.Start(
            (added, configuration) => added
                .AddSingleton<IContracts>(papers).AddSingleton<IServedCalls>(calls)
                .AddSingleton(Services.Shipped).AddBills(configuration).AddWealth(configuration)
                .AddAssisted(configuration),
            routes => routes.MapAssisted());
        papers.Account = await Bank.Open(web.Db, "C1", 20_000_00);
        await web.Db.Write(scope =>
        {
            LedgerBooks.Open(scope, new LedgerBooks.OpenedAccount(
                DemonstrationSettlement.Wealth, "E99000", 1, "current", "active", "CNY", 0, 0));
            if (rating is not null)
                web.Get<IRiskRatings>().Put(scope, "C1", new RiskRating(
                    rating, web.Get<KernelOptions>().DayOf(web.Get<TimeProvider>().NowUs())));
            return true;
        });
        calls.Call = new PlayedCall
        {
            Who = new((await web.Get<ICustomers>().ById("C1", Ct))!, IdentificationLevel.EnquiryPin),
        };
        return web;
    }

    private sealed class Calls : IServedCalls, IDisposable
    {
        public PlayedCall? Call { get; set; }

        public IServedCall? Of(string agent) => Call;

        public void Dispose() => Call?.Dispose();
    }

    private sealed class OneContract : IContracts
    {
        private static readonly ContractType Type =
            new("standard", "", "", "personal", 200_000, 1_000_000, 1_000, 5_000, 500, 1_000);

        public string Account { get; set; } = "";

        public SignedContract? Of(WriteScope scope, string customerId) => Signed;

        public Task<SignedContract?> Of(string customerId, CancellationToken ct = default) =>
            Task.FromResult<SignedContract?>(Signed);

        private SignedContract Signed => new("K1", 1, true, new ContractTerms(
            Type.Code, [Account], [Papers.Bound], [], Type.OwnPerTransaction, Type.OwnPerDay, Type.BoundPerTransaction,
            Type.BoundPerDay), Type);
    }
}
