using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Calls;

public static class CallsPermissions
{
    public static readonly Permission DialOut = new(
        "calls.dialOut", "外呼及咨询、转接外部号码（按拨号规则，每次均留痕）",
        "Call numbers outside, to a customer, to consult or to transfer; by the bank's rules, each written down")
    {
        Own = [Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.BranchAgent],
    };

    public static readonly Permission Guide = new(
        "calls.guide", "在通话中指导客户使用电话银行（看不到客户按键内容）",
        "Guide a customer through the telephone bank in a call, without seeing what is keyed")
    {
        Own = [Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.BranchAgent],
    };

    public static readonly Permission EditDialling = new(
        "dialling.edit", "编写拨号规则", "Write which numbers may be dialled")
    {
        All = [Role.FloorManager, Role.Risk, Role.Operations, Role.Administrator],
    };
}
