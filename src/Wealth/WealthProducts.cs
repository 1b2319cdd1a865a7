using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>The kind <c>wealthProducts</c>.</summary>
public sealed record WealthProducts(
    IReadOnlyList<WealthProduct> Products, IReadOnlyList<WealthPeer>? Peers = null)
{
    public static readonly DefinitionKind<WealthProducts> Kind = new("wealthProducts", "理财产品", "Wealth products")
    {
        Edit = WealthPermissions.EditProducts,
        Schema = Text("wealthProducts.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "理财产品", "Wealth products", Text("wealthProducts.yaml"))],
        Read = DefinitionReader.As<WealthProducts>((list, _) => list.Faults()),
    };

    /// <summary>What no word about a product may claim.</summary>
    private static readonly string[] Claims =
    [
        "低风险", "无风险", "零风险", "高收益", "保本", "保收益", "保息", "稳赚", "预期收益", "收益保证", "low risk", "low-risk",
        "no risk", "risk-free", "high return", "high yield", "high-yield", "guarantee", "expected return",
    ];

    public WealthProduct? Find(string? code) => Products.FirstOrDefault(product => product.Code == code);

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(Products.Select(product => product.Code), "/products"))
            yield return fault;
        for (var i = 0; i < Products.Count; i++)
        {
            foreach (var fault in Faults(Products[i], $"/products/{i}"))
                yield return fault;
        }
        for (var i = 0; i < Peers?.Count; i++)
        {
            var (peer, at) = (Peers[i], $"/peers/{i}");
            foreach (var fault in Claimed([("zh", peer.Zh), ("en", peer.En)], at)
                .Concat(Faults(peer.Effective, $"{at}/effective")).Concat(Faults(peer.Benchmark, at)))
                yield return fault;
        }
    }

    private static IEnumerable<DefinitionFault> Faults(WealthProduct product, string at)
    {
        foreach (var fault in Claimed(
            [
                ("zh", product.Zh), ("en", product.En), ("remark/zh", product.Remark?.Zh),
                ("remark/en", product.Remark?.En),
            ],
            at))
            yield return fault;
        foreach (var fault in Faults(product.Sale, $"{at}/sale"))
            yield return fault;
        foreach (var fault in Faults(product.Effective, $"{at}/effective"))
            yield return fault;
        if (product.NetValue is { } net && (WealthDays.Day(net.Day) is null || net.Scaled == 0))
            yield return new($"{at}/netValue", "大于零的净值和存在的日期", "a net value above zero and a day that exists");
        if (product.MinYuan % product.StepYuan != 0)
            yield return new($"{at}/minYuan", "递增金额的整数倍", "a multiple of the step");
        if (product.QuotaYuan < product.MinYuan)
            yield return new($"{at}/quotaYuan", "不低于起购金额", "no less than the least amount");
        if (!AccountNumbers.IsValid(product.Account))
            yield return new(
                $"{at}/account", "校验位正确的 16 至 19 位账号", "an account of 16 to 19 digits with a right check digit");
        foreach (var fault in Faults(product.Benchmark, at))
            yield return fault;
    }

    private static IEnumerable<DefinitionFault> Claimed((string Place, string? Says)[] words, string at)
    {
        foreach (var (place, says) in words)
        {
            if (Claims.FirstOrDefault(claim => says?.Contains(claim, StringComparison.OrdinalIgnoreCase) == true)
                is { } claim)
                yield return new(
                    $"{at}/{place}", $"不含“{claim}”：不得对风险或收益作无依据的宣称",
                    $"without \"{claim}\": nothing is claimed of risk or return");
        }
    }

    private static IEnumerable<DefinitionFault> Faults(WealthBenchmark? benchmark, string at)
    {
        if (benchmark is not null && benchmark.HighPercent < benchmark.LowPercent)
            yield return new($"{at}/benchmark/high", "不低于下限", "no less than the lower end");
    }

    private static IEnumerable<DefinitionFault> Faults(WealthDays days, string at)
    {
        var (from, to) = (WealthDays.Day(days.From), WealthDays.Day(days.To));
        if (from is null)
            yield return new($"{at}/from", "存在的日期", "a day that exists");
        if (to is null)
            yield return new($"{at}/to", "存在的日期", "a day that exists");
        if (to < from)
            yield return new($"{at}/to", "不早于开始日期", "no earlier than it begins");
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(WealthProducts).Assembly, $"TellerLine.Wealth.kinds.{name}");
}
