using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Modules.Access;

public sealed class SessionTests : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("tl-data-").FullName;
    private readonly List<WebApplication> _apps = [];
    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());

    private static readonly Permission SeeRecords = new("records.see", "查看", "See")
    {
        Own = [Role.Agent], Team = [Role.TeamLead], Branch = [Role.BranchAgent], All = [Role.FloorManager],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task one_signs_in_is_known_and_signs_out()
    {
        using var client = await Start();

        var (status, me) = await SignIn(client, "1005", "teller-1005");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"number":"1005","name":{"zh":"周𠮷","en":"Zhou Ji"},"title":{"zh":"先生","en":"Mr"},"roles":["agent"],"authorityLevel":1,"org":"centre/team-2","permissions":[{"name":"records.see","reach":"own"}]}""",
            JsonSerializer.Serialize(me, JournalJson.Options).Replace("\\uD842\\uDFB7", "𠮷"));
        Assert.Equal("1005", (await client.GetFromJsonAsync<JsonElement>("/api/session", Ct)).GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/session", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/session", Ct)).StatusCode);
    }

    [Fact]
    public async Task the_cookie_is_for_this_site_and_no_script()
    {
        using var client = await Start();

        using var response = await client.PostAsJsonAsync("/api/session", new { user = "1001", password = "teller-1001" }, Ct);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("httponly", cookie);
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
    public async Task guesses_made_at_once_lock_the_user_for_a_while_and_stand_in_the_journal()
    {
        using var client = await Start();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SignIn(client, "1001", $"guess {i}")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn(client, "1001", "teller-1001")).Status);
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await SignIn(client, "1001", "teller-1001")).Status);

        var rows = await _apps[0].Services.GetRequiredService<IJournal>().ReadStream("user/1001", ct: Ct);
        Assert.Single(rows, r => r.Kind == "user.locked");
        Assert.Equal("user.signedIn", rows[^1].Kind);
        Assert.DoesNotContain(rows, r => r.Body.Contains("guess"));
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
        using var client = await Start(cookies);
        await SignIn(client, "1001", "teller-1001");
        await _apps[0].DisposeAsync();

        using var again = await Start(cookies);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/api/session", Ct)).StatusCode);
        var users = _apps[1].Services.GetRequiredService<IUsers>();
        await users.Put(users.ByNumber("1001")!, "another one", Ct);

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

        using var response = await client.GetAsync("/contacts", Ct);

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
        var secrets = _apps[0].Services.GetRequiredService<ISipSecrets>();

        Assert.Equal(SipDigest.Secrets("1001", "bank.example", "teller-1001").Single(s => s.Algorithm == "MD5").Ha1, await secrets.Ha1("1001", "bank.example", "MD5", Ct));
        Assert.NotNull(await secrets.Ha1("1001", "bank.example", "sha-256", Ct));
        Assert.Null(await secrets.Ha1("1001", "tellerline", "MD5", Ct));
        Assert.Null(await secrets.Ha1("4711", "bank.example", "MD5", Ct));
        Assert.Null(await secrets.Ha1("1001", "bank.example", "SHA-512", Ct));
    }

    private Task<HttpClient> Start(params (string Key, string Value)[] settings) => Start(new CookieContainer(), settings);

    private async Task<HttpClient> Start(CookieContainer cookies, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Kernel:DataDirectory"] = _data, ["Access:Demo"] = "true" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddKernel(builder.Configuration).AddAccess(builder.Configuration).AddCapability(new("Records") { Permissions = [SeeRecords] }).AddSingleton<TimeProvider>(_time);
        var app = builder.Build();
        app.MapAccess();
        app.MapGet("/contacts", (HttpContext http, IUsers users) =>
            users.ScopeOf(http.User, SeeRecords).Agents is { } agents ? string.Join(' ', agents.Order()) : "everybody").RequirePermission(SeeRecords);
        _apps.Add(app);
        await app.Services.StartKernel(Ct);
        await app.StartAsync(Ct);
        return new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = new Uri(app.Urls.Single().Replace("[::]", "127.0.0.1")) };
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SignIn(HttpClient client, string user, string password)
    {
        using var response = await client.PostAsJsonAsync("/api/session", new { user, password }, Ct);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static string WithoutTrace(JsonElement problem) => string.Join('\n', problem.EnumerateObject().Where(p => p.Name != "traceId"));
}
