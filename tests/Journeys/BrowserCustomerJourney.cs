using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A customer with nothing but a browser: calls from <c>/call</c>, banks with the page's keypad, talks to a desk in
/// another browser.
/// </summary>
[Trait("journey", "browser-customer")]
public sealed class BrowserCustomerJourney : Journey
{
    [Fact(Timeout = 240_000)]
    public async Task a_customer_in_a_browser_banks_by_the_pages_keypad_and_talks_to_an_agent_in_another()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        var tone = Path.Combine(centre.Data, "customer-tone.wav");
        Tone.WriteSyllables(tone, CustomerHz, syllables: 100);
        await using var page = await Chromium.Start(tone);
        await page.Go(centre.Url + "/call");
        await page.Click("call-dial");
        await page.See("call-timer");

        await centre.Event("contact.answered");
        var contact = CentreUnderTest.ContactOf(Assert.Single(centre.Events("contact.arrived")));
        var customer = new Customer(centre, contact, key => page.Click($"key-{key}"));
        await customer.Keys("main", "1");
        await customer.Keys("pin-enquiry", EnquiryPin);
        await customer.Keys("balance-account", "1");
        await customer.Sees("contact.service", e => (string?)e["outcome"] == "told");
        await customer.Keys("after", "0");
        await customer.Sees("contact.queued");
        await desk.Accept();
        await customer.Sees("contact.connected");

        var (agent, heard) = (await desk.Browser.Hear(CustomerHz), await page.Hear(Desktop.AgentHz));
        Say($"the agent heard {agent}; the customer heard {heard}");
        Assert.True(agent.Share > 0.8, $"agent {agent}\n{desk.Browser.Console}");
        Assert.True(heard.Share > 0.8, $"customer {heard}\n{page.Console}");

        await page.Click("call-hangup");
        await customer.Sees(
            "contact.ended", e => (string?)e["by"] == "customer" && (string?)e["where"] == "conversation");
        await desk.WrapUp("cxye", "网页来电");
        await customer.Sees("contact.closed", e => (string?)e["disposition"] == "handled");
    }
}
