using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

public sealed class SignInLockTests : IAsyncDisposable
{
    private readonly AccessUnderTest _access = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _access.DisposeAsync();

    [Fact]
    public async Task guesses_made_at_once_lock_and_stand_in_the_journal_and_the_audit()
    {
        await _access.Start();
        using var guesser = _access.Browser();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SignIn(guesser, "1001", $"guess {i}")));

        var rows = await _access.Services.GetRequiredService<IJournal>().ReadStream("user/1001", ct: Ct);
        Assert.Single(rows, r => r.Kind == "user.locked");
        Assert.Equal(5, rows.Count(r => r.Kind == "user.signInFailed"));
        Assert.DoesNotContain(rows, r => r.Body.Contains("guess"));
        var audited = await _access.Services.GetRequiredService<IDb>().Read(
            c => c.Query<string>("SELECT subject FROM audit WHERE action = 'signIn.locked'").ToList(), Ct);
        Assert.Equal(["user/1001"], audited);
    }

    [Fact]
    public async Task who_is_locked_reads_so_and_until_when_whatever_he_types_and_whoever_he_says_he_is()
    {
        await _access.Start();
        using var browser = _access.Browser();
        foreach (var number in new[] { "1001", "4711" })
            for (var i = 0; i < 5; i++)
                Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn(browser, number, "wrong")).Status);

        var right = await SignIn(browser, "1001", "teller-1001");
        var wrong = await SignIn(browser, "1001", "wrong");
        var nobody = await SignIn(browser, "4711", "wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, right.Status);
        Assert.Equal("locked", right.Body.GetProperty("code").GetString());
        var until = right.Body.GetProperty("until").GetDateTimeOffset();
        Assert.Equal(_access.Time.GetUtcNow().AddMinutes(15), until, TimeSpan.FromMilliseconds(1));
        Assert.Equal(WithoutTrace(right.Body), WithoutTrace(wrong.Body));
        Assert.Equal(WithoutTrace(right.Body), WithoutTrace(nobody.Body));

        _access.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await SignIn(browser, "1001", "teller-1001")).Status);
    }

    [Fact]
    public async Task nobody_can_lock_another_out_of_his_browser_or_his_session()
    {
        await _access.Start();
        using var agent = _access.Browser();
        Assert.Equal(HttpStatusCode.OK, (await SignIn(agent, "1001", "teller-1001")).Status);
        using var attacker = _access.Browser();

        for (var i = 0; i < 12; i++)
            await SignIn(attacker, "1001", $"guess {i}");

        // From the same address, as behind one proxy.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignIn(attacker, "1001", "teller-1001")).Status);
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(agent));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync("/api/session", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(agent, "1001", "teller-1001")).Status);
    }

    [Fact]
    public async Task a_device_cookie_of_ones_own_making_is_worth_nothing()
    {
        await _access.Start();
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = _access.Url };
        for (var i = 0; i < 6; i++)
        {
            using var guess = new HttpRequestMessage(HttpMethod.Post, "/api/session");
            guess.Headers.Add("Cookie", $"tellerline.device={Guid.NewGuid():N} 1001");
            guess.Content = JsonContent.Create(new { user = "1001", password = "wrong" });
            using var answer = await client.SendAsync(guess, Ct);
            Assert.Equal(i < 5 ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }

    [Fact]
    public async Task who_gives_rights_stands_in_the_audit()
    {
        await _access.Start();
        var users = _access.Services.GetRequiredService<IUsers>();

        await users.Put(users.ByNumber("1001")! with { Roles = [Role.TeamLead] }, "another one", "9001", Ct);

        var (actor, detail) = await _access.Services.GetRequiredService<IDb>().Read(
            c => c.QuerySingle<(string, string)>(
                "SELECT actor, detail FROM audit WHERE action = 'user.put' AND subject = 'user/1001' ORDER BY seq DESC LIMIT 1"), Ct);
        Assert.Equal("9001", actor);
        Assert.Contains(Role.TeamLead, detail);
        Assert.DoesNotContain("another one", detail);
        Assert.Null(await _access.Services.GetRequiredService<IAudit>().FirstFault(Ct));
    }

    private static string WithoutTrace(JsonElement problem) =>
        string.Join('\n', problem.EnumerateObject().Where(p => p.Name != "traceId"));
}
