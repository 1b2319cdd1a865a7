using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

public sealed class SessionEndTests : IAsyncDisposable
{
    private readonly AccessUnderTest _access = new();
    private readonly CookieContainer _cookies = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _access.DisposeAsync();

    [Fact]
    public async Task a_stolen_cookie_is_dead_after_the_sign_out()
    {
        await _access.Start();
        using var browser = _access.Browser(_cookies);
        await SignIn(browser, "1001", "teller-1001");
        using var thief = Thief();
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(thief));

        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync("/api/session", Ct)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(thief));
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/records", Ct)).StatusCode);
    }

    [Fact]
    public async Task a_session_ends_at_its_end_however_much_it_is_used()
    {
        await _access.Start(("Access:SessionHours", "2"), ("Access:SessionMaxHours", "5"));
        using var browser = _access.Browser(_cookies);
        await SignIn(browser, "1001", "teller-1001");

        for (var i = 0; i < 3; i++)
        {
            _access.Time.Advance(TimeSpan.FromMinutes(99));
            Assert.Equal(HttpStatusCode.OK, await WhoAmI(browser));
        }
        _access.Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("changed")]
    [InlineData("at its end")]
    public async Task what_is_connected_is_cut_off_with_its_session(string how)
    {
        await _access.Start();
        using var browser = _access.Browser(_cookies);
        await SignIn(browser, "1001", "teller-1001");
        using var socket = await Connect();

        if (how == "signed out")
            await browser.DeleteAsync("/api/session", Ct);
        else if (how == "changed")
            await _access.Services.GetRequiredService<IUsers>().Put(
                _access.Services.GetRequiredService<IUsers>().ByNumber("1001")!, "another one", "9001", Ct);
        else
            _access.Time.Advance(TimeSpan.FromHours(16));

        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ReceiveAsync(new byte[16], Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct));
        var again = await Assert.ThrowsAsync<WebSocketException>(Connect);
        Assert.Contains("401", again.Message);
    }

    [Fact]
    public async Task a_customer_in_hand_is_not_cut_off_with_the_session_which_ends_right_afterwards()
    {
        await _access.Start();
        using var browser = _access.Browser(_cookies);
        await SignIn(browser, "1001", "teller-1001");
        using var socket = await Connect();
        _access.InHand["1001"] = true;

        _access.Time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(browser));
        _access.Time.Advance(TimeSpan.FromHours(6));
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(browser));
        // Another's sign-in clears sessions that are over: not this one.
        using var other = _access.Browser();
        await SignIn(other, "1002", "teller-1002");
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(browser));
        using (await Connect())
            Assert.Equal(WebSocketState.Open, socket.State);

        _access.InHand.Clear();
        _access.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ReceiveAsync(new byte[16], Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
    }

    [Fact]
    public async Task another_browser_of_the_same_user_goes_on()
    {
        await _access.Start();
        using var one = _access.Browser(_cookies);
        using var other = _access.Browser();
        await SignIn(one, "1001", "teller-1001");
        await SignIn(other, "1001", "teller-1001");
        using var socket = await Connect();

        await other.DeleteAsync("/api/session", Ct);

        Assert.Equal(HttpStatusCode.OK, await WhoAmI(one));
        await socket.SendAsync("bye"u8.ToArray(), WebSocketMessageType.Text, true, Ct);
    }

    [Fact]
    public async Task a_ninth_browser_ends_the_first()
    {
        await _access.Start();
        var browsers = Enumerable.Range(0, 9).Select(_ => _access.Browser()).ToList();
        foreach (var browser in browsers)
        {
            await SignIn(browser, "1001", "teller-1001");
            _access.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browsers[0]));
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(browsers[1]));
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task demonstration_users_are_disabled_once_the_demonstration_is_off_but_for_passwords_of_their_own()
    {
        await _access.Start();
        var users = _access.Services.GetRequiredService<IUsers>();
        await users.Put(users.ByNumber("1002")!, "a password of his own", "9001", Ct);
        using var before = _access.Browser(_cookies);
        await SignIn(before, "1001", "teller-1001");
        await _access.Stop();

        await _access.Start(("Access:Demo", "false"));

        using var after = _access.Browser(_cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(after));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn(after, "1001", "teller-1001")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(after, "1002", "a password of his own")).Status);
        Assert.Null(_access.Services.GetRequiredService<IUsers>().ByNumber("1001"));
        Assert.Null(await _access.Services.GetRequiredService<ISipSecrets>().Ha1("1001", "tellerline", "SHA-256", Ct));
        var rows = await _access.Services.GetRequiredService<IJournal>().ReadStream("user/1001", ct: Ct);
        Assert.Equal("user.disabled", rows[^1].Kind);
    }

    private HttpClient Thief()
    {
        var stolen = new CookieContainer();
        stolen.Add(_cookies.GetCookies(_access.Url));
        return _access.Browser(stolen);
    }

    private async Task<ClientWebSocket> Connect()
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        await socket.ConnectAsync(new UriBuilder(_access.Url) { Scheme = "ws", Path = "/live" }.Uri, Ct);
        return socket;
    }
}
