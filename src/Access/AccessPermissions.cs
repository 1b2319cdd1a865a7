using TellerLine.Kernel;

namespace TellerLine.Access;

public static class AccessPermissions
{
    public static readonly Permission ChangeSettings = new(
        "settings.change", "用户与系统设置", "Users and settings of the system")
    {
        All = [Role.Administrator],
    };

    public static readonly Permission OwnTelephone = new(
        "telephone.own", "为自己的 SIP 话机更换密钥", "Renew the secret of one's own SIP telephone")
    {
        Own = [Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.BranchAgent],
    };

    public static readonly Permission OwnSessions = new(
        "sessions.own", "查看并结束自己的登录会话", "See and end one's own sessions")
    {
        Own = [.. Role.All.Select(role => role.Code)],
    };

    public static readonly Permission TendSystem = new(
        "system.tend", "系统运行维护、确认告警", "Tend the running system: alarms, projections, due times")
    {
        All = [Role.Administrator],
    };
}
