using System.Diagnostics;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// kill -9 of the media process in mid-conversation: its calls end as dropped by the system, new ones work at once.
/// </summary>
[Trait("journey", "media-killed")]
public sealed class MediaKilledJourney : Journey
{
    [Fact(Timeout = 240_000)]
    public async Task calls_of_a_dead_media_process_are_dropped_by_the_system_and_new_ones_work_within_two_seconds()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        await using var second = await Phone(centre, "13800000020");
        var contact = await Converse(centre, phone, desk);
        await BothHear(phone, desk, "before");
        var media = Assert.Single(centre.MediaProcesses());
        var started = (long)(await Of(centre, contact, "contact.recordingStarted"))["$atUs"]!;

        var killed = Stopwatch.StartNew();
        var killedMs = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch)
            .TotalMilliseconds - started / 1000.0;
        centre.KillMedia();
        await Reached(centre, second);
        var again = killed.Elapsed;
        Say($"a new call was answered {again.TotalMilliseconds:0} ms after the kill");
        Assert.True(again < TimeSpan.FromSeconds(6), $"{again.TotalSeconds:0.0} s");
        await GreetingIsHeard(second);
        Say($"and heard the greeting for a quarter of a second {killed.Elapsed.TotalMilliseconds:0} ms after the kill");
        await second.HangUp();

        await phone.Event("CALL_CLOSED");
        await Of(centre, contact, "contact.systemDropped", e => (string?)e["reason"] == "mediaLost");
        var owed = await Of(centre, contact, "contact.callbackOwed");
        Assert.Equal(
            (long?)centre.Events("contact.queued", contact).Single()["waitSinceUs"], (long?)owed["waitSinceUs"]);
        Assert.NotEqual(media, Assert.Single(centre.MediaProcesses()));
        await Readable(centre, contact, killedMs);

        await desk.Browser.See("phone-up");
        await desk.State("notReady");
        await desk.Browser.See("told-callDroppedByMedia");
        await desk.WrapUp("cxye", "线路中断");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "systemDropped");
        await desk.State("ready");
        phone.Forget();
        await Converse(centre, phone, desk);
        await BothHear(phone, desk, "a new call over the new media process");
        await desk.Browser.Click("end");
        await phone.Event("CALL_CLOSED");

        Assert.Equal(0, await centre.Stop());
        await centre.StartAgain();
        var done = await Of(centre, contact, "contact.recordingSealed");
        Assert.InRange(killedMs - (long)done["durationMs"]!, -500, 1_000);
    }

    /// <summary>
    /// Dials until answered: what is called while no media process is there is refused, not left ringing.
    /// </summary>
    private static async Task Reached(CentreUnderTest centre, Baresip phone)
    {
        do
        {
            phone.Forget();
            await phone.Dial(centre.Hotline);
        }
        while ((string?)(await phone.EventOf(["CALL_ESTABLISHED", "CALL_CLOSED"]))["type"] != "CALL_ESTABLISHED");
    }

    private static async Task GreetingIsHeard(Baresip phone)
    {
        var heard = await Patience.Until(
            () => Tone.Measure(phone.Last(Tone.Rate / 4), CustomerHz), h => h.Rms >= 0.01, TimeSpan.FromSeconds(20));
        Assert.True(heard.Rms >= 0.01, $"no greeting is heard: {heard}");
    }

    private static async Task Readable(CentreUnderTest centre, string contact, double killedMs)
    {
        using var http = await centre.SignedIn("3001");
        var recording = (await centre.Get(http, $"/api/contacts/{contact}"))["recordings"]!.AsArray().Single()!;
        var wav = Tone.Read(await http.GetByteArrayAsync(await centre.Play(http, (string)recording["id"]!)));
        var recordedMs = wav.Channels[0].Length * 1000.0 / Tone.Rate;
        Say($"{recordedMs / 1000:0.00} s can be heard of {killedMs / 1000:0.00} s to the kill");
        Assert.InRange(killedMs - recordedMs, -500, 1_000);
        var customer = Tone.Measure(wav.Channels[0].AsSpan()[^(Tone.Rate / 2)..], CustomerHz);
        var agent = Tone.Measure(wav.Channels[1].AsSpan()[^(Tone.Rate / 2)..], Desktop.AgentHz);
        Assert.True(
            customer.Share > 0.4 && agent.Share > 0.4, $"its last half second: customer {customer}, agent {agent}");
    }
}
