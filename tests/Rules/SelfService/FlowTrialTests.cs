using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>A dialogue tried out by a caller who is none.</summary>
public sealed class FlowTrialTests
{
    private static readonly TryInput Silence = new();

    private static TryView Play(string flow, string caller, params TryInput[] inputs) => new FlowTrial(
        new TryFlow("", "main", Languages.Chinese, caller, Open: true, inputs), Dialogues.Flow(flow),
        new Dictionary<string, Menu> { ["cards"] = Dialogues.Flow("cards") }, new DateOnly(2026, 3, 2)).Play();

    private static TryInput Key(string key) => new(key);

    [Fact]
    public void the_start_says_what_a_call_would_say_and_waits_for_its_keys()
    {
        var view = Play("main", "ordinary");
        Assert.Equal(("key", "main"), (view.Waits, view.Node));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], view.Keys);
        Assert.Equal(("main", "menu.balance"), (view.Lines[^1].Node, view.Lines[^1].Prompts![0]));
    }

    [Fact]
    public void a_step_ends_as_the_one_who_tries_says()
    {
        var view = Play("branch", "ordinary", Key("1"));
        Assert.Equal(("step", "balance"), (view.Waits, view.Step));
        Assert.Contains("bankDown", view.Outcomes);
        Assert.Equal("bye", Play("branch", "ordinary", Key("1"), new(Outcome: "told")).Node);
        Assert.Equal("main", Play("branch", "ordinary", Key("1"), new(Outcome: "bankDown")).Node);
        Assert.Equal("key0", Play("branch", "ordinary", Key("1"), new(Outcome: "person")).End);
    }

    [Fact]
    public void an_identified_caller_stays_identified()
    {
        TryInput[] amount = [Key("2"), new(Digits: "5000")];
        Assert.Equal("account", Play("branch", "unknown", amount).Step);
        var told = Play("branch", "unknown", [.. amount, new(Outcome: "done"), new(Outcome: "done")]);
        Assert.Equal("main", told.Node);
        Assert.Contains(told.Lines, line => line.Node == "told");
    }

    [Fact]
    public void silences_digits_and_zero_are_what_they_are_on_the_telephone()
    {
        Assert.Equal("timeout", Play("main", "unknown", Silence, Silence, Silence).End);
        Assert.Equal("key0", Play("branch", "elderly", Key("0")).End);
        Assert.Equal("key0", Play("branch", "vip", Key("5"), new(Digits: "12"), Key("0")).End);
        Assert.Equal("goodbye", Play("main", "vip", Key("1"), new(Outcome: "told"), Silence, Silence, Silence).End);
    }

    [Fact]
    public void what_comes_after_the_end_is_not_played() =>
        Assert.Equal(Play("main", "vip", Key("0")).Lines.Count, Play("main", "vip", Key("0"), Key("1")).Lines.Count);
}
