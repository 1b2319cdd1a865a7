using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Contracts;

/// <summary>Apart from the manifest, whose kind names it: whichever of the two is read first.</summary>
public static class ContractPermissions
{
    public static readonly Permission EditTypes = new(
        "contracts.types", "编写签约类型和限额", "Write types of contracts and their limits")
    {
        All = [Role.Operations, Role.Risk],
    };
}
