using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

public sealed class SessionTests : IAsyncDisposable
{
    private readonly AccessUnderTest _access = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _access.DisposeAsync();

    [Fact]
    public async Task one_signs_in_is_known_and_signs_out()
    {
        using var client = await Start();

        var (status, me) = await SignIn(client, "1005", "teller-1005");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            _access.Time.GetUtcNow().AddHours(16), me.GetProperty("endsAt").GetDateTimeOffset(),
            TimeSpan.FromMilliseconds(1));
        Assert.StartsWith(
            """{"number":"1005","name":{"zh":"周𠮷","en":"Zhou Ji"},"title":{"zh":"先生","en":"Mr"},"roles":["agent"],"authorityLevel":1,"org":"centre/team-2","permissions":[{"name":"telephone.own","reach":"own"},{"name":"sessions.own","reach":"own"},{"name":"records.see","reach":"own"}],"endsAt":""",
            JsonSerializer.Serialize(me, JournalJson.Options).Replace("\\uD842\\uDFB7", "𠮷"));
        Assert.Equal(
            "1005", (await client.GetFromJsonAsync<JsonElement>("/api/session", Ct)).GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/session", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/session", Ct)).StatusCode);
    }

    [Fact]
    public async Task the_cookies_are_for_this_site_and_no_script()
    {
        using var client = await Start();

        using var response = await client.PostAsJsonAsync(
            "/api/session", new { user = "1001", password = "teller-1001" }, Ct);

        Assert.Equal(
            ["tellerline", "tellerline.device"],
            response.Headers.GetValues("Set-Cookie").Select(c => c[..c.IndexOf('=')]).Order());
        Assert.All(response.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("samesite=strict", cookie);
            Assert.Contains("httponly", cookie);
        });
    }

    [Fact]
    public async Task a_wrong_password_and_an_unknown_user_look_alike()
    {
        using var client = await Start();

        var wrong = await SignIn(client, "1001", "teller-1002");
        var unknown = await SignIn(client, "4711", "teller-4711");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Equal("wrongCredentials", wrong.Body.GetProperty("code").GetString());
        Assert.Equal(WithoutTrace(wrong.Body), WithoutTrace(unknown.Body));
    }

    [Fact]
    public async Task too_many_attempts_from_one_address_are_put_off()
    {
        using var client = await Start(("Access:SignInsPerMinute", "3"));
        for (var i = 0; i < 3; i++)
            await SignIn(client, "", "x");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignIn(client, "1001", "teller-1001")).Status);
    }

    [Fact]
    public async Task a_form_of_another_site_cannot_sign_anyone_in()
    {
        using var client = await Start();
        using var form = new FormUrlEncodedContent([new("user", "1001"), new("password", "teller-1001")]);

        using var response = await client.PostAsync("/api/session", form, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task a_session_outlives_a_restart_but_not_a_changed_password()
    {
        var cookies = new CookieContainer();
        await _access.Start();
        using var client = _access.Browser(cookies);
        await SignIn(client, "1001", "teller-1001");
        await _access.Stop();

        await _access.Start();
        using var again = _access.Browser(cookies);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/api/session", Ct)).StatusCode);
        var users = _access.Services.GetRequiredService<IUsers>();
        await users.Put(users.ByNumber("1001")!, "another one", "9001", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, (await again.GetAsync("/api/session", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(again, "1001", "another one")).Status);
    }

    [Theory]
    [InlineData("1001", 200, "1001")]
    [InlineData("2001", 200, "1001 1002 1003 2001")]
    [InlineData("3001", 200, "everybody")]
    [InlineData("9001", 403, "")]
    [InlineData(null, 401, "")]
    public async Task whose_contacts_one_sees_is_decided_by_the_role(string? user, int status, string agents)
    {
        using var client = await Start();
        if (user is not null)
            await SignIn(client, user, $"teller-{user}");

        using var response = await client.GetAsync("/records", Ct);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 200)
            Assert.Equal(agents, await response.Content.ReadAsStringAsync(Ct));
        else
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task a_sip_phone_finds_its_secret_in_its_own_realm_only()
    {
        using var client = await Start(("Voice:Domain", "bank.example"));
        var secrets = _access.Services.GetRequiredService<ISipSecrets>();

        var secret = await secrets.Of("1001", Ct);
        Assert.Equal(24, secret!.Length);
        Assert.NotEqual(secret, await secrets.Of("1002", Ct));
        Assert.Equal(
            SipDigest.Ha1("1001", "bank.example", secret, "MD5"), await secrets.Ha1("1001", "bank.example", "MD5", Ct));
        Assert.NotEqual(
            SipDigest.Ha1("1001", "bank.example", "teller-1001", "MD5"),
            await secrets.Ha1("1001", "bank.example", "MD5", Ct));
        Assert.NotNull(await secrets.Ha1("1001", "bank.example", "sha-256", Ct));
        Assert.Null(await secrets.Ha1("1001", "tellerline", "MD5", Ct));
        Assert.Null(await secrets.Ha1("4711", "bank.example", "MD5", Ct));
        Assert.Null(await secrets.Ha1("1001", "bank.example", "SHA-512", Ct));
    }

    [Fact]
    public async Task a_user_renews_the_secret_of_his_telephone_and_it_lies_encrypted()
    {
        using var client = await Start();
        var secrets = _access.Services.GetRequiredService<ISipSecrets>();
        var before = await secrets.Of("1001", Ct);
        Assert.Equal(401, (int)(await client.PostAsync("/api/session/sip-secret", null, Ct)).StatusCode);
        await client.PostAsJsonAsync("/api/session", new { user = "1001", password = "teller-1001" }, Ct);
        var answer = await client.PostAsync("/api/session/sip-secret", null, Ct);
        var account = (await answer.Content.ReadFromJsonAsync<SipAccount>(Ct))!;
        Assert.Equal("1001", account.User);
        Assert.NotEqual(before, account.Secret);
        Assert.Equal(account.Secret, await secrets.Of("1001", Ct));
        var stored = await _access.Services.GetRequiredService<IDb>().Read(
            c => c.QuerySingle<string>("SELECT secret FROM sip_account WHERE number = '1001'"), Ct);
        Assert.DoesNotContain(account.Secret, stored, StringComparison.Ordinal);
    }

    private async Task<HttpClient> Start(params (string Key, string Value)[] settings)
    {
        await _access.Start(settings);
        return _access.Browser();
    }

    private static string WithoutTrace(JsonElement problem) =>
        string.Join('\n', problem.EnumerateObject().Where(p => p.Name != "traceId"));
}
