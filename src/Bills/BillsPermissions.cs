using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>Apart from the manifest, whose kind names them: whichever of the two is read first.</summary>
public static class BillsPermissions
{
    public static readonly Permission See = new("bills.see", "查看缴费（脱敏）", "See bill payments, masked")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Risk, Role.VoucherKeeper,
            Role.Operations, Role.Auditor,
        ],
    };

    public static readonly Permission Reverse = new("bills.reverse", "缴费冲正", "Reverse bill payments")
    {
        All = [Role.FloorManager, Role.Operations],
    };

    public static readonly Permission EditBillers = new("bills.billers", "编写缴费单位", "Write billers")
    {
        All = [Role.Operations],
    };
}
