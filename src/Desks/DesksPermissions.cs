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
}
