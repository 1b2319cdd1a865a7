using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Movements;

public static class MovementsPermissions
{
    /// <summary>
    /// What a customer was sent is his: whoever serves customers does not look at it here, a lead does where something
    /// is to be cleared up.
    /// </summary>
    public static readonly Permission SeeStatements = new(
        "statements.see", "查看已发送的交易明细", "See statements that were sent")
    {
        All =
        [
            Role.TeamLead, Role.FloorManager, Role.Operations, Role.Auditor,
        ],
    };

    /// <summary>Whose movements are told, and from how much; not what moved.</summary>
    public static readonly Permission SeeAlerts = new(
        "movementAlerts.see", "查看动账通知设置", "See whose movements are told")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Operations, Role.Auditor,
        ],
    };
}
