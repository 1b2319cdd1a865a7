using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

/// <summary>One-time codes over HTTP, as the pages use them.</summary>
public sealed class SecondStepTests : IAsyncDisposable
{
    private const string Password = "teller-1001";

    private readonly AccessUnderTest _access = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _access.DisposeAsync();

    [Theory, BothEngines]
    public async Task a_code_is_asked_for_after_the_right_password_and_taken_once(DbEngine engine)
    {
        await _access.Start(("Kernel:PostgreSql", await Database(engine)));
        var (key, recovery) = await TurnedOn("1001");
        Assert.Equal(10, recovery.Distinct().Count());
        using var browser = _access.Browser();

        var (status, body) = await SignIn(browser, "1001", Password);
        Assert.Equal((HttpStatusCode.Forbidden, "codeNeeded"), (status, Code(body)));
        // The one that turned it on is used up.
        Assert.Equal("wrongCode", Code((await Enter(browser, "1001", Password, Now(key))).Body));
        _access.Time.Advance(TimeSpan.FromSeconds(30));
        var code = Now(key);
        (status, body) = await Enter(browser, "1001", Password, code);
        Assert.Equal((HttpStatusCode.OK, "totp"), (status, body.GetProperty("signedInBy").GetString()));
        Assert.Equal("wrongCode", Code((await Enter(_access.Browser(), "1001", Password, code)).Body));

        (status, body) = await Enter(_access.Browser(), "1001", Password, $" {recovery[3].ToUpperInvariant()} ");
        Assert.Equal((HttpStatusCode.OK, "recoveryCode"), (status, body.GetProperty("signedInBy").GetString()));
        Assert.Equal("wrongCode", Code((await Enter(_access.Browser(), "1001", Password, recovery[3])).Body));
        var own = await browser.GetFromJsonAsync<JsonElement>("/api/session/second-step", Ct);
        Assert.Equal(9, own.GetProperty("codesLeft").GetInt32());
        Assert.Equal(["secondStep.recoveryCodeUsed", "secondStep.turnedOn"], await Audited("1001"));
        await NowhereInTheClear([key, code, .. recovery]);
    }

    [Fact]
    public async Task two_who_come_with_one_code_at_once_are_not_both_let_in()
    {
        await _access.Start();
        var (key, _) = await TurnedOn("1001");
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        var code = Now(key);

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Enter(_access.Browser(), "1001", Password, code)));

        Assert.Single(all, one => one.Status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(-30, true), InlineData(30, true), InlineData(-60, false), InlineData(60, false)]
    public async Task a_clock_may_be_one_step_off(int seconds, bool taken)
    {
        await _access.Start();
        var (key, _) = await TurnedOn("1001");
        _access.Time.Advance(TimeSpan.FromMinutes(5));

        var (status, _) = await Enter(
            _access.Browser(), "1001", Password, At(key, _access.Time.GetUtcNow().AddSeconds(seconds)));

        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task without_the_password_nothing_tells_whether_it_is_on()
    {
        await _access.Start();
        await TurnedOn("1001");

        var on = await Enter(_access.Browser(), "1001", "wrong", "000000");
        var off = await Enter(_access.Browser(), "1002", "wrong", "000000");
        var nobody = await Enter(_access.Browser(), "4711", "wrong", null);

        Assert.Equal((HttpStatusCode.Unauthorized, "wrongCredentials"), (on.Status, Code(on.Body)));
        Assert.Equal(WithoutTrace(on.Body), WithoutTrace(off.Body));
        Assert.Equal(WithoutTrace(on.Body), WithoutTrace(nobody.Body));
    }

    [Fact]
    public async Task wrong_codes_lock_like_wrong_passwords_and_the_password_alone_forgives_none()
    {
        await _access.Start();
        var (key, _) = await TurnedOn("1001");
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        using var thief = _access.Browser();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("codeNeeded", Code((await SignIn(thief, "1001", Password)).Body));
            Assert.Equal("wrongCode", Code((await Enter(thief, "1001", Password, "abc")).Body));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Enter(thief, "1001", Password, Now(key))).Status);
        Assert.Equal(["signIn.locked"], await Audited("system"));
    }

    [Fact]
    public async Task who_must_have_it_sets_it_up_before_he_is_let_in()
    {
        await _access.Start(("Access:SecondStepRoles:0", "agent"));
        using var browser = _access.Browser();

        var (status, body) = await SignIn(browser, "1001", Password);
        Assert.Equal((HttpStatusCode.Forbidden, "codeMustSetUp"), (status, Code(body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
        var key = body.GetProperty("setUp").GetProperty("key").GetString()!;
        Assert.StartsWith("<svg", body.GetProperty("setUp").GetProperty("qr").GetString());
        Assert.Equal("wrongCode", Code((await Enter(browser, "1001", Password, "000")).Body));
        (status, body) = await Enter(browser, "1001", Password, Now(key));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(10, body.GetProperty("recoveryCodes").GetArrayLength());
        // Others' roles do not ask for it.
        Assert.Equal(HttpStatusCode.OK, (await SignIn(_access.Browser(), "2001", "teller-2001")).Status);

        _access.Time.Advance(TimeSpan.FromMinutes(1));
        using var off = await browser.PostAsJsonAsync(
            "/api/session/second-step/off", new { password = Password, code = Now(key) }, Ct);
        Assert.Equal(HttpStatusCode.OK, off.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
        Assert.Equal("codeMustSetUp", Code((await SignIn(browser, "1001", Password)).Body));
    }

    [Fact]
    public async Task a_one_time_password_is_replaced_and_codes_set_up_in_one_go()
    {
        await _access.Start(("Access:SecondStepRoles:0", "agent"));
        using var administrator = _access.Browser();
        await SignIn(administrator, "9001", "teller-9001");
        using var reset = await administrator.PostAsync("/api/users/1001/password", null, Ct);
        var given = (await reset.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("password").GetString()!;
        using var browser = _access.Browser();

        Assert.Equal("passwordMustChange", Code((await SignIn(browser, "1001", given)).Body));
        var (_, body) = await Post(
            browser, "/api/session", new { user = "1001", password = given, newPassword = "corridor lamp seven" });
        Assert.Equal("codeMustSetUp", Code(body));
        var code = Now(body.GetProperty("setUp").GetProperty("key").GetString()!);
        var (status, _) = await Post(
            browser, "/api/session",
            new { user = "1001", password = given, newPassword = "corridor lamp seven", code });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("codeNeeded", Code((await SignIn(browser, "1001", "corridor lamp seven")).Body));
    }

    [Fact]
    public async Task it_is_turned_off_with_both_and_taken_off_by_an_administrator_but_not_an_administrators()
    {
        await _access.Start();
        var (key, _) = await TurnedOn("1001");
        var (other, _) = await TurnedOn("9001");
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        using var browser = _access.Browser();
        await Enter(browser, "1001", Password, Now(key));
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var (password, code) in new[] { (Password, "000"), ("wrong", Now(key)) })
            Assert.Equal(
                "proofWrong", Code((await Post(browser, "/api/session/second-step/off", new { password, code })).Body));

        using var administrator = _access.Browser();
        await Enter(administrator, "9001", "teller-9001", Now(other));
        Assert.True((await administrator.GetFromJsonAsync<JsonElement>("/api/users/1001", Ct))
            .GetProperty("secondStep").GetBoolean());
        using var taken = await administrator.DeleteAsync("/api/users/1001/second-step", Ct);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var own = await administrator.DeleteAsync("/api/users/9001/second-step", Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(browser));
        Assert.Equal(HttpStatusCode.OK, (await SignIn(browser, "1001", Password)).Status);

        var again = (await TurnedOn("1001")).Key;
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        var (status, _) = await Post(
            browser, "/api/session/second-step/off", new { password = Password, code = Now(again) });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(_access.Browser(), "1001", Password)).Status);
        Assert.Equal(
            ["secondStep.takenOff", "secondStep.turnedOn"],
            (await Audited("9001")).Where(action => action.StartsWith("secondStep", StringComparison.Ordinal)));
        Assert.Equal(["secondStep.turnedOff", "secondStep.turnedOn", "secondStep.turnedOn"], await Audited("1001"));
    }

    [Fact]
    public async Task it_outlives_a_restart_and_a_code_proves_the_person_where_it_is_asked_for_again()
    {
        await _access.Start();
        var (key, _) = await TurnedOn("1001");
        await _access.Stop();
        await _access.Start();
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("codeNeeded", Code((await SignIn(_access.Browser(), "1001", Password)).Body));
        var proofs = _access.Services.GetRequiredService<IProofOfPerson>();
        var code = Now(key);

        Assert.Equal(new PersonProof.Given("totp"), await proofs.Ask("1001", code, Ct));
        Assert.Equal(new PersonProof.Given("password"), await proofs.Ask("1001", Password, Ct));
        for (var i = 0; i < 5; i++)
            Assert.IsType<PersonProof.Wrong>(await proofs.Ask("1001", code, Ct));
        Assert.IsType<PersonProof.Locked>(await proofs.Ask("1001", Password, Ct));
        // Sign-in is counted apart.
        Assert.Equal("codeNeeded", Code((await SignIn(_access.Browser(), "1001", Password)).Body));
    }

    [Fact]
    public async Task the_right_password_between_wrong_codes_forgives_none_of_them()
    {
        await _access.Start();
        var (key, _) = await TurnedOn("1001");
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        var proofs = _access.Services.GetRequiredService<IProofOfPerson>();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(new PersonProof.Given("password"), await proofs.Ask("1001", Password, Ct));
            Assert.IsType<PersonProof.Wrong>(await proofs.Ask("1001", "000000", Ct));
        }

        Assert.IsType<PersonProof.Locked>(await proofs.Ask("1001", Now(key), Ct));
    }

    [Fact]
    public async Task recovery_codes_are_made_anew_with_a_code_and_the_old_ones_are_void()
    {
        await _access.Start();
        var (key, old) = await TurnedOn("1001");
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        using var browser = _access.Browser();
        await Enter(browser, "1001", Password, old[0]);

        var (_, refused) = await Post(browser, "/api/session/second-step/recovery-codes", new { code = old[1] });
        Assert.Equal("proofWrong", Code(refused));
        var (_, made) = await Post(browser, "/api/session/second-step/recovery-codes", new { code = Now(key) });

        Assert.Equal("wrongCode", Code((await Enter(_access.Browser(), "1001", Password, old[1])).Body));
        var anew = made.GetProperty("codes")[0].GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await Enter(_access.Browser(), "1001", Password, anew)).Status);
    }

    private static string Now(string key, DateTimeOffset at) =>
        new Totp(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal))).ComputeTotp(at.UtcDateTime);

    private static string Code(JsonElement problem) => problem.GetProperty("code").GetString()!;

    private static string At(string key, DateTimeOffset at) => Now(key, at);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Post(HttpClient client, string at, object sent)
    {
        using var response = await client.PostAsJsonAsync(at, sent, Ct);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> Enter(
        HttpClient client, string user, string password, string? code) =>
        Post(client, "/api/session", new { user, password, code });

    private static string WithoutTrace(JsonElement problem) =>
        string.Join('\n', problem.EnumerateObject().Where(p => p.Name != "traceId"));

    private static Task<string> Database(DbEngine engine) => engine == DbEngine.PostgreSql
        ? PostgreSqlCluster.NewDatabase() : Task.FromResult("");

    private string Now(string key) => Now(key, _access.Time.GetUtcNow());

    /// <returns>The key in groups, and the recovery codes.</returns>
    private async Task<(string Key, string[] Recovery)> TurnedOn(string user)
    {
        using var browser = _access.Browser();
        await SignIn(browser, user, $"teller-{user}");
        var (status, begun) = await Post(
            browser, "/api/session/second-step/begin", new { password = $"teller-{user}" });
        Assert.True(status == HttpStatusCode.OK, begun.GetRawText());
        var key = begun.GetProperty("key").GetString()!;
        var (_, on) = await Post(browser, "/api/session/second-step", new { code = Now(key) });
        return (key, [.. on.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private Task<List<string>> Audited(string actor) => _access.Services.GetRequiredService<IDb>().Read(
        c => c.Query<string>(
            "SELECT action FROM audit WHERE actor = @actor AND action LIKE 's%' AND action NOT LIKE 'session%' ORDER BY action",
            new { actor }).ToList(), Ct);

    /// <summary>No column of any row has one of them, as text or in groups.</summary>
    private async Task NowhereInTheClear(IEnumerable<string> secrets)
    {
        var all = await _access.Services.GetRequiredService<IDb>().Read(
            c => string.Join(
                '\n', new[] { "access_totp", "access_recovery_code", "journal", "audit", "access_session" }
                    .SelectMany(table => c.Query($"SELECT * FROM {table}"))
                    .Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values))), Ct);
        Assert.Contains("aes-256-gcm$", all);
        foreach (var secret in secrets)
            foreach (var way in new[] { secret, secret.Replace(" ", "").Replace("-", "") })
                Assert.DoesNotContain(way.Length > 6 ? way : $"\"{way}\"", all, StringComparison.OrdinalIgnoreCase);
    }
}
