using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A customer, two agents in browsers and an expert on a telephone: consultation, conference, transfer, a PIN keyed in
/// the middle of a conversation, and a blind transfer that comes back.
/// </summary>
[Trait("journey", "consult")]
public sealed class ConsultJourney : Journey
{
    private const double ColleagueHz = 1_700;
    private const double ExpertHz = 2_300;

    [Fact(Timeout = 300_000)]
    public async Task an_agent_consults_a_colleague_joins_the_three_and_hands_the_customer_over()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await using var colleague = await Desktop.SignIn(centre, "1002", ColleagueHz);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await colleague.Ready();

        await desk.Consult("1002", "consult-0");
        await colleague.Accept();
        await Of(centre, contact, "contact.consultAnswered", e => (string?)e["whom"] == "1002");
        await Hears(desk, ColleagueHz, "the agent", "the colleague");
        await Hears(colleague, Desktop.AgentHz, "the colleague", "the agent");
        await HearsMusic(phone, "while the two consult");
        await HearsNothingOf(desk, CustomerHz, "the agent");
        await HearsNothingOf(colleague, CustomerHz, "the colleague");

        await desk.Browser.Key("f", "KeyF", 70);
        await Of(centre, contact, "contact.conference");
        await HearsBoth(desk, CustomerHz, ColleagueHz, "the agent");
        await HearsBoth(colleague, CustomerHz, Desktop.AgentHz, "the colleague");
        await phone.Hear(Desktop.AgentHz, enough: 0.25);
        var (one, other) = (await phone.HearNew(Desktop.AgentHz), await phone.HearNew(ColleagueHz));
        Say($"in the conference the customer heard {one} and {other}");
        Assert.True(one.Share > 0.2 && other.Share > 0.2, $"{one}, {other}");

        await desk.Browser.Key("t", "KeyT", 84);
        await Of(centre, contact, "contact.handedOver", e => (string?)e["toAgent"] == "1002");
        await desk.Browser.See("wrapup");
        await phone.Hear(ColleagueHz);
        await Hears(colleague, CustomerHz, "the colleague", "the customer");
        await PinInTheMiddle(centre, contact, phone, colleague);

        await desk.WrapUp("cxye", "已转同事");
        await desk.State("ready");
        Assert.Empty(centre.Events("contact.closed", contact));
        await colleague.Browser.Click("end");
        await phone.Event("CALL_CLOSED");
        await colleague.WrapUp("cxye", "已答复");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await colleague.State("ready");
    }

    [Fact(Timeout = 300_000)]
    public async Task a_blind_transfer_that_nobody_answers_comes_back_and_one_that_is_answered_leaves()
    {
        await using var centre = await CentreUnderTest.Start("Calls:RingMs=5000");
        var tone = Path.Combine(centre.Data, "expert.wav");
        Tone.Write(tone, ExpertHz, TimeSpan.FromMinutes(2));
        await using var silent = await Baresip.Start(
            "1004", centre.SipPort, tone, password: await centre.SipSecret("1004"));
        await silent.Registered();
        await using var expert = await Baresip.Start(
            "1003", centre.SipPort, tone, password: await centre.SipSecret("1003"), answers: true);
        await expert.Registered();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);

        await desk.Consult("1004", "blind-0");
        await silent.Event("CALL_INCOMING");
        await HearsMusic(phone, "while nobody answers");
        await Of(centre, contact, "contact.consultOver", e => (string?)e["why"] == "noAnswer");
        await desk.Browser.Click("resume");
        await phone.Hear(Desktop.AgentHz);

        await desk.Consult("1003", "blind-0");
        await Of(centre, contact, "contact.handedOver", e => e["toAgent"] is null);
        await desk.Browser.See("wrapup");
        Say($"the customer heard the expert: {await phone.Hear(ExpertHz)}");
        await desk.WrapUp("cxye", "已转专家");
        await expert.HangUp();
        await phone.Event("CALL_CLOSED");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await desk.State("ready");
    }

    [Fact(Timeout = 240_000)]
    public async Task sent_back_to_the_queue_a_customer_keeps_the_wait_clock_and_reaches_another_agent()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await desk.Browser.Key("q", "KeyQ", 81);
        await Of(centre, contact, "contact.sentToQueue", e => (string?)e["agent"] == "1001");
        await desk.Browser.See("wrapup");
        await using var colleague = await Desktop.SignIn(centre, "1002", ColleagueHz);
        await colleague.ReadyForTheNext();
        await colleague.Accept();
        await Of(centre, contact, "contact.connected", e => (string?)e["agent"] == "1002");
        await phone.Hear(ColleagueHz);
        var queued = centre.Events("contact.queued", contact);
        Assert.Equal(["request", "transferred"], queued.Select(e => (string?)e["reason"]));
        Assert.Equal((long?)queued[0]["waitSinceUs"], (long?)queued[1]["waitSinceUs"]);
        await colleague.Browser.Click("end");
        await colleague.WrapUp("cxye", "已答复");
        await desk.WrapUp("cxye", "已转回排队");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
    }

    /// <summary>The customer keys the enquiry PIN while the agent talks on; nobody hears a key.</summary>
    private static async Task PinInTheMiddle(
        CentreUnderTest centre, string contact, Baresip phone, Desktop desk)
    {
        await desk.Browser.Key("s", "KeyS", 83);
        await desk.Browser.Click("secret-enquiryPin");
        await Of(centre, contact, "contact.prompted", e => (string?)e["node"] == "secureEntry");
        await desk.Browser.Until("document.querySelector('[data-testid=\"entry\"]') !== null");
        await HearsNothingOf(desk, CustomerHz, "the agent, while the customer keys");
        foreach (var key in EnquiryPin)
            await phone.Press(key);
        await Of(centre, contact, "contact.entryOver", e => (string?)e["outcome"] == "verified");
        await desk.Browser.Until("document.querySelector('.entry-verified') !== null");
        await Of(centre, contact, "contact.identified", e => (string?)e["level"] == "enquiryPin");
        await Hears(desk, CustomerHz, "after the PIN the agent", "the customer");
        await phone.Hear(ColleagueHz);
        Assert.DoesNotContain(
            centre.Journal(), row => row.Contains("keyed", StringComparison.Ordinal)
                && row.Contains(EnquiryPin, StringComparison.Ordinal));
    }

    private static async Task Hears(Desktop desk, double hz, string who, string whom)
    {
        var heard = await desk.Browser.Hear(hz);
        Say($"{who} heard {whom}: {heard}");
        Assert.True(heard.Share > 0.8, $"{who}: {heard}\n{desk.Browser.Console}");
    }

    private static async Task HearsBoth(Desktop desk, double one, double other, string who)
    {
        var (first, second) = (await desk.Browser.Hear(one, enough: 0.2), await desk.Browser.Hear(other, enough: 0.2));
        Say($"in the conference {who} heard {first} and {second}");
        Assert.True(first.Share > 0.2 && second.Share > 0.2, $"{who}: {first}, {second}\n{desk.Browser.Console}");
    }

    private static async Task HearsNothingOf(Desktop desk, double hz, string who)
    {
        Heard heard = default;
        for (var tries = 0; tries < 10; tries++)
        {
            heard = await desk.Browser.Hear(hz, TimeSpan.FromSeconds(1), loudEnough: 0, enough: 0.05);
            if (heard.Rms * heard.Share <= 0.001)
                return;
        }
        Assert.Fail($"{who} still heard {heard}\n{desk.Browser.Console}");
    }
}
