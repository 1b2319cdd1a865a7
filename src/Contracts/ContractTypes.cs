using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contracts;

/// <summary>What may be signed at most; all limits in whole yuan.</summary>
/// <param name="Code">In every contract of it, for ever.</param>
/// <param name="Holder"><c>personal</c>, <c>company</c>, or <c>all</c>.</param>
/// <param name="BoundPerTransaction">To payees, from a telephone that the contract binds.</param>
/// <param name="UnboundPerTransaction">To payees, from any other.</param>
/// <param name="SecondPersonAbove">A payment above is let go by a second person, so that it needs an agent; null: none
/// is.</param>
/// <param name="OwnPerTransaction">Between the customer's own accounts.</param>
public sealed record ContractType(
    string Code, string Zh, string En, string Holder, int OwnPerTransaction, int OwnPerDay, int BoundPerTransaction,
    int BoundPerDay, int UnboundPerTransaction, int UnboundPerDay,
    int? SecondPersonAbove = null);

/// <summary>The kind <c>contractTypes</c>: which contracts for the telephone bank a customer may sign.</summary>
public sealed record ContractTypes(IReadOnlyList<ContractType> Types)
{
    /// <summary>No limit is higher.</summary>
    public const int MostYuan = 100_000_000;

    /// <summary>
    /// What a person may transfer to others by telephone in a day, whatever was signed: beyond it a payment needs a
    /// certificate or a signature of that class (notice 261 of 2016 of the People's Bank of China, II.11).
    /// </summary>
    internal const int MostToOthersPerDay = 50_000;

    public static readonly DefinitionKind<ContractTypes> Kind = new("contractTypes", "签约类型", "Types of contracts")
    {
        Edit = ContractPermissions.EditTypes,
        Schema = Text("contractTypes.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "签约类型", "Types of contracts", Text("contractTypes.yaml"))],
        Read = DefinitionReader.As<ContractTypes>(
            (types, _) => DefinedLists.Twice(types.Types.Select(t => t.Code), "/types")
                .Concat(types.Types.SelectMany((type, i) => Faults(type, $"/types/{i}")))),
    };

    public ContractType? Find(string code) => Types.FirstOrDefault(type => type.Code == code);

    private static IEnumerable<DefinitionFault> Faults(ContractType type, string at)
    {
        if (type.Holder != "company" && type.BoundPerDay > MostToOthersPerDay)
            yield return new(
                $"{at}/boundPerDay", $"个人电话对外转账每日不得超过 {MostToOthersPerDay} 元",
                $"by telephone a person transfers at most {MostToOthersPerDay} yuan a day to others");
        foreach (var (name, one, day) in new[]
        {
            ("own", type.OwnPerTransaction, type.OwnPerDay), ("bound", type.BoundPerTransaction, type.BoundPerDay),
            ("unbound", type.UnboundPerTransaction, type.UnboundPerDay),
        })
        {
            if (one > day)
                yield return new(
                    $"{at}/{name}PerTransaction", $"单笔限额 {one} 高于日限额 {day}", $"{one} a transfer is more than {day} a day");
        }

        if (type.UnboundPerTransaction > type.BoundPerTransaction)
            yield return new(
                $"{at}/unboundPerTransaction", "未绑定电话的限额不得高于绑定电话",
                "a telephone that is not bound may not have more than one that is");
        if (type.UnboundPerDay > type.BoundPerDay)
            yield return new(
                $"{at}/unboundPerDay", "未绑定电话的限额不得高于绑定电话",
                "a telephone that is not bound may not have more than one that is");
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(ContractTypes).Assembly, $"TellerLine.Contracts.kinds.{name}");
}
