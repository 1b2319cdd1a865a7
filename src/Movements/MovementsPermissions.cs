using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Movements;

public static class MovementsPermissions
{
    /// <summary>
    /// Whoever serves customers hears nothing of movements here: what a customer was sent is his, and a lead looks at it
    /// where something is to be cleared up.
    /// </summary>
    public static readonly Permission SeeStatements = new(
        "statements.see", "查看已发送的交易明细", "See statements that were sent")
    {
        All =
        [
            Role.TeamLead, Role.FloorManager, Role.Operations, Role.Auditor,
        ],
    };
}
