using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

public static class DefinitionsPermissions
{
    public static readonly Permission See = new(
        "definitions.see", "查看业务参数", "See what the bank has decided as data")
    {
        All =
        [
            Role.TeamLead, Role.FloorManager, Role.Evaluator, Role.Trainer, Role.KnowledgeEditor, Role.Planner,
            Role.Marketing, Role.Risk, Role.Operations, Role.Administrator, Role.Auditor,
        ],
    };

    public static readonly Permission Approve = new(
        "definitions.approve", "审批业务参数（不得审批本人编写的）", "Approve what another person has written of it")
    {
        All = [Role.Operations, Role.Risk, Role.Administrator],
    };

    public static readonly Permission EditCalendars = new(
        "calendars.edit", "编写工作日历与营业时间", "Write calendars and hours")
    {
        All = [Role.Planner, Role.FloorManager, Role.Operations, Role.Administrator],
    };
}
