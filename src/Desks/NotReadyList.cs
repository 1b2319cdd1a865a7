using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <param name="Code">In the agent's states, for ever.</param>
public sealed record NotReadyReason(string Code, string Zh, string En);

/// <summary>
/// The kind <c>notReady</c>: why an agent may take no contacts for a while (小休, 用餐 …). The router has reasons of its
/// own besides (<see cref="NotReadyReasons"/>). The first is the one that the key N gives.
/// </summary>
public sealed record NotReadyList(IReadOnlyList<NotReadyReason> Reasons)
{
    public static readonly DefinitionKind<NotReadyList> Kind = new("notReady", "示忙原因", "Not-ready reasons")
    {
        Edit = DesksPermissions.EditNotReady,
        Schema = Text("notReady.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "示忙原因", "Not-ready reasons", Text("notReady.yaml"))],
        Read = DefinitionReader.As<NotReadyList>((list, _) => list.Faults()),
    };

    public bool Knows(string code) => Reasons.Any(r => r.Code == code);

    private IEnumerable<DefinitionFault> Faults() =>
        DefinedLists.Twice(Reasons.Select(r => r.Code), "/reasons").Concat(Reasons.Select((r, i) => (r.Code, i))
            .Where(each => NotReadyReasons.All.Contains(each.Code)).Select(each => new DefinitionFault(
                $"/reasons/{each.i}/code", $"代码 {each.Code} 由系统使用",
                $"code {each.Code} is the centre's own: choose another")));

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(NotReadyList).Assembly, $"TellerLine.Desks.kinds.{name}");
}

/// <param name="InForce">False: not to be chosen any more; who is in it still is.</param>
public sealed record NotReadyView(string Code, BilingualText Name, bool InForce);
