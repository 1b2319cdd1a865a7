using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <param name="Code">In what agents have and queues ask for, for ever.</param>
/// <param name="Certificate">It is held by a certificate, which lapses.</param>
public sealed record Skill(string Code, string Zh, string En, bool Certificate = false);

/// <summary>The kind <c>skills</c>: what an agent may be able to do, and a queue or a caller ask for.</summary>
public sealed record SkillList(IReadOnlyList<Skill> Skills)
{
    public static readonly DefinitionKind<SkillList> Kind = new("skills", "座席技能", "Skills")
    {
        Edit = RoutingPermissions.EditQueues,
        Schema = RoutingKinds.Text("skills.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "座席技能", "Skills", RoutingKinds.Text("skills.yaml"))],
        Read = DefinitionReader.As<SkillList>(
            (list, _) => DefinedLists.Twice(list.Skills.Select(skill => skill.Code), "/skills")),
    };

    public bool Knows(string code) => Skills.Any(skill => skill.Code == code);
}

public static class RoutingPermissions
{
    public static readonly Permission EditQueues = new(
        "queues.edit", "编写技能、队列与派送规则", "Write skills, queues and the rules of routing")
    {
        All = [Role.FloorManager, Role.Planner, Role.Operations, Role.Administrator],
    };
}

internal static class RoutingKinds
{
    public static string Text(string name) =>
        ShippedDefinition.Text(typeof(RoutingKinds).Assembly, $"TellerLine.Routing.kinds.{name}");
}
