using System.Text;
using System.Text.Json.Nodes;
using TellerLine.Banking;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A first-time customer is guided: in the middle of a conversation he is put into the menu, keys his PIN there and
/// hears his balance, the agent in a browser beside him; then the two talk on. The PIN, which nobody else has, stands
/// nowhere.
/// </summary>
[Trait("journey", "guided")]
public sealed class GuidedJourney : Journey
{
    private const string Canary = "739184";

    [Fact(Timeout = 240_000)]
    public async Task an_agent_guides_a_customer_through_a_balance_enquiry_and_sees_and_hears_no_pin()
    {
        await using var centre = CentreUnderTest.Prepare();
        await centre.SetPin("C10001", PinKind.Enquiry, Canary);
        await centre.StartAgain();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await desk.Browser.See("first-use");
        await BothHear(phone, desk, "talking");

        await Begin(desk);
        await Of(centre, contact, "contact.guidance", e => (string?)e["from"] == "balance");
        await Waits(desk, "secret");
        Say("the desk shows: " + await desk.Browser.Text("guide"));
        Assert.Contains("查询余额 › 查询密码", await desk.Browser.Text("guide-path"));
        await Silent(desk, phone);

        await At(centre, contact, phone, "pin-enquiry", Canary);
        await Waits(desk, "key");
        Say("the desk shows: " + await desk.Browser.Text("guide"));
        Assert.Contains("选择查询账户", await desk.Browser.Text("guide-path"));
        Assert.Contains("查询密码", await desk.Browser.Text("guide-result"));
        var heard = await desk.Browser.Hear(CustomerHz);
        Say($"while the menu asks for the account the agent heard the customer: {heard}");
        Assert.True(heard.Share > 0.3, $"the agent heard {heard}");

        await phone.Press('1');
        await Of(centre, contact, "contact.service", e => (string?)e["outcome"] == "told");
        await phone.Press('0');
        await Of(centre, contact, "contact.guidanceOver", e => (string?)e["why"] == "key0");
        await desk.Browser.Until("document.querySelector('[data-testid=\"guide\"]')?.dataset.ended === 'key0'");
        await BothHear(phone, desk, "after the menu");
        Assert.Empty(centre.Events("contact.queued", contact).Skip(1));
        Assert.Equal("enquiryPin", (string?)centre.Events("contact.identified", contact)[^1]["level"]);

        await LeftAlone(centre, desk, phone, contact);
        await desk.WrapUp("cxye", "首次使用，已指导查询余额");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await Of(centre, contact, "contact.recordingSealed");
        await Told(centre, desk, contact);
        await StandsNowhere(centre);
    }

    /// <summary>Guided once more, and left: the PIN is not asked again, and the customer goes on by himself.</summary>
    private static async Task LeftAlone(CentreUnderTest centre, Desktop desk, Baresip phone, string contact)
    {
        await Begin(desk);
        await Waits(desk, "key");
        await desk.Browser.Click("end");
        await Of(centre, contact, "contact.guidanceOver", e => (string?)e["why"] == "alone");
        await desk.Browser.See("wrapup");
        await phone.Press('1');
        await Of(
            centre, contact, "contact.service",
            _ => centre.Events("contact.service", contact).Count(e => (string?)e["outcome"] == "told") == 2);
        Say("the agent has left, and the customer heard his balance by himself");
        await phone.HangUp();
        await Of(
            centre, contact, "contact.ended",
            e => (string?)e["where"] == "selfService" && (string?)e["by"] == "customer");
    }

    private static async Task Begin(Desktop desk)
    {
        await desk.Browser.Key("w", "KeyW", 87);
        await desk.Browser.Type("guide-whom", "余额");
        await desk.Browser.See("guide-balance-0");
        await desk.Browser.Key("Enter", "Enter", 13);
    }

    private static Task Waits(Desktop desk, string what) => desk.Browser.Until(
        $"document.querySelector('[data-testid=\"guide\"]')?.dataset.waits === '{what}'");

    /// <summary>Neither hears the other while the PIN is asked for.</summary>
    private static async Task Silent(Desktop desk, Baresip phone)
    {
        static bool Quiet(Heard heard) => heard.Rms * heard.Share <= 0.001;
        // Each time the loudest of a second; what was said before the PIN was asked for may still be on its way.
        var agent = await desk.Browser.Hear(CustomerHz, TimeSpan.FromSeconds(1));
        for (var again = 0; again < 4 && !Quiet(agent); again++)
            agent = await desk.Browser.Hear(CustomerHz, TimeSpan.FromSeconds(1));
        Say($"while the PIN is asked for the agent heard {agent}");
        Assert.True(Quiet(agent), $"the agent heard {agent}");
        var customer = Tone.Measure(phone.Last(Tone.Rate / 2), Desktop.AgentHz);
        Assert.True(Quiet(customer) || customer.Share < 0.2, $"the customer heard the agent: {customer}");
    }

    /// <summary>The contact's page tells it, and its recording has a guided stretch and a silent span.</summary>
    private static async Task Told(CentreUnderTest centre, Desktop desk, string contact)
    {
        using var http = await centre.SignedIn("3001");
        var detail = await centre.Get(http, $"/api/contacts/{contact}");
        Assert.Contains(detail["timeline"]!.AsArray(), e => (string?)e!["kind"] == "contact.guidanceStep");
        var recording = detail["recordings"]!.AsArray().Single()!;
        Assert.Contains(recording["segments"]!.AsArray(), s => (string?)s!["kind"] == "guided");
        Assert.Contains(recording["silences"]!.AsArray(), s => (string?)s!["cause"] == "secret");
        foreach (var answer in (JsonNode[])[detail, JsonNode.Parse(await http.GetStringAsync("/api/contacts"))!])
            Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(answer.ToJsonString()), Canary));
        var browser = desk.Browser;
        await browser.Go((string)(await browser.Run("location.origin"))! + "/contacts/" + contact);
        await browser.See("timeline-row");
        Assert.Contains("指导", (string)(await browser.Run("document.body.innerText"))!);
    }

    private static async Task StandsNowhere(CentreUnderTest centre)
    {
        var control = Path.Combine(centre.Data, "control.txt");
        await File.WriteAllTextAsync(control, $"x{Canary}\n", TestContext.Current.CancellationToken);
        Assert.Equal([control], SecretSearch.Files(centre.Data, Canary));
        File.Delete(control);
        Assert.Empty(SecretSearch.Files(centre.Data, Canary));
        Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(centre.Output), Canary));
        Say("the PIN stands in no file, answer or output");
    }
}
