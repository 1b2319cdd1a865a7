using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Modules.Access;

/// <summary>Rights and two people for them, on both databases.</summary>
public sealed class UserRecordsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task of_two_who_read_the_same_version_the_second_is_told_what_the_first_changed(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var rights = await Rights(kernel, "1001");
        var version = (await UserRows.One(kernel.Db, "1001", Ct))!.Version;

        var outcomes = await Task.WhenAll(
            Change(kernel, "1001", rights with { OrgUnit = "centre/team-2" }, version),
            Change(kernel, "1001", rights with { Active = false }, version));

        var done = Assert.Single(outcomes.OfType<AccessOutcome<RightsAnswer>.Done>()).Value;
        Assert.Equal((2L, null), (done.User.Version, done.Proposal));
        var conflict = Assert.Single(outcomes.OfType<AccessOutcome<RightsAnswer>.Conflict>()).What;
        Assert.Equal(2, conflict.Version);
        Assert.Equal(["active", "orgUnit"], conflict.Differences.Select(d => d.Field).Order());
    }

    [Theory, BothEngines]
    public async Task rights_wait_for_another_administrator_and_are_written_whole_when_he_approves(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Second(kernel);
        var proposals = kernel.Services.GetRequiredService<RightsProposals>();
        var wanted = new UserRights([Role.TeamLead], 2, "centre/team-1", Active: true);

        var proposed = Done(await Change(kernel, "1001", wanted));
        Assert.Equal([Role.Agent], proposed.User.Roles);
        Assert.True(proposed.User.Proposed);
        var id = proposed.Proposal!.Id;
        Assert.Equal(AccessRefusal.ProposalOpen, Why(await Change(kernel, "1001", wanted)));
        Assert.Equal(AccessRefusal.ProposerIsNotApprover, Why(await proposals.Decide(id, true, "", "9001", Ct)));
        Assert.Empty(await Told(kernel));

        Assert.Equal("approved", Done(await proposals.Decide(id, true, "", "9002", Ct)).State);
        var told = Assert.Single(await Told(kernel));
        Assert.Equal((Role.TeamLead, 2, "9002"), (Assert.Single(told.Roles), told.AuthorityLevel, told.By));
        Assert.Equal([Role.TeamLead], kernel.Services.GetRequiredService<IUsers>().ByNumber("1001")!.Roles);
        Assert.Equal(AccessRefusal.ProposalDecided, Why(await proposals.Decide(id, true, "", "9002", Ct)));
        Assert.Equal("approved", Assert.Single(await proposals.All("1001", Ct)).State);
        Assert.Null(await kernel.Services.GetRequiredService<IAudit>().FirstFault(Ct));
    }

    [Theory, BothEngines]
    public async Task a_refusal_has_its_reason_and_another_change_makes_a_proposal_void(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Second(kernel);
        var proposals = kernel.Services.GetRequiredService<RightsProposals>();
        var rights = await Rights(kernel, "1001");
        var first = Done(await Change(kernel, "1001", rights with { AuthorityLevel = 2 })).Proposal!.Id;
        Assert.Equal(AccessRefusal.ReasonMissing, Why(await proposals.Decide(first, false, " ", "9002", Ct)));
        Assert.Equal("refused", Done(await proposals.Decide(first, false, "未通过考核", "9002", Ct)).State);

        var second = Done(await Change(kernel, "1001", rights with { AuthorityLevel = 2 })).Proposal!.Id;
        Assert.Null(Done(await Change(kernel, "1001", rights with { Active = false })).Proposal);
        Assert.Equal(AccessRefusal.RightsChangedSince, Why(await proposals.Decide(second, true, "", "9002", Ct)));
        Assert.Equal("withdrawn", Done(await proposals.Decide(second, false, "", "9001", Ct)).State);
        Assert.Equal(["refused", "withdrawn"], (await proposals.All("1001", Ct)).Select(p => p.State).Order());
    }

    [Theory, BothEngines]
    public async Task the_second_administrator_comes_from_the_first_alone_and_only_once(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Second(kernel);
        var users = kernel.Services.GetRequiredService<UserAdministration>();
        Assert.Null(Done(await Change(kernel, "9002", (await Rights(kernel, "9002")) with { Active = false })).Proposal);

        var third = (await users.Add(Entry("9003", [Role.Administrator]), "9001", Ct)).Added!;
        Assert.NotNull(third.Proposal);
        Assert.Empty(third.User.Roles);
        Assert.Equal(AccessRefusal.AdministratorAtTheMachine, Why(await users.ResetPassword("9003", "9001", Ct)));
    }

    [Theory, BothEngines]
    public async Task a_new_user_is_told_all_that_is_wrong_at_once(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var users = kernel.Services.GetRequiredService<UserAdministration>();
        var entry = new UserEntry("1001", new("", "", "", "", "nobody"), "nowhere", ["king"], 7, "");
        var (added, faults) = await users.Add(entry, "9001", Ct);
        Assert.Null(added);
        Assert.Equal(
            [
                "authorityLevel unknownLevel", "nameEn badName", "nameZh badName", "number numberTaken",
                "org unknownUnit", "post unknownPost", "reason reasonMissing", "roles unknownRole",
            ],
            faults.Select(fault => $"{fault.Field} {fault.Code}").Order(StringComparer.Ordinal));
    }

    private static UserEntry Entry(string number, IReadOnlyList<string> roles) =>
        new(number, new("赵谦", "Zhao Qian", "先生", "Mr", null), "centre", roles, 0, "第二名管理员");

    /// <summary>A second administrator, as a centre gets him.</summary>
    private static async Task Second(TestKernel kernel)
    {
        var users = kernel.Services.GetRequiredService<UserAdministration>();
        var added = (await users.Add(Entry("9002", [Role.Administrator]), "9001", Ct)).Added!;
        Assert.Null(added.Proposal);
        Assert.Equal([Role.Administrator], added.User.Roles);
    }

    private static async Task<UserRights> Rights(TestKernel kernel, string number)
    {
        var user = (await UserRows.One(kernel.Db, number, Ct))!;
        return new UserRights(user.Roles, user.AuthorityLevel, user.Org, user.Active);
    }

    private static async Task<AccessOutcome<RightsAnswer>> Change(
        TestKernel kernel, string number, UserRights wanted, long? version = null) =>
        await kernel.Services.GetRequiredService<UserRecords>().Change(
            number, version ?? (await UserRows.One(kernel.Db, number, Ct))!.Version, wanted, "轮岗", "9001", Ct);

    private static T Done<T>(AccessOutcome<T> outcome) => Assert.IsType<AccessOutcome<T>.Done>(outcome).Value;

    private static AccessRefusal Why<T>(AccessOutcome<T> outcome) =>
        Assert.IsType<AccessOutcome<T>.Refused>(outcome).Reason;

    private static Task<TestKernel> Start(DbEngine engine) =>
        TestKernel.Start(
            engine, (services, configuration) => services.AddAccess(configuration), ("Access:Demo", "true"));

    private static async Task<List<UserRightsChanged>> Told(TestKernel kernel) =>
        [.. (await kernel.Journal.ReadStream("user/1001", ct: Ct)).Where(r => r.Kind == "user.rightsChanged")
            .Select(r => r.As<UserRightsChanged>())];
}
