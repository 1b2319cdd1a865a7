using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Notices;

public static class NoticesPermissions
{
    public static readonly Permission See = new(
        "notices.see", "查看发给客户的通知（已脱敏）", "See what customers are sent, masked")
    {
        All =
        [
            Role.TeamLead, Role.FloorManager, Role.Marketing, Role.Risk, Role.Operations, Role.Administrator,
            Role.Auditor,
        ],
    };

    public static readonly Permission Send = new(
        "notices.send", "向客户发送、取消、重发通知", "Send customers notices, cancel them and send them again")
    {
        All = [Role.Marketing, Role.Operations],
    };

    public static readonly Permission SeeConsents = new(
        "consents.see", "查看客户同意与退订", "See what customers have consented to")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.BranchAgent, Role.TeamLead, Role.FloorManager, Role.Marketing, Role.Risk,
            Role.Operations, Role.Administrator, Role.Auditor,
        ],
    };

    public static readonly Permission ChangeConsents = new(
        "consents.change", "登记客户同意与退订", "Record what customers consent to")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.BranchAgent, Role.TeamLead, Role.FloorManager, Role.Marketing, Role.Risk,
            Role.Operations,
        ],
    };

    public static readonly Permission EditTemplates = new("notices.templates", "编写通知模板", "Write templates of notices")
    {
        All = [Role.Marketing, Role.KnowledgeEditor, Role.Operations, Role.Risk],
    };

    public static readonly Permission EditPolicy = new("notices.policy", "编写通知规则", "Write the rules for notices")
    {
        All = [Role.Risk, Role.Operations],
    };

    public static readonly Permission UseInbox = new(
        "notices.inbox", "使用演示手机", "Use the demonstration's telephones")
    {
        Own = [.. Role.All.Select(role => role.Code)],
    };
}
