using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// What an agent keeps out of a recording: a PIN said aloud (K), from before the mark on, and what a pause is for (Z).
/// The talk goes on.
/// </summary>
[Trait("journey", "kept")]
public sealed class KeptJourney : Journey
{
    [Fact(Timeout = 180_000)]
    public async Task a_spoken_pin_and_a_pause_are_kept_from_the_recording_and_the_talk_goes_on()
    {
        await using var centre = await CentreUnderTest.Start("Calls:PinSpokenBackMs=1000");
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var customer = await CustomerCall.ToQueue(centre);
        await desk.Accept();
        await customer.BothHear(desk);

        await desk.Browser.Key("k", "KeyK", 75);
        await Kept(desk, "pinSpoken");
        await customer.Has("contact.pinSpoken");
        await customer.BothHear(desk);
        await desk.Browser.Key("k", "KeyK", 75);
        await Kept(desk, "kept");
        await customer.Has("contact.pinSpokenOver");
        await customer.BothHear(desk);

        await desk.Browser.Key("z", "KeyZ", 90);
        await desk.Browser.Click("pause-customerAsks");
        await Kept(desk, "paused");
        await customer.Has("contact.recordingPaused", e => (string?)e["reason"] == "customerAsks");
        await customer.BothHear(desk);
        await desk.Browser.Key("z", "KeyZ", 90);
        await Kept(desk, "kept");
        await customer.Has("contact.recordingResumed");
        await customer.BothHear(desk);
        await customer.HangUp();
        await customer.Has("contact.recordingSealed");
        await desk.WrapUp("cxye", "口述密码已提醒客户修改");
        Assert.Equal("handled", await customer.Closed());

        using var http = await centre.SignedIn("3001");
        var contact = await centre.Get(http, $"/api/contacts/{customer.Contact}");
        var recording = contact["recordings"]!.AsArray().Single()!;
        var silences = recording["silences"]!.AsArray();
        Assert.Equal(["pinSpoken", "paused"], silences.Select(silence => (string)silence!["cause"]!));
        var channels = await Played(centre, http, (string)recording["id"]!);
        foreach (var silence in silences)
        {
            foreach (var channel in channels)
                Assert.Equal(0, Tone.Measure(Between(channel, silence!), CustomerHz).Rms, 3);
        }

        var said = (long)(await customer.Has("contact.pinSpoken"))["$atUs"]!;
        var started = (long)(await customer.Has("contact.recordingStarted"))["$atUs"]!;
        Assert.InRange((long)silences[0]!["fromMs"]!, 0, ((said - started) / 1000) - 900);
        Say($"kept from a recording of {channels[0].Length / Tone.Rate} s: {silences.ToJsonString()}");
    }

    private static async Task<double[][]> Played(CentreUnderTest centre, HttpClient http, string recording) =>
        Tone.Read(await http.GetByteArrayAsync(await centre.Play(http, recording))).Channels;

    private static Span<double> Between(double[] channel, JsonNode silence)
    {
        var (from, to) = (
            (int)((long)silence["fromMs"]! * Tone.Rate / 1000), (int)((long)silence["toMs"]! * Tone.Rate / 1000));
        return channel.AsSpan(from, to - from);
    }

    private static Task Kept(Desktop desk, string state) =>
        desk.Browser.Until($"document.querySelector('[data-testid=\"kept\"]')?.dataset.state === '{state}'");
}
