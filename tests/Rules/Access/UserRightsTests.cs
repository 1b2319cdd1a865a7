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

    private static RightsDecision Decide(UserRights state, UserRights wanted, string actor = "9001") =>
        UserRights.Decide("1001", state, wanted, actor, Facts);

    private static void Refused(string reason, RightsDecision decision) =>
        Assert.Equal(reason, Assert.IsType<RightsDecision.Refused>(decision).Reason.ToString());
}
