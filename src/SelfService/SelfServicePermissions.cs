using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.SelfService;

public static class SelfServicePermissions
{
    /// <summary>For whoever sees a contact: what a menu's node or a prompt is called. Every caller hears it.</summary>
    public static readonly Permission SeeWords = new(
        "selfService.words", "电话银行菜单与提示音的文字", "Words of the telephone bank's menus and prompts")
    {
        All = [.. Role.All.Select(role => role.Code)],
    };

    public static readonly Permission HearPrompts = new(
        "prompts.hear", "试听语音提示", "Hear the prompts that callers hear")
    {
        All =
        [
            Role.TeamLead, Role.FloorManager, Role.Evaluator, Role.Trainer, Role.KnowledgeEditor, Role.Marketing,
            Role.Risk, Role.Operations, Role.Administrator, Role.Auditor,
        ],
    };

    public static readonly Permission EditPrompts = new(
        "prompts.edit", "录制并编写语音提示", "Record prompts and write which are heard")
    {
        All = [Role.Trainer, Role.Operations, Role.Administrator],
    };

    public static readonly Permission SeeFlows = new(
        "flows.see", "查看并试走电话银行流程", "See and try out the telephone bank's flows")
    {
        All =
        [
            Role.TeamLead, Role.FloorManager, Role.Evaluator, Role.Trainer, Role.KnowledgeEditor, Role.Planner,
            Role.Marketing, Role.Risk, Role.Operations, Role.Administrator, Role.Auditor,
        ],
    };

    public static readonly Permission EditMenus = new(
        "menus.edit", "编写电话银行菜单", "Write the telephone bank's menus")
    {
        All = [Role.Operations, Role.Administrator],
    };
}
