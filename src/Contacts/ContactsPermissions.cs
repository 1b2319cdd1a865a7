using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

public static class ContactsPermissions
{
    public static readonly Permission SeeContacts = new(
        "contacts.see", "查看联络及其客户（脱敏）", "See contacts and their customers, masked")
    {
        Own = [Role.Agent, Role.SeniorAgent],
        Team = [Role.TeamLead],
        Branch = [Role.BranchAgent],
        All = [Role.FloorManager, Role.Evaluator, Role.Marketing, Role.Risk, Role.Operations],
    };

    public static readonly Permission Unmask = new(
        "contacts.unmask", "查看完整号码（本人仅限正在服务的客户；需说明用途，每次均留痕）",
        "Be shown numbers in full, with a purpose, each written down; one's own: of the customer in hand")
    {
        Own = [Role.Agent, Role.SeniorAgent],
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Risk, Role.Operations],
    };

    public static readonly Permission PlayRecordings = new(
        "recordings.play", "收听录音（每次均留痕）", "Play recordings; each playing is written down")
    {
        Own = [Role.Agent, Role.SeniorAgent, Role.BranchAgent],
        Team = [Role.TeamLead, Role.FloorManager],
        All = [Role.Evaluator, Role.Risk, Role.Operations],
    };

    public static readonly Permission WorkCallbacks = new(
        "callbacks.work", "查看待回拨客户，回拨或注明原因关闭", "See the calls owed, call back, close with a reason")
    {
        Own = [Role.Agent, Role.SeniorAgent],
        Team = [Role.TeamLead],
        All = [Role.FloorManager, Role.Operations],
    };

    public static readonly Permission EditReasons = new(
        "reasons.edit", "编写来电原因", "Write the reasons for calling")
    {
        All = [Role.FloorManager, Role.KnowledgeEditor, Role.Operations, Role.Administrator],
    };

    public static readonly Permission EditRecording = new(
        "recording.edit", "编写录音规则", "Write what is recorded and what it may be paused for")
    {
        All = [Role.Risk, Role.Operations, Role.Administrator],
    };
}
