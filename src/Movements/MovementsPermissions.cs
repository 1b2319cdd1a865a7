using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Movements;

public static class MovementsPermissions
{
    public static readonly Permission SeeStatements = new(
        "statements.see", "查看已发送的交易明细", "See statements that were sent")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Operations, Role.Auditor,
        ],
    };
}
