using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.SelfService;

namespace TellerLine.Modules.SelfService;

/// <summary>A menu as people import it: every fault with its line, on the prompts there are.</summary>
public sealed class MenuKindTests
{
    private static readonly DefinitionCheck Menu = new DefinitionCheck<TellerLine.SelfService.Core.Menu>(
        Menus.Kind,
        new ServiceCollection().AddSingleton(new PromptLibrary(new SelfServiceOptions())).BuildServiceProvider());

    private static string Told(DefinitionFault fault) => $"{fault.Line} {fault.Path} {fault.Zh}";

    [Fact]
    public void the_shipped_one_has_no_fault() => Assert.Empty(Menu.Faults(Menus.Kind.Shipped[0].Yaml));

    [Fact]
    public void one_that_gives_zero_away_or_a_prompt_nobody_recorded_is_refused_with_the_nodes_line()
    {
        const string yaml = """
            version: 1
            start: main
            nodes:
              main:
                words: { zh: 主菜单, en: Main }
                items:
                  - { key: 0, says: menu.balance, to: balance }
                  - { key: "2", says: nobody.recorded, to: balance }
              balance: { words: { zh: 余额, en: Balance }, step: balance }
            """;
        Assert.Equal(
            [
                "4 /nodes/main 0 键在任何菜单中都是转人工，不能另作他用",
                "4 /nodes/main 提示音 nobody.recorded（按键 2）未录齐各语言",
            ],
            Menu.Faults(yaml).Select(Told));
    }

    [Theory]
    [InlineData("", "0  应为一个文档")]
    [InlineData("version: 1\nstart: main\nnodes: { main: }", "3 /nodes/main 应为一组项（名称: 值）")]
    [InlineData("version: 1\nstart: main\nnodes: { main: { itms: [] } }", "3 /nodes/main/itms 没有这一项")]
    [InlineData("version: 1\nstart: main", "1  缺少 nodes")]
    [InlineData(
        "version: 1\nstart: main\nnodes: { main: { step: dance, words: { zh: a, en: b } } }",
        "3 /nodes/main/step 应为 balance, transfer, pay, bills, wealthProducts, wealthBuy, wealthHoldings, wealthRedeem, movements, cardBill, cardRepay, cardActivate, loan, loanRepay, pledgedLoan, alerts, loss, appointments, branches, rates, bulletins, pin, ownMenu, language, person 之一")]
    public void what_is_no_menu_is_told_where_it_is_none(string yaml, string fault) =>
        Assert.Equal(fault, Told(Assert.Single(Menu.Faults(yaml))));
}
