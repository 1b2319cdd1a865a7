using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Appointments;
using TellerLine.Bills;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Information;
using TellerLine.LossReports;
using TellerLine.Modules.Banking;
using TellerLine.Movements;
using TellerLine.PersonalMenus;
using TellerLine.SelfService;
using TellerLine.Wealth;

namespace TellerLine.Modules.SelfService;

/// <summary>Where an agent may begin to guide a customer, over HTTP, and who may.</summary>
public sealed class GuidanceBeginningsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_menus_places_are_named_in_its_words_to_who_guides_and_to_nobody_else()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        var all = (await agent.GetFromJsonAsync<JsonElement>("/api/desk/guidance", Ct)).EnumerateArray().ToDictionary(
            one => one.GetProperty("node").GetString()!,
            one => one.GetProperty("path").EnumerateArray().Select(part => (
                part.GetProperty("zh").GetString(), part.GetProperty("en").GetString())).ToList());
        Assert.Equal([("查询余额", "Balance")], all["balance"]);
        Assert.Equal(
            [("更多服务", "More services"), ("贷款", "Loans"), ("贷款还款", "Repayment of a loan")], all["loan-repay"]);
        Assert.DoesNotContain("own-menu-choice", all.Keys);
        using var branch = await web.SignedIn("7001");
        using var refused = await branch.GetAsync("/api/desk/guidance", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task who_may_guide_and_from_where_is_looked_at_again_when_it_is_asked_for()
    {
        await using var web = await Start();
        var guidance = web.Get<Guidance>();
        Assert.Null(guidance.Refusal("1001", null));
        Assert.Null(guidance.Refusal("1001", "loan-repay"));
        Assert.Equal("badService", guidance.Refusal("1001", "own-menu-choice"));
        Assert.Equal("mayNotGuide", guidance.Refusal("7001", null));
        Assert.Equal("mayNotGuide", guidance.Refusal("nobody", null));
    }

    private static Task<WebUnderTest> Start() => BankUnderWeb.Start(
        (services, configuration) => services.AddBills(configuration).AddMovements(configuration)
            .AddLossReports(configuration).AddPersonalMenus(configuration).AddInformation(configuration)
            .AddAppointments(configuration).AddWealth(configuration).AddSelfService(configuration)
            .AddContacts(configuration).AddSingleton<IRecordingFiles, RecordedFiles>().AddSingleton<Guidance>(),
        routes => routes.MapCalls());
}
