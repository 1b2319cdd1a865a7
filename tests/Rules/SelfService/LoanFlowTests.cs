using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>贷款 by keypad: what is owed, repayment from an own account, and a loan pledged on a time deposit.</summary>
public sealed class LoanFlowTests : FlowTests
{
    [Fact]
    public async Task principal_rate_instalment_and_last_day_are_told_after_the_enquiry_pin()
    {
        await Call(Zhao, "7", "3", "1", Bank.Enquiry);
        Assert.StartsWith(
            "您尾号八六零零的贷款账户，剩余本金八万六千六百六十六元六角六分。年利率百分之四点三五。下期还款日二零二六年三月二十日。"
            + "下期应还金额三千六百四十七元四角九分。今日结清须还八万六千七百九十二元三角三分。贷款到期日二零二八年四月二十日。重听",
            Last, StringComparison.Ordinal);
        Assert.Equal([new ServiceDone("loan", "told", Achieved: true)], Phone.Noted<ServiceDone>());
        Assert.Single(Phone.Secrets);
    }

    [Fact]
    public async Task what_is_overdue_is_said_and_who_has_no_loan_hears_so()
    {
        Loans.All[0] = Loans.All[0] with { Overdue = Money.Cny(3_000_00) };
        await Call(Zhao, "7", "3", "1", Bank.Enquiry);
        Assert.Contains("逾期未还金额三千元整。下期还款日", Last, StringComparison.Ordinal);
        Loans.All[0] = Loans.All[0] with { Penalty = Money.Cny(1_55) };
        await Call(Zhao, "7", "3", "1", Bank.Enquiry);
        Assert.Contains("逾期未还金额三千元整。其中罚息一元五角五分。下期还款日", Last, StringComparison.Ordinal);
        await Call(Zhang, "7", "3", "1", Bank.Enquiry);
        Assert.StartsWith("您名下没有贷款。", Last, StringComparison.Ordinal);
        await Call(Zhang, "7", "3", "2", Bank.Enquiry);
        Assert.StartsWith("您名下没有贷款。", Last, StringComparison.Ordinal);
        await Call(Zhang, "7", "3", "3", Bank.Enquiry);
        Assert.StartsWith("您名下没有定期存款。", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 3_647_49)]
    [InlineData("2", 86_792_33)]
    public async Task the_next_instalment_or_all_is_repaid_from_an_own_account_with_the_transaction_pin(
        string key, long fen)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T1", Money.Cny(1_352_51), Money.Cny(-83_144_84)));
        await Call(Zhao, "7", "3", "2", Bank.Enquiry, key, "1", Bank.Transaction);
        var sent = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.Own, Bank.Number("8001"), Bank.Number("8600"), Money.Cny(fen), Zhao),
            (sent.Kind, sent.From, sent.To, sent.Amount, sent.Caller));
        Assert.Equal(IdentificationLevel.TransactionPin, sent.Origin.Level);
        Assert.StartsWith(
            "还款成功。付款账户当前余额为一千三百五十二元五角一分。剩余本金八万三千一百四十四元八角四分。重听", Last,
            StringComparison.Ordinal);
        Assert.Contains(new ServiceDone("loanRepay", "posted", true, "T1", fen, "CNY"), Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task when_all_is_repaid_it_is_said_and_what_is_overdue_is_paid_with_the_instalment()
    {
        Loans.All[0] = Loans.All[0] with { Overdue = Money.Cny(3_000_00) };
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T1", Money.Cny(1_00), Money.Cny(0)));
        await Call(Zhao, "7", "3", "2", Bank.Enquiry, "1", "1", Bank.Transaction);
        Assert.Equal(Money.Cny(6_647_49), Assert.Single(Bank.Transfers).Amount);
        Assert.Contains("贷款已全部还清。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task of_several_loans_star_at_how_much_goes_back_to_which()
    {
        Loans.All.Add(Loans.All[0] with { Number = Bank.Number("8601"), Owed = Money.Cny(900_00) });
        await Call(Zhao, "7", "3", "2", Bank.Enquiry, "1", "*", "2", "1", "2");
        Assert.True(Heard("从尾号八零零幺的账户，还到尾号八六零幺的贷款，还款金额九百元整。"));
        Assert.StartsWith("还款已取消。", Last, StringComparison.Ordinal);
        // Of one alone nothing was asked before: it leaves.
        Loans.All.RemoveAt(1);
        await Call(Zhao, "7", "3", "2", Bank.Enquiry, "*", "*");
        Assert.Empty(Bank.Transfers);
        Assert.DoesNotContain(Phone.Noted<ServiceDone>(), done => done.Item == "loanRepay");
    }

    [Fact]
    public async Task a_deposit_is_pledged_for_at_most_its_share_and_all_is_read_back_before_the_pin()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T1", Money.Cny(50_000_00), Money.Cny(35_000_00)));
        await Call(Zhao, "7", "3", "3", Bank.Enquiry, "45000*01#", "1", "30000#", "2", "1", Bank.Transaction);
        Assert.True(Heard("以您尾号八五零零的定期存款质押，最多可以贷款四万五千元整。请输入贷款金额，"));
        Assert.True(Heard("贷款金额不能超过四万五千元整。"));
        Assert.True(Heard("三个月，到期日二零二六年六月二日。请按一。六个月，到期日二零二六年九月二日。请按二。"
            + "与存款同日到期，到期日二零二六年十一月二日。请按三。"));
        Assert.True(Heard("以您尾号八五零零的定期存款质押，贷款金额三万元整。年利率百分之二点八五。"
            + "贷款到期日二零二六年九月二日。转入账户尾号八零零幺。"));
        var sent = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.PledgedLoan, Bank.Number("8500"), Bank.Number("8001"), Money.Cny(30_000_00)),
            (sent.Kind, sent.From, sent.To, sent.Amount));
        Assert.Equal(new LoanWish(new DateOnly(2026, 9, 2), 285), sent.Loan);
        Assert.StartsWith(
            "贷款已发放，存款已质押，还清贷款后自动解除。入账账户当前余额为三万五千元整。重听", Last, StringComparison.Ordinal);
        Assert.Contains(
            new ServiceDone("pledgedLoan", "posted", true, "T1", 30_000_00, "CNY"), Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task a_loan_is_cancelled_refused_or_unknown_in_its_own_words()
    {
        await Call(Zhao, "7", "3", "3", Bank.Enquiry, "30000#", "1", "2");
        Assert.StartsWith("贷款申请已取消。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
        Bank.Answers.Enqueue(new TransferOutcome.Refused("T1", TransferRefusal.DepositPledged));
        await Call(Zhao, "7", "3", "3", Bank.Enquiry, "30000#", "1", "1", Bank.Transaction);
        Assert.StartsWith("贷款没有办理，您的存款没有变动", Last, StringComparison.Ordinal);
        Bank.Answers.Enqueue(new TransferOutcome.Unknown("T2"));
        await Call(Zhao, "7", "3", "3", Bank.Enquiry, "30000#", "1", "1", Bank.Transaction);
        Assert.StartsWith("您的贷款正在处理，请不要重复申请。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_deposit_that_a_loan_stands_on_is_not_offered()
    {
        Loans.Pledgeable.Clear();
        await Call(Zhao, "7", "3", "3", Bank.Enquiry);
        Assert.StartsWith("您的定期存款都已质押，或者不能办理质押贷款。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_earlier_loan_without_an_end_is_told_before_another()
    {
        Bank.Waiting.Add(new UntoldTransfer(
            "T1", new DateOnly(2026, 3, 1), Bank.Number("8500"), Bank.Number("8001"), Money.Cny(30_000_00),
            TransferEnd.Unknown) { Class = OrderClass.Loan });
        await Call(Zhao, "7", "3", "3", Bank.Enquiry, "1", "30000#", "1", "2");
        Assert.True(Heard("您在二零二六年三月一日申请了一笔质押贷款，金额三万元整。这笔贷款仍在处理，请不要重复申请。"));
        Assert.True(Heard("这笔存款的贷款申请仍在处理，请不要重复申请。"));
    }

    [Fact]
    public async Task a_core_bank_that_tells_nothing_of_loans_is_said_and_a_person_offered()
    {
        Loans.Down = true;
        foreach (var key in new[] { "1", "2", "3" })
        {
            var person = await Person(Zhao, "7", "3", key, Bank.Enquiry, "0");
            Assert.Equal(HumanReason.BankDown, person.Reason);
        }
    }
}
