using TellerLine.Access;
using TellerLine.Access.Core;

namespace TellerLine.Rules.Access;

public sealed class UserRightsTests
{
    private static readonly UserRights Agent = new([Role.Agent], 1, "centre/team-1", true);
    private static readonly UserRights Administrator = new([Role.Administrator], 0, "centre", true);
    private static readonly RightsFacts Facts = new(
        new HashSet<string> { "centre", "centre/team-1" }, Administrators: 1);

    [Fact]
    public void a_change_is_told_with_who_made_it() => Assert.Equivalent(
        new UserRightsChanged("1001", [Role.Agent, Role.TeamLead], 2, "centre", true, "9001"),
        Assert.IsType<RightsDecision.Changed>(
            Decide(Agent, new UserRights([Role.Agent, Role.TeamLead], 2, "centre", true))).Event);

    [Fact]
    public void what_is_wanted_as_it_is_changes_nothing() =>
        Assert.IsType<RightsDecision.Unchanged>(Decide(Agent, Agent with { Roles = [.. Agent.Roles] }));

    [Fact]
    public void nobody_changes_his_own_rights() =>
        Refused("OneselfIsForAnother", Decide(Agent, Agent with { AuthorityLevel = 4 }, actor: "1001"));

    [Fact]
    public void the_last_administrator_stays()
    {
        Refused("LastAdministratorStays", Decide(Administrator, Administrator with { Active = false }));
        Refused("LastAdministratorStays", Decide(Administrator, Administrator with { Roles = [Role.Agent] }));
        var two = Facts with { Administrators = 2 };
        Assert.IsType<RightsDecision.Changed>(
            UserRights.Decide("1001", Administrator, Administrator with { Active = false }, "9001", two));
    }

    [Fact]
    public void what_does_not_exist_is_refused_by_name()
    {
        Refused("UnknownRole", Decide(Agent, Agent with { Roles = ["king"] }));
        Refused("UnknownRole", Decide(Agent, Agent with { Roles = [] }));
        Refused("UnknownLevel", Decide(Agent, Agent with { AuthorityLevel = 5 }));
        Refused("UnknownUnit", Decide(Agent, Agent with { OrgUnit = "centre/nowhere" }));
    }

    [Fact]
    public void roles_level_return_and_a_unit_that_roles_reach_by_need_two_people()
    {
        var facts = Facts with { ReachesByUnit = roles => roles.Contains(Role.TeamLead), Administrators = 2 };
        bool Two(UserRights state, UserRights wanted) =>
            Assert.IsType<RightsDecision.Changed>(UserRights.Decide("1001", state, wanted, "9001", facts)).NeedsTwo;
        var lead = Agent with { Roles = [Role.TeamLead] };

        Assert.True(Two(Agent, Agent with { Roles = [Role.Agent, Role.Evaluator] }));
        Assert.True(Two(Agent, Agent with { AuthorityLevel = 0 }));
        Assert.True(Two(Agent with { Active = false }, Agent));
        Assert.True(Two(lead, lead with { OrgUnit = "centre" }));
        Assert.False(Two(Agent, Agent with { OrgUnit = "centre" }));
        Assert.False(Two(lead, lead with { Active = false }));
    }

    [Fact]
    public void a_centre_that_never_had_two_administrators_gets_its_second_from_the_first_alone()
    {
        var fresh = Facts with { EverTwoAdministrators = false };
        var nobody = new UserRights([], 0, "centre", true);
        bool Two(UserRights wanted, RightsFacts facts) =>
            Assert.IsType<RightsDecision.Changed>(UserRights.Decide("9002", nobody, wanted, "9001", facts)).NeedsTwo;

        Assert.False(Two(Administrator, fresh));
        Assert.True(Two(Administrator, Facts));
        Assert.True(Two(Administrator with { Roles = [Role.Administrator, Role.Operations] }, fresh));
        Assert.True(Two(Administrator with { AuthorityLevel = 4 }, fresh));
        Assert.True(Two(Agent, fresh));
    }

    [Fact]
    public void a_closed_unit_takes_nobody_in_and_a_post_bounds_authority()
    {
        var facts = Facts with { ClosedUnits = new HashSet<string> { "centre" }, PostLevel = 1 };
        Refused("UnitClosed", UserRights.Decide("1001", Agent, Agent with { OrgUnit = "centre" }, "9001", facts));
        Refused("LevelAbovePost", UserRights.Decide("1001", Agent, Agent with { AuthorityLevel = 2 }, "9001", facts));
    }

    [Fact]
    public void who_proposed_does_not_approve_nor_does_whom_it_is_for()
    {
        var open = new OpenProposal("1001", Agent, Agent with { AuthorityLevel = 2 }, "9001", 100, OpenProposal.Open);
        (string, AccessRefusal?) Decide(bool approve, string actor, UserRights? now = null, long atUs = 50) =>
            open.Decide(approve, actor, now ?? Agent, atUs);

        Assert.Equal((OpenProposal.Approved, null), Decide(true, "9002"));
        Assert.Equal(AccessRefusal.ProposerIsNotApprover, Decide(true, "9001").Item2);
        Assert.Equal(AccessRefusal.OneselfIsForAnother, Decide(true, "1001").Item2);
        Assert.Equal((OpenProposal.Refused, null), Decide(false, "9002"));
        Assert.Equal((OpenProposal.Withdrawn, null), Decide(false, "9001"));
        Assert.Equal((OpenProposal.Expired, AccessRefusal.ProposalExpired), Decide(true, "9002", atUs: 100));
        Assert.Equal(AccessRefusal.RightsChangedSince, Decide(true, "9002", Agent with { Active = false }).Item2);
        Assert.Equal((OpenProposal.Approved, null), Decide(true, "9002", Agent with { OrgUnit = "centre/moved" }));
        Assert.Equal(
            AccessRefusal.ProposalDecided,
            (open with { State = OpenProposal.Refused }).Decide(true, "9002", Agent, 50).Refusal);
    }

    private static RightsDecision Decide(UserRights state, UserRights wanted, string actor = "9001") =>
        UserRights.Decide("1001", state, wanted, actor, Facts);

    private static void Refused(string reason, RightsDecision decision) =>
        Assert.Equal(reason, Assert.IsType<RightsDecision.Refused>(decision).Reason.ToString());
}
