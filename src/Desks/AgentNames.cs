using TellerLine.Access;

namespace TellerLine.Desks;

/// <summary>How agents are named to each other.</summary>
public sealed class AgentNames(IUsers users)
{
    /// <summary>A number that nobody has names itself.</summary>
    public BilingualName Of(string agent) =>
        users.ByNumber(agent) is { } user ? new BilingualName(user.NameZh, user.NameEn)
        : new BilingualName(agent, agent);
}
