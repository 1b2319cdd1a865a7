using TellerLine.Customers;
using TellerLine.PersonalMenus;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>A customer's own menu in a call: chosen by keypad, heard, with 0 a person everywhere, and what is
/// gone.</summary>
public sealed class OwnMenuFlowTests : FlowTests
{
    private const string Customer = "C10001";

    private static readonly string[] Wanted = ["balance", "transfer", "bills"];

    [Fact]
    public async Task what_is_chosen_and_confirmed_is_heard_in_the_next_call_in_its_order()
    {
        await Call(Zhang, "7", "8", Bank.Enquiry, "5", "1", "2", "8", "1", "*");
        Assert.Equal(["bills", "balance", "transfer"], OwnMenus.Kept[Customer].Nodes);
        Assert.Equal(("ownMenu", "menuChosen", true), Phone.Noted<ServiceDone>().Select(d => (
            d.Item, d.Outcome, d.Achieved)).Single());

        await Call(Zhang, "2", Bank.Enquiry);
        Assert.StartsWith(
            "以下是您的专属菜单。缴费，请按一。查询余额，请按二。本人账户转账，请按三。全部服务，请按八。", Phone.Heard[1],
            StringComparison.Ordinal);
        Assert.Contains("balance", Nodes);
    }

    [Theory]
    [InlineData(new string[] { "0" }, new[] { "greeting", "my-menu" })]
    [InlineData(new string[] { "8", "0" }, new[] { "greeting", "my-menu", "main" })]
    [InlineData(new string[] { "8", "7", "0" }, new[] { "greeting", "my-menu", "main", "more" })]
    [InlineData(new string[] { "#", "0" }, new[] { "greeting", "my-menu" })]
    [InlineData(new string[] { "", "0" }, new[] { "greeting", "my-menu" })]
    [InlineData(new string[] { "3", Bank.Enquiry, "0" }, new[] { "greeting", "my-menu", "bills", "pin-enquiry", "bills-class" })]
    [InlineData(new string[] { "1", "111111", "0" }, new[] { "greeting", "my-menu", "balance", "pin-enquiry" })]
    public async Task zero_is_a_person_at_every_level_with_the_path(string[] keys, string[] path)
    {
        OwnMenus.Has(Customer, Wanted);
        var person = await Person(Zhang, keys);
        Assert.Equal(HumanReason.Key0, person.Reason);
        Assert.Equal(path, person.Path);
        Assert.Equal("我的菜单", Words.Nodes[path[1]].Zh);
    }

    [Fact]
    public async Task in_a_pin_zero_is_a_digit_and_stars_then_zero_are_a_person()
    {
        OwnMenus.Has(Customer, Wanted);
        var person = await Person(Zhang, "1", "**", "0");
        Assert.Equal(HumanReason.Key0, person.Reason);
        Assert.Single(Phone.Secrets, secret => secret.MaxDigits == 6);
    }

    [Fact]
    public async Task three_silences_give_a_person_and_nine_says_it_again_and_star_comes_back_to_it()
    {
        OwnMenus.Has(Customer, Wanted);
        Assert.Equal(HumanReason.Timeout, (await Person(Zhang, "", "", "")).Reason);
        await Call(Zhang, "9", "8", "*");
        Assert.Equal(Phone.Heard[1], Phone.Heard[2]);
        Assert.Equal(Phone.Heard[1], Phone.Heard[4]);
    }

    [Fact]
    public async Task what_the_bank_takes_out_is_told_once_and_the_others_stay()
    {
        OwnMenus.Has(Customer, "balance", "cards", "bills");
        await Call(Zhang, "2", Bank.Enquiry);
        Assert.Equal("您专属菜单中有服务已下线，已为您移除，按键有变化。", Phone.Heard[1]);
        Assert.Equal(["cards"], OwnMenus.Dropped);
        Assert.Contains("bills", Nodes);

        await Call(Zhang, "2", Bank.Enquiry);
        Assert.False(Heard("已下线"));
        Assert.Equal(["cards"], OwnMenus.Dropped);
    }

    [Fact]
    public async Task a_key_in_the_greeting_does_not_choose_where_keys_have_changed()
    {
        OwnMenus.Has(Customer, "cards", "balance", "bills");
        var person = await Person(Zhang, "early:2", "0");
        Assert.Equal(["greeting", "my-menu"], person.Path);
    }

    [Fact]
    public async Task with_nothing_left_the_banks_menu_plays_and_says_so_once()
    {
        OwnMenus.Has(Customer, "cards");
        Assert.Equal(["greeting", "main"], (await Person(Zhang, "0")).Path);
        Assert.True(Heard("现为您播放银行菜单"));
        await Person(Zhang, "0");
        Assert.False(Heard("现为您播放银行菜单"));
    }

    [Theory]
    [InlineData(Stranger)]
    [InlineData(Family)]
    [InlineData(Chen)]
    [InlineData(null)]
    public async Task a_number_that_is_not_the_customers_alone_hears_the_banks_menu(string? from)
    {
        OwnMenus.Has(Customer, Wanted);
        Assert.Equal(["greeting", "main"], (await Person(from, "0")).Path);
    }

    [Fact]
    public async Task who_is_old_is_offered_a_person_before_the_own_menu_too()
    {
        OwnMenus.Has("C10065", Wanted);
        var person = await Person(Wang, "0");
        Assert.Contains("由客服代表优先为您服务", Phone.Heard[0], StringComparison.Ordinal);
        Assert.Equal((true, "my-menu"), (person.Who!.Customer.Elderly, person.Path[^1]));
    }

    [Fact]
    public async Task who_is_blind_gets_twice_the_time_in_the_own_menu_and_in_choosing_it()
    {
        OwnMenus.Has(Customer, Wanted);
        await Call(Zhang, "");
        var usual = Phone.Asks[1].FirstDigitMs;
        OwnMenus.Has("C10020", Wanted);
        await Call(Li, "8", "7", "8", Bank.Enquiry, "1");
        Assert.All(Phone.Asks.Skip(1), ask => Assert.Equal(2 * usual, ask.FirstDigitMs));
    }

    [Fact]
    public async Task who_is_blind_hears_menus_slowly_with_a_pause_after_every_key_and_nobody_else()
    {
        OwnMenus.Has("C10020", Wanted);
        await Call(Li, "8", "7");
        var menus = Phone.Noted<PromptsSpoken>().Where(spoken => spoken.Node != "greeting").ToList();
        Assert.Equal(["my-menu", "main", "more"], menus.Select(spoken => spoken.Node));
        Assert.All(menus, spoken => Assert.Equal(
            spoken.Prompts.Count(prompt => prompt.StartsWith("press.", StringComparison.Ordinal)),
            spoken.Prompts.Count(prompt => prompt == "pause")));
        await Call(Zhang, "7");
        Assert.DoesNotContain("pause", Phone.Noted<PromptsSpoken>().SelectMany(spoken => spoken.Prompts));
    }

    [Fact]
    public async Task it_is_chosen_only_after_the_enquiry_pin()
    {
        await Call(Zhang, "7", "8", "111111");
        Assert.DoesNotContain("own-menu-item", Nodes);
        await Call(Stranger, "7", "8");
        Assert.Equal("account", Nodes.Last());
    }

    [Fact]
    public async Task seven_at_most_star_takes_the_last_back_and_reset_gives_the_banks()
    {
        await Call(Zhang, "7", "8", Bank.Enquiry, "1", "*", "6", "1", "2", "3", "4", "5", "7", "1", "1", "*");
        Assert.Equal(["pin", "balance", "transfer", "loss", "pay", "bills", "card-bill"], OwnMenus.Kept[Customer].Nodes);

        await Call(Zhang, "8", "7", "8", Bank.Enquiry, "2", "*");
        Assert.Empty(OwnMenus.Kept);
        Assert.Equal(["greeting", "main"], (await Person(Zhang, "0")).Path);
    }

    /// <summary>More than fit on a page: 7 is the others, round and round, and keys stay as they were.</summary>
    [Fact]
    public async Task of_many_items_six_are_heard_at_a_time()
    {
        OffersAlso("own-menu", "language");
        await Call(
            Zhang, "7", "8", Bank.Enquiry, "2", "7", "2", "7", "7", "2", "1", "3", "4", "5", "6", "1", "*");
        Assert.Equal(
            ["transfer", "loan", "balance", "loss", "pay", "bills", "pin"], OwnMenus.Kept[Customer].Nodes);
        Assert.Contains("?", Keys);
    }

    [Fact]
    public async Task who_goes_round_the_pages_for_ever_is_given_a_person()
    {
        OffersAlso("own-menu");
        var person = await Person(Zhang, ["7", "8", Bank.Enquiry, .. Enumerable.Repeat("7", 60)]);
        Assert.Equal(HumanReason.Error, person.Reason);
    }

    private void OffersAlso(params string[] nodes)
    {
        var bank = Menu();
        var more = (MenuNode)bank.Nodes["more"];
        InForce = bank with
        {
            Nodes = new Dictionary<string, Node>(bank.Nodes)
            {
                ["more"] = more with
                {
                    Items =
                    [
                        .. nodes.Select((node, i) =>
                            new MenuItem((char)('1' + i), "menu.own-menu", $"press.{i + 1}", node) { Personal = true }),
                        .. more.Items,
                    ],
                },
            },
        };
    }

    [Fact]
    public async Task what_cannot_be_kept_or_read_is_said_and_costs_no_call()
    {
        OwnMenus.Refuses = PersonalMenuFault.NotOffered;
        await Call(Zhang, "7", "8", Bank.Enquiry, "1", "8", "1", "*");
        Assert.True(Heard("未能保存"));
        Assert.Empty(OwnMenus.Kept);
        OwnMenus.Down = true;
        Assert.Equal(["greeting", "main"], (await Person(Zhang, "0")).Path);
        Assert.Single(Log.Faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1", "0")]
    [InlineData("1", "#", "0")]
    [InlineData("1", "", "0")]
    [InlineData("1", "8", "0")]
    public async Task zero_while_choosing_is_a_person_and_keeps_nothing(params string[] keys)
    {
        var person = await Person(Zhang, ["7", "8", Bank.Enquiry, .. keys]);
        Assert.Equal((HumanReason.Key0, IdentificationLevel.EnquiryPin), (person.Reason, person.Who!.Level));
        Assert.Empty(OwnMenus.Kept);
    }
}
