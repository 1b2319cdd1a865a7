using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Skills;

public static class SkillsPermissions
{
    public static readonly Permission See = new("skills.see", "查看座席技能", "See agents' skills")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Planner, Role.Operations, Role.Administrator],
    };

    public static readonly Permission Edit = new("skills.edit", "维护座席技能", "Keep agents' skills")
    {
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Operations, Role.Administrator],
    };
}
