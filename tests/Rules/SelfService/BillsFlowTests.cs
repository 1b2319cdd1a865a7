using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>缴费 by keypad: what for, the number, what is owed, from where, confirmed, PIN, receipt.</summary>
public sealed class BillsFlowTests : FlowTests
{
    private const string Number = "0951601285";

    /// <summary>A telephone bill in full from the first account, up to the PIN.</summary>
    private static readonly string[] Telecom = ["5", Bank.Enquiry, "1", $"{Number}#", "1", "1"];

    private static readonly string[] Paid = [.. Telecom, "1", Bank.Transaction];

    [Fact]
    public async Task a_bill_is_asked_for_read_back_confirmed_paid_once_and_its_receipt_read_out()
    {
        Bank.Answers.Enqueue(
            new TransferOutcome.Posted("T1", Money.Cny(12_217_17), null) { Receipt = "260302000815" });
        await Call(Zhang, Paid);
        Assert.StartsWith(
            "请选择缴费项目。固定电话和宽带，请按一。手机话费，请按二。有线电视，请按三。电费，请按四。水费，请按五。燃气费，请按六。", Phone.Heard[3],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "用户号码零九五幺六零幺二八五欠费金额一百二十八元五角。缴纳全部欠费，请按一。缴纳其他金额，请按二。", Phone.Heard[5],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "固定电话和宽带，用户号码零九五幺六零幺二八五从尾号幺零零零的账户，缴费金额一百二十八元五角。确认，请按一。取消，请按二。", Phone.Heard[7],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "缴费成功。付款账户当前余额为一万两千二百一十七元一角七分。回执号是二六零三零二零零零八幺五。重听，请按九。返回主菜单", Last,
            StringComparison.Ordinal);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.BillTelecom, "C10001", Bank.Number("1000"), Billers.Find("telecom")!.Account,
                Money.Cny(128_50), "n1-c1-t1", new BillReference("telecom", Number)),
            (posted.Kind, posted.CustomerId, posted.From, posted.To, posted.Amount, posted.IdempotencyKey,
                posted.Bill));
        Assert.Equal("从您尾号 1000 的账户向塞上电信缴费，用户号码 095****1285，金额 128.50 元。", posted.Origin.ReadBack);
        Assert.Equal(
            [new ServiceDone("bills", "posted", Achieved: true, "T1", 128_50, "CNY")], Phone.Noted<ServiceDone>());
        Assert.Equal(["T1"], Bank.MarkedTold);
        Assert.Equal(IdentificationLevel.TransactionPin, Phone.Noted<Identified>().Last().Who.Level);
    }

    [Fact]
    public async Task a_receipt_with_letters_was_sent_as_a_message()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Posted("T1", Money.Cny(1), null) { Receipt = "DX-17" });
        await Call(Zhang, Paid);
        Assert.Contains("回执号已发送到您的手机。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_class_with_several_billers_is_asked_by_name_and_star_goes_back_to_the_classes()
    {
        await Call(Zhang, "5", Bank.Enquiry, "2", "*", "2", "2", "13800000001#", "1", "2", "1", Bank.Transaction);
        Assert.StartsWith("请选择缴费单位。塞上移动，请按一。塞上联通，请按二。", Phone.Heard[4], StringComparison.Ordinal);
        Assert.StartsWith("请选择缴费项目。", Phone.Heard[5], StringComparison.Ordinal);
        var posted = Assert.Single(Bank.Transfers);
        Assert.Equal(
            (TransferKind.BillMobile, "unicom", Bank.Number("2002")),
            (posted.Kind, posted.Bill!.Biller, posted.From));
    }

    [Fact]
    public async Task part_of_it_is_keyed_within_what_is_owed_and_what_the_biller_takes()
    {
        await Call(
            Zhang, "5", Bank.Enquiry, "1", $"{Number}#", "2", "128*51#", "1", "0*99#", "1", "100#", "1", "1",
            Bank.Transaction);
        Assert.Equal(2, Phone.Heard.Count(h => h.StartsWith(
            "缴费金额应从一元整到一百二十八元五角。", StringComparison.Ordinal)));
        Assert.Equal(Money.Cny(100_00), Assert.Single(Bank.Transfers).Amount);
    }

    [Fact]
    public async Task a_biller_that_takes_no_part_offers_none()
    {
        Billers.Owed["12345678"] = 50_00;
        await Call(Zhang, "5", Bank.Enquiry, "5", "12345678#");
        Assert.StartsWith("用户号码", Last, StringComparison.Ordinal);
        Assert.DoesNotContain("其他金额", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123#", "您输入的号码位数不对。")]
    [InlineData("0951999999#", "没有查到这个号码。")]
    public async Task a_number_that_cannot_be_is_said_and_keyed_again(string keyed, string words)
    {
        await Call(Zhang, "5", Bank.Enquiry, "1", keyed, "1", $"{Number}#");
        Assert.StartsWith(words, Phone.Heard[^3], StringComparison.Ordinal);
        Assert.Contains("一百二十八元五角", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nothing_owed_and_a_biller_that_does_not_answer_end_it_without_a_pin()
    {
        Billers.Owed[Number] = 0;
        await Call(Zhang, "5", Bank.Enquiry, "1", $"{Number}#");
        Assert.StartsWith("这个号码没有欠费。", Last, StringComparison.Ordinal);
        Assert.Equal("nothingOwed", Phone.Noted<ServiceDone>().Single().Outcome);

        Billers.Down = true;
        await Call(Zhang, "5", Bank.Enquiry, "1", $"{Number}#");
        Assert.StartsWith("该项缴费暂时不能办理，请稍后再试。", Last, StringComparison.Ordinal);
        Assert.Equal("billerDown", Phone.Noted<ServiceDone>().Single().Outcome);
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task what_is_not_confirmed_is_not_paid()
    {
        await Call(Zhang, [.. Telecom, "2"]);
        Assert.StartsWith("缴费已取消。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Transfers);
        Assert.Equal("cancelled", Phone.Noted<ServiceDone>().Single().Outcome);
    }

    [Fact]
    public async Task zero_is_a_person_at_every_question_and_moves_nothing()
    {
        for (var keyed = 3; keyed <= Telecom.Length; keyed++)
        {
            // After the number's prompt 0 is a digit: there it is star twice, then 0.
            string[] way = keyed == 3 ? [.. Telecom[..2], "0"] : [.. Telecom[..keyed], "0"];
            Assert.Equal(HumanReason.Key0, (await Person(Zhang, way)).Reason);
        }
        Assert.Empty(Bank.Transfers);
    }

    [Fact]
    public async Task an_unknown_result_is_told_as_being_processed_and_told_on_the_next_call()
    {
        Bank.Answers.Enqueue(new TransferOutcome.Unknown("T9"));
        await Call(Zhang, Paid);
        Assert.StartsWith("您的缴费正在处理，请不要重复缴费。", Last, StringComparison.Ordinal);
        Assert.Equal(
            [new ServiceDone("bills", "unknown", Achieved: false, "T9", 128_50, "CNY")], Phone.Noted<ServiceDone>());

        var waiting = new UntoldTransfer(
            "T9", new DateOnly(2026, 3, 2), Bank.Number("1000"), Billers.Find("telecom")!.Account, Money.Cny(128_50),
            TransferEnd.Unknown)
        {
            Class = OrderClass.Bill,
        };
        Bank.Waiting.Add(waiting);
        await Call(Zhang, [.. Paid[..2], "1", .. Paid[2..6]]);
        Assert.Equal(
            "您在二零二六年三月二日申请了一笔缴费，从尾号幺零零零的账户，缴费金额一百二十八元五角。这笔缴费仍在处理，请不要重复缴费。", Phone.Heard[3]);
        Assert.StartsWith("您有一笔缴费仍在处理，请不要重复缴费。办理另一笔缴费，请按一。", Phone.Heard[4], StringComparison.Ordinal);
        Assert.Equal("这笔缴费与仍在处理的缴费相同，请不要重复缴费。", Phone.Heard[^2]);

        Bank.Waiting[0] = waiting with { End = TransferEnd.Failed };
        await Call(Zhang, "5", Bank.Enquiry);
        Assert.True(Heard("这笔缴费没有成功，款项没有扣除或已经退回。"));
    }

    [Theory]
    [InlineData(TransferRefusal.InsufficientFunds, "付款账户余额不足，缴费没有成功，请减少金额后再试。", "insufficientFunds")]
    [InlineData(TransferRefusal.OverDayLimit, "金额超过限额，缴费没有成功，请减少金额，或到网点办理。", "overLimit")]
    [InlineData(TransferRefusal.BillerRefused, "缴费没有成功，您的资金没有变动，请与客服代表联系。", "refused")]
    [InlineData(TransferRefusal.BillerClosed, "该项缴费暂时不能办理，请稍后再试。", "billerDown")]
    public async Task a_refusal_is_said_with_what_to_do(TransferRefusal reason, string words, string outcome)
    {
        Bank.Answers.Enqueue(new TransferOutcome.Refused("T2", reason));
        await Call(Zhang, Paid);
        Assert.StartsWith(words, Last, StringComparison.Ordinal);
        Assert.Equal([outcome], Phone.Noted<ServiceDone>().Select(s => s.Outcome));
    }

    [Fact]
    public async Task without_a_contract_or_an_open_biller_nothing_is_asked()
    {
        Bank.Contract = new SignedOutcome.Nothing();
        await Call(Zhang, "5", Bank.Enquiry);
        Assert.StartsWith("您还没有签约电话银行", Last, StringComparison.Ordinal);
        Bank.Contract = null;
        Billers.All.Clear();
        await Call(Zhang, "5", Bank.Enquiry);
        Assert.StartsWith("该项缴费暂时不能办理", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task english_callers_hear_it_in_english()
    {
        await Call(Zhang, ["8", .. Telecom]);
        Assert.StartsWith(
            "telephone and internet, for number zero nine five one six zero one two eight five From the account ending in",
            Last, StringComparison.Ordinal);
    }
}
