using TellerLine.Access;
using TellerLine.Access.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Insights;
using TellerLine.Kernel;

namespace TellerLine.Rules.Access;

public sealed class PermissionsTests
{
    public static TheoryData<string, Permission, Reach> Matrix => new()
    {
        { Role.Agent, DesksPermissions.WorkDesk, Reach.Own },
        { Role.Agent, ContactsPermissions.SeeContacts, Reach.Own },
        { Role.TeamLead, ContactsPermissions.SeeContacts, Reach.Team },
        { Role.TeamLead, ContactsPermissions.PlayRecordings, Reach.Team },
        { Role.BranchAgent, ContactsPermissions.SeeContacts, Reach.Branch },
        { Role.BranchAgent, ContactsPermissions.PlayRecordings, Reach.Own },
        { Role.FloorManager, ContactsPermissions.SeeContacts, Reach.All },
        { Role.FloorManager, DesksPermissions.WorkDesk, Reach.None },
        { Role.Trainer, ContactsPermissions.PlayRecordings, Reach.None },
        { Role.Administrator, ContactsPermissions.PlayRecordings, Reach.None },
        { Role.Administrator, AccessPermissions.ChangeSettings, Reach.All },
        { "noSuchRole", InsightsPermissions.SeeFigures, Reach.None },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void a_role_reaches_as_far_as_the_bank_decided(string role, Permission permission, Reach reach) =>
        Assert.Equal(reach, permission.ReachOf([role]));

    [Fact]
    public void of_several_roles_the_widest_counts() =>
        Assert.Equal(Reach.Team, ContactsPermissions.SeeContacts.ReachOf([Role.Agent, Role.TeamLead]));

    [Theory]
    [InlineData("centre/team-1", "centre", true)]
    [InlineData("centre/team-1", "centre/team-1", true)]
    [InlineData("centre/team-10", "centre/team-1", false)]
    [InlineData("centre", "centre/team-1", false)]
    public void a_unit_lies_below_another_by_whole_names(string org, string above, bool lies) =>
        Assert.Equal(lies, OrgPath.LiesBelow(org, above));

    [Theory]
    [InlineData("branches/yinchuan/counter/hall", "branches/yinchuan")]
    [InlineData("branches/yinchuan", "branches/yinchuan")]
    [InlineData("centre", "centre")]
    public void a_branch_is_the_first_two_names_of_a_path(string org, string branch) =>
        Assert.Equal(branch, OrgPath.BranchOf(org));

    [Fact]
    public void ha1_is_that_of_the_rfcs()
    {
        // RFC 7616 §3.9.1's user, realm and password.
        static string? Ha1(string algorithm) =>
            SipDigest.Ha1("Mufasa", "http-auth@example.org", "Circle of Life", algorithm);

        Assert.Equal("3d78807defe7de2157e2b0b6573a855f", Ha1("MD5"));
        Assert.Equal("7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232", Ha1("sha-256"));
        Assert.Null(Ha1("SHA-512"));
    }
}
