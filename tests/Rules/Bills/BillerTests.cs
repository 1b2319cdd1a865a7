using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Rules.Bills;

public sealed class BillerTests
{
    private static readonly TimeOnly Noon = new(12, 0);

    private static readonly DefinitionCheck Check = new DefinitionCheck<BillerList>(BillerList.Kind, new None());

    private static readonly BillerList Shipped = (BillerList)Check.Read(BillerList.Kind.Shipped[0].Yaml).Value!;

    [Fact]
    public void the_demonstration_s_billers_are_paid_into_its_settlement_account() =>
        Assert.All(Shipped.Billers, biller => Assert.Equal(DemonstrationSettlement.Account, biller.Account));

    [Fact]
    public void every_class_has_a_biller_and_its_kind_is_a_bill_s()
    {
        Assert.Equal(
            ["billTelecom", "billMobile", "billCable", "billElectricity", "billWater", "billGas"],
            Shipped.Billers.Select(biller => EnumWords.Of(biller.Kind)).Distinct());
    }

    [Theory]
    [InlineData("13800000001", true)]
    [InlineData("12800000001", false)]
    [InlineData("1380000000", false)]
    [InlineData("1380000000a", false)]
    [InlineData("138000000011", false)]
    [InlineData("", false)]
    public void a_number_has_its_biller_s_format(string number, bool fits) =>
        Assert.Equal(fits, Shipped.Find("mobile")!.Number.Fits(number));

    [Theory]
    [InlineData(0, 29, false)]
    [InlineData(0, 30, true)]
    [InlineData(23, 29, true)]
    [InlineData(23, 30, false)]
    public void a_biller_takes_payments_in_its_hours(int hour, int minute, bool open) =>
        Assert.Equal(open, Shipped.Find("electricity")!.IsOpen(new TimeOnly(hour, minute)));

    [Theory]
    [InlineData(99, TransferRefusal.BillAmount)]
    [InlineData(100, null)]
    [InlineData(500_00, null)]
    [InlineData(500_01, TransferRefusal.BillAmount)]
    public void an_amount_is_between_the_biller_s_bounds(long fen, TransferRefusal? refused) =>
        Assert.Equal(refused, Biller.Broken(Shipped.Find("mobile"), Wish(fen), Noon));

    [Fact]
    public void nothing_but_the_biller_s_own_account_kind_and_format_is_taken_and_nothing_while_it_is_disabled()
    {
        var biller = Shipped.Find("mobile")!;
        Assert.Null(Biller.Broken(biller, Wish(1_00), Noon));
        TransferWish[] wrong =
        [
            Wish(1_00) with { To = "6222020000001000" }, Wish(1_00) with { Kind = TransferKind.BillGas },
            Wish(1_00) with { Bill = new("mobile", "123") }, Wish(1_00) with { Bill = null },
        ];
        Assert.All(wrong, wish => Assert.Equal(TransferRefusal.BillerClosed, Biller.Broken(biller, wish, Noon)));
        Assert.Equal(TransferRefusal.BillerClosed, Biller.Broken(null, Wish(1_00), Noon));
        Assert.Equal(
            TransferRefusal.BillerClosed,
            Biller.Broken(biller with { Disabled = new("系统升级", "being upgraded") }, Wish(1_00), Noon));
    }

    [Fact]
    public void what_is_wrong_with_a_biller_is_told_at_its_place()
    {
        Assert.Empty(Faults(BillerList.Kind.Shipped[0].Yaml));
        Assert.Equal(
            ["/billers/0/account", "/billers/0/number/longest", "/billers/1/code", "/billers/1/maxYuan"],
            Faults(
                """
                billers:
                  - { code: gas, class: gas, zh: 气, en: Gas, account: "62887099000070442", number: { zh: 号, en: No, shortest: 8, longest: 6 }, minYuan: 1, maxYuan: 9 }
                  - { code: gas, class: gas, zh: 气, en: Gas, account: "62887099000070441", number: { zh: 号, en: No, shortest: 8, longest: 8 }, minYuan: 9, maxYuan: 1 }
                """));
        Assert.Contains("/billers/0/disabled", Faults(
            """
            billers:
              - { code: gas, class: gas, zh: 气, en: Gas, account: "62887099000070441", number: { zh: 号, en: No, shortest: 8, longest: 8 }, minYuan: 1, maxYuan: 9, disabled: { zh: 升级 } }
            """));
    }

    private static IEnumerable<string> Faults(string yaml) =>
        Check.Faults(yaml, "main").Select(fault => fault.Path).Order(StringComparer.Ordinal);

    private static TransferWish Wish(long fen) => new(
        TransferKind.BillMobile, "C1", "6222020000001000", DemonstrationSettlement.Account, Money.Cny(fen), "12345678",
        "call-1", new PinToken(""))
    {
        Bill = new("mobile", "13800000001"),
        Origin = new OrderOrigin(OrderWay.Keypad, null, "", IdentificationLevel.TransactionPin),
    };

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
