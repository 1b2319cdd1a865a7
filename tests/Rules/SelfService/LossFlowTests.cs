using TellerLine.LossReports;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

public sealed class LossFlowTests : FlowTests
{
    /// <summary>X is keyed as a star.</summary>
    private const string Identity = "11010519491231002*";

    private const string WrongIdentity = "110101194912310024";

    [Fact]
    public async Task a_caller_known_by_number_reports_by_keypad_and_hears_number_and_validity()
    {
        await Call(Zhang, "3", "1", "1", Identity, "1000", "1");
        var (asked, tail) = Assert.Single(Losses.Reported);
        Assert.Equal(("C10001", "passbook", Zhang, "1000"), (asked.CustomerId, asked.Product, asked.Caller, tail));
        Assert.StartsWith(
            "挂失已受理，账户已经停止支付。挂失编号二六零三幺八零零零零零幺。有效期至二零二六年三月二十四日零点。"
            + "请在到期前携带有效证件到网点办理正式挂失，逾期自动失效。", Last, StringComparison.Ordinal);
        Assert.Equal(
            ("loss", "held", true, "LR260318000001"),
            Assert.Single(Phone.Noted<ServiceDone>()) is var done
                ? (done.Item, done.Outcome, done.Achieved, done.Number) : default);
        // Neither contract nor PIN.
        Assert.Empty(Phone.Noted<PinEntered>());
        Assert.Empty(Phone.Secrets);
    }

    [Fact]
    public async Task in_english_it_says_the_same()
    {
        await Call(Zhang, "8", "3", "1", "3", Identity, "1000", "1");
        Assert.Contains(
            "Your loss report is taken. Payments from the account are stopped. The number of your report is", Last,
            StringComparison.Ordinal);
        Assert.Contains("It holds until March twenty-fourth twenty twenty-six", Last, StringComparison.Ordinal);
        Assert.Equal("debitCard", Assert.Single(Losses.Reported).Asked.Product);
    }

    [Fact]
    public async Task what_is_to_be_stopped_is_read_back_first()
    {
        await Call(Zhang, "3", "1", "2", Identity, "1000");
        Assert.StartsWith("您要挂失尾号幺零零零的存单。确认，请按一。取消，请按二。", Last, StringComparison.Ordinal);
        Assert.Empty(Losses.Reported);
        await Call(Zhang, "3", "1", "2", Identity, "1000", "2");
        Assert.StartsWith("挂失已取消", Last, StringComparison.Ordinal);
        Assert.Empty(Losses.Reported);
    }

    [Fact]
    public async Task a_credit_card_holds_for_good()
    {
        Losses.Answer = new LossAnswer.Held("LR260318000002", null, Again: false);
        await Call(Zhang, "3", "1", "4", Identity, "2002", "1");
        Assert.Contains("挂失长期有效", Last, StringComparison.Ordinal);
        Assert.DoesNotContain("有效期至", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_was_reported_before_is_told_with_its_number()
    {
        Losses.Answer = new LossAnswer.Held("LR260318000001", new DateOnly(2026, 3, 24), Again: true);
        await Call(Zhang, "3", "1", "1", Identity, "1000", "1");
        Assert.StartsWith("此前已经挂失", Last, StringComparison.Ordinal);
        Assert.Equal("heldBefore", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
    }

    [Fact]
    public async Task three_wrong_identity_numbers_refuse_it_and_offer_a_person()
    {
        var person = await Person(
            Zhang, "3", "1", "1", WrongIdentity, "1", WrongIdentity, "1", WrongIdentity, "0");
        Assert.Contains(Phone.Heard, said => said.StartsWith(
            "证件号码与预留信息不一致。您还可以输入两次。", StringComparison.Ordinal));
        Assert.StartsWith("身份核对没有通过，挂失未受理", Last, StringComparison.Ordinal);
        Assert.Equal(HumanReason.LossReport, person.Reason);
        Assert.Equal("notIdentified", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
        Assert.Empty(Losses.Reported);
    }

    [Fact]
    public async Task a_number_keyed_wrongly_is_no_wrong_answer()
    {
        await Call(Zhang, "3", "1", "1", "12345#", "1", Identity, "1000", "1");
        Assert.Contains(Phone.Heard, said => said.StartsWith("证件号码有误，请逐位核对。", StringComparison.Ordinal));
        Assert.Equal(3, Losses.Left);
        Assert.Single(Losses.Reported);
    }

    [Theory]
    [InlineData("3", "0")]
    [InlineData("3", "1", "0")]
    [InlineData("3", "1", "1", "12**0#")]
    [InlineData("3", "1", "1", "12**#", "0")]
    [InlineData("3", "1", "1", Identity, "**", "0")]
    [InlineData("3", "1", "1", Identity, "1000", "0")]
    public async Task a_person_is_there_by_0_everywhere_and_first_in_line(params string[] keys)
    {
        var person = await Person(Zhang, keys);
        Assert.Equal(HumanReason.LossReport, person.Reason);
    }

    [Fact]
    public async Task who_presses_nothing_is_given_the_person()
    {
        var person = await Person(Zhang, "3", "");
        Assert.Equal(HumanReason.LossReport, person.Reason);
        Assert.Equal("挂失业务由客服代表优先为您办理。", Last);
    }

    [Theory]
    [InlineData(Wang)]
    [InlineData(Family)]
    [InlineData(Stranger)]
    [InlineData(null)]
    public async Task the_elderly_and_whom_the_number_does_not_tell_are_given_the_person_at_once(string? from)
    {
        var person = await Person(from, "3");
        Assert.Equal(HumanReason.LossReport, person.Reason);
        Assert.Equal("挂失业务由客服代表优先为您办理。", Last);
    }

    [Fact]
    public async Task silence_of_the_core_bank_is_told_as_such_or_gives_a_person()
    {
        Losses.Answer = new LossAnswer.Pending("LR260318000001");
        await Call(Zhang, "3", "1", "1", Identity, "1000", "1");
        Assert.StartsWith("挂失已受理，正在办理止付，结果将以短信通知您。", Last, StringComparison.Ordinal);
        Losses.Answer = new LossAnswer.Unavailable();
        Assert.Equal(
            HumanReason.LossReport, (await Person(Zhang, "3", "1", "1", Identity, "1000", "1")).Reason);
    }
}
