using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>An agent at the desk in a real browser.</summary>
internal sealed class Desktop(Chromium browser, CentreUnderTest centre) : IAsyncDisposable
{
    public const double AgentHz = 1_000;

    public Chromium Browser => browser;

    /// <summary>Signs the agent in at <c>/desk</c> with a tone for a voice, and waits until the phone is up.</summary>
    /// <param name="url">Where the centre is reached, when not at its own address.</param>
    /// <param name="takeOver">The agent is at work elsewhere: this desk asks, and takes over.</param>
    public static async Task<Desktop> SignIn(
        CentreUnderTest centre, string agent = "1001", double hz = AgentHz, string? url = null, bool takeOver = false,
        string? password = null, string? newPassword = null)
    {
        var wav = Path.Combine(centre.Data, $"../tone-{hz}-{Environment.ProcessId}.wav");
        if (!File.Exists(wav))
            Tone.WriteSyllables(wav, hz, syllables: 100);
        var browser = await Chromium.Start(Path.GetFullPath(wav));
        await browser.SignIn(url ?? centre.Url, agent, password ?? "teller-" + agent, newPassword);
        if (takeOver)
            await browser.Click("takeover");
        await browser.See("agent-state");
        var desk = new Desktop(browser, centre);
        await browser.See("phone-up");
        return desk;
    }

    public async Task Ready()
    {
        await browser.Click("ready");
        await State("ready");
    }

    /// <summary>Ready while somebody waits: the offer comes at once.</summary>
    public Task ReadyForTheNext() => browser.Click("ready");

    /// <summary>Waits for an offer and takes it with the key.</summary>
    public async Task Accept()
    {
        await browser.See("offer");
        await browser.Key(" ", "Space", 32);
        await browser.See("callbar");
    }

    /// <summary>Waits until the desk shows the state.</summary>
    public Task State(string state) =>
        browser.Until($"document.querySelector('[data-testid=\"agent-state\"]')?.dataset.state === '{state}'");

    public async Task Decline()
    {
        await browser.See("offer");
        await browser.Key("d", "KeyD", 68);
    }

    /// <summary>From the desk to the floor, without leaving the page.</summary>
    public async Task ToFloor()
    {
        const string item = "document.querySelector('li[role=\"menuitem\"][data-menu-id$=\"/floor\"]')";
        await browser.Click("nav-area-floor");
        await browser.Until(item);
        await browser.Run(item + ".click()");
    }

    /// <summary>Asks for a colleague or a number during a call.</summary>
    /// <param name="how">Of the picker's rows: <c>consult-0</c>, <c>blind-0</c>.</param>
    public async Task Consult(string whom, string how)
    {
        await browser.Key("c", "KeyC", 67);
        await browser.See("consult-whom");
        await browser.Type("consult-whom", whom);
        await browser.Click(how);
    }

    /// <summary>Chooses the SIP phone that is registered.</summary>
    public async Task UseSipPhone()
    {
        await browser.Click("phone-up");
        await browser.Run("""
            new Promise((done, fail) => {
              const end = Date.now() + 20000;
              const look = () => {
                const item = document.querySelector('li[role="menuitem"][data-menu-id$="-sip"]');
                if (item) { item.click(); return done(true); }
                if (Date.now() > end) return fail(new Error('no menu of telephones'));
                setTimeout(look, 20);
              };
              look();
            })
            """);
        await browser.Run("""
            new Promise((done, fail) => {
              const end = Date.now() + 20000;
              const look = () => {
                const lamp = document.querySelector('[data-testid="phone-up"]');
                if (lamp && /SIP/i.test(lamp.innerText)) return done(true);
                if (Date.now() > end) return fail(new Error('the SIP phone is not shown: ' + document.body.innerText.slice(0, 400)));
                setTimeout(look, 20);
              };
              look();
            })
            """);
    }

    /// <summary>Wraps up and leaves, so that the next case finds nobody here.</summary>
    public async Task Leave()
    {
        await browser.Click("signout");
        await browser.See("signin-user");
    }

    /// <summary>Reason and note, then ready again.</summary>
    public async Task WrapUp(string reason, string note)
    {
        await browser.See("wrapup");
        await browser.Type("wrapup-reason", reason);
        await browser.Key("Enter", "Enter", 13);
        await browser.See("reason-chosen");
        await browser.Type("wrapup-note", note);
        await browser.Click("wrapup-done");
    }

    public async ValueTask DisposeAsync()
    {
        _ = centre;
        await browser.DisposeAsync();
    }
}
