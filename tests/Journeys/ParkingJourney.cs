using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A customer is parked and picked up by a colleague, sent back to the menu, asks for a person again, and is taken
/// over by the team leader; what each ear hears, and who owes what.
/// </summary>
[Trait("journey", "parking")]
public sealed class ParkingJourney : Journey
{
    private const double ColleagueHz = 1_700;
    private const double LeadHz = 2_300;

    [Fact(Timeout = 300_000)]
    public async Task a_parked_customer_is_picked_up_goes_to_the_menu_and_back_and_is_taken_over()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await using var colleague = await Desktop.SignIn(centre, "1002", ColleagueHz);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);

        await desk.Browser.Key("p", "KeyP", 80);
        await Of(centre, contact, "contact.parked", e => (long?)e["number"] == 1);
        await desk.Browser.See("wrapup");
        await HearsMusic(phone, "while parked");
        await colleague.Browser.Click("pickup-1");
        await Of(centre, contact, "contact.connected", e => (string?)e["agent"] == "1002");
        await phone.Hear(ColleagueHz);
        var customer = await colleague.Browser.Hear(CustomerHz);
        Say($"picked up, the colleague heard the customer: {customer}");
        Assert.True(customer.Share > 0.8, $"{customer}\n{colleague.Browser.Console}");

        var prompted = centre.Events("contact.prompted", contact).Count;
        await colleague.Browser.Key("g", "KeyG", 71);
        await Of(centre, contact, "contact.sentToMenu", e => (string?)e["agent"] == "1002");
        await colleague.WrapUp("cxye", "已转自助");
        await Of(
            centre, contact, "contact.prompted", _ => centre.Events("contact.prompted", contact).Count > prompted);
        await phone.Press('0');
        await Of(
            centre, contact, "contact.humanRequested", _ => centre.Events("contact.humanRequested", contact).Count == 2);
        await desk.WrapUp("cxye", "已驻留");
        await desk.Accept();
        await phone.Hear(Desktop.AgentHz);

        await using var lead = await Desktop.SignIn(centre, "2001", LeadHz);
        await lead.ToFloor();
        await Asked(lead, "listen-1001");
        await Of(centre, contact, "contact.listening", e => (string?)e["who"] == "2001");
        await Asked(lead, "takeover-1001");
        await Of(centre, contact, "contact.takenOver", e => (string?)e["by"] == "2001" && (string?)e["agent"] == "1001");
        await Of(centre, contact, "contact.handedOver", e => (string?)e["toAgent"] == "2001");
        await desk.Browser.See("wrapup");
        await lead.Browser.See("callbar");
        await phone.Hear(LeadHz);
        var taken = await lead.Browser.Hear(CustomerHz);
        Say($"taken over, the lead heard the customer: {taken}");
        Assert.True(taken.Share > 0.8, $"{taken}\n{lead.Browser.Console}");

        await lead.Browser.Click("end");
        await phone.Event("CALL_CLOSED");
        await lead.WrapUp("cxye", "已答复");
        await desk.WrapUp("cxye", "由班长接管");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await lead.State("notReady");
    }

    [Fact(Timeout = 240_000)]
    public async Task a_parked_customer_is_still_parked_after_the_death_of_the_application()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await desk.Browser.Key("p", "KeyP", 80);
        await Of(centre, contact, "contact.parked");
        await desk.WrapUp("cxye", "已驻留");
        await HearsMusic(phone, "while parked");

        await centre.KillHost();
        await desk.Browser.See("link-down");
        await centre.StartAgain();
        await Of(centre, contact, "contact.wentOn", e => (string?)e["where"] == "parked");
        await Of(
            centre, contact, "contact.prompted", e => (string?)e["node"] == "restarted");
        await desk.Browser.Gone("link-down");
        await desk.Browser.See("phone-up");
        await desk.Browser.Click("pickup-1");
        await Of(
            centre, contact, "contact.connected", _ => centre.Events("contact.connected", contact).Count == 2);
        await BothHear(phone, desk, "picked up after the restart");
        Assert.Single(centre.Events("contact.queued", contact));
    }

    private static async Task Asked(Desktop lead, string what)
    {
        await lead.Browser.Click(what);
        await lead.Browser.Type("listen-reason", "客户要求");
        await lead.Browser.Until("document.querySelector('#listen-ok')?.disabled === false");
        await lead.Browser.Run("document.querySelector('#listen-ok').click()");
    }
}
