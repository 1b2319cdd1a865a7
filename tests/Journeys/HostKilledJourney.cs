using System.Diagnostics;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// kill -9 of the application in the middle of calls: who talked talks on, and the next process has the calls in hand
/// again, with their desks.
/// </summary>
[Trait("journey", "host-killed")]
public sealed class HostKilledJourney : Journey
{
    /// <summary>From the program's being there again.</summary>
    private const double DeskWithinS = 3;

    [Fact(Timeout = 300_000)]
    public async Task two_go_on_talking_while_the_application_is_dead_and_the_desk_has_the_call_again()
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
        await Back(centre, desk);
        Assert.Equal(media, Assert.Single(centre.MediaProcesses()));
        Assert.Equal(committed, centre.Journal().Take(committed.Count));
        await Of(centre, contact, "contact.wentOn", e => (string?)e["where"] == "conversation");
        await desk.State("talking");
        await BothHear(phone, desk, "after the restart");

        // Every control does what it did; and held, the customer is held over the next death.
        await desk.Browser.Click("hold");
        await Of(centre, contact, "contact.held");
        await desk.State("hold");
        await HearsMusic(phone, "on hold");
        await centre.KillHost();
        await HearsMusic(phone, "on hold, while the application is dead");
        await Back(centre, desk);
        await desk.State("hold");
        await HearsMusic(phone, "on hold, after the restart");
        await desk.Browser.Click("resume");
        await Of(centre, contact, "contact.resumed");
        await BothHear(phone, desk, "taken off hold");

        await desk.Browser.Click("end");
        await phone.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "通话两次跨越重启");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");
        await desk.State("ready");
        await OneRecording(centre, contact);
        await using var next = await Phone(centre);
        await Converse(centre, next, desk);
        await BothHear(next, desk, "a new call after the restarts");
    }

    [Fact(Timeout = 300_000)]
    public async Task who_waits_and_who_is_in_the_menu_is_told_and_goes_on_where_he_was()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var first = await CustomerCall.ToQueue(centre);
        await using var second = await CustomerCall.ToQueue(centre, "13912345678");
        await using var third = await CustomerCall.Dial(centre, "13800000020");
        await third.Hears("main");
        var asked = first.All("contact.queued").Single();
        await centre.KillHost();
        await centre.StartAgain();

        foreach (var call in new[] { first, second, third })
        {
            await call.Has("contact.wentOn");
            await call.Hears("restarted");
        }
        var again = await first.Has("contact.queued", e => (string?)e["reason"] == "restarted");
        Assert.Equal((long?)asked["waitSinceUs"], (long?)again["waitSinceUs"]);
        await second.Has("contact.queued", e => (string?)e["reason"] == "restarted");
        await second.Has("contact.announced", e => (int?)e["position"] == 2);
        await first.HearsMusic();

        // The one from the menu asks for a person now. He is blind: his head start brings him before the second.
        await Patience.Until(
            () => third.All("contact.prompted").Count(e => (string?)e["node"] == "greeting"), n => n == 2,
            TimeSpan.FromSeconds(40));
        await third.Phone.Press('0');
        await third.Has("contact.announced", e => (int?)e["position"] == 2);
        await second.Has("contact.announced", e => (int?)e["position"] == 3);

        await using var desk = await Desktop.SignIn(centre);
        await desk.ReadyForTheNext();
        await desk.Accept();
        await first.Has("contact.connected", e => (string?)e["agent"] == "1001");
        await first.BothHear(desk);
        await first.HangUp();
        await desk.WrapUp("cxye", "重启后接通");
        Assert.Equal("handled", await first.Closed());
        await third.Has("contact.offered");
        Assert.Empty(first.All("contact.systemDropped"));
        await second.HangUp();
        await third.HangUp();
    }

    /// <summary>Starts it again, and waits until the desk shows the call with its controls.</summary>
    private static async Task Back(CentreUnderTest centre, Desktop desk)
    {
        await desk.Browser.See("link-down");
        await centre.StartAgain();
        var back = Stopwatch.StartNew();
        await desk.Browser.Gone("link-down");
        await desk.Browser.Until(
            "document.querySelector('[data-testid=\"hold\"], [data-testid=\"resume\"]') !== null");
        Say($"the desk shows the call {back.Elapsed.TotalSeconds:0.00} s after the program's being there");
        Assert.True(back.Elapsed.TotalSeconds < DeskWithinS, $"{back.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>From the answer to the end, over both restarts, in one file without a hole.</summary>
    private static async Task OneRecording(CentreUnderTest centre, string contact)
    {
        var done = await Of(centre, contact, "contact.recordingSealed");
        var started = Assert.Single(centre.Events("contact.recordingStarted", contact));
        var ended = await Of(centre, contact, "contact.ended");
        var spokenMs = ((long)ended["$atUs"]! - (long)started["$atUs"]!) / 1000.0;
        var recordedMs = (long)done["durationMs"]!;
        Say($"{recordedMs / 1000.0:0.00} s are recorded of {spokenMs / 1000:0.00} s");
        Assert.Equal((string?)started["recordingId"], (string?)done["recordingId"]);
        Assert.Equal(0, (int)done["gapCount"]!);
        Assert.InRange(recordedMs - spokenMs, -1_000, 10_000);
        using var http = await centre.SignedIn("3001");
        var wav = Tone.Read(await http.GetByteArrayAsync(await centre.Play(http, (string)done["recordingId"]!)));
        Assert.InRange((wav.Channels[0].Length * 1000.0 / Tone.Rate) - recordedMs, -100, 100);
    }
}
