using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Modules.Calls;
using TellerLine.Routing;
using TellerLine.Skills;

namespace TellerLine.Modules.Desks;

/// <summary>What a desk's page is shown and what it may do, over the hub it uses.</summary>
public sealed class DeskHubTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_notice_is_shown_until_its_own_agent_dismisses_it()
    {
        await using var web = await Start();
        await web.Get<IDeskNotices>().Tell("1001", "leftDuty");
        await using (var desk = await Claimed(web, "1001"))
        await using (var other = await Claimed(web, "1002"))
        {
            var told = Told(desk.Until(v => Told(v).Count == 1)[^1])[0]!;
            Assert.Equal("leftDuty", (string?)told["code"]);
            var id = (string)told["id"]!;
            await other.Ask("Dismiss", id);
            await web.Get<IDeskNotices>().Tell("1001", "wrapupOwed");
            desk.Until(v => Told(v).Count == 2);
            await desk.Ask("Dismiss", id);
            Assert.Equal("wrapupOwed", (string?)Told(desk.Until(v => Told(v).Count == 1)[^1])[0]!["code"]);
        }

        await using var back = await Claimed(web, "1001");
        Assert.Equal("wrapupOwed", (string?)Told(back.Until(v => Told(v).Count == 1)[^1])[0]!["code"]);
    }

    [Fact]
    public async Task views_rise_through_bursts_and_over_connections()
    {
        await using var web = await Start();
        List<long> numbers = [];
        string[] last = ["training", "meeting", "coaching"];
        for (var connection = 0; connection < last.Length; connection++)
        {
            await using var desk = await Claimed(web, "1001");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            {
                await web.Get<IDeskNotices>().Tell("1001", "leftDuty");
                await desk.Ask("NotReady", i % 2 == 0 ? "meal" : "break");
            })));
            await desk.Ask("NotReady", last[connection]);
            var views = desk.Until(v => (string?)v["reason"] == last[connection]);
            numbers.AddRange(views.Select(v => (long)v["view"]!));
            Assert.Equal(Math.Min(20, 8 * (connection + 1)), Told(views[^1]).Count);
        }

        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact]
    public async Task who_is_not_ready_says_why_in_the_banks_words_or_is_refused()
    {
        await using var web = await Start();
        await using var desk = await Claimed(web, "1001");
        foreach (var unknown in new[] { "holiday", "signedIn", "" })
            Assert.Contains("badReason", (await Refused(desk, "NotReady", unknown)).Message, StringComparison.Ordinal);
        using var agent = await web.SignedIn("1001");
        var reasons = (await agent.GetFromJsonAsync<JsonArray>("/api/not-ready-reasons", Ct))!;
        Assert.Equal(["小休", "用餐"], reasons.Take(2).Select(r => (string?)r!["name"]!["zh"]));
        var check = web.Get<DefinitionsInForce>().CheckOf("notReady")!;
        Assert.Equal(
            [("/reasons/1/code", "code rest stands twice"), ("/reasons/2/code", "code lost is the centre's own: choose another")],
            check.Faults(
                "reasons:\n- { code: rest, zh: a, en: a }\n- { code: rest, zh: b, en: b }\n- { code: lost, zh: c, en: c }\n")
                .Select(f => (f.Path, f.En)));
    }

    [Fact]
    public async Task the_directory_is_found_as_the_bank_wrote_it_and_what_is_wrong_in_it_is_said()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        var entries = (await agent.GetFromJsonAsync<JsonArray>("/api/desk/directory", Ct))!;
        var east = Assert.Single(entries, entry => (string?)entry!["code"] == "eastBranch")!;
        Assert.Equal(("城东支行", "cdzh", true), (
            (string?)east["name"]!["zh"], (string?)east["initials"], (bool)east["open"]!));
        var directory = web.Get<Directories>();
        Assert.Equal("badWhom", directory.Consult("nobody", false).Refused);
        Assert.Equal(
            new CallVerb.Consult("number", (string)east["number"]!, true, new BilingualName("城东支行", "East branch")),
            directory.Consult("eastBranch", true).Asked);
        Assert.Equal(
            [("/entries/0/hours", "there are no hours never; there are branches, persons, smallBranches"), ("/entries/1/code", "code a stands twice")],
            web.Get<DefinitionsInForce>().CheckOf("directory")!.Faults(
                "entries:\n- { code: a, zh: 甲, en: A, number: '1005', hours: never }\n- { code: a, zh: 乙, en: B, number: '1006' }\n")
                .Select(f => (f.Path, f.En)));
        await using var desk = await Claimed(web, "1001");
        Assert.Contains(
            "badWhom", (await Refused(desk, "Consult", "entry", "nobody", false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_was_written_of_an_owed_wrap_up_is_kept_until_it_is_finished()
    {
        await using var web = await Start();
        object[] story = [
            new ContactArrived("voice", "138****0001", "95000", "sip", "leg"), new ContactAnswered(),
            new ContactQueued("service", 0, false, 0, "request"), new ContactConnected("1001", "leg", 1),
            new ContactEnded("customer", "conversation", 60_000_000)];
        foreach (var happened in story)
            await web.Journal.Append("contact/n1-a", happened, ct: Ct);
        await web.Projections.CatchUp(Ct);
        await using (var desk = await Claimed(web, "1001"))
        {
            desk.Until(v => (string?)v["wrapup"]?["contactId"] == "n1-a");
            Assert.Contains("wrapupOwed", (await Refused(desk, "Ready")).Message, StringComparison.Ordinal);
            await desk.Ask("SaveWrapup", "n1-a", Draft(null, "客户询问转账限额"), false, false);
            var refused = await Refused(desk, "SaveWrapup", "n1-a", Draft(null, "x"), true, false);
            Assert.Contains("reasonMissing", refused.Message, StringComparison.Ordinal);
        }

        // On disk, so that a restart keeps it, and on the page that comes back.
        Assert.Equal(
            new WrapupDraft(null, "客户询问转账限额"), await web.Get<IWrapups>().DraftOf("n1-a", "1001", Ct));
        await using var back = await Claimed(web, "1001");
        back.Until(v => (string?)v["wrapup"]?["draft"]?["note"] == "客户询问转账限额");
        await back.Ask("SaveWrapup", "n1-a", Draft("balance", "客户询问转账限额"), true, false);
        back.Until(v => v["wrapup"] is null);
        Assert.Equal(WrapupDraft.Empty, await web.Get<IWrapups>().DraftOf("n1-a", "1001", Ct));
    }

    [Fact]
    public async Task a_call_out_is_asked_for_by_number_or_by_contact_within_the_agents_own_reach()
    {
        await using var web = await Start();
        await using var desk = await Claimed(web, "1001");
        Assert.Contains("notFree", (await Refused(desk, "Dial", "95566")).Message, StringComparison.Ordinal);
        Assert.Contains("notFree", (await Refused(desk, "CallBack", "n1-a")).Message, StringComparison.Ordinal);
        Assert.Equal([new DialAsked("95566", null), new DialAsked(null, "n1-a")], Outbound.Asked);
        Assert.False(Outbound.Reach!.Covers("1002"));
        Assert.True(Outbound.Reach.Covers("1001"));
    }

    [Fact]
    public async Task guidance_is_asked_for_in_a_call_of_ones_own()
    {
        await using var web = await Start();
        await using var desk = await Claimed(web, "1001");
        Assert.Contains("noCall", (await Refused(desk, "Guide", "balance")).Message, StringComparison.Ordinal);
        Assert.Contains("noCall", (await Refused(desk, "StopGuide")).Message, StringComparison.Ordinal);
        var call = new CallTaken();
        web.Get<DeskFloor>().Of("1001").Begin(call);
        await desk.Ask("Guide", "balance");
        await desk.Ask("Guide", "");
        await desk.Ask("StopGuide");
        Assert.Equal(
            [new CallVerb.Guide("balance"), new CallVerb.Guide(null), new CallVerb.StopGuide()], call.Asked);
        call.Refuses = "guiding";
        Assert.Contains("guiding", (await Refused(desk, "Guide", (JsonNode?)null)).Message, StringComparison.Ordinal);
        await using var other = await HubClient.Open(web, "1002");
        Assert.Contains("notYourDesk", (await Refused(other, "Guide", "balance")).Message, StringComparison.Ordinal);
    }

    /// <summary>A call in hand that does as it is asked.</summary>
    private sealed class CallTaken : ICallInHand
    {
        public List<CallVerb> Asked { get; } = [];

        public string? Refuses { get; set; }

        public DeskCall? View => null;

        public ContactRecord Record => null!;

        public DeskCaller Caller => null!;

        public Task WhenSettled => Task.CompletedTask;

        string IWorkInHand.Id => "n1-guided";

        public Task<string?> Do(CallVerb verb)
        {
            Asked.Add(verb);
            return Task.FromResult(Refuses);
        }
    }

    private static readonly NoOutbound Outbound = new();

    private sealed class NoOutbound : IOutboundCalls
    {
        public List<DialAsked> Asked { get; } = [];

        public DataScope? Reach { get; private set; }

        public Task<string?> Dial(Desk desk, DialAsked asked, DataScope scope)
        {
            Asked.Add(asked);
            Reach = scope;
            return Task.FromResult<string?>("notFree");
        }
    }

    private static JsonObject Draft(string? reason, string note) => new() { ["reasonCode"] = reason, ["note"] = note };

    private static JsonArray Told(JsonNode view) => view["told"]!.AsArray();

    private static Task<HubException> Refused(HubClient desk, string method, params JsonNode?[] args) =>
        Assert.ThrowsAsync<HubException>(() => desk.Ask(method, args));

    private static async Task<HubClient> Claimed(WebUnderTest web, string agent)
    {
        var desk = await HubClient.Open(web, agent);
        var answer = await desk.Ask("Claim", "desk-of-" + agent, false);
        Assert.True((bool)answer!["ok"]!, answer.ToJsonString());
        return desk;
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services
            .AddDefinitions(configuration).AddCustomers(configuration).AddBanking(configuration)
            .AddContacts(configuration)
            .AddRouting(configuration).AddSkills(configuration).AddDesks(configuration)
            .AddSingleton<IDeskPhones>(new AgentPhones(new NoExchange()))
            .AddSingleton<IOutboundCalls>(Outbound)
            .AddSingleton<IRecordingFiles, RecordedFiles>(),
        (IEndpointRouteBuilder routes) => routes.MapDesks());
}
