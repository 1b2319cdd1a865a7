using TellerLine.Banking;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>交易明细 by keypad: account, days, the latest few, more, the statement.</summary>
public sealed class MovementsFlowTests : FlowTests
{
    private static readonly string[] First = ["7", "1", Bank.Enquiry, "1"];

    [Fact]
    public async Task how_many_there_are_and_the_latest_three_are_told_and_one_tells_the_rest()
    {
        await Call(Zhang, [.. First, "4", "202602#"]);
        Assert.Contains(
            "您尾号幺零零零的活期账户，在此期间共有三笔交易，最近的是二零二六年二月二十八日支出三十八元五角。二零二六年二月十日支出两元整。二零二六年二月九日收入一分。",
            Last, StringComparison.Ordinal);
        Assert.DoesNotContain("继续收听", Last, StringComparison.Ordinal);
        await Call(Zhang, [.. First, "5", "20260201#", "20260302#", "1"]);
        Assert.Contains("共有五笔交易", Phone.Heard[^2], StringComparison.Ordinal);
        Assert.StartsWith("二零二六年二月十日支出两元整", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "有一笔交易。二零二六年三月二日支出一百元整")]
    [InlineData("2", "共有三笔交易")]
    [InlineData("3", "共有两笔交易")]
    public async Task today_seven_days_and_this_month_need_no_date(string key, string heard)
    {
        await Call(Zhang, [.. First, key]);
        Assert.Contains(heard, Last, StringComparison.Ordinal);
        Assert.Equal("told", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
    }

    [Theory]
    [InlineData("4", "202613#")]
    [InlineData("4", "202604#")]
    [InlineData("4", "202502#")]
    [InlineData("5", "20250228#")]
    [InlineData("5", "20260303#")]
    [InlineData("5", "20260230#")]
    public async Task days_that_cannot_be_are_answered_with_the_bounds(string key, string keyed)
    {
        await Call(Zhang, [.. First, key, keyed]);
        Assert.StartsWith(
            "输入有误，日期应从二零二五年三月一日到二零二六年三月二日", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_last_day_is_not_before_the_first()
    {
        await Call(Zhang, [.. First, "5", "20260301#", "20260228#"]);
        Assert.StartsWith("输入有误，日期应从二零二六年三月一日到", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_statement_is_sent_in_the_language_of_the_call_and_says_so()
    {
        await Call(Zhang, [.. First, "3", "2"]);
        var sent = Assert.Single(Bank.Statements);
        Assert.Equal(
            (Bank.Number("1000"), new StatementPeriod(new(2026, 3, 1), new(2026, 3, 2)), 2, "n1-c1", null, "zh-CN"),
            (sent.Statement.Account.Number, sent.Statement.Period, sent.Statement.Lines.Count, sent.ContactId,
                sent.Agent, sent.Language));
        Assert.StartsWith("交易明细正在发送到您预留的手机号码。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_statement_that_could_not_be_kept_is_said_not_to_be_sent()
    {
        Bank.Broken.Add("statements");
        await Call(Zhang, [.. First, "3", "2"]);
        Assert.StartsWith("系统繁忙，交易明细没有发送。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task star_asks_for_other_days_and_then_for_another_account()
    {
        await Call(Zhang, [.. First, "1", "*", "*", "2", "1"]);
        Assert.StartsWith("请选择查询期间。", Phone.Heard[^4], StringComparison.Ordinal);
        Assert.StartsWith("请选择账户。", Phone.Heard[^3], StringComparison.Ordinal);
        Assert.StartsWith("您尾号二零零二的储蓄账户，", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_bank_that_does_not_answer_is_said_and_a_person_offered()
    {
        Bank.Down = true;
        await Call(Zhang, "7", "1");
        Assert.Equal("bankDown", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
        Assert.Contains("人工服务，请按零", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nobody_hears_of_movements_before_the_enquiry_pin()
    {
        await Call(Zhang, "7", "1", "111111");
        Assert.DoesNotContain(Phone.Heard, heard => heard.Contains("支出", StringComparison.Ordinal));
    }
}
