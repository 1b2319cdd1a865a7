using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>A centre where an offer rings for four seconds.</summary>
public sealed class ShortRingCentre : SharedCentre
{
    protected override string[] Settings => ["Routing:RingTimeoutMs=4000"];
}

/// <summary>
/// An offer has one end: taken by one desk, or back to the front of the queue, with the wait clock kept and the desk
/// not ready.
/// </summary>
public sealed class OfferJourney(ShortRingCentre shared) : Journey, IClassFixture<ShortRingCentre>
{
    private const double SecondAgentHz = 1_200;

    private CentreUnderTest Centre => shared.Centre;

    [Fact(Timeout = 120_000)]
    public async Task an_unanswered_offer_returns_the_caller_to_the_front_and_makes_the_agent_not_ready()
    {
        await using var desk = await Desktop.SignIn(Centre, "1001");
        await desk.Ready();
        await using var call = await CustomerCall.ToQueue(Centre);
        await desk.Browser.See("offer");
        await BackAtTheFront(call, "1001", "noAnswer");
        await desk.Browser.Gone("offer");
        await desk.State("notReady");
        await call.HearsMusic();

        await desk.ReadyForTheNext();
        await desk.Accept();
        var connected = await call.Has("contact.connected");
        var waitedUs = (long)connected["$atUs"]! - (long)call.All("contact.queued")[0]["waitSinceUs"]!;
        Assert.InRange((long)connected["waitUs"]!, waitedUs - 1_000_000, waitedUs + 1_000_000);
        await call.HangUp();
        await desk.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        await desk.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task a_declined_offer_goes_to_the_second_desk()
    {
        await using var first = await Desktop.SignIn(Centre, "1002");
        await using var second = await Desktop.SignIn(Centre, "1003", SecondAgentHz);
        await first.Ready();
        await second.Ready();
        await using var call = await CustomerCall.ToQueue(Centre);
        await first.Decline();
        await BackAtTheFront(call, "1002", "declined");
        await first.State("notReady");
        await second.Accept();
        Assert.Equal("1003", (string?)(await call.Has("contact.connected"))["agent"]);
        Assert.Equal(["1002", "1003"], call.All("contact.offered").Select(e => (string?)e["agent"]));
        await call.BothHear(second, SecondAgentHz);
        await call.HangUp();
        await second.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        await first.Leave();
        await second.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task of_many_acceptances_in_one_instant_one_wins_and_the_conversation_stays()
    {
        await using var tab = await HubDesk.Open(Centre, "1004");
        await using var secondTab = await HubDesk.Open(Centre, "1004");
        await using var other = await HubDesk.Open(Centre, "1005");
        await tab.Ask("Claim", "tab-1", false);
        await tab.OpenPhone();
        await tab.Ask("Ready");
        await other.Ask("Claim", "other", false);
        await other.OpenPhone();
        await using var call = await CustomerCall.ToQueue(Centre);
        var offer = (string)(await tab.Shows(d => d["offer"] is not null))["offer"]!["id"]!;

        var taking = secondTab.Ask("Claim", "tab-2", true);
        var answers = await Task.WhenAll(
            tab.Try("Accept", offer), tab.Try("Accept", offer), secondTab.Try("Accept", offer),
            secondTab.Try("Accept", offer),
            other.Try("Accept", offer));
        await taking;
        Assert.True(answers.Contains(null), string.Join('\n', answers));
        Assert.Contains("tooLate", answers[^1] ?? "");

        var won = await call.Has("contact.offerEnded");
        Assert.Equal("accepted", (string?)won["how"]);
        // Its telephone says nothing, so the two are never joined; the desk is taken for lost, and until then the offer
        // is nobody else's.
        await call.Has("contact.agentLost");
        Assert.Single(call.All("contact.offered"));
        Assert.Single(Centre.Events("routing.offerWon"), e => (string?)e["offerId"] == offer);
        Assert.Equal(
            "talking", (string?)Centre.Events("agent.state").Last(e => (string?)e["agent"] == "1004")["state"]);
        Assert.Empty(call.All("contact.connected"));
        await call.HearsMusic();
        await call.HangUp();
        Assert.Equal("abandoned", await call.Closed());
    }

    private async Task BackAtTheFront(CustomerCall call, string agent, string how)
    {
        await call.Has("contact.offerEnded", e => (string?)e["agent"] == agent && (string?)e["how"] == how);
        var again = await call.Has("contact.queued", e => (string?)e["reason"] == how);
        Assert.True((bool)again["atFront"]!);
        Assert.Equal((long)call.All("contact.queued")[0]["waitSinceUs"]!, (long)again["waitSinceUs"]!);
        await Centre.Event(
            "agent.state",
            e => (string?)e["agent"] == agent && (string?)e["state"] == "notReady" && (string?)e["reason"] == how);
    }
}
