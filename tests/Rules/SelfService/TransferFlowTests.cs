using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

public sealed class TransferFlowTests : FlowTests
{
    /// <summary>From the first account (the other is the only target), an amount, confirmed, PIN right.</summary>
    private static string[] Transfer(string amount) => ["2", Bank.Enquiry, "1", amount, "1", Bank.Transaction];

    /// <summary>A second one in the same call: the enquiry PIN is known.</summary>
    private static string[] Again(string amount) => ["2", "1", amount, "1", Bank.Transaction];

    [Fact]
    public async Task a_transfer_is_read_back_confirmed_and_posted_once()
    {
        await Call(Zhang, Transfer("2345*67#"));
        Assert.Equal(
            "从尾号幺零零零的账户，转入尾号二零零二的账户，转账金额两千三百四十五元六角七分。确认，请按一。取消，请按二。重听，请按九。返回上一级，请按星号键。人工服务，请按零。",
            Phone.Heard[5]);
        Assert.StartsWith("转账成功。转出账户当前余额为一万元整。重听，请按九。返回主菜单", Last, StringComparison.Ordinal);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(
            ("C10001", Bank.Number("1000"), Bank.Number("2002"), Money.Cny(2_345_67), "n1-c1-t1", "n1-c1"),
            (posted.CustomerId, posted.From, posted.To, posted.Amount, posted.IdempotencyKey, posted.ContactId));
        Assert.Equal(
            [new ServiceDone("transfer", "posted", Achieved: true, "T1", 2_345_67, "CNY")], Phone.Noted<ServiceDone>());
        Assert.Equal(["T1"], Bank.MarkedTold);
        Assert.Equal(IdentificationLevel.TransactionPin, Phone.Noted<Identified>().Last().Who.Level);
    }

    [Fact]
    public async Task the_enquiry_pin_moves_no_money()
    {
        await Call(Zhang, "2", Bank.Enquiry, "1", "100#", "1", Bank.Enquiry);
        Assert.StartsWith("密码错误。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task what_is_not_confirmed_is_not_done()
    {
        await Call(Zhang, "2", Bank.Enquiry, "1", "100#", "2");
        Assert.StartsWith("转账已取消。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
        Assert.Single(Phone.Secrets);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7", "0")]
    [InlineData("", "0")]
    public async Task zero_at_the_confirmation_is_a_person_and_moves_nothing(params string[] keys)
    {
        var person = await Person(Zhang, ["2", Bank.Enquiry, "1", "100#", .. keys]);
        Assert.Equal(HumanReason.Key0, person.Reason);
        Assert.Equal(
            ["greeting", "main", "transfer", "pin-enquiry", "transfer-from", "transfer-amount", "transfer-confirm"],
            person.Path);
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task each_confirmation_has_a_key_of_its_own()
    {
        await Call(Zhang, [.. Transfer("1#"), "*", .. Again("1#")]);
        Assert.Equal(["n1-c1-t1", "n1-c1-t2"], Bank.Transfers.Select(t => t.IdempotencyKey));
    }

    [Fact]
    public async Task a_pin_that_came_too_late_is_asked_again_under_the_same_key()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused(null, TransferRefusal.PinTokenNotValid));
        await Call(Zhang, [.. Transfer("1#"), Bank.Transaction]);
        Assert.Contains("密码确认已超时，转账没有成功，请重新输入密码。", Phone.Heard);
        Assert.Equal(["n1-c1-t1", "n1-c1-t1"], Bank.Transfers.Select(t => t.IdempotencyKey));
        Assert.StartsWith("转账成功。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_unknown_result_is_told_as_being_processed_and_never_tried_again()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Unknown("T9"));
        await Call(Zhang, Transfer("1#"));
        Assert.StartsWith("您的转账正在处理，请不要重复转账。您再次来电时，我们会把结果告诉您。", Last, StringComparison.Ordinal);
        Assert.Equal(
            [new ServiceDone("transfer", "unknown", Achieved: false, "T9", 1_00, "CNY")], Phone.Noted<ServiceDone>());
        Assert.Single(Bank.Transfers);
        Assert.Empty(Bank.MarkedTold);
    }

    [Theory]
    [InlineData(TransferRefusal.InsufficientFunds, "转出账户余额不足，转账没有成功，请减少金额后再试。", "insufficientFunds")]
    [InlineData(TransferRefusal.OverDayLimit, "金额超过您的转账限额，转账没有成功，请减少金额，或到网点办理。", "overLimit")]
    [InlineData(TransferRefusal.OverTransactionLimit, "金额超过您的转账限额，转账没有成功，请减少金额，或到网点办理。", "overLimit")]
    [InlineData(TransferRefusal.AccountFrozen, "账户已被冻结，转账没有成功，请与客服代表联系。", "accountFrozen")]
    [InlineData(TransferRefusal.PinIsInitial, "您的交易密码是初始密码，请先到网点修改。", "pinIsInitial")]
    [InlineData(TransferRefusal.Busy, "系统繁忙，转账没有成功，您的资金没有变动，请稍后再试。", "busy")]
    [InlineData(TransferRefusal.NeverArrived, "转账没有成功，您的资金没有变动，请与客服代表联系。", "refused")]
    public async Task a_refusal_is_said_with_what_to_do_and_zero_is_a_person(
        TransferRefusal reason, string words, string outcome)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused("T2", reason));
        var person = await Person(Zhang, [.. Transfer("1#"), "0"]);
        Assert.StartsWith(words, Last, StringComparison.Ordinal);
        Assert.Equal(HumanReason.Key0, person.Reason);
        Assert.Equal([outcome], Phone.Noted<ServiceDone>().Select(s => s.Outcome));
    }

    [Fact]
    public async Task the_initial_pin_permits_enquiry_only()
    {
        Bank.MustChange = PinMustChange.Initial;
        await Call(Zhang, Transfer("1#"));
        Assert.StartsWith("您的交易密码是初始密码", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
    }

    [Theory]
    [InlineData("1*234#", "您输入的金额有误，小数点后最多两位。")]
    [InlineData("#", "您输入的金额有误，小数点后最多两位。")]
    [InlineData("0#", "转账金额应大于零。")]
    [InlineData("0*00#", "转账金额应大于零。")]
    [InlineData("1000000*01#", "转账金额不能超过一百万元整。")]
    [InlineData("**", "您已退出输入。")]
    [InlineData("5**", "您已退出输入。")]
    [InlineData("", "对不起，没有收到您的按键。")]
    public async Task what_is_wrong_with_an_amount_is_said_and_zero_works_there(string keys, string words)
    {
        var person = await Person(Zhang, "2", Bank.Enquiry, "1", keys, "0");
        Assert.Equal($"{words}重新输入，请按一。重听，请按九。返回上一级，请按星号键。人工服务，请按零。", Last);
        Assert.Equal(HumanReason.Key0, person.Reason);
    }

    [Fact]
    public async Task the_bound_itself_may_be_transferred()
    {
        await Call(Zhang, "2", Bank.Enquiry, "1", "1000000#");
        Assert.Contains("转账金额一百万元整", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task two_stars_and_zero_in_an_amount_is_a_person() =>
        Assert.Equal(HumanReason.Key0, (await Person(Zhang, "2", Bank.Enquiry, "1", "12**0")).Reason);

    [Fact]
    public async Task zero_in_an_amount_is_a_digit()
    {
        await Call(Zhang, "2", Bank.Enquiry, "1", "0*05#");
        Assert.Contains("转账金额五分", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task star_goes_back_one_question()
    {
        await Call(Zhang, "2", Bank.Enquiry, "1", "100#", "*");
        Assert.StartsWith("请选择转出账户。", Last, StringComparison.Ordinal);
        await Call(Zhang, "2", Bank.Enquiry, "*");
        Assert.StartsWith("查询余额", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task with_three_accounts_both_ends_are_chosen()
    {
        Bank.Accounts.Add(Bank.Accounts[0] with { Number = Bank.Number("3003"), Kind = AccountKind.Credit });
        await Call(Zhang, "2", Bank.Enquiry, "3", "2", "1#", "1", Bank.Transaction);
        Assert.Equal((Bank.Number("3003"), Bank.Number("2002")), (Bank.Transfers[0].From, Bank.Transfers[0].To));
    }

    [Fact]
    public async Task one_account_alone_has_no_transfer()
    {
        await Call(Wang, "2", Bank.Enquiry);
        Assert.StartsWith("您名下只有一个账户，不能在本人账户之间转账。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_bank_that_does_not_answer_is_said()
    {
        Bank.Down = true;
        Assert.Equal(HumanReason.BankDown, (await Person(Zhang, "2", "0")).Reason);
    }

    [Fact]
    public async Task in_english_too()
    {
        await Call(Zhang, ["8", .. Transfer("2345*67#")]);
        Assert.Contains(
            Phone.Heard, h => h.StartsWith(
                "From the account ending in one zero zero zero to the account ending in two zero zero two the amount is two thousand three hundred and forty-five yuan sixty-seven. To confirm, press one.",
                StringComparison.Ordinal));
        Assert.StartsWith(
            "The transfer is done. The paying account now has a balance of ten thousand yuan", Last,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_payee_of_the_contract_is_chosen_read_back_by_tail_and_paid_from_the_callers_number()
    {
        Bank.Payees.AddRange([Bank.Number("2000"), Bank.Number("6500")]);
        await Call(Zhang, "4", Bank.Enquiry, "1", "2", "800#", "1", Bank.Transaction);
        Assert.StartsWith(
            "请选择收款人。收款人账户尾号二零零零请按一。收款人账户尾号六五零零请按二。", Phone.Heard[4], StringComparison.Ordinal);
        Assert.StartsWith("从尾号幺零零零的账户，付给收款人尾号六五零零的账户，转账金额八百元整。", Phone.Heard[6], StringComparison.Ordinal);
        Assert.StartsWith("转账成功。", Last, StringComparison.Ordinal);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.Payee, Bank.Number("1000"), Bank.Number("6500"), Money.Cny(800_00), Zhang),
            (posted.Kind, posted.From, posted.To, posted.Amount, posted.Caller));
        Assert.Equal(
            [new ServiceDone("pay", "posted", Achieved: true, "T1", 800_00, "CNY")], Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task who_is_paid_for_the_first_time_is_asked_for_with_a_warning_and_known_or_not_paid()
    {
        Bank.Payees.Add(Bank.Number("6500"));
        Bank.FirstPayments = true;
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "2");
        Assert.Empty(Bank.Transfers);
        Assert.True(Heard("这是您首次向该收款人转账。请注意防范电信诈骗"));
        Assert.StartsWith("转账没有办理。如怀疑受骗，请立即拨打幺幺零报警。", Last, StringComparison.Ordinal);
        Assert.Equal("payeeNotKnown", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
        await Call(Zhang, "4", Bank.Enquiry, "1", "1", "*", "1", "1", "1", "800#", "1", Bank.Transaction);
        Assert.True(Assert.Single(Bank.Transfers).PayeeKnown);
        Assert.Contains("首次", Bank.Transfers[0].Origin.ReadBack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task also_a_single_payee_is_chosen_with_a_key_and_the_star_goes_back_to_it()
    {
        Bank.Payees.Add(Bank.Number("2000"));
        await Call(Zhang, "4", Bank.Enquiry, "2", "*", "1", "1", "10#", "1", Bank.Transaction);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal((Bank.Number("1000"), Bank.Number("2000")), (posted.From, posted.To));
    }

    [Fact]
    public async Task without_a_contract_a_payee_or_a_signed_account_no_pin_is_asked_for()
    {
        await Call(Zhang, "4", Bank.Enquiry);
        Assert.StartsWith("您的签约中还没有收款人，请到网点办理。", Last, StringComparison.Ordinal);
        foreach (var (contract, heard, word) in new (SignedOutcome, string, string)[]
        {
            (new SignedOutcome.Nothing(), "您还没有签约电话银行，请携带有效证件到网点办理。", "notSigned"),
            (new SignedOutcome.Suspended(), "您的电话银行签约已经暂停，请到网点办理。", "contractSuspended"),
            (new SignedOutcome.Active([], []), "该账户没有签约电话银行，请到网点办理。", "noAccount"),
        })
        {
            Bank.Contract = contract;
            await Call(Zhang, "2", Bank.Enquiry);
            Assert.StartsWith(heard, Last, StringComparison.Ordinal);
            Assert.Equal(word, Phone.Noted<ServiceDone>().Last().Outcome);
        }

        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task only_signed_accounts_are_offered_to_pay_from_and_all_of_ones_own_to_pay_into()
    {
        Bank.Contract = new SignedOutcome.Active([Bank.Number("2002")], []);
        await Call(Zhang, "2", Bank.Enquiry, "100#", "1", Bank.Transaction);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal((Bank.Number("2002"), Bank.Number("1000")), (posted.From, posted.To));
    }
}
