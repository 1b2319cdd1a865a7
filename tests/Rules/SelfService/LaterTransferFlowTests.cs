using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>Payments that arrive later, by keypad: chosen at the read-back, and taken back before their time.</summary>
public sealed class LaterTransferFlowTests : FlowTests
{
    public LaterTransferFlowTests() => Bank.Payees.Add(Bank.Number("6500"));

    [Fact]
    public async Task a_payment_is_made_at_once_unless_the_caller_says_otherwise()
    {
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "800#", "1", Bank.Transaction);
        Assert.Contains("转账金额八百元整。实时到账。确认，请按一。取消，请按二。修改到账时间，请按三。", Phone.Heard[6], StringComparison.Ordinal);
        Assert.Equal(TransferSpeed.RealTime, Assert.Single(Bank.Transfers).Speed);
    }

    [Theory]
    [InlineData("2", TransferSpeed.Ordinary, "预计二零二六年三月二日十四点到账。", "预计 2026-03-02 14:00 到账。")]
    [InlineData("3", TransferSpeed.NextDay, "预计二零二六年三月三日八点零五分到账。", "预计 2026-03-03 08:05 到账。")]
    public async Task what_is_chosen_is_read_back_with_its_time_and_goes_with_the_order(
        string key, TransferSpeed speed, string heard, string kept)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Deferred("T7", Money.Cny(1), 0));
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "800#", "3", key, "1", Bank.Transaction);
        Assert.Contains(heard, Phone.Heard[8], StringComparison.Ordinal);
        var sent = Assert.Single(Bank.Transfers);
        Assert.Equal(speed, sent.Speed);
        Assert.EndsWith(kept, sent.Origin.ReadBack, StringComparison.Ordinal);
        Assert.StartsWith("转账已受理，款项已从您的账户扣除，到账前您可以来电撤销。", Last, StringComparison.Ordinal);
        Assert.Equal(
            [new ServiceDone("pay", "deferred", Achieved: true, "T7", 800_00, "CNY")], Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task the_star_leaves_the_time_as_it_was()
    {
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "800#", "3", "2", "3", "*", "1", Bank.Transaction);
        Assert.Equal(TransferSpeed.Ordinary, Assert.Single(Bank.Transfers).Speed);
    }

    [Fact]
    public async Task where_the_bank_offers_none_nobody_hears_of_it()
    {
        Bank.Offered = false;
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "800#");
        Assert.DoesNotContain("修改到账时间", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task between_own_accounts_money_moves_at_once()
    {
        await Call(Zhang, "2", Bank.Enquiry, "1", "100#");
        Assert.DoesNotContain("到账", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task who_has_some_waiting_takes_one_back_with_a_key()
    {
        Bank.Later.AddRange(Bank.TwoLater());
        await Call(Zhang, "4", Bank.Enquiry, "2", "2", "1");
        Assert.StartsWith("您有等待到账的转账。办理新的转账，请按一。查询或撤销等待到账的转账，请按二。", Phone.Heard[3], StringComparison.Ordinal);
        Assert.Equal(("T2", "C10001", "n1-c1"), (Bank.Revoked[0].Id, Bank.Revoked[0].Customer, Bank.Revoked[0].By.ContactId));
        Assert.StartsWith("转账已撤销，款项已退回您的账户。", Last, StringComparison.Ordinal);
        Assert.Equal(
            [new ServiceDone("pay", "revoked", Achieved: true, "T2", 2_000_50, "CNY")], Phone.Noted<ServiceDone>());
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task what_has_arrived_meanwhile_is_said()
    {
        Bank.Later.Add(Bank.TwoLater()[0]);
        Bank.Revokes = RevokeOutcome.TooLate;
        await Call(Zhang, "4", Bank.Enquiry, "2", "1");
        Assert.StartsWith("这笔转账已到到账时间，不能撤销。", Last, StringComparison.Ordinal);
        Assert.Equal(["revokeTooLate"], Phone.Noted<ServiceDone>().Select(done => done.Outcome));
    }

    [Fact]
    public async Task a_new_one_may_be_made_beside_those_that_wait()
    {
        Bank.Later.AddRange(Bank.TwoLater());
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "1", "800#", "1", Bank.Transaction);
        Assert.Single(Bank.Transfers);
    }

    [Fact]
    public async Task in_english_too()
    {
        Bank.Later.AddRange(Bank.TwoLater());
        await Call(Zhang, "8", "4", Bank.Enquiry, "2");
        Assert.Contains("two zero five p.m.", Last, StringComparison.Ordinal);
    }
}
