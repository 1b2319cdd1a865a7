using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A team leader on the floor listens to an agent's call, coaches the agent, and joins the two; what each ear hears.
/// </summary>
[Trait("journey", "listening")]
public sealed class ListeningJourney : Journey
{
    private const double LeadHz = 1_700;

    [Fact(Timeout = 300_000)]
    public async Task a_lead_listens_unheard_coaches_the_agent_alone_and_joins_the_two()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await using var lead = await Desktop.SignIn(centre, "2001", LeadHz);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await lead.ToFloor();
        await lead.Browser.See("listen-1001");

        await Ear(lead, "listen");
        await Of(
            centre, contact, "contact.listening",
            e => (string?)e["mode"] == "listen" && (string?)e["who"] == "2001" && (string?)e["reason"] == "新人辅导");
        var customer = await lead.Browser.Hear(CustomerHz, enough: 0.2);
        var agent = await lead.Browser.Hear(Desktop.AgentHz, enough: 0.2);
        Say($"listening, the lead heard {customer} and {agent}");
        Assert.True(customer.Share > 0.2 && agent.Share > 0.2, $"{customer}, {agent}\n{lead.Browser.Console}");
        await BothHear(phone, desk, "listened to");

        await Ear(lead, "whisper");
        await Of(centre, contact, "contact.listening", e => (string?)e["mode"] == "whisper");
        var coached = await desk.Browser.Hear(LeadHz, enough: 0.2);
        Say($"coached, the agent heard the lead: {coached}");
        Assert.True(coached.Share > 0.2, $"the agent heard {coached}\n{desk.Browser.Console}");
        var unheard = await phone.HearNew(LeadHz);
        Assert.True(unheard.Share * unheard.Rms < 0.005, $"the customer heard the coaching: {unheard}");

        await Ear(lead, "barge");
        await Of(centre, contact, "contact.listening", e => (string?)e["mode"] == "barge");
        await phone.Hear(LeadHz, enough: 0.25);
        var joined = await phone.HearNew(LeadHz);
        Say($"joined, the customer heard the lead: {joined}");
        Assert.True(joined.Share > 0.2, $"the customer heard {joined}");

        await lead.Browser.Click("stop-1001");
        await Of(centre, contact, "contact.listeningOver");
        await BothHear(phone, desk, "left alone");
        using var http = await centre.SignedIn("9001");
        var audited = await centre.Get(http, "/api/audit");
        Assert.Contains("floor.listened", audited.ToJsonString(), StringComparison.Ordinal);
        await phone.HangUp();
        await Of(centre, contact, "contact.ended");
    }

    /// <summary>Who leads has no browser's line: the own SIP telephone rings, and is hung up to stop.</summary>
    [Fact(Timeout = 240_000)]
    public async Task a_lead_with_a_sip_telephone_is_rung_to_listen_and_hangs_up_to_stop()
    {
        await using var centre = await CentreUnderTest.Start();
        var tone = Path.Combine(centre.Data, "lead-tone.wav");
        Tone.Write(tone, LeadHz, TimeSpan.FromMinutes(2));
        await using var handset = await Baresip.Start(
            "2001", centre.SipPort, tone, password: await centre.SipSecret("2001"), answers: true);
        await handset.Registered();
        await using var desk = await Desktop.SignIn(centre);
        await using var lead = await Desktop.SignIn(centre, "2001");
        await lead.UseSipPhone();
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await lead.ToFloor();
        await lead.Browser.See("listen-1001");

        await Ear(lead, "listen");
        await Of(centre, contact, "contact.listening", e => (string?)e["who"] == "2001");
        await handset.Hear(CustomerHz, enough: 0.2);
        var heard = await handset.HearNew(CustomerHz);
        Say($"listening, the lead's telephone heard {heard}");
        Assert.True(heard.Share > 0.2, $"{heard}");
        var unheard = await phone.HearNew(LeadHz);
        Assert.True(unheard.Share * unheard.Rms < 0.005, $"the customer heard the listener: {unheard}");

        // Another way to listen needs no other call.
        await Ear(lead, "barge");
        await Of(centre, contact, "contact.listening", e => (string?)e["mode"] == "barge");
        await phone.Hear(LeadHz, enough: 0.25);

        await handset.HangUp();
        await Of(centre, contact, "contact.listeningOver", e => (string?)e["who"] == "2001");
        await BothHear(phone, desk, "left alone");
        await phone.HangUp();
        await Of(centre, contact, "contact.ended");
    }

    private static async Task Ear(Desktop lead, string mode)
    {
        await lead.Browser.Click(mode + "-1001");
        await lead.Browser.Type("listen-reason", "新人辅导");
        await lead.Browser.Until("document.querySelector('#listen-ok')?.disabled === false");
        await lead.Browser.Run("document.querySelector('#listen-ok').click()");
        await lead.Browser.Until($"document.querySelector('[data-testid=\"listening\"]')?.dataset.mode === '{mode}'");
    }
}
