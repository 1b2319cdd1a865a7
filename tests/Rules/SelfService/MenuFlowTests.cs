using TellerLine.Rules.Routing;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

public sealed class MenuFlowTests : FlowTests
{
    [Fact]
    public async Task the_caller_is_greeted_with_the_banks_name_and_the_notice_of_recording()
    {
        await Call(Zhang);
        Assert.Equal("您好，欢迎致电宁川银行客户服务中心。为保证服务质量，您的通话将被录音。", Phone.Heard[0]);
    }

    [Fact]
    public async Task the_menu_says_the_function_before_the_key_and_the_person_last()
    {
        await Call(Zhang);
        Assert.Equal(
            "查询余额，请按一。本人账户转账，请按二。挂失，请按三。向签约收款人转账，请按四。缴费，请按五。修改密码，请按六。更多服务，请按七。For English,press eight.重听，请按九。人工服务，请按零。",
            Phone.Heard[1]);
    }

    [Fact]
    public async Task zero_in_the_greeting_is_a_person()
    {
        var person = await Person(Zhang, "early:0");
        Assert.Equal(["greeting"], person.Path);
        Assert.Equal(HumanReason.Key0, person.Reason);
    }

    [Fact]
    public async Task a_key_in_the_greeting_is_the_menus_key()
    {
        await Call(Zhang, "early:1", "135790");
        Assert.Contains("balance", Nodes);
        Assert.Equal("请选择账户。", Last[..6]);
    }

    [Fact]
    public async Task zero_in_the_menu_is_a_person_with_the_path_and_who()
    {
        var person = await Person(Zhang, "0");
        Assert.Equal(["greeting", "main"], person.Path);
        Assert.Equal(HumanReason.Key0, person.Reason);
        Assert.Equal("C10001", person.Who!.Customer.Id);
        Assert.False(person.SelfServiceEnded);
    }

    [Fact]
    public async Task zero_after_a_wrong_key_is_a_person()
    {
        var person = await Person(Zhang, "#", "0");
        Assert.StartsWith("对不起，您的按键有误。查询余额", Last, StringComparison.Ordinal);
        Assert.Equal(HumanReason.Key0, person.Reason);
    }

    [Fact]
    public async Task zero_after_a_time_out_is_a_person()
    {
        var person = await Person(Zhang, "", "0");
        Assert.StartsWith("对不起，没有收到您的按键。查询余额", Last, StringComparison.Ordinal);
        Assert.Equal(HumanReason.Key0, person.Reason);
    }

    [Fact]
    public async Task three_wrong_keys_give_a_person()
    {
        var person = await Person(Zhang, "#", "#", "#");
        Assert.Equal(HumanReason.Error, person.Reason);
        Assert.Equal("对不起，您的按键有误。下面为您转接客服代表。", Last);
    }

    [Fact]
    public async Task three_silences_give_a_person()
    {
        var person = await Person(null, "", "", "");
        Assert.Equal(HumanReason.Timeout, person.Reason);
        Assert.Equal("对不起，没有收到您的按键。下面为您转接客服代表。", Last);
    }

    [Fact]
    public async Task nine_says_it_again_and_has_an_end()
    {
        await Call(Zhang, "9", "9");
        Assert.Equal(Phone.Heard[1], Phone.Heard[2]);
        Assert.Equal(Phone.Heard[1], Phone.Heard[3]);
        Assert.Equal(HumanReason.Error, (await Person(Zhang, [.. Enumerable.Repeat("9", 13)])).Reason);
    }

    [Fact]
    public async Task star_at_the_top_says_the_menu_again()
    {
        await Call(Zhang, "*");
        Assert.Equal(Phone.Heard[1], Phone.Heard[2]);
    }

    [Fact]
    public async Task a_loss_report_goes_to_a_person_first_in_line()
    {
        var person = await Person(Stranger, "3");
        Assert.Equal(HumanReason.LossReport, person.Reason);
        Assert.Equal(["greeting", "main", "loss"], person.Path);
        Assert.Equal("挂失业务由客服代表优先为您办理。", Last);
    }

    [Fact]
    public async Task the_elderly_are_told_of_a_person_at_the_first_prompt_and_wait_less()
    {
        var person = await Person(Wang, "early:0");
        Assert.EndsWith("您可以随时按零，由客服代表优先为您服务。", Phone.Heard[0], StringComparison.Ordinal);
        Assert.True(person.Who!.Customer.Elderly);
    }

    [Fact]
    public async Task the_elderly_and_the_impaired_have_twice_the_time()
    {
        await Call(Zhang, "");
        var usual = Phone.Asks[1].FirstDigitMs;
        await Call(Wang, "");
        Assert.Equal(2 * usual, Phone.Asks[1].FirstDigitMs);
        await Call(Li, "");
        Assert.Equal(2 * usual, Phone.Asks[1].FirstDigitMs);
    }

    [Theory]
    [InlineData(Zhang, 90)]
    [InlineData(Li, 90)]
    [InlineData(Wang, 45)]
    [InlineData(Stranger, 0)]
    [InlineData(Family, 0)]
    public async Task vips_and_the_impaired_have_the_longest_head_start_then_the_elderly(string from, int seconds)
    {
        var asked = await Person(from, "0");
        Assert.Equal(
            seconds * 1_000_000L,
            ShippedRouting.Now.Rules.For(asked.Who?.Customer, Languages.Chinese, asked).HeadStartUs);
    }

    [Fact]
    public async Task eight_is_english_and_eight_again_mandarin()
    {
        await Call(Zhang, "8", "8");
        Assert.Equal(
            "For your balance, press one. To transfer between your own accounts, press two. To report a loss, press three. "
            + "To pay somebody named in your contract, press four. To pay a bill, press five. To change a pin, press six. For more services, press seven. 中文服务， 请按八。 "
            + "To hear this again, press nine. For a representative, press zero.", Phone.Heard[2]);
        Assert.Equal(Phone.Heard[1], Phone.Heard[3]);
        Assert.Equal(["en", "zh-CN"], Phone.Noted<LanguageChosen>().Select(l => l.Language));
    }

    [Fact]
    public async Task a_caller_who_goes_round_in_circles_is_given_a_person()
    {
        var person = await Person(Zhang, [.. Enumerable.Repeat("8", 50)]);
        Assert.Equal(HumanReason.Error, person.Reason);
    }

    [Fact]
    public async Task keys_that_mean_nothing_are_not_kept()
    {
        await Call(Zhang, "#", "9", "1");
        Assert.Equal(["?", "9", "1"], Keys);
    }

    [Fact]
    public async Task everything_spoken_is_noted_by_name()
    {
        await Call(Zhang, "#");
        var spoken = Phone.Noted<PromptsSpoken>().ToList();
        Assert.Equal(Phone.Heard, spoken.Select(s => Spoken.Text(s.Language, s.Prompts)));
        Assert.Equal(["greeting", "main", "main"], spoken.Select(s => s.Node));
    }

    /// <summary>Each entry is a row, a commit's share and a line of the timeline: a menu's step is one.</summary>
    [Fact]
    public async Task a_call_through_the_menu_to_a_person_is_told_in_three_entries()
    {
        await Person(Zhang, "0");
        Assert.Equal(
            [typeof(Identified), typeof(PromptsSpoken), typeof(PromptsSpoken)], Phone.Notes.Select(n => n.GetType()));
        Assert.Equal(["greeting", "main"], Nodes);
    }

    [Fact]
    public async Task what_was_passed_without_a_word_and_the_key_that_led_on_are_told_with_what_is_said_next()
    {
        await Call(Zhang, "1");
        var spoken = Phone.Noted<PromptsSpoken>().Last();
        Assert.Equal(("pin-enquiry", new KeyPressed("main", "1")), (spoken.Node, spoken.After));
        Assert.Equal(["balance"], spoken.Passed);
        Assert.Equal(4, Phone.Notes.Count);
    }

    [Fact]
    public async Task a_key_after_which_nothing_is_said_is_told_all_the_same()
    {
        await Call(Zhang, "8");
        Assert.Equal(
            [new KeyPressed("main", "8"), new NodeEntered("language"), new LanguageChosen("en")],
            Phone.Notes.Skip(3).Take(3));
    }

    [Fact]
    public async Task a_hang_up_is_nobodys_outcome() => Assert.Null(await Call(Zhang));
}
