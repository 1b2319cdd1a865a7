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
}
