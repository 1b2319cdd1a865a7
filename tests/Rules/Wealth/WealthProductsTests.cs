using TellerLine.Definitions;
using TellerLine.Wealth;

namespace TellerLine.Rules.Wealth;

public sealed class WealthProductsTests
{
    private const string Good =
        "code: day, zh: 日日享, en: Daily, risk: R1, termDays: 0, currency: CNY, minYuan: 1000, stepYuan: 100, quotaYuan: 1000, account: \"62887099000130781\", benchmark: { low: \"1.60\", high: \"1.60\" }, sale: { from: \"2026-01-01\", to: \"2026-01-01\" }, effective: { from: \"2026-01-01\", to: \"2026-12-31\" }, source: { zh: 说明书, en: Sheet }";

    private static readonly DefinitionCheck Check =
        new DefinitionCheck<WealthProducts>(WealthProducts.Kind, new None());

    [Fact]
    public void what_ships_is_without_fault_and_has_products_of_several_risks()
    {
        var shipped = (WealthProducts)Check.Read(WealthProducts.Kind.Shipped[0].Yaml).Value!;
        Assert.Empty(Check.Faults(WealthProducts.Kind.Shipped[0].Yaml, "main"));
        Assert.Equal(["R1", "R2", "R3", "R4"], shipped.Products.Select(product => product.Risk));
    }

    [Fact]
    public void the_bounds_themselves_are_allowed() => Assert.Empty(Faults(Good));

    [Theory]
    [InlineData("en: Daily", "en: Low Risk Daily", "/products/0/en")]
    [InlineData("zh: 日日享", "zh: 保本日日享", "/products/0/zh")]
    [InlineData("risk: R1", "risk: R1, remark: { zh: 预期收益可观, en: Fine indeed }", "/products/0/remark/zh")]
    [InlineData("risk: R1", "risk: R1, remark: { zh: 可能损失本金, en: Guaranteed }", "/products/0/remark/en")]
    [InlineData("risk: R1", "risk: R6", "/products/0/risk")]
    [InlineData("to: \"2026-12-31\"", "to: \"2025-12-31\"", "/products/0/effective/to")]
    [InlineData("from: \"2026-01-01\", to: \"2026-01-01\"", "from: \"2026-02-30\", to: \"2026-03-01\"", "/products/0/sale/from")]
    [InlineData("quotaYuan: 1000", "quotaYuan: 999", "/products/0/quotaYuan")]
    [InlineData("62887099000130781", "62887099000130782", "/products/0/account")]
    [InlineData("minYuan: 1000", "minYuan: 1050", "/products/0/minYuan")]
    [InlineData("high: \"1.60\"", "high: \"1.59\"", "/products/0/benchmark/high")]
    [InlineData("low: \"1.60\"", "low: \"1.6\"", "/products/0/benchmark/low")]
    [InlineData("source: { zh: 说明书, en: Sheet }", "source: { zh: 说明书 }", "/products/0/source")]
    public void what_is_wrong_is_told_at_its_place(string right, string wrong, string place)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        Assert.Contains(place, Faults(Good.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void a_code_stands_once() => Assert.Equal(["/products/1/code"], Faults(Good, Good));

    private static IEnumerable<string> Faults(params string[] products) => Check
        .Faults("products:\n" + string.Concat(products.Select(product => $"  - {{ {product} }}\n")), "main")
        .Select(fault => fault.Path);

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
