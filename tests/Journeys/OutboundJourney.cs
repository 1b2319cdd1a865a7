using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>An agent calls out from the desk: a contact of its own, recorded and wrapped up like any other.</summary>
[Trait("journey", "outbound")]
public sealed class OutboundJourney : Journey
{
    [Fact(Timeout = 240_000)]
    public async Task an_agent_calls_somebody_both_hear_each_other_and_the_contact_is_one_that_went_out()
    {
        await using var centre = await CentreUnderTest.Start();
        var tone = Path.Combine(centre.Data, "called.wav");
        Tone.Write(tone, CustomerHz, TimeSpan.FromMinutes(2));
        await using var called = await Baresip.Start(
            "1003", centre.SipPort, tone, password: await centre.SipSecret("1003"), answers: true);
        await called.Registered();
        await using var desk = await Desktop.SignIn(centre);

        await desk.Browser.Key("o", "KeyO", 79);
        await desk.Browser.See("dial-whom");
        await desk.Browser.Type("dial-whom", "1003");
        await desk.Browser.Click("dial-0");
        var dialled = await centre.Event("contact.dialled", e => (string?)e["agent"] == "1001");
        var contact = CentreUnderTest.ContactOf(dialled);
        await Of(centre, contact, "contact.dialAnswered");
        await desk.Browser.See("callbar");
        await BothHear(called, desk, "called");

        await desk.Browser.Click("end");
        await called.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "已回电");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        // Who was not ready is so again.
        await desk.State("notReady");
        using var http = await centre.SignedIn("2001");
        var detail = await centre.Get(http, "/api/contacts/" + contact);
        Say($"the contact's page: direction {detail["direction"]}");
        Assert.Equal("outbound", (string?)detail["direction"]);
        Assert.Single(centre.Events("contact.recordingStarted", contact));
        Assert.Empty(centre.Events("contact.queued", contact));
    }

    [Fact(Timeout = 240_000)]
    public async Task a_network_that_says_in_tones_alone_that_the_number_is_busy_is_understood_at_the_desk()
    {
        using var network = new Network();
        await using var centre = await CentreUnderTest.Start("Voice:Trunk=" + network.Trunk);
        await using var desk = await Desktop.SignIn(centre);

        await desk.Browser.Key("o", "KeyO", 79);
        await desk.Browser.See("dial-whom");
        await desk.Browser.Type("dial-whom", "4008001234");
        await desk.Browser.Click("dial-0");
        var contact = CentreUnderTest.ContactOf(await centre.Event("contact.dialled"));
        await Of(centre, contact, "contact.dialProgress", e => (string?)e["what"] == "busyTone");
        await desk.Browser.Until("document.querySelector('[data-testid=\"dial\"]')?.dataset.heard === 'busyTone'");
        await desk.Browser.Hear(450);

        await desk.Browser.Click("dial-stop");
        await Of(centre, contact, "contact.dialEnded", e => (string?)e["why"] == "cancelled");
        await desk.State("notReady");
    }
}
