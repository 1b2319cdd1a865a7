using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>Apart from the manifest: each is there whichever is read first.</summary>
public static class WealthPermissions
{
    public static readonly Permission See = new("wealth.see", "查看理财产品和交易（脱敏）", "See wealth products and orders, masked")
    {
        All =
        [
            Role.Agent, Role.SeniorAgent, Role.TeamLead, Role.FloorManager, Role.Risk, Role.VoucherKeeper,
            Role.Operations, Role.Auditor,
        ],
    };

    public static readonly Permission SeeRatings = new(
        "wealth.ratings", "查看客户风险测评（脱敏）", "See customers' risk ratings, masked")
    {
        All = [Role.BranchAgent, Role.TeamLead, Role.FloorManager, Role.Risk, Role.Operations, Role.Auditor],
    };

    public static readonly Permission Rate = new(
        "wealth.rate", "在网点登记客户风险测评", "Record customers' risk ratings at a branch")
    {
        All = [Role.BranchAgent],
    };

    public static readonly Permission EditProducts = new("wealth.products", "编写理财产品", "Write wealth products")
    {
        All = [Role.Operations],
    };
}
