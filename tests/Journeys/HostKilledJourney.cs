using System.Diagnostics;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// kill -9 of the application in mid-conversation: the two go on talking, nothing committed is lost, the next process
/// settles it.
/// </summary>
[Trait("journey", "host-killed")]
public sealed class HostKilledJourney : Journey
{
    [Fact(Timeout = 240_000)]
    public async Task two_go_on_talking_while_the_application_is_dead_and_the_next_one_settles_their_call()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await BothHear(phone, desk, "before");
        var media = Assert.Single(centre.MediaProcesses());

        var committed = centre.Journal();
        await centre.KillHost();
        await BothHear(phone, desk, "while the application is dead");
        var heardUs = NowUs();

        var down = Stopwatch.StartNew();
        await centre.StartAgain();
        Say($"started again after {down.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(media, Assert.Single(centre.MediaProcesses()));
        await phone.Event("CALL_CLOSED");

        await Of(centre, contact, "contact.systemDropped", e => (string?)e["reason"] == "hostRestarted");
        Assert.Equal(committed, centre.Journal().Take(committed.Count));
        await PlaysToItsEnd(centre, contact, heardUs);

        await using var next = await Phone(centre);
        await desk.State("notReady");
        await desk.Browser.See("phone-up");
        await desk.WrapUp("cxye", "通话因重启中断");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "systemDropped");
        await desk.State("ready");
        await Converse(centre, next, desk);
        await BothHear(next, desk, "a new call after the restart");
    }

    private static async Task PlaysToItsEnd(CentreUnderTest centre, string contact, long heardUs)
    {
        var done = await Of(centre, contact, "contact.recordingSealed");
        var started = (long)(await Of(centre, contact, "contact.recordingStarted"))["$atUs"]!;
        var heardMs = (heardUs - started) / 1000.0;
        var recordedMs = (long)done["durationMs"]!;
        Say($"heard while dead up to {heardMs / 1000:0.00} s, {recordedMs / 1000.0:0.00} s are recorded");
        // What was said while the application was dead is all there, and to its very end two are talking: how soon the
        // telephone hears that the call is over is its own affair.
        Assert.True(recordedMs > heardMs, $"{recordedMs} ms are recorded of {heardMs} ms");

        using var http = await centre.SignedIn("3001");
        var wav = Tone.Read(await http.GetByteArrayAsync(await centre.Play(http, (string)done["recordingId"]!)));
        var customer = Tone.Measure(wav.Channels[0].AsSpan()[^(2 * Tone.Rate)..^Tone.Rate], CustomerHz);
        var agent = Tone.Measure(wav.Channels[1].AsSpan()[^(2 * Tone.Rate)..^Tone.Rate], Desktop.AgentHz);
        Say($"its last second but one: customer {customer}, agent {agent}");
        // A peer under load skips now and then, which costs it coherence, not energy.
        Assert.True(customer.Share > 0.4, $"customer {customer}");
        Assert.True(agent.Share > 0.4, $"agent {agent}");
    }
}
