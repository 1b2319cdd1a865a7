using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.LossReports;

/// <summary>Apart from the manifest, whose kind names it: whichever of the two is read first.</summary>
public static class LossPermissions
{
    public static readonly Permission EditRules = new("losses.rules", "编写口头挂失规则", "Write the rules of loss reports")
    {
        All = [Role.Operations, Role.Risk],
    };
}
