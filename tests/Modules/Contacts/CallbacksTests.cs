using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Modules.Contacts;

/// <summary>Customers whose call was lost through our fault: who calls them back, in which order.</summary>
public sealed class CallbacksTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task they_stand_in_the_order_of_their_wait_until_one_is_reached_or_closed_with_a_reason()
    {
        await using var web = await Start();
        var hourAgo = Clock.ToUs(DateTimeOffset.UtcNow.AddHours(-1));
        await Lost(web, "n1-a", hourAgo + 60_000_000, "1001");
        await Lost(web, "n1-b", hourAgo, agent: null);
        await Lost(web, "n1-c", hourAgo + 1_000_000, "1004");
        using var lead = await web.SignedIn("2001");
        using var agent = await web.SignedIn("1001");

        // 1004 is of another team; whom nobody had in hand is everybody's. The place is that among all.
        Assert.Equal([("n1-b", 1), ("n1-a", 3)], await Owed(lead));
        Assert.Equal([("n1-b", 1), ("n1-a", 3)], await Owed(agent));
        var numbers = web.Get<INumbersToDial>();
        DataScope own = new(new HashSet<string> { "1001" });
        Assert.Equal("+8613800000001", await numbers.Of("n1-b", own, Ct));
        Assert.Null(await numbers.Of("n1-c", own, Ct));

        // Nobody answered, then somebody did.
        foreach (var (call, answered) in (ValueTuple<string, bool>[])[("n1-x", false), ("n1-y", true)])
        {
            await web.Journal.Append(
                $"contact/{call}", new ContactDialled("voice", "138****0001", "1001", "n1-b"), ct: Ct);
            if (answered)
                await web.Journal.Append($"contact/{call}", new DialAnswered("1001", "leg"), ct: Ct);
            await web.Projections.CatchUp(Ct);
            Assert.Equal(answered ? [("n1-a", 2)] : [("n1-b", 1), ("n1-a", 3)], await Owed(agent));
        }
        Assert.Null(await numbers.Of("n1-b", own, Ct));

        Assert.Equal((HttpStatusCode.BadRequest, "badReason"), await Close(agent, "n1-a", "because"));
        Assert.Equal((HttpStatusCode.Conflict, "notOwed"), await Close(agent, "n1-c", "calledIn"));
        Assert.Equal((HttpStatusCode.NoContent, null), await Close(agent, "n1-a", "calledIn"));
        Assert.Equal((HttpStatusCode.Conflict, "notOwed"), await Close(lead, "n1-a", "calledIn"));
        Assert.Empty(await Owed(lead));
        Assert.Equal([("1001", "callback.closed", "contact/n1-a")], await web.Audit());
        var over = await lead.GetFromJsonAsync<JsonElement>("/api/callbacks?state=reached", Ct);
        var reached = Assert.Single(over.GetProperty("rows").EnumerateArray());
        Assert.Equal(("1001", 2), (reached.GetProperty("overBy").GetString(), reached.GetProperty("tries").GetInt32()));
        Assert.DoesNotContain("13800000001", over.GetRawText());
    }

    private static async Task Lost(WebUnderTest web, string id, long waitSinceUs, string? agent)
    {
        web.Get<ICallerNumbers>().Keep(id, "+8613800000001", "13800000001");
        object[] story = [
            new ContactArrived("voice", "138****0001", "95000", "sip", "leg"),
            new ContactQueued("service", 0, false, waitSinceUs, "request"),
            .. agent is null ? [] : new object[] { new ContactConnected(agent, "leg", 1) },
            new CallbackOwed(waitSinceUs), new SystemDropped("mediaLost")];
        foreach (var happened in story)
            await web.Journal.Append($"contact/{id}", happened, ct: Ct);
        await web.Projections.CatchUp(Ct);
    }

    private static async Task<List<(string, int)>> Owed(HttpClient client) =>
    [
        .. (await client.GetFromJsonAsync<JsonElement>("/api/callbacks?state=owed", Ct)).GetProperty("rows")
            .EnumerateArray().Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("place").GetInt32())),
    ];

    private static async Task<(HttpStatusCode, string?)> Close(HttpClient client, string id, string why)
    {
        using var response = await client.PostAsJsonAsync($"/api/callbacks/{id}/close", new { why }, Ct);
        return (response.StatusCode, response.IsSuccessStatusCode ? null
            : (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddCustomers(configuration).AddBanking(configuration)
            .AddDefinitions(configuration).AddContacts(configuration).AddSingleton<IRecordingFiles, RecordedFiles>(),
        routes => routes.MapContacts());
}
