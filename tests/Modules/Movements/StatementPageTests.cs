using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Movements;

namespace TellerLine.Modules.Movements;

/// <summary>Statements that were sent, over HTTP: who sees them, masked, and that each reading is noted.</summary>
public sealed class StatementPageTests
{
    private const string Address = "/api/statements";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_lead_finds_what_was_sent_and_reads_it_and_an_agent_does_not()
    {
        await using var web = await Start();
        var id = await Sent(web);
        using var lead = await web.SignedIn("2001");
        using var agent = await web.SignedIn("1001");

        var list = await lead.GetFromJsonAsync<JsonElement>(Address, Ct);
        var row = Assert.Single(list.GetProperty("rows").EnumerateArray());
        Assert.Equal((id, "张*", "call-1"), (Text(row, "id"), Text(row, "customer"), Text(row, "contactId")));
        Assert.DoesNotContain(await web.Audit(), entry => entry.Item2 == "statement.read");

        var view = await lead.GetFromJsonAsync<JsonElement>($"{Address}/{id}", Ct);
        var line = Assert.Single(view.GetProperty("lines").EnumerateArray());
        Assert.Equal(
            (-120_50L, 120_50L), (line.GetProperty("amountMinor").GetInt64(), view.GetProperty("outMinor").GetInt64()));
        Assert.Contains(("2001", "statement.read", $"statement/{id}"), await web.Audit());

        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"{Address}/nothing", Ct)).StatusCode);
        foreach (var address in new[] { Address, $"{Address}/{id}" })
            Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(address, Ct)).StatusCode);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private static async Task<string> Sent(WebUnderTest web)
    {
        var account = await Bank.Open(web.Db, "C1", 1_000_00);
        await web.Get<ICoreBank>().Transfer(
            new TransferOrder("key-00000001", account, await Bank.Open(web.Db, "C2", 0), Money.Cny(120_50), "T1"), Ct);
        var card = (await web.Get<ICustomers>().ById("C1", Ct))!;
        var today = DateOnly.FromDateTime(web.Get<KernelOptions>().LocalTime(web.Get<TimeProvider>().NowUs()));
        var told = Assert.IsType<StatementOutcome.Told>(await web.Get<ITelephoneBank>().Statement(
            new Identification(card, IdentificationLevel.EnquiryPin), account, StatementPeriod.LastSevenDays(today),
            Ct));
        return (await web.Get<IStatements>().Send(
            new StatementOrder(told.Statement, "call-1", null, "zh-CN"), Ct))!;
    }

    private static Task<WebUnderTest> Start() => BankUnderWeb.Start(
        (services, configuration) => services.AddMovements(configuration), routes => routes.MapMovements());
}
