using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

public sealed class PinFlowTests : FlowTests
{
    private const string Wrong = "739184";
    private const string Retry = "重新输入，请按一。重听，请按九。返回上一级，请连按两次星号键。人工服务，请按零。";

    [Fact]
    public async Task a_wrong_pin_is_told_with_the_tries_left()
    {
        await Call(Wang, "1", Wrong, "1", Wrong);
        Assert.Contains("密码错误。您还可以输入两次。" + Retry, Phone.Heard);
        Assert.Equal("密码错误。您还可以输入一次。" + Retry, Last);
    }

    [Fact]
    public async Task after_a_wrong_pin_the_right_one_is_right()
    {
        await Call(Wang, "1", Wrong, "1", Bank.Enquiry);
        Assert.StartsWith("您尾号六五零零", Last, StringComparison.Ordinal);
        Assert.Equal(["wrong", "right"], Phone.Noted<PinEntered>().Select(p => p.End));
    }

    [Fact]
    public async Task three_wrong_pins_end_self_service_and_offer_a_person()
    {
        var person = await Person(Wang, "1", Wrong, "1", Wrong, "1", Wrong, "0");
        Assert.Equal(
            "密码输入错误次数已达上限，本次通话的自助服务已经结束。重听，请按九。人工服务，请按零。结束服务，请挂机。", Last);
        Assert.Equal((HumanReason.PinFailed, true), (person.Reason, person.SelfServiceEnded));
        Assert.Equal(IdentificationLevel.Number, person.Who!.Level);
        Assert.Equal([1, 2, 3], Phone.Noted<PinEntered>().Select(p => p.Failures));
    }

    [Fact]
    public async Task after_three_wrong_pins_star_does_not_lead_back_into_self_service()
    {
        await Call(Wang, "1", Wrong, "1", Wrong, "1", Wrong, "**", "1");
        Assert.Contains("自助服务已经结束", Phone.Heard[^2], StringComparison.Ordinal);
        Assert.Equal("对不起，您的按键有误。重听，请按九。人工服务，请按零。结束服务，请挂机。", Last);
    }

    [Fact]
    public async Task whoever_does_not_want_a_person_then_hears_goodbye()
    {
        var done = Assert.IsType<FlowOutcome.Completed>(
            await Call(Wang, "1", Wrong, "1", Wrong, "1", Wrong, "", "", ""));
        Assert.False(done.Achieved);
    }

    [Fact]
    public async Task wrong_pins_of_both_kinds_count_together_in_a_call()
    {
        var person = await Person(
            Zhang, "1", Wrong, "1", Bank.Enquiry, "1", "*", "2", "1", "1#", "1", Wrong, "1", Wrong, "0");
        Assert.Equal((HumanReason.PinFailed, true), (person.Reason, person.SelfServiceEnded));
        Assert.Contains("密码错误。您还可以输入一次。" + Retry, Phone.Heard);
    }

    [Theory]
    [InlineData(PinStanding.BlockedToday, "您的密码今天已经锁定，明天可以再试。", "blockedToday")]
    [InlineData(PinStanding.Frozen, "您的密码已被冻结，请携带有效证件到网点办理解冻。", "frozen")]
    public async Task a_locked_pin_is_said_and_a_person_offered(PinStanding standing, string words, string end)
    {
        Bank.Standing = standing;
        var person = await Person(Wang, "1", "0");
        Assert.StartsWith(words, Last, StringComparison.Ordinal);
        Assert.Equal((HumanReason.PinFailed, true), (person.Reason, person.SelfServiceEnded));
        Assert.Equal(end, Assert.Single(Phone.Noted<PinEntered>()).End);
    }

    [Fact]
    public async Task zero_in_a_pin_is_a_digit()
    {
        await Call(Wang, "1", "000000");
        Assert.StartsWith("密码错误。", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12#")]
    public async Task a_pin_of_too_few_digits_is_not_counted_as_wrong(string keys)
    {
        await Call(Wang, "1", keys);
        Assert.Equal("密码应为六位数字。" + Retry, Last);
        Assert.Equal(0, Bank.Failures[PinKind.Enquiry]);
    }

    [Fact]
    public async Task star_clears_a_pin_begun_wrongly()
    {
        await Call(Wang, "1", "999*" + Bank.Enquiry);
        Assert.StartsWith("您尾号六五零零", Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("**", "您已退出输入。")]
    [InlineData("1**", "您已退出输入。")]
    [InlineData("", "对不起，没有收到您的按键。")]
    [InlineData("12", "密码应为六位数字。")]
    [InlineData(Wrong, "密码错误。您还可以输入两次。")]
    public async Task out_of_the_pin_zero_is_a_person(string keys, string words)
    {
        var person = await Person(Wang, "1", keys, "0");
        Assert.Equal(words + Retry, Last);
        Assert.Equal(HumanReason.Key0, person.Reason);
        Assert.Equal(["greeting", "main", "balance", "pin-enquiry"], person.Path);
    }

    [Fact]
    public async Task two_stars_after_leaving_go_back_to_the_menu()
    {
        await Call(Wang, "1", "**", "**");
        Assert.StartsWith("查询余额", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task three_silences_at_the_pin_give_a_person() =>
        Assert.Equal(HumanReason.Timeout, (await Person(Wang, "1", "", "", "", "", "")).Reason);

    [Fact]
    public async Task three_pins_too_short_give_a_person() =>
        Assert.Equal(HumanReason.Error, (await Person(Wang, "1", "1#", "1", "1#", "1", "1#")).Reason);

    /// <summary>
    /// A caller leaves by mistake and keys on. Where a PIN is being entered every key is taken as a secret, so that not
    /// even these digits are in the notes.
    /// </summary>
    [Fact]
    public async Task a_pin_keyed_beside_its_question_is_not_noted()
    {
        await Call(Wang, "1", "**", "7", "3", "1", "739184", "7", "3");
        Assert.DoesNotContain(Keys, key => key is "7" or "3");
        // All keys between the menu and the end were asked for as secrets.
        Assert.Equal(2, Phone.Asks.Count);
        Assert.DoesNotContain(Phone.Notes, n => n.ToString()!.Contains("7391", StringComparison.Ordinal));
    }
}
