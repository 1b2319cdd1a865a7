using System.Net.Http.Headers;
using TellerLine.Journeys.Peers;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;
using Heard = TellerLine.Journeys.Peers.Heard;

namespace TellerLine.Journeys;

/// <summary>
/// The main job: a telephone nobody here wrote calls, banks by keypad, asks for a person and talks to an agent in a
/// browser.
/// </summary>
[Trait("journey", "inbound-call")]
public sealed class InboundCallJourney : Journey
{
    [Fact(Timeout = 240_000)]
    public async Task a_customer_banks_by_keypad_asks_for_a_person_and_talks_to_an_agent_in_a_browser()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);

        var contact = await Dial(centre, phone);
        await Of(centre, contact, "contact.identified", e => (string?)e["level"] == "number");
        await At(centre, contact, phone, "main", "1");
        await At(centre, contact, phone, "pin-enquiry", EnquiryPin);
        await Of(centre, contact, "contact.pinEntered", e => (bool)e["right"]!);
        await At(centre, contact, phone, "balance-account", "1");
        await Of(
            centre, contact, "contact.service",
            e => (string?)e["item"] == "balance" && (string?)e["outcome"] == "told");
        var spoken = await Of(
            centre, contact, "contact.prompted",
            e => e["prompts"]!.AsArray().Any(p => (string?)p == "account.your-tail"));
        Say("the balance was read: " + string.Join(' ', spoken["prompts"]!.AsArray().Select(p => (string?)p)));
        var expected = Reading.Digits(Languages.Chinese, "1000").Concat(["account.of-current", "balance.now"])
            .Concat(Reading.Amount(Languages.Chinese, 1_234_567));
        Assert.Contains(
            string.Join(' ', expected), string.Join(' ', spoken["prompts"]!.AsArray().Select(p => (string?)p)));

        await phone.Press('0');
        await Of(centre, contact, "contact.queued");
        await desk.Accept();
        await Of(centre, contact, "contact.connected");
        Assert.Contains("张", await desk.Browser.Text("callbar"));

        var agentHeard = await desk.Browser.Hear(CustomerHz);
        var customerHeard = await phone.Hear(Desktop.AgentHz);
        Say($"the agent heard {CustomerHz} Hz: {agentHeard}");
        Say($"the customer heard {Desktop.AgentHz} Hz: {customerHeard}");
        Assert.True(agentHeard.Share > 0.8, $"agent heard {agentHeard}\n{desk.Browser.Console}");
        Assert.True(customerHeard.Share > 0.8, $"customer heard {customerHeard}");

        await desk.Browser.Click("mute");
        await Of(centre, contact, "contact.muted");
        await Silent(phone);
        Say("muted: the customer heard nothing of the agent");
        await desk.Browser.Click("mute");
        await Of(centre, contact, "contact.unmuted");
        Assert.True((await phone.Hear(Desktop.AgentHz)).Share > 0.8);

        await desk.Browser.Click("hold");
        await Of(centre, contact, "contact.held");
        await Music(phone);
        Say("on hold: the customer heard music");
        await desk.Browser.Click("resume");
        await Of(centre, contact, "contact.resumed");
        Assert.True((await phone.Hear(Desktop.AgentHz)).Share > 0.8);

        await desk.Browser.Click("end");
        await Of(
            centre, contact, "contact.ended",
            e => (string?)e["by"] == "agent" && (string?)e["where"] == "conversation");
        await phone.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "查询余额，已答复");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await desk.State("ready");

        await Proof(centre, contact);
        await Pages(desk, contact);
        await Figures(centre);
    }

    private static async Task Silent(Baresip phone)
    {
        static bool Quiet(Heard heard) => heard.Rms * heard.Share <= 0.001;
        var heard = await Patience.Until(
            () => Tone.Measure(phone.Last(Tone.Rate / 2), Desktop.AgentHz), Quiet, TimeSpan.FromSeconds(20));
        Assert.True(Quiet(heard), $"still heard {heard}");
    }

    private static async Task Music(Baresip phone)
    {
        static bool IsMusic(Heard heard) => heard is { Share: <= 0.3, Rms: >= 0.005 };
        var heard = await Patience.Until(
            () => Tone.Measure(phone.Last(Tone.Rate), Desktop.AgentHz), IsMusic, TimeSpan.FromSeconds(20));
        Assert.True(IsMusic(heard), $"no music: {heard}");
    }

    /// <summary>
    /// The contact's page data and its recording: both channels, and silence where the PIN was keyed.
    /// </summary>
    private static async Task Proof(CentreUnderTest centre, string contact)
    {
        using var http = await centre.SignedIn("3001");
        var detail = await centre.Get(http, $"/api/contacts/{contact}");
        Assert.Equal("handled", (string?)detail["disposition"]);
        Assert.Equal("balance", (string?)detail["wrapup"]!["reasonCode"]);
        Assert.Equal("138****0001", (string?)detail["callerMasked"]);
        var recording = detail["recordings"]!.AsArray().Single()!;
        Assert.True((bool)recording["sealed"]!);
        var pin = recording["silences"]!.AsArray().Single()!;
        var id = (string)recording["id"]!;

        var wav = Tone.Read(await http.GetByteArrayAsync(await centre.Play(http, id)));
        Assert.Equal(2, wav.Channels.Length);
        var connectedUs = (long)(await Of(centre, contact, "contact.connected"))["$atUs"]!;
        var startedUs = (long)(await Of(centre, contact, "contact.recordingStarted"))["$atUs"]!;
        var talk = (int)((connectedUs - startedUs) / 1_000_000 + 1) * Tone.Rate;
        var left = Tone.Measure(wav.Channels[0].AsSpan(talk, Tone.Rate), CustomerHz);
        var right = Tone.Measure(wav.Channels[1].AsSpan(talk, Tone.Rate), Desktop.AgentHz);
        Say($"recorded left (customer): {left}; right (centre): {right}");
        Assert.True(left.Share > 0.8, $"left {left}");
        Assert.True(right.Share > 0.8, $"right {right}");
        var from = (int)((long)pin["fromMs"]! * Tone.Rate / 1000);
        var to = (int)((long)pin["toMs"]! * Tone.Rate / 1000);
        var secret = Tone.Measure(wav.Channels[0].AsSpan(from, to - from), CustomerHz);
        Say($"the PIN's span, {(to - from) / (double)Tone.Rate:0.0} s: {secret}");
        Assert.Equal(0, secret.Rms, 3);

        http.DefaultRequestHeaders.Range = new RangeHeaderValue(0, 99);
        using var part = await http.GetAsync(await centre.Play(http, id));
        Assert.Equal(System.Net.HttpStatusCode.PartialContent, part.StatusCode);
        Assert.NotEmpty(centre.Events("contact.recordingPlayed", contact));
    }

    private static async Task Pages(Desktop desk, string contact)
    {
        var browser = desk.Browser;
        await browser.Go((string)(await browser.Run("location.origin"))! + "/contacts/" + contact);
        await browser.See("timeline-row");
        Assert.InRange(
            (int)(await browser.Run("document.querySelectorAll('[data-testid=\"timeline-row\"]').length"))!, 10, 400);
        await browser.Click("purpose-quality");
        await browser.Click("recording-play");
        await browser.Run("""
            new Promise((done, fail) => {
              const end = Date.now() + 20000;
              const look = () => {
                const audio = document.querySelector('audio');
                if (audio && audio.currentTime > 0.3) return done(true);
                if (Date.now() > end) return fail(new Error('the recording does not play: ' + (audio && audio.error && audio.error.message)));
                setTimeout(look, 50);
              };
              look();
            })
            """);
        Say("the contact's page played the recording");
    }

    private static async Task Figures(CentreUnderTest centre)
    {
        using var http = await centre.SignedIn("3001");
        var figures = (await centre.Get(http, "/api/figures/today"))["figures"]!.AsArray();
        double? Value(string key) => (double?)figures.Single(f => (string?)f!["key"] == key)!["value"];
        Say($"figures: offered {Value("offered")}, answered {Value("answered")}, answer rate {Value("answerRate")}, service level {Value("serviceLevel")}, mean wait {Value("meanWait")} ms");
        Assert.Equal(1, Value("offered"));
        Assert.Equal(1, Value("answered"));
        Assert.Equal(1, Value("answerRate"));
        Assert.Equal(0, Value("abandoned"));
    }
}
