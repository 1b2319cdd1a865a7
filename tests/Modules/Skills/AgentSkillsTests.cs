using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Routing;
using TellerLine.Skills;

namespace TellerLine.Modules.Skills;

/// <summary>
/// Agents' skills over HTTP and on disk: who sees and changes whose, what is found, what the router is told.
/// </summary>
public sealed class AgentSkillsTests
{
    private const string Address = "/api/skills";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task a_lead_keeps_the_skills_of_his_own_team_and_sees_no_others(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var lead = await web.SignedIn("2001");
        Assert.Equal(["1001", "1002", "1003"], (await Rows(lead)).Select(row => (string?)row!["number"]));
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"{Address}/1004", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Change(lead, "1004", 1, Sheet())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Change(lead, "1001", 1, Sheet(("english", 2, null)))).StatusCode);

        using var planner = await web.SignedIn("5001");
        Assert.Contains("1004", (await Rows(planner)).Select(row => (string?)row!["number"]));
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(Address, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Change(agent, "1001", 2, Sheet())).StatusCode);
        Assert.Contains(("2001", "skills.recorded", "user/1001"), await web.Audit());
    }

    [Theory]
    [BothEngines]
    public async Task a_first_record_is_made_and_a_late_change_is_told_the_difference(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var floor = await web.SignedIn("3001");
        var none = await Get(floor, "6001");
        Assert.Equal(("none", 0), ((string?)none["state"]!["code"], (int)none["version"]!));
        Assert.Equal(["service"], (await Told(web, "6001")).Queues.Take(1));

        Assert.Equal(HttpStatusCode.OK, (await Change(floor, "6001", 0, Sheet(("english", 3, null)))).StatusCode);
        using var late = await Change(floor, "6001", 0, Sheet(("english", 5, null)));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var difference = Assert.Single(
            (await late.Content.ReadFromJsonAsync<JsonNode>(Ct))!["differences"]!.AsArray());
        Assert.Equal("skills", (string?)difference!["field"]);
        Assert.EndsWith("3 级", (string?)difference["now"], StringComparison.Ordinal);

        using var same = await Change(floor, "6001", 1, Sheet(("english", 3, null)));
        Assert.Equal("unchanged", (string?)(await same.Content.ReadFromJsonAsync<JsonNode>(Ct))!["code"]);
        using var faulty = await Change(floor, "6001", 1, Sheet(("dutch", 7, null)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        Assert.Equal([new AgentSkill("english", 3)], (await Told(web, "6001")).Skills);
        var now = await Get(floor, "6001");
        Assert.StartsWith("Recorded: ", (string?)now["story"]![0]!["what"]!["en"], StringComparison.Ordinal);
        var kept = Assert.Single(await web.Journal.ReadStream("skills/6001", ct: Ct));
        Assert.Equal("3001", kept.As<SkillsRecorded>().By);
    }

    [Theory]
    [BothEngines]
    public async Task the_list_finds_by_skill_by_lapse_and_by_what_has_lapsed(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var floor = await web.SignedIn("3001");
        var today = web.Get<KernelOptions>().DayOf(web.Get<TimeProvider>().NowUs());
        Assert.Equal(["1001", "1002", "1003"], await Numbers(floor, "skills=wealth"));
        // The demonstration's certificate lapses in twenty days.
        Assert.Equal(["1001"], await Numbers(floor, "state=lapsing"));
        Assert.Empty(await Numbers(floor, "state=lapsed"));
        Assert.Equal(["6001"], await Numbers(floor, "state=none"));
        await Change(floor, "1002", 1, Sheet(("wealth", 2, $"{today.AddDays(-1):yyyy-MM-dd}")));
        Assert.Equal(["1002"], await Numbers(floor, "state=lapsed"));
        Assert.Equal("lapsed", (string?)(await Get(floor, "1002"))["state"]!["code"]);
        await Change(floor, "1002", 2, Sheet(("wealth", 2, $"{today:yyyy-MM-dd}")));
        Assert.Equal(["1001", "1002"], await Numbers(floor, "state=lapsing"));
        Assert.Equal(["1004"], await Numbers(floor, "q=1004"));
        var row = (await Rows(floor, "q=1002"))[0]!;
        Assert.Equal($"{today:yyyy-MM-dd}", (string?)row["until"]);
        Assert.Equal(2, (int)row["skills"]![0]!["level"]!);
        Assert.Equal(
            web.Get<KernelOptions>().Day(today).ToUs, Assert.Single((await Told(web, "1002")).Skills).UntilUs);
        var csv = await floor.GetStringAsync($"{Address}/file?format=csv&language=en&q=1002", Ct);
        Assert.Contains($"{today:yyyy-MM-dd}", csv, StringComparison.Ordinal);
    }

    [Theory]
    [BothEngines]
    public async Task a_skill_taken_out_is_shown_by_its_former_name_told_to_nobody_and_given_to_nobody(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var floor = await web.SignedIn("3001");
        await Decided.Now(web, "skills", "skills:\n- { code: english, zh: 英语, en: English }\n", Ct);
        Assert.Equal([new AgentSkill("english", 4)], (await Told(web, "1001")).Skills);
        var skills = (await Get(floor, "1001"))["facts"]!.AsArray()
            .Single(fact => (string?)fact!["name"]!["en"] == "Skills")!["words"]!;
        Assert.Contains("Wealth management (no longer used) 3", (string?)skills["en"], StringComparison.Ordinal);
        Assert.Empty(await Numbers(floor, "state=lapsing"));

        using var given = await Change(floor, "1004", 1, Sheet(("wealth", 1, "2999-01-01")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, given.StatusCode);
        using var kept = await Change(floor, "1001", 1, Sheet(("english", 5, null), ("wealth", 3, null)));
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal([new AgentSkill("english", 5)], (await Told(web, "1001")).Skills);
    }

    [Fact]
    public async Task the_demonstrations_records_are_made_once_and_outlive_a_restart()
    {
        await using var web = await Start(DbEngine.Sqlite);
        var told = await Told(web, "1001");
        Assert.Equal(["english", "wealth"], told.Skills.Select(skill => skill.Skill));
        Assert.Equal("medium", told.Timbre);
        using var floor = await web.SignedIn("3001");
        await Change(floor, "1001", 1, Sheet());
        await web.Services.GetServices<IAtStart>().OfType<DemonstrationSkills>().Single().Run(Ct);
        Assert.Empty((await Told(web, "1001")).Skills);
    }

    private static async Task<WebUnderTest> Start(DbEngine engine) => await WebUnderTest.Start(
        (services, configuration) => services.AddLists(configuration).AddDefinitions(configuration)
            .AddRouting(configuration).AddSkills(configuration),
        routes => routes.MapSkills(),
        postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");

    private static object Sheet(params (string Skill, int Level, string? Until)[] skills) => new
    {
        skills = skills.Select(one => new { skill = one.Skill, level = one.Level, until = one.Until }),
    };

    private static Task<HttpResponseMessage> Change(HttpClient who, string agent, long version, object form) =>
        who.PostAsJsonAsync($"{Address}/{agent}/change", new { version, form }, Ct);

    private static async Task<JsonNode> Get(HttpClient who, string agent) =>
        (await who.GetFromJsonAsync<JsonNode>($"{Address}/{agent}", Ct))!;

    private static async Task<JsonArray> Rows(HttpClient who, string asked = "") =>
        (await who.GetFromJsonAsync<JsonNode>($"{Address}?{asked}", Ct))!["rows"]!.AsArray();

    private static async Task<IEnumerable<string?>> Numbers(HttpClient who, string asked) =>
        (await Rows(who, asked)).Select(row => (string?)row!["number"]);

    private static Task<AgentSignedIn> Told(WebUnderTest web, string agent) => web.Get<IAgentSkills>().Of(agent, Ct);
}
