using System.Text;
using TellerLine.Banking;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// 代客交易 and 双人临柜: an agent keys a transfer for the customer on the line, the customer the PIN, and a second
/// person in another browser lets it go. The PIN, which nobody else has, stands nowhere afterwards.
/// </summary>
[Trait("journey", "second-person")]
public sealed class SecondPersonJourney : Journey
{
    private const string Canary = "739184", From = "13800000002", Customer = "C10002";

    [Fact(Timeout = 300_000)]
    public async Task six_thousand_are_keyed_by_an_agent_and_let_go_by_the_floor_manager()
    {
        await using var centre = CentreUnderTest.Prepare();
        await centre.SetPin(Customer, PinKind.Transaction, Canary);
        await centre.StartAgain();
        await using var desk = await Desktop.SignIn(centre, "1003");
        await desk.Ready();
        await using var phone = await Phone(centre, From);
        var contact = await Converse(centre, phone, desk);

        // Before the enquiry PIN nothing of accounts can be keyed or read aloud.
        await desk.Browser.Key("b", "KeyB", 66);
        await desk.Browser.See("assisted-cannot");
        await desk.Browser.Key("s", "KeyS", 83);
        await desk.Browser.Click("secret-enquiryPin");
        await Keys(centre, contact, phone, EnquiryPin, "enquiryPin");
        await desk.Browser.Key("b", "KeyB", 66);
        await desk.Browser.See("assisted-next");

        // All that is wrong is said at once.
        await desk.Browser.Click("assisted-next");
        foreach (var field in (string[])["from", "to", "amount"])
            await desk.Browser.See($"assisted-fault-{field}");
        await desk.Browser.Until(Chosen("assisted-from", 1));
        await desk.Browser.Until(Chosen("assisted-to", 1));
        await desk.Browser.Type("assisted-amount", "6000");
        await desk.Browser.Click("assisted-next");
        await desk.Browser.Until(
            "document.querySelector('[data-testid=\"assisted-readback\"]')?.innerText.includes('6,000.00')");

        // The desk is loaded anew: what is in hand is the centre's, and still there.
        await desk.Browser.Reload();
        await desk.Browser.See("phone-up");
        await Of(centre, contact, "contact.agentBack");
        await desk.Browser.Click("assisted-yes");
        await desk.Browser.Click("assisted-pin");
        await Keys(centre, contact, phone, Canary, "transactionPin");
        await desk.Browser.See("assisted-pending");
        var asked = await Of(centre, contact, "contact.secondAsked");
        Assert.Equal("contract", (string?)asked["why"]);
        var number = (string)asked["number"]!;

        // A lead may 5,000: nothing is offered. The floor manager is told on whatever page it is.
        await using var lead = await Chromium.SignedIn(centre, "2001");
        await lead.Go(centre.Url + "/approvals");
        await lead.Until("document.body?.innerText.includes('目前没有等待您复核的交易')");
        await using var floor = await Chromium.SignedIn(centre, "3001");
        await floor.Go(centre.Url + "/floor");
        await floor.Click("approvals-go");
        await floor.Click($"approve-{number}");
        await floor.Type("sign-secret", "teller-3001");
        await floor.Click("sign");
        await floor.See("approval-told");
        await Of(centre, contact, "contact.secondDecided", e => (string?)e["by"] == "3001");
        await Of(centre, contact, "contact.transferMade", e => (string?)e["outcome"] == "posted");
        await desk.Browser.Until(
            "document.querySelector('[data-testid=\"assisted-transfer\"]')?.dataset.outcome === 'posted'");

        var submitted = centre.Events("transaction.submitted").Single();
        Assert.Equal(
            ("agent", "1003", "3001"),
            ((string?)submitted["way"], (string?)submitted["agent"], (string?)submitted["approver"]));
        await Of(centre, contact, "contact.readBack");
        await Of(centre, contact, "contact.transferConfirmed");

        // A bill in the same call: what is owed is asked first, and the PIN keyed once more.
        await desk.Browser.Click("assisted-again");
        await desk.Browser.Until(Chosen("assisted-kind", 2));
        await desk.Browser.Until(Chosen("assisted-from", 1));
        await desk.Browser.Until(Chosen("assisted-to", 1));
        await desk.Browser.Type("assisted-number", "095160112850");
        await desk.Browser.Click("assisted-arrears");
        await desk.Browser.Until(
            "document.querySelector('[data-testid=\"assisted-amount\"]')?.value === '128.50'");
        await desk.Browser.Click("assisted-next");
        await desk.Browser.Click("assisted-yes");
        await desk.Browser.Click("assisted-pin");
        await Keys(centre, contact, phone, Canary, "transactionPin", times: 2);
        await Of(
            centre, contact, "contact.transferMade",
            e => (string?)e["outcome"] == "posted" && (string?)e["number"] != number);
        await desk.Browser.Until(
            "document.querySelector('[data-testid=\"assisted-told\"]')?.innerText.includes('回单号')");

        await phone.HangUp();
        await desk.WrapUp("cxye", "代客转账");
        await Of(centre, contact, "contact.recordingSealed");
        await Of(centre, contact, "contact.closed");
        Assert.Empty(SecretSearch.Files(centre.Data, Canary));
        Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(centre.Output), Canary));
        Say($"{number} keyed by 1003, let go by 3001, posted; the PIN stands nowhere");
    }

    private static async Task Keys(
        CentreUnderTest centre, string contact, Baresip phone, string pin, string secret, int times = 1)
    {
        await Patience.Until(
            () => centre.Events("contact.entryBegun", contact).Count(e => (string?)e["secret"] == secret),
            begun => begun >= times, TimeSpan.FromSeconds(20));
        await Patience.Until(
            () => centre.Events("contact.prompted", contact).Count(e => (string?)e["node"] == "secureEntry"),
            prompted => prompted >= centre.Events("contact.entryBegun", contact).Count, TimeSpan.FromSeconds(20));
        foreach (var key in pin)
            await phone.Press(key);
        await Patience.Until(
            () => centre.Events("contact.entryOver", contact).Count(
                e => (string?)e["secret"] == secret && (string?)e["outcome"] == "verified"),
            over => over >= times, TimeSpan.FromSeconds(20));
    }

    /// <summary>Chooses the option at this place, as a person's choice tells the page.</summary>
    private static string Chosen(string field, int option) =>
        $$"""
        (() => {
          const select = document.querySelector('[data-testid="{{field}}"]')
          if (!select || select.options.length <= {{option}}) return false
          Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(
            select, select.options[{{option}}].value)
          select.dispatchEvent(new Event('change', { bubbles: true }))
          return true
        })()
        """;
}
