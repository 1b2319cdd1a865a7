using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Desks;

public static class DesksPermissions
{
    public static readonly Permission WorkDesk = new(
        "desk.work", "在座席工作台签入并接听联络", "Sign in at a desk and take contacts")
    {
        Own = [Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.BranchAgent],
    };

    public static readonly Permission EditNotReady = new(
        "notReady.edit", "编写示忙原因", "Write the not-ready reasons")
    {
        All = [Role.FloorManager, Role.Planner, Role.Operations, Role.Administrator],
    };

    public static readonly Permission EditDirectory = new(
        "directory.edit", "编写通讯录：网点与专家", "Write the directory of branches and experts")
    {
        All = [Role.FloorManager, Role.Operations, Role.Administrator],
    };

    public static readonly Permission CloseWrapups = new(
        "wrapups.close", "代离岗座席完成话后处理（留痕）", "Finish a wrap-up that an agent who left owes; it is written down")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Operations],
    };
}
