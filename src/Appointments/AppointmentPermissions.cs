using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Appointments;

/// <summary>Apart from the manifest, whose kind names one: whichever of the two is read first.</summary>
public static class AppointmentPermissions
{
    public static readonly Permission See = new("appointments.see", "查看预约（脱敏）", "See appointments, masked")
    {
        Team = [Role.BranchAgent],
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Operations, Role.Auditor,
        ],
    };

    public static readonly Permission Book = new(
        "appointments.book", "为客户预约网点业务、取消预约", "Book and cancel appointments for customers")
    {
        Team = [Role.BranchAgent],
        All = [Role.Agent, Role.SeniorAgent, Role.TeamLead],
    };

    public static readonly Permission Settle = new(
        "appointments.settle", "登记客户到店或爽约", "Mark appointments as kept or missed")
    {
        Team = [Role.BranchAgent],
    };

    public static readonly Permission EditRules = new(
        "appointments.rules", "编写预约规则", "Write the rules of appointments")
    {
        All = [Role.Operations],
    };
}
