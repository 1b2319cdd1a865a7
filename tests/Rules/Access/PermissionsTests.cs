using TellerLine.Access;
using TellerLine.Access.Core;

namespace TellerLine.Rules.Access;

public sealed class PermissionsTests
{
    [Theory]
    [InlineData(Role.Agent, Policies.WorkDesk, nameof(Extent.Own))]
    [InlineData(Role.Agent, Policies.SeeContacts, nameof(Extent.Own))]
    [InlineData(Role.TeamLead, Policies.SeeContacts, nameof(Extent.Team))]
    [InlineData(Role.TeamLead, Policies.PlayRecording, nameof(Extent.Team))]
    [InlineData(Role.FloorManager, Policies.SeeContacts, nameof(Extent.All))]
    [InlineData(Role.FloorManager, Policies.WorkDesk, nameof(Extent.None))]
    [InlineData(Role.Trainer, Policies.PlayRecording, nameof(Extent.None))]
    [InlineData(Role.Administrator, Policies.PlayRecording, nameof(Extent.None))]
    [InlineData(Role.Administrator, Policies.ChangeSettings, nameof(Extent.All))]
    [InlineData("noSuchRole", Policies.SeeFigures, nameof(Extent.None))]
    [InlineData(Role.Agent, "NoSuchPolicy", nameof(Extent.None))]
    public void a_role_reaches_as_far_as_the_matrix_says(string role, string policy, string extent) =>
        Assert.Equal(extent, Permissions.Reach([role], policy).ToString());

    [Fact]
    public void of_several_roles_the_widest_counts() =>
        Assert.Equal(Extent.Team, Permissions.Reach([Role.Agent, Role.TeamLead], Policies.SeeContacts));

    [Theory]
    [InlineData("centre/team-1", "centre", true)]
    [InlineData("centre/team-1", "centre/team-1", true)]
    [InlineData("centre/team-10", "centre/team-1", false)]
    [InlineData("centre", "centre/team-1", false)]
    public void a_unit_lies_below_another_by_whole_names(string org, string above, bool lies) =>
        Assert.Equal(lies, Permissions.LiesBelow(org, above));

    [Fact]
    public void ha1_is_that_of_the_rfcs()
    {
        // RFC 7616 §3.9.1's user, realm and password.
        var secrets = SipDigest.Secrets("Mufasa", "http-auth@example.org", "Circle of Life").ToDictionary(s => s.Algorithm, s => s.Ha1);

        Assert.Equal("3d78807defe7de2157e2b0b6573a855f", secrets["MD5"]);
        Assert.Equal("7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232", secrets["SHA-256"]);
    }
}
