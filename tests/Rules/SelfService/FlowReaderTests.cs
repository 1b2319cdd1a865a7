using TellerLine.Definitions.Core;
using TellerLine.Rules.Architecture;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>What the validator says to dialogues of version 2; version 1 is in <see cref="MenuReaderTests"/>.</summary>
public sealed class FlowReaderTests
{
    private static readonly string Good = Tree.Read("tests/Rules/SelfService/Dialogues/branch.yaml");

    internal static IReadOnlyList<string> Faults(string yaml, string key = "main")
    {
        var text = YamlText.Parse(yaml);
        Assert.Empty(text.Faults);
        return [.. MenuReader.Read(text.Json, new MenuSurroundings(
            key, prompt => Spoken.Manifests.Values.All(m => m.ContainsKey(prompt)), hours => hours == "persons",
            flow => flow == "cards")).Faults.Select(f => f.ToString())];
    }

    private static IReadOnlyList<string> Changed(string from, string to)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        return Faults(Good.Replace(from, to, StringComparison.Ordinal));
    }

    private static string Of(string nodes) => $"version: 2\nstart: main\nnodes:\n{nodes}";

    private static string Node(string name, string what) =>
        $"  {name}: {{ words: {{ zh: 一, en: a }}, {what} }}\n";

    [Fact]
    public void a_good_one_has_no_fault() => Assert.Empty(Faults(Good));

    [Fact]
    public void the_example_in_the_handbook_has_no_fault()
    {
        var page = Tree.Read("docs/flows.md");
        var from = page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;
        Assert.Empty(Faults(page[from..page.IndexOf("```", from, StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("key: 3,", "key: 0,", "main: key 0 is a person, in every menu, and cannot be given to anything else")]
    [InlineData("key: 3,", "key: 9,", "main: key 9 is again, in every menu")]
    [InlineData("says: [loss.urgent]", "says: [loss.hurry]", "loss: prompt loss.hurry is not recorded in every language")]
    [InlineData(
        "wrong: [transfer.amount-wrong]", "wrong: [no.such]", "amount: prompt no.such is not recorded in every language")]
    [InlineData("words: { zh: 下班, en: Closed }", "words: { zh: 下班 }",
        "closed: has no words in both languages (words: { zh: …, en: … }): people would read its name")]
    [InlineData("noAccount: person,", "posted: person,",
        "balance: balance has no outcome posted; there are done, notDone, back, person, serviceDown, disabled, byAgent, told, noAccount, bankDown, notOperator")]
    [InlineData("person: person", "person: main", "balance: the outcome person leads to main, which gives no person")]
    [InlineData("{ amount: wished }", "{ amount: hoped }",
        "told: there is no value hoped: no node collects it, no step finds it out")]
    [InlineData("{ amount: wished }", "{ date: wished }", "told: wished is read as amount, not as date")]
    [InlineData("open: persons", "open: nights", "open: there are no hours nights in force")]
    [InlineData("flow: cards", "flow: loans", "cards: there is no flow loans in force")]
    [InlineData("flow: cards", "flow: main", "cards: a flow does not play itself")]
    [InlineData("customer: elderly", "customer: tall",
        "elderly: nothing is known of tall; there are known, elderly, impaired, sight, hearing, mobility, gold, vip, company")]
    [InlineData("value: wished, atLeast: 1000", "value: wished", "large: a value is compared (is, atLeast, below)")]
    [InlineData("value: wished, atLeast: 1000", "value: wished, atLeast: 1, language: en",
        "large: when asks one of level, customer, language, open, result, value")]
    [InlineData("value: wished, atLeast: 1000", "result: pay, is: posted", "large: no node runs the step pay")]
    [InlineData("value: wished, atLeast: 1000", "result: balance, is: posted",
        "large: balance has no outcome posted; there are done, notDone, back, person, serviceDown, disabled, byAgent, told, noAccount, bankDown, notOperator")]
    [InlineData("    else: told\n", "", "large: when says where it goes on otherwise (else)")]
    [InlineData("min: 1, max: 50000", "min: 1.005, max: 50000",
        "amount: amount: min and max are yuan with at most two decimals, in this order")]
    [InlineData("min: 1, max: 50000", "min: few, max: 50000", "amount: few is no number")]
    [InlineData("tries: 2", "tries: 9", "amount: tries is 1 to 5, not 9")]
    [InlineData("hangUp: true", "hangUp: true\n    queue: {}",
        "closed: a node has one of items, say, step, identify, collect, when, queue, language, flow, hangUp")]
    [InlineData("hangUp: true", "hangUp: true\n    then: main", "closed: then does not belong to hangUp")]
    [InlineData("to: other }", "to: main }", "other: no key leads here")]
    [InlineData("to: other }", "to: another }", "main: leads to another, which does not exist")]
    public void a_fault_is_told_with_its_node(string from, string to, string fault) =>
        Assert.Contains(fault, Changed(from, to));

    [Theory]
    [InlineData("step: balance\n", "step: balance\n    needs: enquiryPin\n",
        "balance: balance needs the level enquiryPin, and none is all that is sure on the way elderly → main → balance")]
    [InlineData("    identify: account\n    then: pin", "    say: [account.ask]\n    then: pin",
        "pin: enquiryPin needs the level number, and none is all that is sure on the way elderly → main → amount → large → sure → pin")]
    public void an_operation_above_the_level_that_is_sure_is_told_with_the_way(string from, string to, string fault) =>
        Assert.Equal([fault], Changed(from, to));

    [Fact]
    public void a_condition_on_the_level_makes_it_sure() => Assert.Empty(Faults(Of(
        Node("main", "items: [{ key: 1, says: menu.balance, to: level }]")
        + Node("level", "when: { level: enquiryPin }, then: balance, else: main")
        + Node("balance", "step: balance, needs: enquiryPin"))));

    [Fact]
    public void a_loop_in_which_nobody_is_asked_is_named() => Assert.Equal(
        ["a: a loop without a way out: a → b → a"], Faults(Of(
            Node("main", "items: [{ key: 1, says: menu.balance, to: a }]")
            + Node("a", "say: [bank.down], then: b") + Node("b", "language: other, then: a"))));

    [Fact]
    public void a_loop_in_which_the_caller_is_asked_is_none() => Assert.Empty(Faults(Of(
        Node("main", "items: [{ key: 1, says: menu.balance, to: a }]")
        + Node("a", "collect: { digits: { max: 4 } }, says: [loss.tail], then: b")
        + Node("b", "say: [account.tail, { tail: a }], then: a"))));

    [Fact]
    public void menus_are_at_most_three_deep_whatever_lies_between() => Assert.Equal(
        ["d: 4 menus deep (main → say → b → c → d); at most 3"], Faults(Of(
            Node("main", "items: [{ key: 1, says: menu.balance, to: say }]") + Node("say", "say: [bank.down], then: b")
            + Node("b", "items: [{ key: 1, says: menu.balance, to: c }]")
            + Node("c", "items: [{ key: 1, says: menu.balance, to: d }, { key: 2, says: menu.pay, to: main }]")
            + Node("d", "items: [{ key: 1, says: menu.balance, to: main }]"))));

    [Fact]
    public void what_follows_a_result_and_offers_nothing_is_no_level() => Assert.Empty(Faults(Of(
        Node("main", "items: [{ key: 1, says: menu.balance, to: b }]")
        + Node("b", "items: [{ key: 1, says: menu.balance, to: c }]")
        + Node("c", "items: [{ key: 1, says: menu.balance, to: told }]")
        + Node("told", "say: [bank.down], then: after") + Node("after", "items: []"))));

    [Fact]
    public void where_nothing_follows_there_is_a_menu_to_go_back_to()
    {
        var yaml = Of(Node("main", "say: [bank.down]"));
        Assert.Equal(["main: nothing follows, and no menu is before it to go back to"], Faults(yaml));
        Assert.Empty(Faults(yaml, key: "cards"));
    }

    [Fact]
    public void version_1_has_menus_and_steps_alone() => Assert.Contains(
        "gently: a node has either items (a menu) or a step", Changed("version: 2", "version: 1"));

    [Fact]
    public void all_are_told_at_once() => Assert.Equal(4, Faults(Of(
        Node("main", "items: [{ key: 0, says: no.such, to: nowhere }]") + Node("alone", "hangUp: true"))).Count);
}
