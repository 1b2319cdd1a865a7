using TellerLine.PersonalMenus;
using TellerLine.Rules.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.PersonalMenus;

/// <summary>What may be a customer's own menu, what stays of it, and the menu that is made of it.</summary>
public sealed class PersonalMenuTests
{
    private static readonly Menu Bank = Dialogues.Flow("main");

    private static readonly IReadOnlyList<OfferedItem> Offered = PersonalComposition.Offered(Bank);

    [Theory]
    [InlineData(null, "balance", "transfer", "bills")]
    [InlineData(PersonalMenuFault.Empty)]
    [InlineData(PersonalMenuFault.Twice, "balance", "bills", "balance")]
    [InlineData(PersonalMenuFault.NotOffered, "balance", "language")]
    [InlineData(PersonalMenuFault.NotOffered, "after")]
    [InlineData(PersonalMenuFault.TooMany, "a", "b", "c", "d", "e", "f", "g", "h")]
    public void a_choice_is_judged_by_what_is_offered(PersonalMenuFault? fault, params string[] nodes) =>
        Assert.Equal(fault, PersonalMenu.FaultOf(nodes, Offered));

    [Fact]
    public void what_is_offered_is_what_the_banks_menu_marks()
    {
        Assert.Equal(
            [
                "balance", "transfer", "loss", "pay", "bills", "pin", "card-bill", "loan", "movements", "wealth",
                "appointments",
            ],
            Offered.Select(item => item.Node));
        Assert.Equal("查询余额", Offered[0].Words.Zh);
    }

    [Fact]
    public void what_is_not_offered_any_more_drops_out_and_the_order_stays()
    {
        var (kept, dropped) = PersonalMenu.Standing(["bills", "cards", "balance"], Offered);
        Assert.Equal(["bills", "balance"], kept);
        Assert.Equal(["cards"], dropped);
    }

    [Fact]
    public void it_is_a_menu_before_the_banks_with_keys_in_its_order_and_all_services_last()
    {
        var menu = PersonalComposition.Of(Bank, ["bills", "cards", "balance"])!;
        var own = Assert.IsType<MenuNode>(menu.Nodes[menu.Start]);
        Assert.Equal(
            [('1', "bills"), ('2', "balance"), ('8', "main")], own.Items.Select(item => (item.Key, item.To)));
        Assert.Equal("我的菜单", menu.Words[menu.Start].Zh);
        Assert.Equal(Bank.Nodes.Keys, menu.Nodes.Keys.Where(name => name != menu.Start));
        Assert.Null(PersonalComposition.Of(Bank, ["cards"]));
        Assert.Null(PersonalComposition.Of(Bank, []));
    }

    /// <summary>The validator's own look at what was made: nothing leads nowhere, every level is reached.</summary>
    [Fact]
    public void whatever_is_chosen_of_the_menu_that_ships_has_no_fault()
    {
        foreach (var item in Offered)
        {
            var rest = Offered.Where(other => other != item).Select(other => other.Node);
            var menu = PersonalComposition.Of(Bank, [item.Node, .. rest.Take(PersonalMenu.Most - 1)])!;
            var faults = new MenuFaults();
            new MenuPaths(menu.Start, menu.Nodes, menu.Nodes.Keys, faults) { Loops = true, IsSubFlow = false }.Check();
            // What is behind "all services" is one deeper than the bank's own menu may be by itself.
            Assert.All(faults.All, fault =>
                Assert.Contains($"menus deep ({menu.Start} → {Bank.Start}", fault.Why, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{ key: 1, says: menu.balance, press: press.2, to: balance, personal: true }", "press of its own")]
    [InlineData(
        "{ key: 1, says: menu.balance, to: balance, personal: true }, { key: 2, says: menu.pay, to: balance, personal: true }",
        "personal twice")]
    public void the_banks_menu_is_refused_where_an_item_cannot_be_personal(string items, string why) =>
        Assert.Contains(FlowReaderTests.Faults(
            $$"""
            version: 2
            start: main
            nodes:
              main:
                words: { zh: 主菜单, en: Main menu }
                items: [{{items}}]
              balance: { words: { zh: 查询余额, en: Balance }, step: balance }
            """), fault => fault.Contains(why, StringComparison.Ordinal));

    [Fact]
    public void an_item_behind_an_identification_cannot_be_chosen_past_it() =>
        Assert.Contains(FlowReaderTests.Faults(
            """
            version: 2
            start: account
            nodes:
              account: { words: { zh: 账号, en: Account }, identify: account, then: main, on: { notDone: person } }
              main:
                words: { zh: 主菜单, en: Main menu }
                items:
                  - { key: 1, says: menu.balance, to: own, personal: true }
              own: { words: { zh: 我的菜单, en: Own }, step: ownMenu }
              person: { words: { zh: 人工, en: Person }, queue: {} }
            """), fault => fault.Contains("my-menu → own", StringComparison.Ordinal));

    [Fact]
    public void no_document_has_a_node_of_the_own_menus_name() =>
        Assert.Contains(FlowReaderTests.Faults(
            """
            version: 2
            start: my-menu
            nodes:
              my-menu:
                words: { zh: 主菜单, en: Main menu }
                items: []
            """), fault => fault.Contains("customers' own menus", StringComparison.Ordinal));
}
