using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>How agents and their states are named to people and pages.</summary>
public sealed class AgentNames(IUsers users)
{
    /// <summary>A number that nobody has names itself.</summary>
    public BilingualName Of(string agent) =>
        users.ByNumber(agent) is { } user ? new BilingualName(user.NameZh, user.NameEn)
        : new BilingualName(agent, agent);

    /// <summary>As pages know it: reserved and ringing are one.</summary>
    public static string StateOf(AgentState state) => state switch
    {
        AgentState.LoggedOut => "signedOut",
        AgentState.Reserved => "ringing",
        _ => EnumWords.Of(state),
    };
}
