using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Insights;

public static class InsightsPermissions
{
    public static readonly Permission SeeFigures = new("figures.see", "查看报表与指标", "See reports and figures")
    {
        Own = [Role.Agent, Role.SeniorAgent],
        Team = [Role.TeamLead, Role.Trainer],
        Branch = [Role.BranchAgent],
        All =
        [
            Role.FloorManager, Role.Evaluator, Role.KnowledgeEditor, Role.Planner, Role.Risk, Role.VoucherKeeper,
            Role.Operations,
            Role.Auditor,
        ],
    };

    public static readonly Permission EditKpis = new(
        "figures.define", "编写指标口径与话单格式", "Write the figures' formulae and the formats of call logs")
    {
        All = [Role.Planner, Role.Operations],
    };

    public static readonly Permission ImportCallLogs = new(
        "figures.import", "导入外部话单", "Import call logs of other systems")
    {
        All = [Role.Planner, Role.Operations],
    };
}
