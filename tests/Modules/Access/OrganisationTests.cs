using System.Security.Claims;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Modules.Access;

/// <summary>Units and posts on both databases.</summary>
public sealed class OrganisationTests
{
    private static readonly Permission SeeTeam = new("team.see", "查看", "See") { Team = [Role.TeamLead] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_move_takes_the_people_along_and_reach_follows(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var (records, users) = (
            kernel.Services.GetRequiredService<OrgRecords>(), kernel.Services.GetRequiredService<IUsers>());
        var before = (await records.All(Ct)).ToDictionary(unit => unit.Path);
        var lead = Claims(users.ByNumber("2001")!);
        Assert.Equal(4, users.ScopeOf(lead, SeeTeam).Agents!.Count);

        var branch = Done(await records.Add(
            new("yc", UnitKind.Branch, "银川", "Yinchuan", before["centre"].Id, false), "9001", Ct));
        var team = before["centre/team-1"];
        var moved = Done(await records.Change(
            team.Id, team.Version, new("team-1", UnitKind.Team, "座席一组", "Team 1", branch.Id, false), "9001", Ct));

        Assert.Equal(("centre/yc/team-1", team.Id, team.Version + 1), (moved.Path, moved.Id, moved.Version));
        Assert.Equal("centre/yc/team-1", users.ByNumber("1001")!.OrgUnit);
        Assert.Equal(4, users.ScopeOf(lead, SeeTeam).Agents!.Count);
        Assert.Equal(
            ["centre", "centre/team-2", "centre/yc", "centre/yc/team-1", "outlets", "outlets/yinchuan"],
            (await records.All(Ct)).Select(unit => unit.Path));
        Assert.Equal(
            ["unit.put"], (await kernel.Journal.ReadStream($"unit/{team.Id}", ct: Ct)).Select(row => row.Kind));
        Assert.Null(await kernel.Services.GetRequiredService<IAudit>().FirstFault(Ct));
    }

    [Theory, BothEngines]
    public async Task moved_with_all_that_lies_below(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var records = kernel.Services.GetRequiredService<OrgRecords>();
        var head = Done(await records.Add(new("bank", UnitKind.HeadOffice, "总行", "Bank", null, false), "9001", Ct));
        var centre = (await records.All(Ct)).Single(unit => unit.Path == "centre");
        Done(await records.Change(
            centre.Id, 1, new("cc", UnitKind.Branch, "客服中心", "Centre", head.Id, false), "9001", Ct));
        Assert.Equal(
            ["bank", "bank/cc", "bank/cc/team-1", "bank/cc/team-2", "outlets", "outlets/yinchuan"],
            (await records.All(Ct)).Select(unit => unit.Path));
        var moved = await kernel.Db.Read(
            c => c.ExecuteScalar<long>(
                "SELECT count(*) FROM access_user WHERE org LIKE 'bank/cc%' AND version = 2"), Ct);
        Assert.Equal(DemoUsers.All.Count(user => user.OrgUnit.StartsWith("centre", StringComparison.Ordinal)), moved);
    }

    [Theory, BothEngines]
    public async Task what_was_read_before_another_changed_it_is_a_conflict_and_used_units_stay(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var records = kernel.Services.GetRequiredService<OrgRecords>();
        var team = (await records.All(Ct)).Single(unit => unit.Path == "centre/team-1");
        var renamed = new UnitWish("team-1", UnitKind.Team, "一组", "First", team.ParentId, false);
        Done(await records.Change(team.Id, team.Version, renamed, "9001", Ct));

        var conflict = Assert.IsType<AccessOutcome<OrgUnitView>.Conflict>(
            await records.Change(team.Id, team.Version, renamed with { NameZh = "甲组" }, "9001", Ct)).What;
        Assert.Equal((team.Version + 1, "nameZh"), (conflict.Version, Assert.Single(conflict.Differences).Field));
        Assert.IsType<AccessOutcome<bool>.Refused>(await records.Delete(team.Id, team.Version + 1, "9001", Ct));

        var empty = Done(await records.Add(
            new("empty", UnitKind.Site, "场地", "Site", team.ParentId, false), "9001", Ct));
        Assert.IsType<AccessOutcome<bool>.Conflict>(await records.Delete(empty.Id, 7, "9001", Ct));
        Assert.IsType<AccessOutcome<bool>.Done>(await records.Delete(empty.Id, 1, "9001", Ct));
        Assert.IsType<AccessOutcome<bool>.Unknown>(await records.Delete(empty.Id, 1, "9001", Ct));
    }

    [Theory, BothEngines]
    public async Task a_post_bounds_authority_and_is_closed_only_when_nobody_holds_it(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var posts = kernel.Services.GetRequiredService<PostRecords>();
        var users = kernel.Services.GetRequiredService<UserAdministration>();
        Assert.Empty(await posts.All(Ct));
        var post = Done(await posts.Put(
            new("teller", new("柜员", "Teller"), "接听来电", 1, false, 0, 0), "9001", Ct));
        var description = new UserDescription("林晓燕", "Lin Xiaoyan", "女士", "Ms", "teller");
        Assert.Equal("teller", Done(await users.Describe("1001", 1, description, "9001", Ct)).Post);

        Assert.Equal(AccessRefusal.LevelAbovePost, Why(await users.Describe("1003", 1, description, "9001", Ct)));
        Assert.Equal(AccessRefusal.LevelAbovePost, Why(await posts.Put(post with { AuthorityLevel = 0 }, "9001", Ct)));
        Assert.Equal(AccessRefusal.PostInUse, Why(await posts.Put(post with { Closed = true }, "9001", Ct)));
        Assert.Equal(AccessRefusal.CodeTaken, Why(await posts.Put(post with { Version = 0 }, "9001", Ct)));
        Assert.Equal(1, Assert.Single(await posts.All(Ct)).Users);
    }

    private static T Done<T>(AccessOutcome<T> outcome) => Assert.IsType<AccessOutcome<T>.Done>(outcome).Value;

    private static AccessRefusal Why<T>(AccessOutcome<T> outcome) =>
        Assert.IsType<AccessOutcome<T>.Refused>(outcome).Reason;

    private static ClaimsPrincipal Claims(UserCard card) => Session.Of(card, "stamp", new OpenedSession("s", 0, "password"));

    private static Task<TestKernel> Start(DbEngine engine) => TestKernel.Start(
        engine, (services, configuration) => services.AddAccess(configuration), ("Access:Demo", "true"));
}
