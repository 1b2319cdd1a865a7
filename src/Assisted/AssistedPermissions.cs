using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <summary>Apart from the manifest, whose kinds name them: whichever of the two is read first.</summary>
public static class AssistedPermissions
{
    public static readonly Permission Make = new(
        "transactions.make", "代客办理交易", "Make transactions for the customer on the line")
    {
        Own = [Role.Agent, Role.SeniorAgent],
    };

    public static readonly Permission Approve = new(
        "transactions.approve", "双人复核：放行或拒绝交易", "Be the second person: let transactions go or reject them")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Risk, Role.Operations],
    };

    public static readonly Permission EditLevels = new(
        "transactions.levels", "编写授权等级", "Write authority levels")
    {
        All = [Role.Risk, Role.Operations],
    };

    public static readonly Permission EditRisk = new(
        "transactions.risk", "编写转账风险规则", "Write risk rules of transfers")
    {
        All = [Role.Risk, Role.Operations],
    };
}
