using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>An agent has one live desk, worked by keyboard, and nothing typed at it is lost.</summary>
public sealed class OneDeskJourney(SharedCentre shared) : Journey, IClassFixture<SharedCentre>
{
    private const double SecondDeskHz = 1_200;

    private CentreUnderTest Centre => shared.Centre;

    [Fact(Timeout = 120_000)]
    public async Task a_second_desk_asks_and_takes_the_conversation_over_and_the_first_shows_it()
    {
        await using var first = await Desktop.SignIn(Centre, "1001");
        await using var call = await Talk(first);
        await call.BothHear(first);
        await using var second = await Desktop.SignIn(Centre, "1001", SecondDeskHz, takeOver: true);
        await first.Browser.See("take-back");
        await second.Browser.See("callbar");
        await call.BothHear(second, SecondDeskHz);
        Assert.Single(call.All("contact.connected"));
        await call.HangUp();
        await second.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        await second.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task a_note_half_written_in_wrap_up_survives_a_reload()
    {
        await using var desk = await Desktop.SignIn(Centre, "1002");
        await using var call = await Talk(desk);
        await call.HangUp();
        await desk.Browser.See("wrapup-note");
        await desk.Browser.Type("wrapup-note", "客户询问转账限额");
        await Patience.Until(() => Centre.Draft(call.Contact), note => note == "客户询问转账限额", TimeSpan.FromSeconds(20));
        // What the tab kept is put away: the centre's copy is what counts.
        await desk.Browser.Run(
            "Object.keys(sessionStorage).filter(k => k.includes('draft')).forEach(k => sessionStorage.removeItem(k)); window.beforeReload = true");
        await desk.Browser.Reload();
        await desk.Browser.Until("!window.beforeReload && document.querySelector('[data-testid=\"wrapup-note\"]')");
        await desk.Browser.Until(
            "(e => e && (e.matches('textarea') ? e : e.querySelector('textarea')).value === '客户询问转账限额')(document.querySelector('[data-testid=\"wrapup-note\"]'))");
        await desk.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        Assert.Equal("客户询问转账限额", (string?)call.All("contact.wrapup").Single()["note"]);
        await desk.State("ready");
        await desk.Leave();
    }

    [Fact(Timeout = 120_000)]
    public async Task mute_hold_and_end_are_keys()
    {
        await using var desk = await Desktop.SignIn(Centre, "1003");
        await using var call = await Talk(desk);
        await call.BothHear(desk);
        await desk.Browser.Key("m", "KeyM", 77);
        await call.Has("contact.muted");
        await desk.Browser.Until(
            "document.querySelector('[data-testid=\"mute\"]').getAttribute('aria-pressed') === 'true'");
        await desk.Browser.Key("m", "KeyM", 77);
        await call.Has("contact.unmuted");
        await desk.Browser.Key("h", "KeyH", 72);
        await call.Has("contact.held");
        await call.HearsMusic();
        await desk.Browser.See("resume");
        await desk.Browser.Key("h", "KeyH", 72);
        await call.Has("contact.resumed");
        await desk.Browser.See("hold");
        await desk.Browser.KeyDown("e", "KeyE", 69);
        var ended = await call.Has("contact.ended");
        await desk.Browser.KeyUp("e", "KeyE", 69);
        Assert.Equal("agent", (string?)ended["by"]);
        await desk.WrapUp("cxye", "");
        Assert.Equal("handled", await call.Closed());
        await desk.Leave();
    }

    private async Task<CustomerCall> Talk(Desktop desk)
    {
        await desk.Ready();
        var call = await CustomerCall.ToQueue(Centre);
        await desk.Accept();
        await call.Has("contact.connected");
        return call;
    }
}
