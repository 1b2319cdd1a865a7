using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using TellerLine.Administration;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Modules.Administration;

/// <summary>Users are found by number or name, unit, role and state; what is exported is written down.</summary>
public sealed class UserListTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task users_are_found_by_what_an_administrator_knows_of_them(DbEngine engine)
    {
        await using var web = await Start(engine);
        await web.Db.Write(scope => scope.Connection.Execute(
            """
            UPDATE access_user SET active = 0 WHERE number = '1006';
            UPDATE access_user SET one_time_until_us = 1 WHERE number IN ('1005', '1006');
            """, transaction: scope.Transaction), Ct);
        using var administrator = await web.SignedIn("9001");

        async Task<string> Found(string asked)
        {
            var page = await administrator.GetFromJsonAsync<JsonElement>($"/api/users?{asked}", Ct);
            return string.Join(' ', page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("number")));
        }

        Assert.Equal("1001 1002 1003 1004 1005 1006 2001 3001 5001 6001 7001 9001", await Found(""));
        Assert.Equal("1001 1002 1003 2001", await Found("org=centre/team-1"));
        Assert.Equal("1004 1005 1006", await Found("org=centre/team-2"));
        Assert.Equal(11, (await Found("org=centre")).Split(' ').Length);
        Assert.Equal("1001 1002 1004 1005 1006", await Found("roles=agent"));
        Assert.Equal("1003", await Found("roles=seniorAgent"));
        Assert.Equal("1006", await Found("state=disabled"));
        Assert.Equal("1005", await Found("state=oneTime"));
        Assert.Equal("", await Found("state=proposed"));
        Assert.Equal("1001", await Found("q=晓燕"));
        Assert.Equal("1001", await Found("q=xiaoYAN"));
        Assert.Equal("1005", await Found("q=𠮷"));
        Assert.Equal("2001", await Found("q=200"));
        Assert.Equal("", await Found("q=%25"));
        Assert.Equal("1001 1002 1003", await Found("q=100&org=centre/team-1"));
        Assert.Equal("3001 5001 7001", await Found("sort=org&size=3"));
    }

    [Fact]
    public async Task the_file_tells_roles_and_states_and_is_audited_and_others_see_none()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var administrator = await web.SignedIn("9001");
        var file = await administrator.GetStringAsync(
            "/api/users/file?q=1003&columns=number,name,roles,state,secondStep&language=en", Ct);
        Assert.Equal(
            "Number,Name,Roles,State,One-time codes\r\n1003,欧阳静 · Ouyang Jing,seniorAgent,active,no\r\n", file);
        Assert.Equal([("9001", "list.exported", "list/users")], await web.Audit());
        using var lead = await web.SignedIn("2001");
        foreach (var address in (string[])["users", "users/count", "users/description", "users/file"])
            Assert.Equal(403, (int)(await lead.GetAsync($"/api/{address}", Ct)).StatusCode);
    }

    private static async Task<WebUnderTest> Start(DbEngine engine) => await WebUnderTest.Start(
        (services, configuration) => services.AddLists(configuration).AddAdministration(configuration),
        routes => routes.MapAdministration(),
        postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
}
