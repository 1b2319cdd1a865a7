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

/// <summary>Whose movements are told, over HTTP: an agent sees it masked, who serves no customers does not.</summary>
public sealed class AlertPageTests
{
    private const string Address = "/api/movement-alerts";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_agent_sees_whose_movements_are_told_masked_with_the_latest_message()
    {
        await using var web = await Start();
        var number = await Bank.Open(web.Db, "C1", 1_000_00);
        var account = (await web.Get<ICoreBank>().Account(number, Ct))!;
        await web.Get<IMovementAlerts>().Set(
            new AlertWish(account, new AlertSetting(true, 100_00), "customer", "call-1", "en"), Ct);
        using var agent = await web.SignedIn("1001");
        using var branch = await web.SignedIn("6001");

        var list = await agent.GetFromJsonAsync<JsonElement>(Address, Ct);
        var row = Assert.Single(list.GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("张*", account.Tail, "on", 100_00L, "customer"),
            (Text(row, "customer"), Text(row, "tail"), Text(row, "state"),
                row.GetProperty("thresholdMinor").GetInt64(), Text(row, "changedBy")));
        Assert.DoesNotContain(number, list.ToString(), StringComparison.Ordinal);
        var notice = await web.Get<IJournal>().ReadStream($"notice/{Text(row, "noticeId")}", ct: Ct);
        Assert.NotEmpty(notice);
        Assert.Equal(HttpStatusCode.Forbidden, (await branch.GetAsync(Address, Ct)).StatusCode);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

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
