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

/// <summary>自助贷款 with an agent, over HTTP: the bank as it is, the conversation played.</summary>
public sealed class AssistedLoanTests
{
    private const string Address = "/api/assisted";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_loan_on_a_deposit_is_read_back_paid_out_told_and_repaid()
    {
        using var calls = new Calls();
        await using var web = await Start(calls);
        using var agent = await web.SignedIn("1001");
        var view = await agent.GetFromJsonAsync<JsonElement>(Address, Ct);
        var all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/loans", Ct);
        Assert.Empty(all.GetProperty("loans").EnumerateArray());
        var pledge = Assert.Single(all.GetProperty("pledges").EnumerateArray());
        Assert.Equal(45_000_00, pledge.GetProperty("mostMinor").GetInt64());
        var account = Text(Assert.Single(view.GetProperty("accounts").EnumerateArray()), "ref");

        using var begun = await Order(agent, new
        {
            kind = "pledgedLoan", from = Text(pledge, "ref"), to = account, amount = "900",
            ends = Text(pledge, "lastDay"),
        });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("loan", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        Assert.Contains("900.00", Text(transfer, "readBack"), StringComparison.Ordinal);
        Assert.Contains("2.85%", Text(transfer, "readBack"), StringComparison.Ordinal);
        transfer = await Keyed(web, agent, calls);
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(1_900_00, transfer.GetProperty("balanceMinor").GetInt64());

        all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/loans", Ct);
        Assert.Empty(all.GetProperty("pledges").EnumerateArray());
        var loan = Assert.Single(all.GetProperty("loans").EnumerateArray());
        Assert.Equal(900_00, loan.GetProperty("principalMinor").GetInt64());
        Assert.Equal(["/amount"], await Faults(await Order(agent, new
        {
            kind = "loanRepay", from = account, to = Text(loan, "ref"), amount = "900.01",
        })));
        using var repaid = await Order(agent, new
        {
            kind = "loanRepay", from = account, to = Text(loan, "ref"), amount = "900",
        });
        Assert.True(repaid.IsSuccessStatusCode, await repaid.Content.ReadAsStringAsync(Ct));
        transfer = await Keyed(web, agent, calls);
        Assert.Equal("posted", Text(transfer, "outcome"));
        all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/loans", Ct);
        Assert.Empty(all.GetProperty("loans").EnumerateArray());
        Assert.Single(all.GetProperty("pledges").EnumerateArray());
        Assert.Empty(await Bank.Faults(web.Db));
    }

    [Fact]
    public async Task what_the_bank_would_refuse_is_told_at_its_field_before_anything_is_read_back()
    {
        using var calls = new Calls();
        await using var web = await Start(calls);
        using var agent = await web.SignedIn("1001");
        var pledge = (await agent.GetFromJsonAsync<JsonElement>($"{Address}/loans", Ct)).GetProperty("pledges")[0];
        Assert.Equal(
            ["/amount", "/from", "/to", "/ends"], await Faults(await Order(agent, new { kind = "pledgedLoan" })));
        Assert.Equal(["/amount", "/to", "/ends"], await Faults(await Order(agent, new
        {
            kind = "pledgedLoan", from = Text(pledge, "ref"), to = "", amount = "45000.01", ends = "2099-01-01",
        })));
        Assert.Equal(["/amount", "/from", "/to"], await Faults(await Order(agent, new { kind = "loanRepay" })));
        Assert.Empty(calls.Call!.Told);
    }

    /// <summary>More than the agent may alone waits for a second person; taken back, nothing was lent.</summary>
    [Fact]
    public async Task more_than_the_agent_s_authority_waits_for_a_second_person_and_pledges_nothing_until_then()
    {
        using var calls = new Calls();
        await using var web = await Start(calls);
        using var agent = await web.SignedIn("1001");
        var view = await agent.GetFromJsonAsync<JsonElement>(Address, Ct);
        var pledge = (await agent.GetFromJsonAsync<JsonElement>($"{Address}/loans", Ct)).GetProperty("pledges")[0];
        using var begun = await Order(agent, new
        {
            kind = "pledgedLoan", from = Text(pledge, "ref"), to = Text(view.GetProperty("accounts")[0], "ref"),
            amount = "30000", ends = Text(pledge, "lastDay"),
        });
        Assert.True(begun.IsSuccessStatusCode);
        Assert.Equal("pending", Text(await Keyed(web, agent, calls, "pending"), "state"));
        using var cancelled = await agent.PostAsync($"{Address}/cancel", null, Ct);
        var all = await agent.GetFromJsonAsync<JsonElement>($"{Address}/loans", Ct);
        Assert.Empty(all.GetProperty("loans").EnumerateArray());
        Assert.Single(all.GetProperty("pledges").EnumerateArray());
    }

    [Fact]
    public async Task nothing_of_loans_is_told_before_the_enquiry_pin_or_where_the_catalogue_does_not_offer_it()
    {
        using var calls = new Calls();
        await using var web = await Start(calls, IdentificationLevel.Number);
        using var agent = await web.SignedIn("1001");
        using var asked = await agent.GetAsync($"{Address}/loans", Ct);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        calls.Call = null;
        using var nobody = await agent.GetAsync($"{Address}/loans", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);

        using var others = new Calls();
        await using var closed = await Start(others, services: Services.With(
            "loan", item => item with { Disabled = new("贷款系统升级", "Loans are being upgraded") }));
        using var late = await closed.SignedIn("1001");
        using var refused = await late.GetAsync($"{Address}/loans", Ct);
        Assert.Contains("贷款系统升级", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
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

    private static async Task<WebUnderTest> Start(
        Calls calls, IdentificationLevel level = IdentificationLevel.EnquiryPin, IOfferedServices? services = null)
    {
        var papers = new OneContract();
        var web = await BankUnderWeb.Start(
            (added, configuration) => added
                .AddSingleton<IContracts>(papers).AddSingleton<IServedCalls>(calls)
                .AddSingleton(services ?? Services.Shipped).AddBills(configuration).AddWealth(configuration)
                .AddAssisted(configuration),
            routes => routes.MapAssisted());
        papers.Account = await Bank.Open(web.Db, "C1", 1_000_00);
        var today = web.Get<KernelOptions>().DayOf(web.Get<TimeProvider>().NowUs());
        await LoanBooks.Deposit(web.Db, "C1", 50_000_00, today.AddMonths(8));
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
