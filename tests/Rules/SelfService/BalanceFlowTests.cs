using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

public sealed class BalanceFlowTests : FlowTests
{
    private static string Account(string tail) => Bank.Number(tail) + "#";

    [Fact]
    public async Task a_customer_hears_the_balance_of_the_chosen_account()
    {
        await Call(Zhang, "1", Bank.Enquiry, "1");
        Assert.Equal(
            "请选择账户。尾号幺零零零的活期账户，请按一。尾号二零零二的储蓄账户，请按二。重听，请按九。返回上一级，请按星号键。人工服务，请按零。",
            Phone.Heard[3]);
        Assert.Equal(
            "您尾号幺零零零的活期账户，当前余额为一万两千三百四十五元六角七分。重听，请按九。返回主菜单，请按星号键。人工服务，请按零。结束服务，请挂机。",
            Last);
    }

    [Fact]
    public async Task the_only_account_needs_no_choice()
    {
        await Call(Wang, "1", Bank.Enquiry);
        Assert.StartsWith("您尾号六五零零的储蓄账户，当前余额为五角。重听", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_a_credit_account_owes_is_told_as_a_debt()
    {
        await Call(Chen, "1", Bank.Enquiry);
        Assert.StartsWith("您尾号七零零幺的信用卡账户，欠款两千元整。重听", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nine_tells_the_balance_again_and_star_goes_to_the_main_menu()
    {
        await Call(Wang, "1", Bank.Enquiry, "9", "*");
        Assert.Equal(Phone.Heard[^3], Phone.Heard[^2]);
        Assert.StartsWith("查询余额", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task whoever_hears_the_balance_and_says_no_more_is_done()
    {
        var done = Assert.IsType<FlowOutcome.Completed>(await Call(Wang, "1", Bank.Enquiry, "", "", ""));
        Assert.True(done.Achieved);
        Assert.Equal("感谢您的来电，再见。", Last);
        // The balance is not told to an empty room thrice.
        Assert.Single(Phone.Heard, h => h.Contains("五角", StringComparison.Ordinal));
    }

    [Fact]
    public async Task whoever_hangs_up_after_the_balance_has_achieved_it()
    {
        Assert.Null(await Call(Wang, "1", Bank.Enquiry));
        Assert.Equal([new ServiceDone("balance", "told", Achieved: true)], Phone.Noted<ServiceDone>());
    }

    /// <summary>
    /// Recognised, greeting, menu, PIN asked, keyed, known, account asked, key, told, and the menu after.
    /// </summary>
    [Fact]
    public async Task a_balance_is_told_in_ten_entries()
    {
        await Call(Zhang, "1", Bank.Enquiry, "1");
        Assert.Equal(10, Phone.Notes.Count);
        Assert.Equal(
            ["greeting", "main", "balance", "pin-enquiry", "balance-account", "balance-account", "after"], Nodes);
    }

    [Fact]
    public async Task whoever_hangs_up_at_the_pin_has_achieved_nothing()
    {
        Assert.Null(await Call(Wang, "1"));
        Assert.Empty(Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task zero_after_the_balance_is_a_person_who_sees_the_way_and_the_level()
    {
        var person = await Person(Zhang, "1", Bank.Enquiry, "2", "0");
        Assert.Equal(["greeting", "main", "balance", "pin-enquiry", "balance-account", "after"], person.Path);
        Assert.Equal(IdentificationLevel.EnquiryPin, person.Who!.Level);
    }

    [Fact]
    public async Task the_pin_is_asked_once_a_call()
    {
        await Call(Wang, "1", Bank.Enquiry, "*", "1");
        Assert.Single(Phone.Secrets);
        Assert.StartsWith("您尾号六五零零", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Stranger)]
    [InlineData(Family)]
    [InlineData(null)]
    public async Task an_unknown_or_shared_number_keys_an_account(string? from)
    {
        await Call(from, "1", Account("6500"), Bank.Enquiry);
        Assert.Equal("请输入您的账号或卡号，按井号键结束。", Phone.Heard[2]);
        Assert.StartsWith("您尾号六五零零的储蓄账户", Last, StringComparison.Ordinal);
        Assert.Equal(
            [IdentificationLevel.Account, IdentificationLevel.EnquiryPin],
            Phone.Noted<Identified>().Select(i => i.Who.Level));
    }

    [Theory]
    [InlineData("123#", "账号应为十六到十九位数字。")]
    [InlineData("6222000000000000#", "您输入的账号有误，请逐位核对。")]
    [InlineData("", "对不起，没有收到您的按键。")]
    [InlineData("**", "您已退出输入。")]
    public async Task what_is_wrong_with_an_account_number_is_said_and_zero_works_there(string keys, string words)
    {
        var person = await Person(Stranger, "1", keys, "0");
        Assert.Equal($"{words}重新输入，请按一。重听，请按九。返回上一级，请按星号键。人工服务，请按零。", Last);
        Assert.Equal(HumanReason.Key0, person.Reason);
    }

    [Fact]
    public async Task an_account_nobody_has_is_said()
    {
        await Person(Stranger, "1", Bank.Number("9999") + "#", "0");
        Assert.StartsWith("没有查到这个账号。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task star_once_clears_the_account_number()
    {
        await Call(Stranger, "1", "6222*" + Account("6500"), Bank.Enquiry);
        Assert.StartsWith("您尾号六五零零", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task zero_in_an_account_number_is_a_digit()
    {
        await Call(Stranger, "1", "0000000000000000#");
        Assert.StartsWith("没有查到这个账号。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task after_an_error_the_caller_tries_again_with_one_or_by_waiting()
    {
        await Call(Stranger, "1", "12#", "1", "34#", "", Account("6500"));
        Assert.Equal("请输入六位查询密码。", Last);
    }

    [Fact]
    public async Task star_after_an_error_goes_back_to_the_menu()
    {
        await Call(Stranger, "1", "12#", "*");
        Assert.StartsWith("查询余额", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task three_wrong_account_numbers_give_a_person()
    {
        var person = await Person(Stranger, "1", "1#", "1", "2#", "1", "3#");
        Assert.Equal((HumanReason.Error, null), (person.Reason, person.Who));
        Assert.Equal("账号应为十六到十九位数字。下面为您转接客服代表。", Last);
    }

    [Fact]
    public async Task three_silences_at_the_account_number_give_a_person() =>
        Assert.Equal(HumanReason.Timeout, (await Person(Stranger, "1", "", "", "", "", "")).Reason);

    [Fact]
    public async Task leaving_the_entry_again_and_again_has_an_end() =>
        Assert.Equal(
            HumanReason.Error,
            (await Person(Stranger, ["1", .. Enumerable.Repeat(new[] { "**", "1" }, 8).SelectMany(x => x)])).Reason);

    [Fact]
    public async Task an_account_number_is_nowhere_in_the_notes()
    {
        await Call(Stranger, "1", Account("6500"), Bank.Enquiry);
        Assert.DoesNotContain(Phone.Notes, n => n.ToString()!.Contains(Bank.Number("6500"), StringComparison.Ordinal));
        Assert.Contains(new DigitsKeyed("account", 16, KeyedEnd.Terminated), Phone.Noted<DigitsKeyed>());
    }

    [Fact]
    public async Task a_bank_that_does_not_answer_is_said_before_any_pin_and_a_person_offered()
    {
        Bank.Down = true;
        var person = await Person(Zhang, "1", "0");
        Assert.Equal("对不起，系统暂时无法为您办理账户业务。重听，请按九。返回主菜单，请按星号键。人工服务，请按零。结束服务，请挂机。", Last);
        Assert.Equal(HumanReason.BankDown, person.Reason);
        Assert.Empty(Phone.Secrets);
        Assert.Equal([new ServiceDone("balance", "bankDown", Achieved: false)], Phone.Noted<ServiceDone>());
    }

    [Fact]
    public async Task whoever_waits_out_a_dead_bank_hears_goodbye_and_achieved_nothing()
    {
        Bank.Down = true;
        Assert.False(Assert.IsType<FlowOutcome.Completed>(await Call(Zhang, "1", "", "", "")).Achieved);
    }

    [Fact]
    public async Task a_customer_without_accounts_is_told()
    {
        Bank.Accounts.RemoveAll(a => a.CustomerId == "C10065");
        await Call(Wang, "1", Bank.Enquiry);
        Assert.StartsWith("您名下没有可以办理的账户。", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task in_english_the_balance_is_told_in_english()
    {
        await Call(Zhang, "8", "1", Bank.Enquiry, "1");
        Assert.Equal("Please enter your six digit enquiry pin.", Phone.Heard[3]);
        Assert.Equal(
            "Your account ending in one zero zero zero, a current account, has a balance of twelve thousand three hundred and forty-five yuan sixty-seven. "
            + "To hear this again, press nine. For the main menu, press star. For a representative, press zero. Or simply hang up.", Last);
    }

    [Fact]
    public async Task a_pin_that_may_not_be_tried_is_not_asked_for()
    {
        Bank.Standing = PinStanding.NotSet;
        await Call(Wang, "1");
        Assert.Empty(Phone.Secrets);
        Assert.StartsWith("您还没有设置这个密码，请到网点办理。", Last, StringComparison.Ordinal);
    }
}
