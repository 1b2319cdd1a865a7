using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// An agent at a SIP telephone holds, consults, joins and hands over a customer by its keys alone, and by its own
/// transfer.
/// </summary>
[Trait("journey", "star-codes")]
public sealed class StarCodesJourney : Journey
{
    private const string Agent = "1002";
    private const double ExpertHz = 2_300;

    [Fact(Timeout = 240_000)]
    public async Task by_the_keys_of_a_telephone_a_customer_is_held_joined_with_an_expert_and_handed_over()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var expert = await Telephone(centre, "1003", ExpertHz, answers: true);
        await using var handset = await Telephone(centre, Agent, Desktop.AgentHz, answers: false);
        await using var desk = await Desktop.SignIn(centre, Agent);
        await desk.UseSipPhone();
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Taken(centre, handset, phone);

        await Keys(handset, "*11");
        await Of(centre, contact, "contact.held");
        await HearsMusic(phone, "on hold by *11");
        await Keys(handset, "*10");
        await Of(centre, contact, "contact.resumed");
        await phone.Hear(Desktop.AgentHz);
        // Nobody is consulted: refused, and nothing changes.
        await Keys(handset, "*24");
        await Keys(handset, "*211003#");
        await Of(centre, contact, "contact.consultAnswered", e => (string?)e["whom"] == "1003");
        Say($"the agent heard the expert: {await handset.Hear(ExpertHz)}");
        await Keys(handset, "*24");
        await Of(centre, contact, "contact.conference");
        await phone.Hear(ExpertHz, enough: 0.25);
        await Keys(handset, "*23");
        await Of(centre, contact, "contact.handedOver", e => e["toAgent"] is null);
        await handset.Event("CALL_CLOSED");
        Say($"the customer heard the expert: {await phone.Hear(ExpertHz)}");
        await desk.WrapUp("cxye", "已转专家");
        await expert.HangUp();
        await phone.Event("CALL_CLOSED");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await desk.State("ready");
    }

    [Fact(Timeout = 240_000)]
    public async Task the_transfer_of_a_telephone_hands_the_customer_over()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var expert = await Telephone(centre, "1003", ExpertHz, answers: true);
        await using var handset = await Telephone(centre, Agent, Desktop.AgentHz, answers: false);
        await using var desk = await Desktop.SignIn(centre, Agent);
        await desk.UseSipPhone();
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Taken(centre, handset, phone);

        await handset.Transfer($"sip:1003@127.0.0.1:{centre.SipPort}");
        await Of(centre, contact, "contact.handedOver", e => e["toAgent"] is null);
        Say($"the customer heard the expert: {await phone.Hear(ExpertHz)}");
        await desk.WrapUp("cxye", "已转专家");
        await expert.HangUp();
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
    }

    private static async Task<Baresip> Telephone(CentreUnderTest centre, string user, double hz, bool answers)
    {
        var tone = Path.Combine(centre.Data, $"tone-{user}.wav");
        Tone.Write(tone, hz, TimeSpan.FromMinutes(2));
        var phone = await Baresip.Start(
            user, centre.SipPort, tone, password: await centre.SipSecret(user), answers: answers);
        await phone.Registered();
        return phone;
    }

    private static async Task<string> Taken(CentreUnderTest centre, Baresip handset, Baresip phone)
    {
        var contact = await Dial(centre, phone);
        await AskForPerson(centre, contact, phone);
        await handset.Event("CALL_INCOMING");
        await handset.Accept();
        await Of(centre, contact, "contact.connected", e => (string?)e["agent"] == Agent);
        await phone.Hear(Desktop.AgentHz);
        return contact;
    }

    private static async Task Keys(Baresip handset, string keys)
    {
        foreach (var key in keys)
            await handset.Press(key);
    }
}
