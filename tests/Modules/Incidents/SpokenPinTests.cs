using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Incidents;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Contacts;

namespace TellerLine.Modules.Incidents;

/// <summary>1001 marks that C1 said a PIN; 2001 finds out how it came.</summary>
public sealed class SpokenPinTests
{
    private const string Address = "/api/incidents";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_mark_raises_one_incident_has_both_pins_changed_and_tells_the_customer(DbEngine engine)
    {
        await using var web = await Start(engine);
        await Marked(web, "n1-a", "C1");
        await Marked(web, "n1-a", "C1");
        Assert.Equal((PinMustChange.Spoken, PinMustChange.Spoken), await MustChange(web));
        using var lead = await web.SignedIn("2001");
        var row = Assert.Single((await lead.GetFromJsonAsync<JsonElement>(Address, Ct))
            .GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("pin-n1-a", "C1", "张*", "1001", "open"),
            (Text(row, "id"), Text(row, "customerId"), Text(row, "customer"), Text(row, "agent"), Text(row, "status")));
        Assert.Equal(["pin-said-aloud"], await web.Db.Read(c => c.Query<string>("SELECT template FROM notice"), Ct));

        // The customer's own new PIN ends it, whatever is found out.
        await web.Get<IPins>().Set("C1", PinKind.Transaction, "739184"u8);
        Assert.Equal((PinMustChange.Spoken, PinMustChange.No), await MustChange(web));
        Assert.Equal(["/finding", "/note"], await Faults(await Close(lead, 1, new { })));
        Assert.Equal(["/finding"], await Faults(await Close(lead, 1, new { finding = "forgotten", note = "…" })));
        await Done(await Close(lead, 1, new { finding = "solicited", note = "座席要求客户报密码" }));
        var view = await lead.GetFromJsonAsync<JsonElement>($"{Address}/pin-n1-a", Ct);
        Assert.Equal("closed", Text(view.GetProperty("state"), "code"));
        Assert.Equal("座席要求客户报密码", Text(view, "text"));
        Assert.Equal((PinMustChange.Spoken, PinMustChange.No), await MustChange(web));
        Assert.Equal([("2001", "incident.closed", "incident/pin-n1-a")], await web.Audit());
        using var again = await Close(lead, 2, new { finding = "mistaken", note = "…" });
        Assert.Equal("over", Text(await again.Content.ReadFromJsonAsync<JsonElement>(Ct), "code"));
    }

    [Fact]
    public async Task a_mark_made_by_mistake_lifts_the_demand_unless_another_stands()
    {
        await using var web = await Start(DbEngine.Sqlite);
        await Marked(web, "n1-a", "C1");
        await Marked(web, "n1-b", "C1");
        using var lead = await web.SignedIn("2001");
        await Done(await Close(lead, 1, new { finding = "mistaken", note = "按错键" }));
        Assert.Equal((PinMustChange.Spoken, PinMustChange.Spoken), await MustChange(web));
        await Done(await Close(lead, 1, new { finding = "mistaken", note = "按错键" }, "pin-n1-b"));
        Assert.Equal((PinMustChange.No, PinMustChange.No), await MustChange(web));
    }

    [Fact]
    public async Task who_was_not_known_when_it_was_said_is_told_of_once_he_is()
    {
        await using var web = await Start(DbEngine.Sqlite);
        await Marked(web, "n1-a", null);
        Assert.Equal((PinMustChange.No, PinMustChange.No), await MustChange(web));
        for (var i = 0; i < 2; i++)
            await web.Get<ISpokenPins>().Known("n1-a", "C1");
        Assert.Equal((PinMustChange.Spoken, PinMustChange.Spoken), await MustChange(web));
        Assert.Single(await web.Db.Read(c => c.Query<string>("SELECT template FROM notice"), Ct));
        await web.Get<ISpokenPins>().Known("n1-z", "C1");
    }

    [Fact]
    public async Task an_agent_sees_none_and_who_marked_it_does_not_close_it()
    {
        await using var web = await Start(DbEngine.Sqlite);
        await Marked(web, "n1-a", "C1", agent: "2001");
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(Address, Ct)).StatusCode);
        using var lead = await web.SignedIn("2001");
        using var own = await Close(lead, 1, new { finding = "mistaken", note = "…" });
        Assert.Equal("own", Text(await own.Content.ReadFromJsonAsync<JsonElement>(Ct), "code"));
        Assert.Equal((PinMustChange.Spoken, PinMustChange.Spoken), await MustChange(web));
    }

    private static Task<HttpResponseMessage> Close(HttpClient who, long version, object form, string id = "pin-n1-a") =>
        who.PostAsJsonAsync($"{Address}/{id}/close", new { version, form }, Ct);

    private static async Task Done(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));

    private static async Task<IEnumerable<string>> Faults(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
            .Select(fault => Text(fault, "path"))];
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static Task Marked(WebUnderTest web, string contact, string? customer, string agent = "1001") =>
        web.Get<ISpokenPins>().Marked(
            new ContactRecord(contact, web.Journal, TimeProvider.System), agent, 1_000_000, customer);

    private static async Task<(PinMustChange Enquiry, PinMustChange Transaction)> MustChange(WebUnderTest web) =>
        await web.Get<IBranchPins>().Of("C1", Ct) is [var enquiry, var transaction]
            ? (enquiry.MustChange, transaction.MustChange)
            : throw new InvalidOperationException("Two PINs.");

    private static async Task<WebUnderTest> Start(DbEngine engine)
    {
        var web = await BankUnderWeb.Start(
            (services, configuration) => services
                .AddContacts(configuration).AddSingleton<IRecordingFiles, RecordedFiles>().AddIncidents(configuration),
            routes => routes.MapIncidents(), engine);
        await web.Get<IPins>().Set("C1", PinKind.Enquiry, "135790"u8);
        await web.Get<IPins>().Set("C1", PinKind.Transaction, "246801"u8);
        return web;
    }
}
