using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Modules.Banking;
using TellerLine.Movements;
using TellerLine.Notices;

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

    private static async Task<WebUnderTest> Start()
    {
        var web = await WebUnderTest.Start(
            (services, configuration) => services
                .AddLists(configuration).AddDefinitions(configuration).AddCustomers(configuration)
                .AddNotices(configuration).AddContracts(configuration)
                .AddSingleton<IEvidenceGuard, Evidence>().AddSingleton<IContracts, Papers>()
                .AddBanking(configuration).AddMovements(configuration),
            routes => routes.MapLists().MapMovements());
        await web.Db.Write(scope =>
        {
            web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, IdentityKind.Passport, "P1234567",
                new DateOnly(1980, 1, 1), [Papers.Bound]));
            return true;
        }, Ct);
        return web;
    }
}
