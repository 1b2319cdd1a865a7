using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>An agent at the desk in a real browser.</summary>
internal sealed class Desktop(Chromium browser, CentreUnderTest centre) : IAsyncDisposable
{
    public const double AgentHz = 1_000;

    public Chromium Browser => browser;

    /// <summary>Signs the agent in at <c>/desk</c> with a tone for a voice, and waits until the phone is up.</summary>
    public static async Task<Desktop> SignIn(CentreUnderTest centre, string agent = "1001", double hz = AgentHz)
    {
        var wav = Path.Combine(centre.Data, $"../tone-{hz}-{Environment.ProcessId}.wav");
        if (!File.Exists(wav))
            Tone.Write(wav, hz, TimeSpan.FromSeconds(30), rate: 48_000);
        var browser = await Chromium.Start(Path.GetFullPath(wav));
        await browser.Go(centre.Url + "/signin");
        await browser.Type("signin-user", agent);
        await browser.Type("signin-password", "teller-" + agent);
        await browser.Click("signin-submit");
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

    /// <summary>Waits for an offer and takes it with the key.</summary>
    public async Task Accept()
    {
        await browser.See("offer");
        await browser.Key(" ", "Space", 32);
        await browser.See("callbar");
    }

    public Task State(string state) => browser.Run($$"""
        new Promise((done, fail) => {
          const end = Date.now() + 40000;
          const look = () => {
            const it = document.querySelector('[data-testid="agent-state"]');
            if (it && it.dataset.state === {{System.Text.Json.JsonSerializer.Serialize(state)}}) return done(true);
            if (Date.now() > end) return fail(new Error('state is ' + (it && it.dataset.state)));
            setTimeout(look, 20);
          };
          look();
        })
        """);

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
