using System.Text;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>kill -9 of the application while three talk, and while a customer keys a PIN.</summary>
[Trait("journey", "conference-killed")]
public sealed class ConferenceKilledJourney : Journey
{
    private const double ColleagueHz = 1_700;
    private const string Canary = "739184";

    [Fact(Timeout = 300_000)]
    public async Task three_talk_on_over_the_applications_death_and_the_colleague_is_given_the_customer_afterwards()
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
        await Of(centre, contact, "contact.consultAnswered");
        await Of(centre, contact, "contact.recordingStarted", e => e["consultation"] is not null);
        await TheTwoHear(desk, colleague, "apart");
        Assert.Equal(0, await centre.Leave());
        await desk.Browser.See("link-down");
        await TheTwoHear(desk, colleague, "apart, while the application is away in order");
        await centre.StartAgain();
        await Of(centre, contact, "contact.wentOn");
        await desk.Browser.Gone("link-down");
        await colleague.Browser.Gone("link-down");
        await TheTwoHear(desk, colleague, "apart, after the orderly restart");
        await desk.Browser.Key("f", "KeyF", 70);
        await Of(centre, contact, "contact.conference");
        await AllHear(phone, desk, colleague, "before");

        await centre.KillHost();
        await AllHear(phone, desk, colleague, "while the application is dead");
        await desk.Browser.See("link-down");
        await centre.StartAgain();
        await Of(centre, contact, "contact.wentOn", _ => centre.Events("contact.wentOn", contact).Count == 2);
        await desk.Browser.Gone("link-down");
        await colleague.Browser.Gone("link-down");
        await AllHear(phone, desk, colleague, "after the restart");

        await desk.Browser.Key("t", "KeyT", 84);
        await Of(centre, contact, "contact.handedOver", e => (string?)e["toAgent"] == "1002");
        await desk.Browser.See("wrapup");
        await phone.Hear(ColleagueHz);
        await colleague.Browser.Hear(CustomerHz);
        await desk.WrapUp("cxye", "重启后转出");
        await desk.State("ready");
        await colleague.Browser.Click("end");
        await phone.Event("CALL_CLOSED");
        await colleague.WrapUp("cxye", "重启后接手");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await colleague.State("ready");
        await WasKeptApart(centre, contact);
    }

    [Fact(Timeout = 300_000)]
    public async Task a_pin_half_keyed_when_the_application_dies_is_heard_and_kept_by_nobody()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await BothHear(phone, desk, "before");
        await desk.Browser.Key("s", "KeyS", 83);
        await desk.Browser.Click("secret-enquiryPin");
        await Of(centre, contact, "contact.prompted", e => (string?)e["node"] == "secureEntry");
        await Press(phone, Canary[..3]);
        await desk.Browser.Until("/3/.test(document.querySelector('[data-testid=\"entry\"]')?.innerText)");

        await centre.KillHost();
        await Press(phone, Canary);
        var heard = await desk.Browser.Hear(CustomerHz, TimeSpan.FromSeconds(1), loudEnough: 0, enough: 0.05);
        Assert.True(heard.Rms * heard.Share <= 0.001, $"while it is keyed the agent heard {heard}");
        await centre.StartAgain();
        await Of(centre, contact, "contact.prompted", e => (string?)e["node"] == "restarted");
        await Press(phone, Canary);
        await Of(centre, contact, "contact.entryOver", e => (string?)e["outcome"] == "unavailable");
        await BothHear(phone, desk, "after the restart");
        await desk.Browser.Until("document.querySelector('.entry-unavailable') !== null");

        await desk.Browser.Click("end");
        await phone.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "密码输入中断");
        var done = await Of(centre, contact, "contact.recordingSealed");
        using var http = await centre.SignedIn("3001");
        var recording = (await centre.Get(http, $"/api/contacts/{contact}"))["recordings"]!.AsArray().Single()!;
        Say($"kept from the recording of {done["durationMs"]} ms: {recording["silences"]!.ToJsonString()}");
        Assert.Contains(recording["silences"]!.AsArray(), silence => (string?)silence!["cause"] == "secret");
        Assert.Empty(centre.Events("contact.digits", contact));
        Assert.Empty(SecretSearch.Files(centre.Data, Canary));
        Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(centre.Output), Canary));
        foreach (var half in (string[])[Canary[..3], Canary[3..]])
            Assert.DoesNotContain(
                centre.Events("contact.keyed", contact).Concat(centre.Events("contact.entryOver", contact)),
                e => e.ToJsonString().Contains(half, StringComparison.Ordinal));
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
    }

    /// <summary>
    /// One recording of the customer's line and one of what the two said apart, both over both restarts.
    /// </summary>
    private static async Task WasKeptApart(CentreUnderTest centre, string contact)
    {
        await Of(
            centre, contact, "contact.recordingSealed",
            _ => centre.Events("contact.recordingSealed", contact).Count == 2);
        using var http = await centre.SignedIn("3001");
        var recordings = (await centre.Get(http, $"/api/contacts/{contact}"))["recordings"]!.AsArray();
        Say($"kept: {recordings.ToJsonString()}");
        Assert.Equal(2, recordings.Count);
        Assert.All(
            recordings, recording => Assert.Equal((true, 0), ((bool)recording!["sealed"]!, (int)recording["gaps"]!)));
        var apart = Assert.Single(recordings, recording => recording!["consultation"] is not null)!;
        Assert.Equal("1002", (string?)apart["consultation"]!["whom"]);
        // What the customer took part in is not in it a second time.
        Assert.NotEmpty(apart["silences"]!.AsArray());
        Assert.Equal("consult", (string?)apart["segments"]!.AsArray()[0]!["kind"]);
    }

    private static async Task TheTwoHear(Desktop desk, Desktop colleague, string when)
    {
        var (one, other) = (
            await desk.Browser.Hear(ColleagueHz, enough: 0.2),
            await colleague.Browser.Hear(Desktop.AgentHz, enough: 0.2));
        Say($"{when}: the agent heard {one}, the colleague {other}");
        Assert.All([one, other], heard => Assert.True(heard.Share > 0.2, $"{when}: {heard}"));
    }

    private static async Task Press(Baresip phone, string keys)
    {
        foreach (var key in keys)
            await phone.Press(key);
    }

    private static async Task AllHear(Baresip phone, Desktop desk, Desktop colleague, string when)
    {
        var (one, other) = (
            await desk.Browser.Hear(CustomerHz, enough: 0.2), await desk.Browser.Hear(ColleagueHz, enough: 0.2));
        var (first, second) = (
            await colleague.Browser.Hear(CustomerHz, enough: 0.2),
            await colleague.Browser.Hear(Desktop.AgentHz, enough: 0.2));
        var (agent, theirs) = (
            await phone.HearNew(Desktop.AgentHz, enough: 0.2), await phone.HearNew(ColleagueHz, enough: 0.2));
        Say($"{when}: the agent heard {one}, {other}; the colleague {first}, {second}; the customer {agent}, {theirs}");
        Assert.All([one, other, first, second, agent, theirs], heard => Assert.True(heard.Share > 0.2, $"{when}: {heard}"));
    }
}
