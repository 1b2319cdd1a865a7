using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Modules.Host;

public sealed class ProjectionsCommandTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_administrator_sees_rebuilds_and_retries_them_from_the_command_line()
    {
        await using var centre = await TestKernel.Start(
            add: (services, configuration) => services.AddDefinitions(configuration).AddContacts(configuration));
        // An arrival without a channel: the contacts' table refuses it.
        await centre.Journal.Append("contact/n1-a", new ContactArrived(null!, null, "95000", "sip", "leg"), ct: Ct);

        var rebuilt = await Say(centre, "rebuild", "contacts");
        Assert.Contains("contacts version", rebuilt, StringComparison.Ordinal);
        Assert.Contains("1 aside", rebuilt, StringComparison.Ordinal);
        Assert.Contains("contact.arrived of contact/n1-a: ", rebuilt, StringComparison.Ordinal);

        Assert.Contains(
            "0 rows applied, 1 still aside", await Say(centre, "retry", "contacts"), StringComparison.Ordinal);
    }

    private static async Task<string> Say(TestKernel centre, params string[] deed)
    {
        var (code, said, error) = await BuiltProgram.Run(
            null, ["projections", .. deed, "--data", centre.DataDirectory]);
        Assert.True(code == 0, error);
        return said;
    }
}
