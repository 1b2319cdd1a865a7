using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Assisted;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using TellerLine.Wealth;

namespace TellerLine.Modules.Assisted;

/// <summary>缴费 with an agent, over HTTP: the bank and the biller as they are, the conversation played.</summary>
public sealed class AssistedBillTests
{
    private const string Owing = "095160112850", Address = "/api/assisted";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>T11's 128.50: asked, read back, the PIN keyed by the customer, paid once, the receipt told.</summary>
    [Fact]
    public async Task what_is_owed_is_asked_read_back_and_paid_once()
    {
        using var calls = new Calls();
        await using var web = await Start(calls);
        using var agent = await web.SignedIn("1001");
        var view = await agent.GetFromJsonAsync<JsonElement>(Address, Ct);
        Assert.Contains("telecom", view.GetProperty("billers").EnumerateArray().Select(
            one => one.GetProperty("code").GetString()));
        Assert.Equal(128_50, (await Owed(agent, "telecom", Owing)).GetProperty("owedMinor").GetInt64());

        using var begun = await Order(agent, view, "telecom", Owing, "128.50");
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("bill", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        Assert.Contains("128.50", Text(transfer, "readBack"), StringComparison.Ordinal);
        Assert.DoesNotContain(Owing, transfer.GetRawText(), StringComparison.Ordinal);

        using var confirmed = await agent.PostAsync($"{Address}/confirm", null, Ct);
        Assert.True(confirmed.IsSuccessStatusCode);
        calls.Call!.Keyed("verified", await Bank.Token(web.Get<IPins>(), "C1", calls.Call.ContactId));
        do
            transfer = (await agent.GetFromJsonAsync<JsonElement>(Address, Ct)).GetProperty("transfer");
        while (Text(transfer, "state") != "over");
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(1_000_00 - 128_50, transfer.GetProperty("balanceMinor").GetInt64());
        Assert.NotEmpty(Text(transfer, "receipt"));
        Assert.Equal(0, (await Owed(agent, "telecom", Owing)).GetProperty("owedMinor").GetInt64());
        Assert.Equal([nameof(ReadBackBegun), nameof(TransferConfirmed)], calls.Call.Told);
    }

    [Fact]
    public async Task what_the_biller_would_refuse_is_told_at_its_field_before_anything_is_read_back()
    {
        using var calls = new Calls();
        await using var web = await Start(calls);
        using var agent = await web.SignedIn("1001");
        var view = await agent.GetFromJsonAsync<JsonElement>(Address, Ct);

        Assert.Equal(["/number", "/amount"], await Faults(await Order(agent, view, "telecom", "12", "0")));
        Assert.Equal(["/to"], await Faults(await Order(agent, view, "nobody", Owing, "10")));
        Assert.Equal(["/amount"], await Faults(await Order(agent, view, "telecom", Owing, "128.51")));
        Assert.Equal(["/amount"], await Faults(await Order(agent, view, "telecom", Owing, "0.50")));
        Assert.Equal(["/number"], await Faults(
            await agent.GetAsync($"{Address}/arrears?biller=telecom&number=12", Ct)));
        Assert.Empty(calls.Call!.Told);
    }

    /// <summary>Who is not identified enough for his accounts is not told what somebody owes.</summary>
    [Fact]
    public async Task nothing_is_asked_of_a_biller_for_a_caller_known_by_number_alone()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, IdentificationLevel.Number);
        using var agent = await web.SignedIn("1001");
        using var asked = await agent.GetAsync($"{Address}/arrears?biller=telecom&number={Owing}", Ct);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        calls.Call = null;
        using var nobody = await agent.GetAsync($"{Address}/arrears?biller=telecom&number={Owing}", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    /// <summary>停办: with its reason, for what is owed and for the payment alike.</summary>
    [Fact]
    public async Task what_the_catalogue_does_not_offer_is_refused_with_the_bank_s_reason()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, services: Services.With(
            "bills", item => item with { Disabled = new("缴费系统升级", "Bill payment is being upgraded") }));
        using var agent = await web.SignedIn("1001");
        var view = await agent.GetFromJsonAsync<JsonElement>(Address, Ct);
        foreach (var answer in new[]
        {
            await Order(agent, view, "telecom", Owing, "128.50"),
            await agent.GetAsync($"{Address}/arrears?biller=telecom&number={Owing}", Ct),
        })
        {
            using (answer)
            {
                Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
                Assert.Contains("缴费系统升级", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
            }
        }
        Assert.Empty(calls.Call!.Told);
    }

    [Fact]
    public async Task who_was_not_trained_for_a_service_may_not_do_it_and_its_limit_holds_for_who_was()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, services: Services.With(
            "bills", item => item with { Trained = ["1002"], MaxYuan = 100 }));
        using var untrained = await web.SignedIn("1001");
        var view = await untrained.GetFromJsonAsync<JsonElement>(Address, Ct);
        using var refused = await Order(untrained, view, "telecom", Owing, "128.50");
        Assert.Contains(
            ServiceRefusal.NotTrained, await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var trained = await web.SignedIn("1002");
        Assert.Equal(["/amount"], await Faults(await Order(trained, view, "telecom", Owing, "128.50")));
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private static Task<JsonElement> Owed(HttpClient agent, string biller, string number) =>
        agent.GetFromJsonAsync<JsonElement>($"{Address}/arrears?biller={biller}&number={number}", Ct);

    private static Task<HttpResponseMessage> Order(
        HttpClient agent, JsonElement view, string biller, string number, string amount) => agent.PostAsJsonAsync(
        Address,
        new { kind = "bill", from = Text(view.GetProperty("accounts")[0], "ref"), to = biller, amount, number }, Ct);

    private static async Task<string[]> Faults(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
                .Select(fault => Text(fault, "path"))];
        }
    }

    private static async Task<WebUnderTest> Start(
        Calls calls, IdentificationLevel level = IdentificationLevel.EnquiryPin,
        IOfferedServices? services = null)
    {
        var papers = new OneContract();
        var web = await BankUnderWeb.Start(
            (added, configuration) => added
                .AddSingleton<IContracts>(papers).AddSingleton<IServedCalls>(calls)
                .AddSingleton(services ?? Services.Shipped).AddBills(configuration).AddWealth(configuration)
                .AddAssisted(configuration),
            routes => routes.MapAssisted());
        papers.Account = await Bank.Open(web.Db, "C1", 1_000_00);
        await BankUnderWeb.OpenSettlement(web.Db);
        calls.Call = new PlayedCall { Who = new((await web.Get<ICustomers>().ById("C1", Ct))!, level) };
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
        private static readonly ContractType Type = new("standard", "", "", "personal", 200_000, 1_000_000, 1_000, 5_000, 500, 1_000);

        public string Account { get; set; } = "";

        public SignedContract? Of(WriteScope scope, string customerId) => Signed;

        public Task<SignedContract?> Of(string customerId, CancellationToken ct = default) =>
            Task.FromResult<SignedContract?>(Signed);

        private SignedContract Signed => new("K1", 1, true, new ContractTerms(
            Type.Code, [Account], [Papers.Bound], [], Type.OwnPerTransaction, Type.OwnPerDay, Type.BoundPerTransaction,
            Type.BoundPerDay), Type);
    }
}
