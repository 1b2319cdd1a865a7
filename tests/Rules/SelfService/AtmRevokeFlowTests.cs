using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>撤销自助设备转账 by keypad: in one list with what was ordered by telephone, with the transaction PIN.</summary>
public sealed class AtmRevokeFlowTests : FlowTests
{
    public AtmRevokeFlowTests()
    {
        Bank.Payees.Add(Bank.Number("6500"));
        Machines.Made.Add(Machines.Sent);
    }

    [Fact]
    public async Task one_made_at_a_machine_is_told_as_such_read_back_and_taken_back_with_the_transaction_pin()
    {
        await Call(Zhang, "4", Bank.Enquiry, "2", "1", "1", Bank.Transaction);
        Assert.StartsWith(
            "自助设备转账，办理时间二零二六年三月二日九点三十分。转给收款人尾号二零零零的账户，转账金额五百元整。预计", Phone.Heard[4],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "撤销自助设备转账，转给收款人尾号二零零零的账户，转账金额五百元整。款项退回您的账户，尾号幺零零零。确认，请按一。取消，请按二。",
            Phone.Heard[5], StringComparison.Ordinal);
        var sent = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.AtmRevocation, "ATM-1", "2000", Bank.Number("1000"), Money.Cny(500_00)),
            (sent.Kind, sent.Subject, sent.From, sent.To, sent.Amount));
        Assert.Equal(
            (OrderWay.Keypad, "撤销在自助设备上转给尾号 2000 账户的 500.00 元，款项退回您尾号 1000 的账户。"),
            (sent.Origin.Way, sent.Origin.ReadBack));
        Assert.StartsWith("转账已撤销，款项已退回您的账户。", Last, StringComparison.Ordinal);
        Assert.Equal(
            [new ServiceDone("atmRevoke", "revoked", Achieved: true, "T1", 500_00, "CNY")], Phone.Noted<ServiceDone>());
        Assert.Equal(["T1"], Bank.MarkedTold);
        Assert.Empty(Bank.Revoked);
    }

    [Fact]
    public async Task both_kinds_are_in_one_list_the_soonest_to_arrive_first()
    {
        Bank.Later.AddRange(Bank.TwoLater());
        await Call(Zhang, "4", Bank.Enquiry, "2", "2", "2");
        Assert.StartsWith("转给收款人尾号六五零零的账户，转账金额八百元整。", Phone.Heard[4], StringComparison.Ordinal);
        Assert.StartsWith("转给收款人尾号六五零零的账户，转账金额两千元五角。", Phone.Heard[5], StringComparison.Ordinal);
        Assert.StartsWith("自助设备转账，", Phone.Heard[6], StringComparison.Ordinal);
    }

    /// <summary>Who was deceived at a machine need not have signed anything.</summary>
    [Fact]
    public async Task no_contract_is_asked_for_but_a_new_payment_needs_one()
    {
        Bank.Contract = new SignedOutcome.Nothing();
        await Call(Zhang, "4", Bank.Enquiry, "2", "1", "1", Bank.Transaction);
        Assert.Single(Bank.Transfers);
        await Call(Zhang, "4", Bank.Enquiry, "1");
        Assert.Equal(["notSigned"], Phone.Noted<ServiceDone>().Select(done => done.Outcome));
    }

    [Theory]
    [InlineData(TransferRefusal.AlreadyArrived, "revokeTooLate", "这笔转账已到到账时间，不能撤销。")]
    [InlineData(TransferRefusal.AlreadyRevoked, "revokedBefore", "这笔转账此前已经撤销，款项已退回您的账户。")]
    [InlineData(TransferRefusal.AccountClosed, "accountFrozen", "转账没有撤销，请与客服代表联系。")]
    [InlineData(TransferRefusal.NoSuchTransfer, "refused", "转账没有撤销，请与客服代表联系。")]
    [InlineData(TransferRefusal.CoreUnavailable, "busy", "系统故障，转账没有撤销，请稍后再试。")]
    public async Task why_it_is_not_taken_back_is_said(TransferRefusal why, string outcome, string heard)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused("T5", why));
        await Call(Zhang, "4", Bank.Enquiry, "2", "1", "1", Bank.Transaction);
        Assert.StartsWith(heard, Last, StringComparison.Ordinal);
        Assert.Equal(
            [new ServiceDone("atmRevoke", outcome, Achieved: false, "T5", 500_00, "CNY")], Phone.Noted<ServiceDone>());
        Assert.Equal(["T5"], Bank.MarkedTold);
    }

    [Fact]
    public async Task without_an_answer_it_is_being_processed_and_the_next_call_tells_its_end()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Unknown("T5"));
        await Call(Zhang, "4", Bank.Enquiry, "2", "1", "1", Bank.Transaction);
        Assert.StartsWith("撤销正在处理，请不要重复办理。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.MarkedTold);

        Machines.Made.Clear();
        Bank.Waiting.Add(new UntoldTransfer(
            "T5", new(2026, 3, 2), "2000", Bank.Number("1000"), Money.Cny(500_00), TransferEnd.Posted)
        {
            Class = OrderClass.Revocation,
        });
        await Call(Zhang, "1", Bank.Enquiry);
        Assert.True(Heard(
            "您在二零二六年三月二日申请撤销一笔自助设备转账，转给收款人尾号二零零零的账户，转账金额五百元整。这笔转账已经撤销，款项已退回您的账户。"));
        Assert.Equal(["T5"], Bank.MarkedTold);
    }

    [Fact]
    public async Task a_no_and_a_star_take_nothing_back()
    {
        await Call(Zhang, "4", Bank.Enquiry, "2", "1", "2");
        Assert.StartsWith("转账没有撤销，将按时到账。", Last, StringComparison.Ordinal);
        await Call(Zhang, "4", Bank.Enquiry, "2", "1", "*");
        Assert.StartsWith("自助设备转账，", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task where_the_catalogue_has_it_done_by_people_the_caller_hears_so()
    {
        Catalogue = new([.. Catalogue.Services.Select(item => item.Code != "atmRevoke" ? item
            : item with { Channels = [TellerLine.Catalogue.ServiceChannel.Agent] })]);
        await Call(Zhang, "4", Bank.Enquiry, "2", "1");
        Assert.Equal(["byAgent"], Phone.Noted<ServiceDone>().Select(done => done.Outcome));
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task a_core_bank_that_does_not_tell_of_machines_stops_no_payment()
    {
        Machines.Down = true;
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "800#", "1", Bank.Transaction);
        Assert.Equal(TransferKind.Payee, Assert.Single(Bank.Transfers).Kind);
    }
}
