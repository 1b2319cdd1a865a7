using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Host;

// What anybody may know before signing in or calling.

public sealed record CentreView(
    CentreName BankName, string Hotline, string SipDomain, string WsSipPath, string Node, DemonstrationView? Demo,
    string TimeZone, CentreName? IdentityProvider);

public sealed record DemonstrationView(
    IReadOnlyList<DemonstrationAgentView> Agents, IReadOnlyList<DemonstrationCustomerView> Customers);

public sealed record DemonstrationAgentView(
    string Number, CentreName Name, string Role, string Password, string? SipSecret);

public sealed record DemonstrationCustomerView(
    string Id, string Name, string Number, string Account, string EnquiryPin, string TransactionPin, CentreName Note);

internal static class CentreApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/centre",
        async (CentreOptions centre, VoiceOptions voice, KernelOptions kernel, AccessOptions access, IUsers users,
            ISipSecrets sip,
            IDemonstrationBank bank, CancellationToken ct) =>
            new CentreView(
                centre.BankName, centre.Hotline, voice.Domain, "/sip", kernel.Node,
                bank.On ? await Demonstration(users, sip, access.Demo, bank, ct) : null, kernel.TimeZone,
                access.OpenIdConnect.Authority.Length > 0
                    ? new CentreName(access.OpenIdConnect.Name.Zh, access.OpenIdConnect.Name.En) : null))
        .WithName("getCentre").WithTags("Centre").AllowAnonymous();

    private static async Task<DemonstrationView> Demonstration(
        IUsers users, ISipSecrets sip, bool demoUsers, IDemonstrationBank bank, CancellationToken ct)
    {
        List<DemonstrationAgentView> agents = [];
        foreach (var user in DemoUsers.All.Where(u => demoUsers && users.ByNumber(u.Number) is not null))
            agents.Add(new DemonstrationAgentView(
                user.Number, new CentreName(user.NameZh, user.NameEn), string.Join(",", user.Roles),
                DemoUsers.Password(user.Number),
                await sip.Of(user.Number, ct)));
        return new DemonstrationView(agents, [.. bank.Customers.Select(c => new DemonstrationCustomerView(
            c.Id, c.Name, c.Number, c.Account, bank.EnquiryPin, bank.TransactionPin,
            new CentreName(c.NoteZh, c.NoteEn)))]);
    }
}
