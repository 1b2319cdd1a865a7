using TellerLine.Access;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Contacts.Desks;

/// <summary>What a desk shows that others know: names, registered telephones, the wrap-up's cap.</summary>
internal sealed class DeskRegister(IUsers users, IExchange exchange, RoutingOptions routing)
{
    public long WrapupLimitMs => routing.WrapupLimitMs;

    public BilingualName Name(string agent) =>
        users.ByNumber(agent) is { } user ? new BilingualName(user.NameZh, user.NameEn) : new BilingualName(agent, agent);

    public bool IsRegistered(string agent) => exchange.IsRegistered(agent);
}
