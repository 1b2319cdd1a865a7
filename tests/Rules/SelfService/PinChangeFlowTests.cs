using TellerLine.Banking;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

public sealed class PinChangeFlowTests : FlowTests
{
    private const string New = "739184";

    [Fact]
    public async Task the_transaction_pin_is_changed_with_the_old_one_and_the_new_one_twice()
    {
        await Call(Zhang, "6", "2", Bank.Transaction, New, New);
        Assert.Equal([PinKind.Transaction], Bank.Changed);
        Assert.Contains("密码修改成功。", Phone.Heard);
        Assert.StartsWith("请妥善保管您的新密码，不要告诉任何人。", Last, StringComparison.Ordinal);
        Assert.Equal(("pin", "pinChanged"), Assert.Single(Phone.Noted<ServiceDone>()) is var d ? (d.Item, d.Outcome) : default);
        // Old, new and again are keyed in secret, all three.
        Assert.Equal(3, Phone.Secrets.Count);
        Assert.Empty(Phone.Noted<DigitsKeyed>());
    }

    [Fact]
    public async Task the_enquiry_pin_likewise()
    {
        await Call(Zhang, "6", "1", Bank.Enquiry, New, New);
        Assert.Equal([PinKind.Enquiry], Bank.Changed);
    }

    [Theory]
    [InlineData("111111", "密码过于简单，请不要使用重复或连续的数字。", "weak")]
    [InlineData("123456", "密码过于简单，请不要使用重复或连续的数字。", "weak")]
    [InlineData(Bank.Enquiry, "查询密码和交易密码不能相同。", "sameAsOther")]
    [InlineData(Bank.Transaction, "新密码不能与原密码相同。", "same")]
    [InlineData("12#", "密码应为六位数字。", "unusable")]
    public async Task a_new_pin_that_may_not_be_is_said_and_asked_for_again(string keys, string words, string end)
    {
        await Call(Zhang, "6", "2", Bank.Transaction, keys, "1", New, New);
        Assert.Contains(Phone.Heard, said => said.StartsWith(words, StringComparison.Ordinal));
        Assert.Equal([end, "changed"], Phone.Noted<PinRenewed>().Select(note => note.End));
        Assert.Equal([PinKind.Transaction], Bank.Changed);
    }

    [Fact]
    public async Task two_entries_that_differ_change_nothing()
    {
        await Call(Zhang, "6", "2", Bank.Transaction, New, "739185");
        Assert.StartsWith("两次输入的密码不一致。", Last, StringComparison.Ordinal);
        Assert.Empty(Bank.Changed);
    }

    [Fact]
    public async Task wrong_old_pins_count_as_everywhere()
    {
        var person = await Person(Zhang, "6", "2", "000000", "1", "000000", "1", "000000", "0");
        Assert.Equal((HumanReason.PinFailed, true), (person.Reason, person.SelfServiceEnded));
        Assert.Empty(Bank.Changed);
    }

    [Fact]
    public async Task a_proof_that_is_too_old_changes_nothing()
    {
        Bank.ChangesTooLate = true;
        await Call(Zhang, "6", "2", Bank.Transaction, New, New);
        Assert.StartsWith("密码确认已超时，密码没有修改", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_banks_first_pin_is_changed_on_the_way_to_a_transfer_which_then_is_made()
    {
        Bank.MustChange = PinMustChange.Initial;
        await Call(
            Zhang, "2", Bank.Enquiry, "1", "1#", "1", Bank.Transaction, New, New, Bank.Transaction);
        Assert.Equal([PinKind.Transaction], Bank.Changed);
        Assert.Single(Bank.Transfers);
        Assert.Contains(
            Phone.Heard, said => said == "您的交易密码是初始密码，请现在修改。请输入新的六位交易密码。");
    }

    [Fact]
    public async Task who_does_not_change_it_moves_nothing()
    {
        Bank.MustChange = PinMustChange.Initial;
        await Call(Zhang, "2", Bank.Enquiry, "1", "1#", "1", Bank.Transaction, "**", "**");
        Assert.Empty(Bank.Transfers);
        Assert.Equal("pinIsInitial", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
    }

    private const string NewEnquiry = "482913";

    [Fact]
    public async Task pins_said_aloud_are_changed_one_after_the_other_before_money_moves()
    {
        Bank.Spoken.UnionWith([PinKind.Enquiry, PinKind.Transaction]);
        await Call(
            Zhang, "2", Bank.Enquiry, NewEnquiry, NewEnquiry, "1", "1#", "1", Bank.Transaction, New, New,
            Bank.Transaction);
        Assert.Equal([PinKind.Enquiry, PinKind.Transaction], Bank.Changed);
        Assert.Single(Bank.Transfers);
        Assert.Contains(Phone.Heard, said => said.StartsWith("您曾在通话中说出密码。为保护您的资金", StringComparison.Ordinal));
    }

    [Fact]
    public async Task who_keeps_a_pin_that_was_said_aloud_hears_of_no_account_and_moves_nothing()
    {
        Bank.Spoken.UnionWith([PinKind.Enquiry, PinKind.Transaction]);
        await Call(Zhang, "1", Bank.Enquiry, "**", "**");
        Assert.DoesNotContain(Phone.Noted<ServiceDone>(), done => done.Achieved);
        Assert.False(Heard("尾号"));
        Bank.Spoken.Remove(PinKind.Enquiry);
        await Call(Zhang, "2", Bank.Enquiry, "1", "1#", "1", Bank.Transaction, "**", "**");
        Assert.Empty(Bank.Transfers);
        Assert.Equal("pinIsSpoken", Assert.Single(Phone.Noted<ServiceDone>()).Outcome);
    }
}
