using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

/// <summary>Users and organisation over HTTP, as the pages use them.</summary>
public sealed class AdministrationHttpTests
{
    private const string Chosen = "corridor lamp seven";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_new_user_replaces_the_one_time_password_at_his_first_sign_in()
    {
        await using var access = new AccessUnderTest();
        await access.Start();
        using var administrator = await Administrator(access);
        using var other = access.Browser();
        var added = await Added(administrator, "9002", "administrator");
        var oneTime = added.GetProperty("oneTime").GetProperty("password").GetString()!;

        var (status, body) = await SignIn(other, "9002", oneTime);
        Assert.Equal((HttpStatusCode.Forbidden, "passwordMustChange"), (status, Code(body)));
        (status, body) = await SignInAnew(other, "9002", oneTime, oneTime);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "weakPassword"), (status, Code(body)));
        Assert.Equal(HttpStatusCode.OK, (await SignInAnew(other, "9002", oneTime, Chosen)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn(access.Browser(), "9002", oneTime)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(other, "9002", Chosen)).Status);
    }

    [Fact]
    public async Task a_one_time_password_opens_for_its_hours_only()
    {
        await using var access = new AccessUnderTest();
        await access.Start(("Access:OneTimeHours", "2"));
        using var administrator = await Administrator(access);
        var reset = await administrator.PostAsync("/api/users/1001/password", null, Ct);
        var oneTime = (await reset.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("password").GetString()!;
        access.Time.Advance(TimeSpan.FromHours(2));
        var (status, body) = await SignInAnew(access.Browser(), "1001", oneTime, Chosen);
        Assert.Equal((HttpStatusCode.Forbidden, "oneTimeOver"), (status, Code(body)));
    }

    [Fact]
    public async Task a_change_of_rights_is_approved_by_the_other_and_signs_its_user_out()
    {
        await using var access = new AccessUnderTest();
        await access.Start();
        using var administrator = await Administrator(access);
        using var agent = access.Browser();
        await SignIn(agent, "1001", "teller-1001");
        using var second = access.Browser();
        var oneTime = (await Added(administrator, "9002", "administrator")).GetProperty("oneTime")
            .GetProperty("password").GetString()!;
        await SignInAnew(second, "9002", oneTime, Chosen);

        using var change = await administrator.PutAsJsonAsync("/api/users/1001/rights", Wanted(1, 2), Ct);
        var answer = await change.Content.ReadFromJsonAsync<JsonElement>(Ct);
        var decision = $"/api/rights-proposals/{answer.GetProperty("proposal").GetProperty("id").GetString()}/decision";
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(agent));
        using var own = await administrator.PostAsJsonAsync(decision, new { approve = true, reason = "" }, Ct);
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "proposerIsNotApprover"),
            (own.StatusCode, Code(await own.Content.ReadFromJsonAsync<JsonElement>(Ct))));
        using var approved = await second.PostAsJsonAsync(decision, new { approve = true, reason = "" }, Ct);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(agent));

        using var stale = await second.PutAsJsonAsync("/api/users/1001/rights", Wanted(1, 3), Ct);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal(
            """[{"field":"authorityLevel","now":2,"wanted":3}]""",
            (await stale.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("differences").GetRawText());
    }

    [Fact]
    public async Task sessions_are_seen_and_ended_by_their_user_and_by_an_administrator()
    {
        await using var access = new AccessUnderTest();
        await access.Start();
        using var administrator = await Administrator(access);
        using var one = access.Browser();
        using var two = access.Browser();
        two.DefaultRequestHeaders.UserAgent.ParseAdd("Kiosk/2.0");
        await SignIn(one, "1001", "teller-1001");
        await SignIn(two, "1001", "teller-1001");

        var seen = await one.GetFromJsonAsync<SessionView[]>("/api/session/all", Ct);
        var other = Assert.Single(seen!, session => !session.Own);
        Assert.Equal(("Kiosk/2.0", "127.0.0.1"), (other.Browser, other.Address));
        using var ended = await one.DeleteAsync($"/api/session/all/{other.Key}", Ct);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await WhoAmI(two), await WhoAmI(one)));

        using var all = await administrator.DeleteAsync("/api/users/1001/sessions", Ct);
        Assert.Equal(HttpStatusCode.NoContent, all.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(one));
        Assert.Empty((await administrator.GetFromJsonAsync<SessionView[]>("/api/users/1001/sessions", Ct))!);
    }

    [Fact]
    public async Task an_unlocked_user_may_try_again_at_once()
    {
        await using var access = new AccessUnderTest();
        await access.Start(("Access:MaxFailures", "1"));
        using var administrator = await Administrator(access);
        using var agent = access.Browser();
        await SignIn(agent, "1001", "wrong");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignIn(agent, "1001", "teller-1001")).Status);
        using var unlocked = await administrator.PostAsync("/api/users/1001/unlocking", null, Ct);
        Assert.Equal(HttpStatusCode.NoContent, unlocked.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(agent, "1001", "teller-1001")).Status);
    }

    [Fact]
    public async Task the_organisation_and_all_users_are_for_administrators_alone()
    {
        await using var access = new AccessUnderTest();
        await access.Start();
        using var lead = access.Browser();
        await SignIn(lead, "2001", "teller-2001");
        using var nobody = access.Browser();
        List<string> asked = [];
        foreach (var endpoint in access.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<Permission>() != AccessPermissions.ChangeSettings)
                continue;
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                var path = endpoint.RoutePattern.RawText!.Replace("{number}", "1001").Replace("{id}", "x")
                    .Replace("{key}", "x").Replace("{code}", "x");
                asked.Add($"{method} {path}");
                Assert.Equal((asked[^1], HttpStatusCode.Forbidden), (asked[^1], await Asked(lead, method, path)));
                Assert.Equal((asked[^1], HttpStatusCode.Unauthorized), (asked[^1], await Asked(nobody, method, path)));
            }
        }
        Assert.True(asked.Count >= 18, string.Join('\n', asked));
    }

    private static async Task<HttpStatusCode> Asked(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
            request.Content = path.Contains("/imports", StringComparison.Ordinal)
                ? new StringContent("", null, "text/csv")
                : JsonContent.Create(new { });
        using var response = await client.SendAsync(request, Ct);
        return response.StatusCode;
    }

    private static async Task<HttpClient> Administrator(AccessUnderTest access)
    {
        var client = access.Browser();
        Assert.Equal(HttpStatusCode.OK, (await SignIn(client, "9001", "teller-9001")).Status);
        return client;
    }

    private static async Task<JsonElement> Added(HttpClient administrator, string number, string role)
    {
        using var response = await administrator.PostAsJsonAsync(
            "/api/users",
            new
            {
                number, name = new { zh = "赵谦", en = "Zhao Qian" }, title = new { zh = "先生", en = "Mr" },
                org = "centre", roles = new[] { role }, authorityLevel = 0, reason = "第二名管理员",
            }, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static object Wanted(long version, int level) => new
    {
        version, roles = new[] { "agent" }, authorityLevel = level, org = "centre/team-1", active = true,
        reason = "考核通过",
    };

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SignInAnew(
        HttpClient client, string user, string password, string newPassword)
    {
        using var response = await client.PostAsJsonAsync("/api/session", new { user, password, newPassword }, Ct);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static string Code(JsonElement problem) => problem.GetProperty("code").GetString()!;
}
