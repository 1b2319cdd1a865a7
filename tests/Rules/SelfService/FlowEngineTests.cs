using TellerLine.Customers;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>The engine alone: no telephone, no bank, no clock.</summary>
public sealed class FlowEngineTests
{
    private static readonly Menu Branch = Dialogues.Flow("branch");

    private readonly List<FlowEffect> _effects = [];

    private FlowState _state = FlowEngine.At(Branch, Languages.Chinese, 0, null);

    private FlowFacts Facts { get; set; } = new(
        null, IdentificationLevel.None, new DateOnly(2026, 3, 2), ["persons"],
        new Dictionary<string, Menu> { ["cards"] = Dialogues.Flow("cards") }, Tries: 3);

    private FlowEffect Last => _effects[^1];

    private void Next(params IEnumerable<FlowEvent> events)
    {
        foreach (var happened in events)
            _state = FlowEngine.Next(_state, happened, Facts, _effects);
    }

    private static FlowEvent.Pressed Key(char? key) => new FlowEvent.Pressed(key);

    [Fact]
    public void a_state_is_a_value_that_can_be_gone_on_from_twice()
    {
        Next(new FlowEvent.Started(null));
        var here = _state;
        Next(Key('3'));
        Assert.Equal(new FlowEffect.Leave(new Exit.Person(HumanReason.LossReport)), Last);
        _state = here;
        Next(Key('1'));
        Assert.Equal(new FlowEffect.Run("balance", Offers: false), Last);
    }

    [Theory]
    [InlineData("2", "amount")]
    [InlineData("5", "tail")]
    public void in_every_wait_a_person_is_at_hand(string keys, string node)
    {
        Next(new FlowEvent.Started(null), Key(keys[0]));
        Assert.Equal(node, Assert.IsType<FlowEffect.Collect>(Last).Node);
        Next(new FlowEvent.Entered(new Keyed("", KeyedEnd.TimedOut)));
        Assert.Contains("press.0", Assert.IsType<FlowEffect.Ask>(Last).Prompts);
        Next(Key('0'));
        Assert.Equal(new FlowEffect.Leave(new Exit.Person(HumanReason.Key0)), Last);
    }

    [Fact]
    public void a_person_is_a_person_whatever_edge_the_outcome_has()
    {
        Next(new FlowEvent.Started(null), Key('1'), new FlowEvent.StepEnded(
            "bankDown", new Exit.Person(HumanReason.BankDown), [], 5, "bank-down", new Dictionary<string, FlowValue>()));
        Assert.Equal(new FlowEffect.Leave(new Exit.Person(HumanReason.BankDown)), Last);
    }

    [Fact]
    public void an_outcome_with_an_edge_takes_it_and_its_words_along()
    {
        Next(new FlowEvent.Started(null), Key('1'), new FlowEvent.StepEnded(
            "told", null, ["balance.now"], 5, "pin", new Dictionary<string, FlowValue>()));
        Assert.Equal("balance.now", Assert.IsType<FlowEffect.Ask>(Last).Prompts[0]);
        Assert.Equal("told", _state.Results["balance"]);
    }

    [Fact]
    public void a_flow_without_a_menu_goes_on_where_it_was_called()
    {
        Next(
            new FlowEvent.Started(null), Key('5'), new FlowEvent.Entered(new Keyed("8812", KeyedEnd.Full)),
            new FlowEvent.Entered(new Keyed("20260302", KeyedEnd.Full)));
        Assert.Equal("bye", Assert.IsType<FlowEffect.Ask>(Last).Question.Node);
        Assert.Equal(new FlowValue.Date(new DateOnly(2026, 3, 2)), _state.Values["day"]);
    }

    [Fact]
    public void a_flow_that_is_no_more_gives_a_person()
    {
        Facts = Facts with { Flows = new Dictionary<string, Menu>() };
        Next(new FlowEvent.Started(null), Key('5'));
        Assert.Equal(new FlowEffect.Leave(new Exit.Person(HumanReason.ServiceDown)), Last);
    }

    [Fact]
    public void coming_to_a_menu_again_makes_the_way_no_deeper()
    {
        Next(new FlowEvent.Started(null));
        for (var i = 0; i < 20; i++)
            Next(Key('2'), new FlowEvent.Entered(new Keyed("5", KeyedEnd.Terminated)));
        Assert.Null(_state.Top!.Below);
        Assert.Null(Assert.IsType<FlowEffect.Ask>(Last).Question.Back);
    }

    [Fact]
    public void what_is_not_waited_for_is_a_fault_of_the_one_who_drives() => Assert.Throws<InvalidOperationException>(
        () => Next(new FlowEvent.Started(null), new FlowEvent.Entered(new Keyed("1", KeyedEnd.Full))));
}
