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
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using TellerLine.Movements;
using TellerLine.Wealth;

namespace TellerLine.Modules.Assisted;

/// <summary>
/// The desk of agent 1001 over HTTP, the bank as it is and the conversation played: a customer on the line, with one
/// account that the contract names.
/// </summary>
internal sealed class DeskUnderTest : IAsyncDisposable
{
    public const string Address = "/api/assisted";

    private readonly PlayedCalls _calls;

    private DeskUnderTest(WebUnderTest web, HttpClient agent, PlayedCalls calls, string account) =>
        (Web, Agent, _calls, Account) = (web, agent, calls, account);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public WebUnderTest Web { get; }

    public HttpClient Agent { get; }

    /// <summary>The customer's, of the contract.</summary>
    public string Account { get; }

    /// <summary>Null: the agent has nobody on the line.</summary>
    public PlayedCall? Call
    {
        get => _calls.Call;
        set => _calls.Call = value;
    }

    public Papers Papers => Assert.IsType<Papers>(Web.Get<IContracts>());

    /// <param name="fen">On the account.</param>
    /// <param name="risk">Instead of the bank's own risk rules.</param>
    /// <param name="before">What is there before the account is opened and the customer calls.</param>
    public static async Task<DeskUnderTest> Start(
        IdentificationLevel level = IdentificationLevel.EnquiryPin, IOfferedServices? services = null,
        long fen = 1_000_00, string customer = "C1", Func<WebUnderTest, Task>? before = null,
        IRiskScreen? risk = null)
    {
        var calls = new PlayedCalls();
        var web = await BankUnderWeb.Start(
            (added, configuration) => Risky(added
                .AddSingleton<IServedCalls>(calls).AddSingleton(services ?? Services.Shipped).AddBills(configuration)
                .AddMovements(configuration).AddWealth(configuration).AddAssisted(configuration)),
            routes => routes.MapAssisted());
        IServiceCollection Risky(IServiceCollection added) => risk is null ? added : added.AddSingleton(risk);

        if (before is not null)
            await before(web);
        var desk = new DeskUnderTest(
            web, await web.SignedIn("1001"), calls, await Bank.Open(web.Db, customer, fen));
        desk.Papers.Accounts = [desk.Account];
        await desk.IsCalled(customer, level);
        return desk;
    }

    /// <summary>Another conversation begins.</summary>
    public async Task IsCalled(string customer, IdentificationLevel level = IdentificationLevel.EnquiryPin) =>
        Call = new PlayedCall { Who = new((await Web.Get<ICustomers>().ById(customer, Ct))!, level) };

    public Task<JsonElement> View() => Get("");

    public Task<JsonElement> Get(string path) =>
        Agent.GetFromJsonAsync<JsonElement>($"{Address}{path}", Ct);

    /// <summary>The account as the desk names it.</summary>
    public async Task<string> From() => Text((await View()).GetProperty("accounts")[0], "ref");

    public Task<HttpResponseMessage> Order(object order) => Agent.PostAsJsonAsync(Address, order, Ct);

    /// <summary>Taken, and read back.</summary>
    public async Task<JsonElement> Begun(object order)
    {
        using var begun = await Order(order);
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        return (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
    }

    /// <summary>The customer says yes and keys the transaction PIN.</summary>
    /// <param name="until">How it stands in the end.</param>
    public async Task<JsonElement> Keyed(string until = "over")
    {
        using var confirmed = await Agent.PostAsync($"{Address}/confirm", null, Ct);
        Assert.True(confirmed.IsSuccessStatusCode, await confirmed.Content.ReadAsStringAsync(Ct));
        Call!.Keyed(
            "verified", await Bank.Token(Web.Get<IPins>(), Call.Who!.Customer.Id, Call.ContactId));
        JsonElement transfer;
        do
            transfer = (await View()).GetProperty("transfer");
        while (Text(transfer, "state") is "keying" or "sending");
        Assert.Equal(until, Text(transfer, "state"));
        return transfer;
    }

    public static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    /// <summary>Where something is wrong, in order.</summary>
    public static async Task<string[]> Faults(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
                .Select(fault => Text(fault, "path"))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        Agent.Dispose();
        Call?.Dispose();
        await Web.DisposeAsync();
    }

    private sealed class PlayedCalls : IServedCalls
    {
        public PlayedCall? Call { get; set; }

        public IServedCall? Of(string agent) => Call;
    }
}
