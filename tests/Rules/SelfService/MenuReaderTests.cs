using TellerLine.Definitions.Core;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

public sealed class MenuReaderTests
{
    private const string Good = """
        version: 1
        start: main
        nodes:
          main:
            words: { zh: 主, en: m }
            items:
              - { key: 1, says: a, to: balance }
              - { key: 3, says: b, to: loss }
          balance: { step: balance, then: after, words: { zh: 余, en: b } }
          loss: { step: person, reason: lossReport, says: [a], words: { zh: 失, en: l } }
          after: { items: [], silence: goodbye, words: { zh: 后, en: a } }
        """;

    private const string NoWords =
        " has no words in both languages (words: { zh: …, en: … }): people would read its name";

    private static IReadOnlyList<string> Faults(string yaml)
    {
        var text = YamlText.Parse(yaml);
        return text.Faults.Count > 0 ? [.. text.Faults.Select(f => f.En)]
            : [.. MenuReader.Read(
                text.Json, name => name is "a" or "b" || name.StartsWith("press.", StringComparison.Ordinal))
                .Faults.Select(f => f.ToString())];
    }

    private static void Refused(string from, string to, string fault)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        Assert.Contains(fault, Faults(Good.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void a_good_menu_has_no_fault() => Assert.Empty(Faults(Good));

    [Fact]
    public void the_menu_that_comes_with_the_program_has_no_fault()
    {
        var (menu, faults) = MenuReader.Read(
            YamlText.Parse(Menus.Text("main.yaml")).Json,
            name => Spoken.Manifests.Values.All(m => m.ContainsKey(name)));
        Assert.Empty(faults);
        var start = Assert.IsType<MenuNode>(menu!.Nodes[menu.Start]);
        Assert.Equal("12345678", string.Concat(start.Items.Select(i => i.Key)));
        var loss = Assert.IsType<StepNode>(menu.Nodes[start.Items.Single(i => i.Key == '3').To]);
        Assert.Equal("loss", loss.Step);
    }

    [Theory]
    [InlineData(", words: { zh: 余, en: b } }", " }")]
    [InlineData("{ zh: 余, en: b }", "{ zh: 余 }")]
    [InlineData("{ zh: 余, en: b }", "{ en: b }")]
    [InlineData("{ zh: 余, en: b }", "{ zh: '', en: b }")]
    public void a_node_without_words_in_both_languages_is_a_fault(string from, string to) =>
        Refused(from, to, "balance:" + NoWords);

    [Fact]
    public void the_words_of_every_node_are_told()
    {
        var words = SelfServiceWords.Of(Spoken.Manifests["zh-CN"], Spoken.Manifests["en"]).With([FlowTests.Menu()]);
        Assert.Equal(("主菜单", "Main menu"), (words.Nodes["main"].Zh, words.Nodes["main"].En));
        Assert.Equal(
            ("交易密码", "Transaction PIN"), (words.Nodes["pin-transaction"].Zh, words.Nodes["pin-transaction"].En));
        Assert.Equal(
            ("查询余额，", "For your balance,"), (words.Prompts["menu.balance"].Zh, words.Prompts["menu.balance"].En));
        Assert.Equal("幺", words.Prompts["n.yao"].En);
        Assert.All(
            words.Nodes.Values.Concat(words.Prompts.Values).Concat(words.Services.Values).Concat(words.Outcomes.Values),
            word => Assert.False(string.IsNullOrWhiteSpace(word.Zh) || string.IsNullOrWhiteSpace(word.En)));
        Assert.All(
            MenuReader.Steps.Where(step => step != "person"), step => Assert.Contains(step, words.Services.Keys));
    }

    [Fact]
    public void key_0_is_a_person_and_is_never_given_away() =>
        Refused("{ key: 3,", "{ key: 0,",
            "main: key 0 is a person, in every menu, and cannot be given to anything else");

    [Theory]
    [InlineData("9", "main: key 9 is again, in every menu")]
    [InlineData("'*'", "main: key * is back, in every menu")]
    [InlineData("'#'", "main: key # is none of 1 to 8")]
    [InlineData("12", "main: key 12 is none of 1 to 8")]
    [InlineData("a", "main: key a is none of 1 to 8")]
    public void the_keys_that_are_everywhere_are_reserved(string key, string fault) =>
        Refused("{ key: 3,", $"{{ key: {key},", fault);

    [Fact]
    public void a_key_is_given_once() => Refused("{ key: 3,", "{ key: 1,", "main: key 1 is given twice");

    [Fact]
    public void a_loop_is_named() => Refused(
        "after: { items: [],", "after: { items: [{ key: 1, says: a, to: main }],",
        "main: a loop: main → balance → after → main");

    [Fact]
    public void a_menu_is_at_most_three_deep()
    {
        var faults = Faults("""
            version: 1
            start: m1
            nodes:
              m1: { items: [{ key: 1, says: a, to: m2 }] }
              m2: { items: [{ key: 1, says: a, to: m3 }] }
              m3: { items: [{ key: 1, says: a, to: m4 }] }
              m4: { items: [{ key: 1, says: a, to: m5 }] }
              m5: { items: [] }
            """);
        Assert.Contains("m4: 4 menus deep (m1 → m2 → m3 → m4); at most 3", faults);
    }

    [Fact]
    public void a_prompt_must_be_recorded() => Refused(
        "says: b", "says: nobody.recorded.this",
        "main: prompt nobody.recorded.this (key 3) is not recorded in every language");

    [Fact]
    public void a_node_must_be_reachable() =>
        Refused("  after:", "  alone: { items: [] }\n  after:", "alone: no key leads here");

    [Fact]
    public void a_key_leads_somewhere() =>
        Refused("to: loss", "to: nowhere", "main: leads to nowhere, which does not exist");

    [Fact]
    public void a_step_must_exist() => Refused(
        "step: balance", "step: fortune",
        "balance: there is no step fortune; there are balance, transfer, pay, bills, wealthProducts, wealthBuy, wealthHoldings, wealthRedeem, movements, cardBill, cardRepay, cardActivate, loan, loanRepay, pledgedLoan, alerts, loss, appointments, branches, rates, bulletins, pin, ownMenu, language, person");

    [Fact]
    public void what_follows_a_step_is_a_menu() =>
        Refused("then: after", "then: loss", "balance: then loss is a step; a menu follows a step");

    [Fact]
    public void a_person_is_the_end() => Refused("reason: lossReport", "then: after", "loss: nothing follows a person");

    [Fact]
    public void a_reason_is_one_of_two() => Refused(
        "reason: lossReport", "reason: boredom",
        "loss: reason boredom is none; a person's reason is menu or lossReport");

    [Fact]
    public void a_node_is_a_menu_or_a_step() => Refused(
        "after: { items: [],", "after: { items: [], step: balance,",
        "after: a node has either items (a menu) or a step");

    [Fact]
    public void silence_has_two_ends() =>
        Refused("silence: goodbye", "silence: golden", "after: silence is person or goodbye, not golden");

    [Fact]
    public void another_version_is_told() =>
        Refused("version: 1", "version: 3", "version 3; this program reads versions 1 and 2");

    [Fact]
    public void the_start_must_exist() => Refused("start: main", "start: begin", "start names no node (begin)");

    [Fact]
    public void the_start_is_a_menu() => Assert.Contains("loss: the start must be a menu", Faults("""
        version: 1
        start: loss
        nodes: { loss: { step: person, words: { zh: 失, en: l } } }
        """));

    [Theory]
    [InlineData("")]
    [InlineData("version: [")]
    [InlineData("version: 1\nstrat: main")]
    [InlineData("version: 1\nstart: main\nnodes:\n  main: { items: [] }\n  main: { items: [] }")]
    [InlineData("version: 1\nstart: main")]
    [InlineData("version: 1\nstart: main\nnodes: { main: }")]
    [InlineData("version: 1\nstart: main\nnodes: { main: { items: [~] } }")]
    public void a_file_that_is_no_menu_has_a_fault_and_no_exception(string yaml) => Assert.NotEmpty(Faults(yaml));

    [Fact]
    public void all_faults_are_told_at_once() => Assert.True(Faults("""
        version: 3
        start: main
        nodes:
          main: { items: [{ key: 0, says: x, to: nowhere }, { key: 9, says: a, to: lonely }], silence: never }
          lonely: { step: dance }
          other: { items: [] }
        """).Count >= 7);
}
