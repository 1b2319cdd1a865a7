using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Host;

// What anybody may know before signing in or calling.

public sealed record CentreView(
    CentreName BankName, string Hotline, string SipDomain, string WsSipPath, string Node, DemonstrationView? Demo, string TimeZone);

public sealed record DemonstrationView(IReadOnlyList<DemonstrationAgentView> Agents, IReadOnlyList<DemonstrationCustomerView> Customers);

public sealed record DemonstrationAgentView(string Number, CentreName Name, string Role, string Password);

public sealed record DemonstrationCustomerView(
    string Name, string Number, string Account, string EnquiryPin, string TransactionPin, CentreName Note);

internal static class CentreApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/centre",
        (CentreOptions centre, VoiceOptions voice, KernelOptions kernel, AccessOptions access, IUsers users, IDemonstrationBank bank) =>
            new CentreView(
                centre.BankName, centre.Hotline, voice.Domain, "/sip", kernel.Node,
                bank.On ? Demonstration(users, access.Demo, bank) : null, kernel.TimeZone))
        .WithName("getCentre").WithTags("Centre").AllowAnonymous();

    private static DemonstrationView Demonstration(IUsers users, bool demoUsers, IDemonstrationBank bank) => new(
        [.. DemoUsers.All.Where(u => demoUsers && users.ByNumber(u.Number) is not null).Select(u => new DemonstrationAgentView(
            u.Number, new CentreName(u.NameZh, u.NameEn), string.Join(",", u.Roles), DemoUsers.Password(u.Number)))],
        [.. bank.Customers.Select(c => new DemonstrationCustomerView(
            c.Name, c.Number, c.Account, bank.EnquiryPin, bank.TransactionPin, new CentreName(c.NoteZh, c.NoteEn)))]);
}
