using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// Whatever becomes of the agent's desk in mid-call, the customer is never left in silence and never loses the call.
/// </summary>
public sealed class LostDeskJourney(SharedCentre shared) : Journey, IClassFixture<SharedCentre>
{
    private const double SecondAgentHz = 1_200;
    private const long MusicWithinUs = 4_000_000;

    private CentreUnderTest Centre => shared.Centre;

    [Fact(Timeout = 180_000)]
    public async Task the_browser_is_killed_and_a_second_agent_gets_the_customer_first_of_all()
    {
        await using var first = await Desktop.SignIn(Centre, "1001");
        await using var call = await Talk(first);
        await call.BothHear(first);
        var askedUs = (long)call.All("contact.queued").Single()["waitSinceUs"]!;

        var killedUs = NowUs();
        first.Browser.Kill();
        var lost = await call.Has("contact.agentAway");
        Say($"music {((long)lost["$atUs"]! - killedUs) / 1000} ms after the browser was killed");
        Assert.InRange((long)lost["$atUs"]! - killedUs, 0, MusicWithinUs);
        await call.HearsMusic();

        await using var second = await Desktop.SignIn(Centre, "1002", SecondAgentHz);
        await second.Ready();
        await using var later = await CustomerCall.ToQueue(Centre, "13912345678");
        await later.Has("contact.offered");
        await second.Decline();
        await call.Has("contact.agentLost", e => (string?)e["reason"] == "tooLate");
        await call.Hears("agentLost");
        var again = await call.Has("contact.queued", e => (string?)e["reason"] == "agentLost");
        Assert.True((bool)again["atFront"]!);
        Assert.Equal(askedUs, (long)again["waitSinceUs"]!);

        await second.ReadyForTheNext();
        await call.Has("contact.offered", e => (string?)e["agent"] == "1002");
        Assert.Single(later.All("contact.offered"));
        await second.Accept();
        await call.Has("contact.connected", e => (string?)e["agent"] == "1002");
        await call.BothHear(second, SecondAgentHz);
        await Centre.Event("agent.state", e => (string?)e["agent"] == "1001" && (string?)e["state"] is "loggedOut");

        await later.HangUp();
        Assert.Equal("abandoned", await later.Closed());
        await second.Browser.Click("end");
        await second.WrapUp("cxye", "接手掉线座席的来电");
        Assert.Equal("handled", await call.Closed());
        await second.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task the_page_reloads_and_the_conversation_goes_on()
    {
        await using var desk = await Desktop.SignIn(Centre, "1003");
        await using var call = await Talk(desk);
        await call.BothHear(desk);
        await desk.Browser.Run("window.beforeReload = true");
        await desk.Browser.Reload();
        await desk.Browser.Until("!window.beforeReload && document.querySelector('[data-testid=\"phone-up\"]')");
        await desk.Browser.See("callbar");
        await call.BothHear(desk);
        Assert.Single(call.All("contact.connected"));
        Assert.Single(call.All("contact.queued"));
        await End(call, desk);
    }

    [Fact(Timeout = 120_000)]
    public async Task the_page_reloads_while_the_agent_is_announced_and_the_two_are_joined_all_the_same()
    {
        await using var desk = await Desktop.SignIn(Centre, "1004");
        await desk.Ready();
        await using var call = await CustomerCall.ToQueue(Centre);
        await desk.Browser.See("offer");
        await desk.Browser.Key(" ", "Space", 32);
        await call.Has("contact.offerEnded", e => (string?)e["how"] == "accepted");
        await desk.Browser.Reload();
        await call.Has("contact.connected");
        await desk.Browser.See("callbar");
        await call.BothHear(desk);
        Assert.Empty(call.All("contact.systemDropped"));
        await End(call, desk);
    }

    [Fact(Timeout = 120_000)]
    public async Task the_pages_network_is_lost_and_comes_back_while_the_two_go_on_talking()
    {
        await using var wire = new Wire(Centre.HttpPort);
        await using var desk = await Desktop.SignIn(Centre, "1005", url: wire.Url);
        await using var call = await Talk(desk);
        wire.Cut();
        await desk.Browser.See("link-down");
        await call.BothHear(desk);
        wire.Mend();
        await desk.Browser.Gone("link-down");
        await desk.Browser.Click("hold");
        await call.Has("contact.held");
        await desk.Browser.Click("resume");
        await call.Has("contact.resumed");
        await call.BothHear(desk);
        Assert.Empty(call.All("contact.agentLost"));
        await End(call, desk);
    }

    [Fact(Timeout = 120_000)]
    public async Task the_agents_computer_stands_still_and_wakes_and_the_customer_hears_music_until_then()
    {
        await using var desk = await Desktop.SignIn(Centre, "1006");
        await using var call = await Talk(desk);
        await call.BothHear(desk);
        desk.Browser.Freeze();
        try
        {
            await call.Has("contact.agentLost");
            await call.HearsMusic();
        }
        finally
        {
            desk.Browser.Thaw();
        }
        await call.Has("contact.agentBack");
        await call.BothHear(desk);
        Assert.Single(call.All("contact.queued"));
        await End(call, desk);
    }

    private async Task<CustomerCall> Talk(Desktop desk)
    {
        await desk.Ready();
        var call = await CustomerCall.ToQueue(Centre);
        await desk.Accept();
        await call.Has("contact.connected");
        return call;
    }

    private static async Task End(CustomerCall call, Desktop desk)
    {
        await call.HangUp();
        await desk.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        await desk.State("ready");
        await desk.Leave();
    }
}
