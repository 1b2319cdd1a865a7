using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Information;

/// <summary>Apart from the manifest, whose kinds name them: whichever of the two is read first.</summary>
public static class InformationPermissions
{
    /// <summary>Every caller hears it.</summary>
    public static readonly Permission See = new("information.see", "查看网点、利率和公告", "See branches, rates and bulletins")
    {
        All = [.. Role.All.Select(role => role.Code)],
    };

    public static readonly Permission Edit = new(
        "information.edit", "编写网点、利率和公告", "Write branches, rates and bulletins")
    {
        All = [Role.KnowledgeEditor, Role.Operations],
    };
}
