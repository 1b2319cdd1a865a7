using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Appointments;
using TellerLine.Bills;
using TellerLine.Definitions;
using TellerLine.Information;
using TellerLine.LossReports;
using TellerLine.Modules.Banking;
using TellerLine.Modules.SelfService;
using TellerLine.Movements;
using TellerLine.PersonalMenus;
using TellerLine.SelfService;
using TellerLine.Wealth;

namespace TellerLine.Modules.Information;

/// <summary>What anybody hears by keypad in the whole telephone bank, before and after the bank changed it.</summary>
public sealed class InformationTelephoneTests
{
    private const string Stranger = "+8613999999999", Rates = "/api/definitions/rates/main";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_rate_that_the_bank_approves_is_heard_in_the_next_call_and_seen_by_agents()
    {
        await using var web = await Start();
        Assert.Contains("rates.demand n.0 n.point n.0 n.5 rates.percent", await Heard(web, "7", "6", "2", "1"));

        using var author = await web.SignedIn("5001");
        var shipped = (await author.GetFromJsonAsync<JsonElement>($"{Rates}/versions/1", Ct)).GetProperty("yaml")
            .GetString()!;
        var draft = await Post(author, $"{Rates}/versions", new
        {
            basedOn = 1, why = "下调", yaml = shipped.Replace("percent: 0.05", "percent: 0.35", StringComparison.Ordinal),
        });
        await Post(author, $"{Rates}/versions/2/submit", new { rowVersion = Version(draft) });
        using var approver = await web.SignedIn("9001");
        await Post(approver, $"{Rates}/versions/2/approve", new
        {
            rowVersion = Version(draft) + 1, secret = "teller-9001",
        });

        Assert.Contains("rates.demand n.0 n.point n.3 n.5 rates.percent", await Heard(web, "7", "6", "2", "1"));
        using var agent = await web.SignedIn("1001");
        var now = await agent.GetFromJsonAsync<JsonElement>("/api/information", Ct);
        Assert.Equal(0.35m, now.GetProperty("deposits")[0].GetProperty("percent").GetDecimal());
        Assert.Equal(5, now.GetProperty("branches").GetArrayLength());
        Assert.Equal("fraud", now.GetProperty("bulletins")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task a_branch_is_found_by_its_number_and_bulletins_are_heard_by_somebody_nobody_knows()
    {
        await using var web = await Start();
        Assert.Contains("branches.name-101 branches.where-101", await Heard(web, "7", "6", "1", "2", "101"));
        Assert.Contains("branches.suspended", await Heard(web, "7", "6", "1", "2", "301"));
        Assert.Contains("bulletins.fraud bulletins.maintenance", await Heard(web, "7", "6", "3"));
    }

    private static async Task<string> Heard(WebUnderTest web, params string[] keys)
    {
        var phone = new KeyedTelephone(keys, []);
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            web.Get<TelephoneFlow>().Run(phone, new CallerContext("call-1", Stranger), Ct));
        return string.Join(' ', phone.Heard);
    }

    private static long Version(JsonElement version) => version.GetProperty("rowVersion").GetInt64();

    private static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static Task<WebUnderTest> Start() => BankUnderWeb.Start(
        (services, configuration) => services.AddBills(configuration).AddMovements(configuration)
            .AddLossReports(configuration).AddPersonalMenus(configuration).AddInformation(configuration)
            .AddAppointments(configuration).AddWealth(configuration).AddSelfService(configuration),
        routes => routes.MapDefinitions().MapInformation());
}
