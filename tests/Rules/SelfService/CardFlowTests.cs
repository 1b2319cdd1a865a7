using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>信用卡 by keypad: limit and bill, and repayment from an own account.</summary>
public sealed class CardFlowTests : FlowTests
{
    [Fact]
    public async Task limit_debt_bill_and_its_last_day_are_told_after_the_enquiry_pin()
    {
        await Call(Zhao, "7", "2", "1", Bank.Enquiry);
        Assert.StartsWith(
            "您尾号八零零二的信用卡账户，信用额度两万元整。可用额度一万七千六百五十四元四角。欠款两千三百四十五元六角。"
            + "本期账单金额一千五百元整。最低应还一百五十元整。到期还款日二零二六年二月二十五日。重听", Last, StringComparison.Ordinal);
        Assert.Equal([new ServiceDone("cardBill", "told", Achieved: true)], Phone.Noted<ServiceDone>());
        Assert.Single(Phone.Secrets);
    }

    [Fact]
    public async Task what_was_paid_since_is_reckoned_and_a_bill_that_is_paid_asks_for_nothing()
    {
        Bank.Bill = Bank.Bill! with { Paid = Money.Cny(200_00) };
        await Call(Zhao, "7", "2", "1", Bank.Enquiry);
        Assert.Contains("账单还有未还金额一千三百元整。到期还款日", Last, StringComparison.Ordinal);
        Bank.Bill = Bank.Bill with { Paid = Money.Cny(1_500_00) };
        await Call(Zhao, "7", "2", "1", Bank.Enquiry);
        Assert.Contains("本期账单金额一千五百元整。本期账单已还清。重听", Last, StringComparison.Ordinal);
        Bank.Bill = null;
        await Call(Zhao, "7", "2", "1", Bank.Enquiry);
        Assert.Contains("本期没有应还账单。", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 1_500_00)]
    [InlineData("2", 150_00)]
    [InlineData("3", 2_345_60)]
    public async Task the_bill_the_least_or_all_is_repaid_from_an_own_account_with_the_transaction_pin(
        string key, long fen)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T1", Money.Cny(3_500_00), Money.Cny(-845_60)));
        await Call(Zhao, "7", "2", "2", Bank.Enquiry, key, "1", Bank.Transaction);
        var sent = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.Own, Bank.Number("8001"), Bank.Number("8002"), Money.Cny(fen), Zhao),
            (sent.Kind, sent.From, sent.To, sent.Amount, sent.Caller));
        Assert.Equal(IdentificationLevel.TransactionPin, sent.Origin.Level);
        Assert.StartsWith(
            "还款成功。付款账户当前余额为三千五百元整。信用卡还有欠款八百四十五元六角。重听", Last, StringComparison.Ordinal);
        Assert.Contains(
            new ServiceDone("cardRepay", "posted", true, "T1", fen, "CNY"), Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task an_amount_keyed_is_never_more_than_is_owed()
    {
        await Call(Zhao, "7", "2", "2", Bank.Enquiry, "4", "2345*61#", "1", "2345*60#", "2");
        Assert.True(Heard("还款金额不能超过两千三百四十五元六角。"));
        Assert.True(Heard("从尾号八零零幺的账户，还到尾号八零零二的信用卡，还款金额两千三百四十五元六角。"));
        Assert.StartsWith("还款已取消。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task who_owes_nothing_repays_nothing_and_who_has_no_card_hears_so()
    {
        Bank.Accounts[^1] = Bank.Accounts[^1] with { Balance = Money.Cny(0) };
        await Call(Zhao, "7", "2", "2", Bank.Enquiry);
        Assert.StartsWith("目前没有欠款。", Last, StringComparison.Ordinal);
        await Call(Zhang, "7", "2", "1", Bank.Enquiry);
        Assert.StartsWith("您名下没有信用卡。", Last, StringComparison.Ordinal);
        await Call(Zhang, "7", "2", "2", Bank.Enquiry);
        Assert.StartsWith("您名下没有信用卡。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_refusal_is_said_in_words_of_a_repayment()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused("T1", TransferRefusal.InsufficientFunds));
        await Call(Zhao, "7", "2", "2", Bank.Enquiry, "1", "1", Bank.Transaction);
        Assert.StartsWith("付款账户余额不足，还款没有成功", Last, StringComparison.Ordinal);
        Bank.Answers.Enqueue(new TransferOutcome.Unknown("T2"));
        await Call(Zhao, "7", "2", "2", Bank.Enquiry, "1", "1", Bank.Transaction);
        Assert.StartsWith("您的还款正在处理，请不要重复还款。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_core_bank_that_tells_nothing_of_cards_is_said_and_a_person_offered()
    {
        Bank.Broken.Add("cards");
        var person = await Person(Zhao, "7", "2", "1", Bank.Enquiry, "0");
        Assert.Equal(HumanReason.BankDown, person.Reason);
        Assert.Contains(
            new ServiceDone("cardBill", "bankDown", Achieved: false), Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task a_new_card_is_activated_by_its_last_digits_after_the_enquiry_pin()
    {
        Bank.Accounts.Add(Bank.Accounts[^1] with { Number = Bank.Number("8113"), Inactive = true });
        await Call(Zhao, "7", "2", "4", Bank.Enquiry, "8002", "1", "8113");
        Assert.True(Heard("没有这张待激活的信用卡。"));
        Assert.StartsWith("信用卡激活成功。", Last, StringComparison.Ordinal);
        Assert.Equal([Bank.Number("8113")], Bank.Activated);
        Assert.Contains(
            new ServiceDone("cardActivate", "activated", Achieved: true), Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task a_lost_card_is_not_activated_and_who_has_none_waiting_is_asked_for_nothing()
    {
        await Call(Zhao, "7", "2", "4", Bank.Enquiry);
        Assert.StartsWith("您没有待激活的信用卡。", Last, StringComparison.Ordinal);
        Bank.Accounts.Add(Bank.Accounts[^1] with { Number = Bank.Number("8113"), Inactive = true });
        Bank.Activation = CardActivation.Held;
        await Call(Zhao, "7", "2", "4", Bank.Enquiry, "8113");
        Assert.StartsWith("该卡已挂失，不能激活。", Last, StringComparison.Ordinal);
        Bank.Activation = null;
        var person = await Person(Zhao, "7", "2", "4", Bank.Enquiry, "8113", "0");
        Assert.Equal(HumanReason.BankDown, person.Reason);
    }

    [Fact]
    public async Task a_lost_card_is_reported_from_here_too()
    {
        await Call(Zhao, "7", "2", "3");
        Assert.Contains("loss", Nodes);
    }
}
