using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// The program is told to end for a restart (SIGHUP): who talks talks on, who waits keeps the place, and a telephone
/// whose connection dies with the program is told goodbye.
/// </summary>
[Trait("journey", "orderly-restart")]
public sealed class OrderlyRestartJourney : Journey
{
    [Fact(Timeout = 300_000)]
    public async Task calls_go_on_over_an_orderly_restart_and_an_ordinary_end_says_goodbye_to_all()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await BothHear(phone, desk, "before");
        await using var waiting = await CustomerCall.ToQueue(centre, "13912345678");
        await using var connected = await Phone(centre, "13800000020", transport: "tcp");
        var third = await Dial(centre, connected);
        var media = Assert.Single(centre.MediaProcesses());

        Assert.Equal(0, await centre.Leave());
        await connected.Event("CALL_CLOSED");
        await BothHear(phone, desk, "while the program is away");
        await centre.StartAgain();

        Assert.Equal(media, Assert.Single(centre.MediaProcesses()));
        await Of(centre, contact, "contact.wentOn", e => (string?)e["where"] == "conversation");
        await waiting.Has("contact.queued", e => (string?)e["reason"] == "restarted");
        await Of(centre, third, "contact.ended", e => (string?)e["by"] == "system");
        await desk.Browser.Until("document.querySelector('[data-testid=\"hold\"]') !== null");
        await desk.State("talking");
        await BothHear(phone, desk, "after the restart");
        Assert.Empty(centre.Events("contact.systemDropped", contact));

        Assert.Equal(0, await centre.Stop());
        await phone.Event("CALL_CLOSED");
        await waiting.Phone.Event("CALL_CLOSED");
        Assert.Empty(centre.MediaProcesses());
    }
}
