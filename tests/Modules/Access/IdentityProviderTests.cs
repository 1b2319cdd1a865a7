using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

/// <summary>
/// Signing in through a real provider (<see cref="ProviderProgram"/>), by HTTP as a browser does it.
/// </summary>
public sealed class IdentityProviderTests(IdentityProviderTests.ChildProvider provider)
    : IClassFixture<IdentityProviderTests.ChildProvider>, IAsyncDisposable
{
    private readonly AccessUnderTest _access = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _access.DisposeAsync();

    [Theory, BothEngines]
    public async Task whom_the_provider_names_is_signed_in_with_the_houses_own_session(DbEngine engine)
    {
        await Start(("Kernel:PostgreSql", engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : ""));
        using var browser = Browser();

        Assert.Equal("/desk?queue=vip", await SignInAs(browser, "1001", "/desk?queue=vip"));

        var me = await browser.GetFromJsonAsync<JsonElement>("/api/session", Ct);
        Assert.Equal(
            ("1001", "openIdConnect"),
            (me.GetProperty("number").GetString(), me.GetProperty("signedInBy").GetString()));
        var session = Assert.Single(
            (await browser.GetFromJsonAsync<JsonElement>("/api/session/all", Ct)).EnumerateArray());
        Assert.Equal("openIdConnect", session.GetProperty("signedInBy").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync("/api/session", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
        Assert.Equal("/", await SignInAs(browser, "1001", null));
    }

    [Fact]
    public async Task unknown_and_disabled_users_are_refused_in_words_and_audited_and_nobody_is_added()
    {
        await Start();
        var before = _access.Services.GetRequiredService<IUsers>().All.Count;
        await _access.Services.GetRequiredService<UserStore>().Disable("1002", "9001", "left", Ct);

        Assert.Equal("/signin?refused=providerUserUnknown&to=%2Fdesk", await SignInAs(Browser(), "4711", "/desk"));
        Assert.Equal("/signin?refused=providerUserDisabled", await SignInAs(Browser(), "1002", null));
        // The provider itself sends him back.
        Assert.Equal("/signin?refused=providerRefused", await SignInAs(Browser(), "nobody", null));

        var audited = await _access.Services.GetRequiredService<IDb>().Read(
            c => c.Query<(string, string)>("SELECT subject, detail FROM audit WHERE action = 'signIn.refused' ORDER BY seq")
                .ToList(), Ct);
        Assert.Equal(["user/unknown", "user/1002"], audited.Select(row => row.Item1));
        Assert.Contains("\"4711\"", audited[0].Item2);
        await _access.Services.GetRequiredService<Users>().Run(Ct);
        Assert.Equal(before - 1, _access.Services.GetRequiredService<IUsers>().All.Count);
    }

    [Fact]
    public async Task a_user_may_be_declared_under_another_name_which_then_is_the_only_one()
    {
        await Start();
        var store = _access.Services.GetRequiredService<UserStore>();
        Assert.Null(await store.SetSubject("1001", "lin.xiaoyan", "machine", Ct));
        Assert.NotNull(await store.SetSubject("1002", "lin.xiaoyan", "machine", Ct));
        Assert.NotNull(await store.SetSubject("1002", "1001", "machine", Ct));
        using var browser = Browser();

        Assert.Equal("/", await SignInAs(browser, "lin.xiaoyan", null));
        Assert.Equal(
            "1001", (await browser.GetFromJsonAsync<JsonElement>("/api/session", Ct)).GetProperty("number").GetString());
        Assert.Equal("/signin?refused=providerUserUnknown", await SignInAs(Browser(), "1001", null));
    }

    [Theory]
    [InlineData("audience"), InlineData("issuer"), InlineData("nonce")]
    public async Task a_token_that_is_not_for_this_sign_in_opens_nothing(string wrong)
    {
        await Start();
        await provider.Control(wrong);
        using var browser = Browser();

        Assert.Equal("/signin?refused=providerRefused", await SignInAs(browser, "1001", null));

        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
        await provider.Control("ok");
        Assert.Equal("/", await SignInAs(browser, "1001", null));
    }

    [Fact]
    public async Task a_state_that_was_altered_is_left_out_or_is_another_browsers_opens_nothing()
    {
        await Start();
        using var browser = Browser();
        foreach (var alter in new Func<Uri, string>[]
            {
                back => Altered(back, "state", state => state[..^4] + (state.EndsWith('A') ? "BBBB" : "AAAA")),
                back => Altered(back, "state", _ => ""),
                back => Altered(back, "code", code => code[..^4] + (code.EndsWith('A') ? "BBBB" : "AAAA")),
            })
        {
            using var came = await browser.GetAsync(alter(await ReturnOf(browser, "1001", null)), Ct);
            Assert.Equal("/signin?refused=providerRefused", came.Headers.Location?.OriginalString);
        }
        // Somebody lures another into his own sign-in.
        using var other = Browser();
        using var lured = await other.GetAsync(await ReturnOf(browser, "1001", null), Ct);
        Assert.Equal("/signin?refused=providerRefused", lured.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(other));
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
    }

    [Fact]
    public async Task an_answer_of_the_provider_is_good_once()
    {
        await Start();
        using var browser = Browser();
        var back = await ReturnOf(browser, "1001", null);
        Assert.Equal("/", (await browser.GetAsync(back, Ct)).Headers.Location?.OriginalString);

        Assert.Equal(
            "/signin?refused=providerRefused", (await browser.GetAsync(back, Ct)).Headers.Location?.OriginalString);
        // With a fresh state too the code is used up.
        var next = await ReturnOf(browser, "1001", null);
        var used = Altered(next, "code", _ => HttpUtility.ParseQueryString(back.Query)["code"]!);
        Assert.Equal(
            "/signin?refused=providerRefused", (await browser.GetAsync(used, Ct)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task nobody_is_sent_elsewhere_afterwards()
    {
        await Start();
        foreach (var to in new[]
        {
            "https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "/api/session/openid",
            "/desk\r\nSet-Cookie: a=b",
        })
        {
            Assert.Equal("/", await SignInAs(Browser(), "1001", to));
            Assert.Equal("/signin?refused=providerUserUnknown", await SignInAs(Browser(), "4711", to));
        }
    }

    [Fact]
    public async Task the_provider_may_take_another_key_meanwhile()
    {
        await Start();
        Assert.Equal("/", await SignInAs(Browser(), "1001", null));
        await provider.Control("rotate");

        // The first who comes with the new key makes the house look for it; the page asks him to try again.
        Assert.Equal("/signin?refused=providerRefused", await SignInAs(Browser(), "1001", null));
        const int most = 20;
        var tries = 1;
        while (await SignInAs(Browser(), "1001", null) != "/")
            Assert.True(++tries < most, $"The new key is not taken in {tries} tries.");
    }

    [Fact]
    public async Task where_the_provider_is_slow_or_gone_a_page_says_so_and_passwords_still_open()
    {
        await using var own = new ChildProvider();
        await own.InitializeAsync();
        // Time enough for its first words on a busy machine; its silence is longer than any.
        await Start(own.Address, 4_000);
        await own.Control("slow");
        Assert.Equal("/signin?refused=providerAway&to=%2Fdesk", await SignInAs(Browser(), "1001", "/desk"));
        await _access.Stop();
        await own.DisposeAsync();
        await Start(own.Address, 4_000);

        using var browser = Browser();
        using var gone = await browser.GetAsync("/api/session/openid?to=%2Fdesk", Ct);
        Assert.Equal(
            (HttpStatusCode.Redirect, "/signin?refused=providerAway&to=%2Fdesk"),
            (gone.StatusCode, gone.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await SignIn(browser, "1001", "teller-1001")).Status);
    }

    [Fact]
    public async Task where_none_is_configured_there_is_no_such_way()
    {
        await _access.Start();
        using var browser = Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/api/session/openid", Ct)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound, (await browser.GetAsync("/api/session/openid/return?code=a&state=b", Ct)).StatusCode);
    }

    [Fact]
    public async Task who_came_by_the_provider_proves_himself_by_a_code_that_he_sets_up_at_once()
    {
        await Start();
        using var browser = Browser();
        await SignInAs(browser, "1001", null);
        using var begun = await browser.PostAsJsonAsync("/api/session/second-step/begin", new { password = "" }, Ct);
        var key = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("key").GetString()!;
        using var on = await browser.PostAsJsonAsync("/api/session/second-step", new { code = CodeOf(key) }, Ct);
        Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        _access.Time.Advance(TimeSpan.FromSeconds(60));
        var proofs = _access.Services.GetRequiredService<IProofOfPerson>();
        Assert.Equal(new PersonProof.Given("totp"), await proofs.Ask("1001", CodeOf(key), Ct));

        // Later the session alone proves too little.
        await SignInAs(browser, "1002", null);
        _access.Time.Advance(TimeSpan.FromMinutes(11));
        using var late = await browser.PostAsJsonAsync("/api/session/second-step/begin", new { password = "" }, Ct);
        Assert.Equal(
            "signInAgain", (await late.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    private string CodeOf(string key) => new Totp(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal)))
        .ComputeTotp(_access.Time.GetUtcNow().UtcDateTime);

    private async Task Start(params (string, string)[] settings)
    {
        await provider.Control("ok");
        await Start(provider.Address, patienceMs: 60_000, settings);
    }

    private Task Start(Uri authority, int patienceMs, params (string, string)[] settings) => _access.Start(
        [
            ("Access:OpenIdConnect:Authority", authority.OriginalString),
            ("Access:OpenIdConnect:PatienceMs", patienceMs.ToString(CultureInfo.InvariantCulture)),
            ("Access:OpenIdConnect:ClientId", ProviderProgram.Client),
            ("Access:OpenIdConnect:ClientSecret", ProviderProgram.Secret), .. settings,
        ]);

    private HttpClient Browser() =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _access.Url };

    /// <returns>Where the house sends the browser at last.</returns>
    private static async Task<string?> SignInAs(HttpClient browser, string user, string? to)
    {
        using var came = await browser.GetAsync(await ReturnOf(browser, user, to), Ct);
        Assert.Equal(HttpStatusCode.Redirect, came.StatusCode);
        return came.Headers.Location?.OriginalString;
    }

    /// <returns>The address with which the provider sends the browser back.</returns>
    private static async Task<Uri> ReturnOf(HttpClient browser, string user, string? to)
    {
        using var left = await browser.GetAsync(
            "/api/session/openid" + (to is null ? "" : $"?to={Uri.EscapeDataString(to)}"), Ct);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        var asked = HttpUtility.ParseQueryString(left.Headers.Location!.Query);
        Assert.Equal(("code", "S256"), (asked["response_type"], asked["code_challenge_method"]));
        using var form = new FormUrlEncodedContent(
            asked.AllKeys.Select(name => KeyValuePair.Create(name!, asked[name]!))
                .Append(new(ProviderProgram.UserField, user)));
        using var said = await browser.PostAsync(
            new Uri(left.Headers.Location.GetLeftPart(UriPartial.Path)), form, Ct);
        Assert.True(said.StatusCode == HttpStatusCode.Redirect, await said.Content.ReadAsStringAsync(Ct));
        return said.Headers.Location!;
    }

    private static string Altered(Uri address, string name, Func<string, string> alter)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        query[name] = alter(query[name]!);
        return $"{address.GetLeftPart(UriPartial.Path)}?{query}";
    }

    /// <summary>One for all: it is as it should be again before each of them.</summary>
    public sealed class ChildProvider : IAsyncLifetime
    {
        private readonly HttpClient _client = new();
        private Process? _process;

        public Uri Address { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "provider")
            {
                RedirectStandardInput = true, RedirectStandardOutput = true,
            })!;
            var line = await _process.StandardOutput.ReadLineAsync(Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Ct);
            Address = new Uri(line!);
        }

        public async Task Control(string mode)
        {
            using var answer = await _client.PostAsync(new Uri(Address, $"/control?mode={mode}"), null, Ct);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _process, null) is not { } process)
                return;
            _client.Dispose();
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
