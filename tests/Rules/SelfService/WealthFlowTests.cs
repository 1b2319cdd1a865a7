using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>理财 by keypad: what is sold, suitability, purchase with its risk told, what is held, redemption.</summary>
public sealed class WealthFlowTests : FlowTests
{
    /// <summary>10,000 yuan of the second product from the first account, up to the PIN.</summary>
    private static readonly string[] Quarter = ["7", "4", "2", Bank.Enquiry, "2", "10000#", "1"];

    private static readonly string[] Bought = [.. Quarter, "1", Bank.Transaction];

    [Fact]
    public async Task anybody_hears_what_is_sold_with_its_risk()
    {
        await Call(Stranger, "7", "4", "1", "2");
        Assert.StartsWith(
            "请选择理财产品。塞上日日享，请按一。塞上季季鑫，请按二。黄河稳进一年，请按三。贺兰权益精选，请按四。", Phone.Heard[4],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "塞上季季鑫，风险等级是二。共五个等级，数字越大，风险越高。今天购买，最早赎回日是二零二六年五月三十一日。起购金额一万元整。业绩比较基准年化百分之二点二到百分之二点六。业绩比较基准不是收益承诺。理财产品不是存款，不保证本金和收益，投资须谨慎。",
            Last, StringComparison.Ordinal);
        Assert.Equal("told", Phone.Noted<ServiceDone>().Single().Outcome);
    }

    [Fact]
    public async Task the_risk_is_told_to_its_end_before_the_order_is_read_back_confirmed_and_posted_once()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T1", Money.Cny(2_345_67), null));
        await Call(Zhang, Bought);
        Assert.Contains("塞上季季鑫，风险等级是二。共五个等级，数字越大，风险越高。理财产品不是存款，不保证本金和收益，投资须谨慎。", Phone.Heard);
        Assert.True(Heard("从尾号幺零零零的账户，购买塞上季季鑫，金额一万元整。确认，请按一。取消，请按二。"));
        Assert.StartsWith("购买成功。付款账户当前余额为两千三百四十五元六角七分。", Last, StringComparison.Ordinal);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.WealthPurchase, "quarter", Bank.Number("1000"), Wealth.Find("quarter")!.Account,
                Money.Cny(10_000_00), "n1-c1-t1"),
            (posted.Kind, posted.Subject, posted.From, posted.To, posted.Amount, posted.IdempotencyKey));
        Assert.Equal(
            "塞上季季鑫的风险等级为 R2，理财非存款，可能损失本金。从您尾号 1000 的账户购买 10,000.00 元。", posted.Origin.ReadBack);
        Assert.Equal(
            [new ServiceDone("wealthBuy", "posted", Achieved: true, "T1", 10_000_00, "CNY")],
            Phone.Noted<ServiceDone>());
        Assert.Equal(["T1"], Bank.MarkedTold);
    }

    [Theory]
    [InlineData(null, "2026-01-15", "1", "您还没有做过风险测评，不能购买理财产品，", "notRated")]
    [InlineData("C3", "2025-03-01", "1", "您的风险测评已经过期，不能购买理财产品，", "ratingExpired")]
    [InlineData("C3", "2026-01-15", "4", "该产品的风险等级超过您的风险承受能力，不能购买，", "riskTooHigh")]
    public async Task what_does_not_suit_is_not_sold_and_no_pin_is_asked_for(
        string? level, string on, string product, string words, string outcome)
    {
        Wealth.Rating = level is null ? null
            : new RiskRating(level, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));
        await Call(Zhang, "7", "4", "2", Bank.Enquiry, product);
        Assert.StartsWith(words, Last, StringComparison.Ordinal);
        Assert.Equal([outcome], Phone.Noted<ServiceDone>().Select(done => done.Outcome));
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task an_elderly_caller_buys_high_risk_from_a_person_alone()
    {
        Wealth.Rating = new("C5", new DateOnly(2026, 1, 15));
        await Call(Wang, "7", "4", "2", Bank.Enquiry, "4");
        Assert.StartsWith("为保护您的权益，这款产品请由客服代表为您办理。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_amount_between_steps_or_beyond_the_quota_is_keyed_again()
    {
        Wealth.Left = 20_000_00;
        await Call(
            Zhang, "7", "4", "2", Bank.Enquiry, "2", "10500#", "1", "30000#", "1", "12000#", "1", "1", Bank.Transaction);
        Assert.True(Heard("购买金额不能低于一万元整。每次递增一千元整。"));
        Assert.True(Heard("剩余额度不足，最多可以购买两万元整。"));
        Assert.Equal(Money.Cny(12_000_00), Assert.Single(Bank.Transfers).Amount);
    }

    [Fact]
    public async Task sold_out_or_with_nothing_on_sale_nothing_is_asked()
    {
        Wealth.Left = 500_00;
        await Call(Zhang, "7", "4", "2", Bank.Enquiry, "2");
        Assert.StartsWith("该产品的额度不足，", Last, StringComparison.Ordinal);
        Wealth.Products.Clear();
        await Call(Zhang, "7", "4", "2", Bank.Enquiry);
        Assert.StartsWith("目前没有在售的理财产品。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_not_confirmed_is_not_bought()
    {
        await Call(Zhang, [.. Quarter, "2"]);
        Assert.StartsWith("理财交易已取消。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task zero_is_a_person_at_every_question_and_moves_nothing()
    {
        foreach (var keyed in new[] { 2, 4, 6, 7 })
            Assert.Equal(HumanReason.Key0, (await Person(Zhang, [.. Quarter[..keyed], "0"])).Reason);
        Assert.Empty(Bank.Transfers);
    }

    [Theory]
    [InlineData(TransferRefusal.InsufficientFunds, "付款账户余额不足，理财交易没有成功，", "insufficientFunds")]
    [InlineData(TransferRefusal.QuotaUsedUp, "该产品的额度不足，", "soldOut")]
    [InlineData(TransferRefusal.RiskTooHigh, "该产品的风险等级超过您的风险承受能力，", "riskTooHigh")]
    [InlineData(TransferRefusal.CoreRefused, "理财交易没有成功，您的资金没有变动，", "refused")]
    public async Task a_refusal_is_said_with_what_to_do(TransferRefusal reason, string words, string outcome)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused("T2", reason));
        await Call(Zhang, Bought);
        Assert.StartsWith(words, Last, StringComparison.Ordinal);
        Assert.Equal([outcome], Phone.Noted<ServiceDone>().Select(done => done.Outcome));
    }

    [Fact]
    public async Task what_is_held_is_told_one_after_the_other()
    {
        Wealth.Hold("T1", "daily", Bank.Number("1000"), 20_000_00);
        Wealth.Hold("T2", "quarter", Bank.Number("1000"), 10_000_00);
        Wealth.Hold("T3", "daily", Bank.Number("1000"), 1_000_00, redeeming: true);
        await Call(Zhang, "7", "4", "3", Bank.Enquiry);
        Assert.StartsWith(
            "您持有塞上日日享，金额两万元整。购买日期二零二六年二月二日。现在可以赎回。塞上季季鑫，金额一万元整。购买日期二零二六年二月二日。最早赎回日二零二六年五月三日。塞上日日享，金额一千元整。购买日期二零二六年二月二日。正在赎回。",
            Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_can_be_paid_back_is_chosen_read_back_and_paid_into_its_account()
    {
        Wealth.Hold("T1", "quarter", Bank.Number("1000"), 10_000_00);
        var holding = Wealth.Hold("T2", "daily", Bank.Number("2002"), 20_000_00);
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T9", Money.Cny(30_005_00), Money.Cny(30_005_00)));
        await Call(Zhang, "7", "4", "4", Bank.Enquiry, "1", "1", "1", Bank.Transaction);
        Assert.True(Heard("请选择要赎回的理财产品。塞上日日享，金额两万元整。请按一。"));
        Assert.True(Heard("赎回塞上日日享，金额两万元整。转入尾号二零零二。确认，请按一。"));
        Assert.StartsWith("赎回成功。收款账户当前余额为三万零五元整。", Last, StringComparison.Ordinal);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.WealthRedemption, "T2", holding.Settlement, holding.Account, Money.Cny(20_000_00)),
            (posted.Kind, posted.Subject, posted.From, posted.To, posted.Amount));
        Assert.Equal(
            "赎回您于 2026-02-02 购买的塞上日日享 20,000.00 元，转入您尾号 2002 的账户。", posted.Origin.ReadBack);
    }

    [Fact]
    public async Task value_and_income_are_told_and_a_part_is_paid_back_never_more_than_the_value()
    {
        var day = new DateOnly(2026, 3, 1);
        Wealth.Hold("T1", "daily", Bank.Number("1000"), 20_000_00);
        Wealth.Hold("T2", "daily", Bank.Number("2002"), 10_000_00);
        Wealth.Holdings[0] = Wealth.Holdings[0] with { Value = Money.Cny(20_186_00), ValuedOn = day };
        Wealth.Holdings[1] = Wealth.Holdings[1] with { Value = Money.Cny(9_900_00), ValuedOn = day };
        await Call(Zhang, "7", "4", "3", Bank.Enquiry);
        Assert.Contains("金额两万元整。当前市值两万零一百八十六元整。累计收益一百八十六元整。购买日期", Last, StringComparison.Ordinal);
        Assert.Contains("金额一万元整。当前市值九千九百元整。累计亏损一百元整。购买日期", Last, StringComparison.Ordinal);

        Bank.Answers.Enqueue(new TransferOutcome.Posted("T9", Money.Cny(30_005_00), Money.Cny(30_005_00)));
        await Call(
            Zhang, "7", "4", "4", Bank.Enquiry, "1", "2", "20186*01#", "1", "5000*50#", "1", Bank.Transaction);
        Assert.True(Heard("当前市值两万零一百八十六元整。累计收益一百八十六元整。全部赎回，金额两万零一百八十六元整。请按一。按金额赎回，请按二。"));
        Assert.True(Heard("赎回金额不能超过两万零一百八十六元整。"));
        Assert.True(Heard("赎回塞上日日享，金额五千元五角。转入尾号幺零零零。"));
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(("T1", Money.Cny(5_000_50)), (posted.Subject, posted.Amount));
        Assert.Equal(
            "从您于 2026-02-02 购买的塞上日日享中赎回 5,000.50 元，转入您尾号 1000 的账户。", posted.Origin.ReadBack);
    }

    [Fact]
    public async Task with_nothing_held_or_nothing_due_it_is_said()
    {
        await Call(Zhang, "7", "4", "4", Bank.Enquiry);
        Assert.StartsWith("您目前没有持有理财产品。", Last, StringComparison.Ordinal);
        Wealth.Hold("T1", "quarter", Bank.Number("1000"), 10_000_00);
        await Call(Zhang, "7", "4", "4", Bank.Enquiry);
        Assert.StartsWith("您目前没有可以赎回的理财产品。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_unknown_order_is_told_on_the_next_call_and_the_same_again_is_warned_of()
    {
        Bank.Waiting.Add(new UntoldTransfer(
            "T9", new DateOnly(2026, 3, 2), Bank.Number("1000"), Wealth.Find("quarter")!.Account, Money.Cny(10_000_00),
            TransferEnd.Unknown)
        {
            Class = OrderClass.Purchase,
        });
        await Call(Zhang, [.. Quarter[..4], "1", .. Quarter[4..]]);
        Assert.Contains("您在二零二六年三月二日申请了一笔理财交易，尾号幺零零零。金额一万元整。这笔理财交易仍在处理，请不要重复办理。", Phone.Heard);
        Assert.True(Heard("您有一笔理财交易仍在处理，请不要重复办理。办理另一笔理财交易，请按一。"));
        Assert.Contains("这笔交易与仍在处理的理财交易相同，请不要重复办理。", Phone.Heard);
    }
}
