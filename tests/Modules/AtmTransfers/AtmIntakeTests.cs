using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.AtmTransfers;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.AtmTransfers;

/// <summary>The bank's ATM system tells the embedded ledger of a transfer, over HTTP.</summary>
public sealed class AtmIntakeTests
{
    private const string Address = "/api/atm-transfers", Token = "a-token-of-the-machines-0123456789";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_transfer_is_taken_once_an_id_and_answered_with_its_time()
    {
        await using var web = await Start(Token);
        using var machine = Machine(web, Token);
        var made = await Made(web);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await machine.PostAsJsonAsync(Address, made, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var arrives = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("arrivesAt");
            Assert.Equal(made.MadeAt!.Value.AddHours(24), arrives.GetDateTimeOffset());
        }
        Assert.Equal(9_500_00, (await web.Get<ICoreBank>().Account(made.From!, Ct))!.Balance.Minor);
        Assert.Equal("keyReused", await Code(machine, made with { AmountMinor = 1 }, HttpStatusCode.Conflict));
        Assert.Equal(
            "insufficientFunds",
            await Code(machine, made with { Id = "atm-00000002", AmountMinor = 10_000_00 }, HttpStatusCode.Conflict));
        Assert.Equal(
            ["atmTransfer.refused", "atmTransfer.refused", "atmTransfer.taken", "atmTransfer.taken"],
            (await web.Db.Read(c => c.Query<string>("SELECT action FROM audit WHERE action LIKE 'atm%'").AsList(), Ct))
                .Order());
        Assert.Empty(await Bank.Faults(web.Db));
    }

    [Fact]
    public async Task without_the_token_nobody_is_heard_not_even_an_administrator()
    {
        await using var web = await Start(Token);
        var made = await Made(web);
        using var administrator = await web.SignedIn("9001");
        using var stranger = Machine(web, "another");
        foreach (var who in new[] { administrator, stranger })
            Assert.Equal("notTheAtmSystem", await Code(who, made, HttpStatusCode.Unauthorized));
        await using var closed = await Start("");
        using var empty = Machine(closed, "");
        Assert.Equal("notTheAtmSystem", await Code(empty, made, HttpStatusCode.Unauthorized));
        Assert.Equal(10_000_00, (await web.Get<ICoreBank>().Account(made.From!, Ct))!.Balance.Minor);
    }

    [Fact]
    public async Task what_is_not_whole_or_not_of_these_hours_is_refused_at_its_field()
    {
        await using var web = await Start(Token);
        using var machine = Machine(web, Token);
        var made = await Made(web);
        foreach (var (wrong, field) in new[]
        {
            (made with { Id = "short" }, "id:"), (made with { Atm = "" }, "atm:"), (made with { Payee = null }, "payee:"),
            (made with { From = "6222" }, "from:"), (made with { To = null }, "to:"),
            (made with { AmountMinor = 0 }, "amountMinor:"), (made with { Currency = "YUAN" }, "currency:"),
            (made with { MadeAt = made.MadeAt!.Value.AddHours(1) }, "madeAt:"),
            (made with { MadeAt = made.MadeAt!.Value.AddHours(-25) }, "madeAt:"),
        })
        {
            using var answer = await machine.PostAsJsonAsync(Address, wrong, Ct);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.StartsWith(
                field, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("detail").GetString(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void the_token_is_long_and_not_beside_a_core_of_the_banks_own()
    {
        static bool Faulty(BankingOptions options) =>
            new BankingOptionsCheck(options).Check().Any(fault => fault.Place == "Banking:AtmToken");
        Assert.True(Faulty(new BankingOptions { AtmToken = "short" }));
        Assert.True(Faulty(new BankingOptions
        {
            AtmToken = Token, CoreUrl = "https://core.example", Demonstration = false,
        }));
        Assert.False(Faulty(new BankingOptions { AtmToken = Token }));
    }

    private static HttpClient Machine(WebUnderTest web, string token)
    {
        var client = new HttpClient { BaseAddress = web.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string?> Code(HttpClient who, AtmMessage made, HttpStatusCode status)
    {
        using var answer = await who.PostAsJsonAsync(Address, made, Ct);
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();
    }

    private static async Task<AtmMessage> Made(WebUnderTest web) => new(
        "atm-00000001", "ATM-03", "东街", await Bank.Open(web.Db, "C1", 10_000_00), await Bank.Open(web.Db, "C2", 0), "李明",
        500_00, "CNY", Clock.FromUs(web.Get<TimeProvider>().NowUs()));

    private static Task<WebUnderTest> Start(string token) => BankUnderWeb.Start(
        (added, configuration) => added.AddAtmTransfers(configuration)
            .AddSingleton(new BankingOptions { AtmToken = token, Demonstration = false }),
        routes => routes.MapAtmTransfers());
}
