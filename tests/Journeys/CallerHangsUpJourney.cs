using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>A centre whose desks are given up soon after their page is gone.</summary>
public sealed class QuickGraceCentre : SharedCentre
{
    protected override string[] Settings => ["Desks:GraceMs=3000"];
}

/// <summary>
/// Wherever the caller hangs up, the contact is closed once, rightly named and counted, and nobody is left ringing or
/// talking to nobody.
/// </summary>
public sealed class CallerHangsUpJourney(QuickGraceCentre shared) : Journey, IClassFixture<QuickGraceCentre>
{
    private CentreUnderTest Centre => shared.Centre;

    [Fact(Timeout = 120_000)]
    public async Task in_the_greeting_or_in_the_menu_he_is_neither_served_by_himself_nor_abandoned()
    {
        var before = await Figures.Of(Centre);
        await using (var greeted = await CustomerCall.Dial(Centre))
        {
            await greeted.Hears("greeting");
            Ended(await greeted.HangUp(), "customer", "greeting");
            Assert.Equal("leftSelfService", await greeted.Closed());
        }
        await using var call = await CustomerCall.Dial(Centre);
        await call.Hears("main");
        Ended(await call.HangUp(), "customer", "selfService");
        Assert.Equal("leftSelfService", await call.Closed());
        Assert.Empty(call.All("contact.selfCompleted"));
        Assert.Equal(before, await Figures.Of(Centre));
    }

    [Fact(Timeout = 120_000)]
    public async Task in_the_queue_within_five_seconds_he_is_a_short_abandon()
    {
        var before = await Figures.Of(Centre);
        await using var call = await CustomerCall.ToQueue(Centre);
        Ended(await call.HangUp(), "customer", "queue");
        Assert.Equal("abandoned", await call.Closed());
        await Figures.Become(
            Centre, before with { Offered = before.Offered + 1, ShortAbandoned = before.ShortAbandoned + 1 });
    }

    [Fact(Timeout = 120_000)]
    public async Task while_a_desk_rings_the_offer_is_withdrawn_and_the_agent_is_ready_again()
    {
        await using var desk = await Desktop.SignIn(Centre, "1001");
        await desk.Ready();
        await using var call = await CustomerCall.ToQueue(Centre);
        await desk.Browser.See("offer");
        Ended(await call.HangUp(), "customer", "ringing");
        await call.Has("contact.offerEnded", e => (string?)e["how"] == "withdrawn");
        Assert.Equal("abandoned", await call.Closed());
        await desk.Browser.Gone("offer");
        await desk.State("ready");
        Assert.Empty(call.All("contact.connected"));
        await desk.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task while_the_agent_is_announced_nobody_was_served_and_the_agent_is_ready_again()
    {
        await using var desk = await Desktop.SignIn(Centre, "1002");
        await desk.Ready();
        await using var call = await CustomerCall.ToQueue(Centre);
        await desk.Browser.See("offer");
        await desk.Browser.Key(" ", "Space", 32);
        await call.Has("contact.offerEnded", e => (string?)e["how"] == "accepted");
        Ended(await call.HangUp(), "customer", "ringing");
        Assert.Equal("abandoned", await call.Closed());
        await desk.State("ready");
        Assert.Empty(call.All("contact.connected"));
        await desk.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task in_conversation_the_agent_wraps_up_and_is_ready_again()
    {
        var before = await Figures.Of(Centre);
        await using var desk = await Desktop.SignIn(Centre, "1003");
        await using var call = await Talk(desk);
        Ended(await call.HangUp(), "customer", "conversation");
        await desk.State("wrapup");
        Assert.Empty(call.All("contact.closed"));
        await desk.WrapUp("cxye", "客户先挂机");
        Assert.Equal("handled", await call.Closed());
        await desk.State("ready");
        await Figures.Become(Centre, before with { Offered = before.Offered + 1, Answered = before.Answered + 1 });
        await desk.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task on_hold_the_desk_goes_on_working()
    {
        await using var desk = await Desktop.SignIn(Centre, "1004");
        await using var call = await Talk(desk);
        await desk.Browser.Click("hold");
        await call.Has("contact.held");
        await call.HearsMusic();
        Ended(await call.HangUp(), "customer", "conversation");
        await desk.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        await desk.State("ready");
        await desk.Leave();
    }

    /// <summary>
    /// The page's network is gone for good while its audio flows: the conversation goes on, and the agent who comes
    /// back owes the wrap-up.
    /// </summary>
    [Fact(Timeout = 120_000)]
    public async Task after_the_desks_page_was_lost_the_wrapup_waits_for_its_agent()
    {
        await using var wire = new Wire(Centre.HttpPort);
        await using var desk = await Desktop.SignIn(Centre, "1005", url: wire.Url);
        await using var call = await Talk(desk);
        wire.Cut();
        await Centre.Event("desk.released", e => (string?)e["agent"] == "1005");
        Assert.True((await call.Phone.Hear(Desktop.AgentHz)).Share > 0.8, "the conversation did not go on");
        Ended(await call.HangUp(), "customer", "conversation");
        await Centre.Event("agent.state", e => (string?)e["agent"] == "1005" && (string?)e["state"] == "loggedOut");
        Assert.Empty(call.All("contact.closed"));

        await using var back = await HubDesk.Open(Centre, "1005");
        await back.Ask("Claim", "back", false);
        var shown = await back.Shows(
            d => d["wrapup"] is not null && d["told"]!.AsArray().Any(n => (string?)n!["code"] == "leftDuty"));
        Assert.True((bool)shown["wrapup"]!["overdue"]!);
        await back.OpenPhone();
        Assert.Contains("wrapupOwed", await back.Try("Ready") ?? "");
        await back.Ask(
            "SaveWrapup", call.Contact, new JsonObject { ["reasonCode"] = "balance", ["note"] = "" }, true, false);
        Assert.Equal("handled", await call.Closed());
    }

    private async Task<CustomerCall> Talk(Desktop desk)
    {
        await desk.Ready();
        var call = await CustomerCall.ToQueue(Centre);
        await desk.Accept();
        await call.Has("contact.connected");
        return call;
    }

    private static void Ended(JsonNode ended, string by, string where)
    {
        Assert.Equal(by, (string?)ended["by"]);
        Assert.Equal(where, (string?)ended["where"]);
    }
}
