using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// An agent who works with a SIP telephone: it registers with digest, rings for an offer, and its handset takes, holds,
/// consults by a second call, picks up what was parked, and ends the call.
/// </summary>
[Trait("journey", "sip-phone-agent")]
public sealed class SipPhoneAgentJourney : Journey
{
    private const string Agent = "1002";
    private const double ExpertHz = 2_300;

    [Fact(Timeout = 240_000)]
    public async Task an_agents_sip_phone_rings_for_an_offer_and_its_handset_takes_and_ends_the_call()
    {
        await using var centre = await CentreUnderTest.Start("Routing:RingTimeoutMs=5000");
        var tone = Path.Combine(centre.Data, "agent-tone.wav");
        Tone.Write(tone, Desktop.AgentHz, TimeSpan.FromMinutes(2));
        // The password of the pages is none of the telephone's.
        await using (var stranger = await Baresip.Start("1003", centre.SipPort, tone, password: "teller-1003"))
            await stranger.Event("REGISTER_FAIL");
        await using var handset = await Baresip.Start(
            Agent, centre.SipPort, tone, password: await centre.SipSecret(Agent));
        await handset.Registered();

        var expertise = Path.Combine(centre.Data, "expert-tone.wav");
        Tone.Write(expertise, ExpertHz, TimeSpan.FromMinutes(2));
        await using var expert = await Baresip.Start(
            "1004", centre.SipPort, expertise, password: await centre.SipSecret("1004"), answers: true);
        await expert.Registered();

        await using var desk = await Desktop.SignIn(centre, Agent);
        await desk.UseSipPhone();
        await desk.Ready();
        await using var ordinary = await Phone(centre, "13800000010");
        await using var vip = await Phone(centre);
        await Talks(centre, desk, handset, vip, expert);
        await NotPickedUp(centre, desk, handset, ordinary, vip);
    }

    private static async Task Talks(
        CentreUnderTest centre, Desktop desk, Baresip handset, Baresip phone, Baresip expert)
    {
        var contact = await Dial(centre, phone);
        await AskForPerson(centre, contact, phone);
        await handset.Event("CALL_INCOMING");
        await Of(centre, contact, "contact.offered", e => (string?)e["agent"] == Agent && (string?)e["phone"] == "sip");
        await desk.Browser.See("offer");
        await handset.Accept();
        await Of(centre, contact, "contact.connected", e => (string?)e["agent"] == Agent);
        await handset.Hear(CustomerHz);
        await phone.Hear(Desktop.AgentHz);
        var (atAgent, atCustomer) = (await handset.HearNew(CustomerHz), await phone.HearNew(Desktop.AgentHz));
        Say($"the agent's handset heard {atAgent}; the customer heard {atCustomer}");
        Assert.True(atAgent.Share > 0.8, $"agent {atAgent}");
        Assert.True(atCustomer.Share > 0.8, $"customer {atCustomer}");

        await Consults(centre, contact, handset, phone, expert);
        await Parks(centre, contact, desk, handset, phone);
        await handset.HangUp();
        await Of(centre, contact, "contact.ended", e => (string?)e["by"] == "agent");
        await phone.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "话机接听");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await desk.State("ready");
    }

    /// <summary>The telephone's own hold, and a second call beside the customer's.</summary>
    private static async Task Consults(
        CentreUnderTest centre, string contact, Baresip handset, Baresip phone, Baresip expert)
    {
        await handset.Hold();
        await Of(centre, contact, "contact.held");
        await HearsMusic(phone, "held by the telephone's key");
        handset.Forget();
        await handset.Dial($"sip:1004@127.0.0.1:{centre.SipPort}");
        await Of(centre, contact, "contact.consultAnswered", e => (string?)e["whom"] == "1004");
        await handset.Event("CALL_ESTABLISHED");
        Say($"by the second call the agent heard the expert: {await handset.Hear(ExpertHz)}");
        Say($"and the expert the agent: {await expert.Hear(Desktop.AgentHz)}");
        await HearsMusic(phone, "while the expert is consulted");

        await handset.HangUp();
        await Of(centre, contact, "contact.consultOver", e => (string?)e["why"] == "dropped");
        await expert.Event("CALL_CLOSED");
        await handset.Resume();
        await Of(centre, contact, "contact.resumed");
        Say($"the customer again heard the agent: {await phone.Hear(Desktop.AgentHz)}");
    }

    private static async Task Parks(
        CentreUnderTest centre, string contact, Desktop desk, Baresip handset, Baresip phone)
    {
        handset.Forget();
        foreach (var key in "*33")
            await handset.Press(key);
        await Of(centre, contact, "contact.parked", e => (string?)e["agent"] == Agent);
        await handset.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "驻留");
        await desk.State("ready");
        await handset.Dial($"sip:*34@127.0.0.1:{centre.SipPort}");
        await Of(
            centre, contact, "contact.connected", _ => centre.Events("contact.connected", contact).Count == 2);
        Say($"picked up by *34 the customer heard the agent: {await phone.Hear(Desktop.AgentHz)}");
    }

    /// <summary>Who was not answered is first again, also before a VIP who came meanwhile.</summary>
    private static async Task NotPickedUp(
        CentreUnderTest centre, Desktop desk, Baresip handset, Baresip ordinary, Baresip vip)
    {
        handset.Forget();
        vip.Forget();
        var first = await Dial(centre, ordinary);
        await AskForPerson(centre, first, ordinary);
        await handset.Event("CALL_INCOMING");
        var second = await Dial(centre, vip);
        await AskForPerson(centre, second, vip);
        await handset.Event("CALL_CLOSED");
        await Of(centre, first, "contact.offerEnded", e => (string?)e["how"] == "noAnswer");
        await desk.State("notReady");
        Say("nobody picked up: the agent is not ready");

        handset.Forget();
        // Not waited for "ready": the caller is offered at once.
        await desk.Browser.Click("ready");
        await handset.Event("CALL_INCOMING");
        await handset.Accept();
        await Of(centre, first, "contact.connected", e => (string?)e["agent"] == Agent);
        Assert.Empty(centre.Events("contact.connected", second));
        Say("the caller who was not answered was first again");
    }
}
