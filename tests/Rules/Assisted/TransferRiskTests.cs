using TellerLine.Assisted;
using TellerLine.Banking;
using TellerLine.Definitions;

namespace TellerLine.Rules.Assisted;

public sealed class TransferRiskTests
{
    private static readonly DefinitionCheck Check = new DefinitionCheck<TransferRisk>(TransferRisk.Kind, new None());

    private static readonly TransferRisk Shipped =
        (TransferRisk)Check.Read(TransferRisk.Kind.Shipped[0].Yaml).Value!;

    private static readonly RiskFacts Plain = new(
        "C1", "6288990000000001", 800_00, NewPayee: false, PaymentsToday: 0, Elderly: false, new TimeOnly(14, 0));

    [Fact]
    public void as_shipped_a_plain_payment_passes_and_each_rule_has_its_case()
    {
        Assert.Equal(RiskVerdict.Pass, Shipped.Judge(Plain));
        Assert.Equal("newPayeeElderly", Shipped.Judge(Plain with { NewPayee = true, Elderly = true }).Rule);
        Assert.Equal(RiskVerdict.Pass, Shipped.Judge(Plain with { Elderly = true }));
        Assert.Equal("newPayeeLarge", Shipped.Judge(Plain with { NewPayee = true, AmountMinor = 10_000_01 }).Rule);
        Assert.Equal("velocity", Shipped.Judge(Plain with { PaymentsToday = 10 }).Rule);
        Assert.Equal(RiskVerdict.Pass, Shipped.Judge(Plain with { PaymentsToday = 9 }));
        var night = Plain with { AmountMinor = 5_000_01, At = new TimeOnly(2, 0) };
        Assert.Equal("night", Shipped.Judge(night).Rule);
        Assert.Equal(RiskVerdict.Pass, Shipped.Judge(night with { At = new TimeOnly(6, 0) }));
        Assert.Equal(RiskVerdict.Pass, Shipped.Judge(night with { AmountMinor = 5_000_00 }));
    }

    [Fact]
    public void the_gravest_rule_counts()
    {
        var rules = new TransferRisk(
        [
            new("night", "", "", "review", Above: 0),
            new("listed", "", "", "block", Payees: [Plain.Payee]),
        ]);
        Assert.Equal(new RiskVerdict(RiskResult.Block, "listed"), rules.Judge(Plain));
        Assert.Equal(
            new RiskVerdict(RiskResult.Review, "night"), rules.Judge(Plain with { Payee = "6288990000000002" }));
    }

    [Fact]
    public void a_delay_is_the_longest_of_all_that_hold_beside_the_gravest_result()
    {
        var rules = new TransferRisk(
        [
            new("first", "", "", "delay", NewPayee: true, DelayHours: 2),
            new("victim", "", "", "review", Customers: ["C7"], DelayHours: 24),
        ]);
        Assert.Equal(RiskVerdict.Pass, rules.Judge(Plain));
        Assert.Equal(
            new RiskVerdict(RiskResult.Pass, "first") { DelayHours = 2 }, rules.Judge(Plain with { NewPayee = true }));
        Assert.Equal(
            new RiskVerdict(RiskResult.Review, "victim") { DelayHours = 24 },
            rules.Judge(Plain with { NewPayee = true, CustomerId = "C7" }));
    }

    [Fact]
    public void a_delay_without_hours_is_a_fault() =>
        Assert.Contains(
            Check.Faults("rules: [{ code: a, zh: 甲, en: a, result: delay }]", "main"),
            fault => fault.Path == "/rules/0/delayHours");

    [Fact]
    public void half_a_time_of_day_is_a_fault() =>
        Assert.Contains(
            Check.Faults("rules: [{ code: a, zh: 甲, en: a, result: review, from: \"23:00\" }]", "main"),
            fault => fault.Path == "/rules/0/from");

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
