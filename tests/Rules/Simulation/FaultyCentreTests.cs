using TellerLine.Routing;
using TellerLine.Simulation;
using TellerLine.Simulation.Faults;

namespace TellerLine.Rules.Simulation;

public sealed class FaultyCentreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void a_virtual_week_in_which_everything_goes_wrong_breaks_no_rule(long seed)
    {
        var run = FaultyCentre.Run(seed, days: 7);

        Assert.Null(run.Fault);
        Assert.InRange(run.Contacts, 11_000, 14_500);
        Assert.Equal(run.Contacts, run.Answered + run.Left);
        Assert.True(run.Repeated > 1_000 && run.Restored > 50 && run.Offers > run.Answered);
    }

    [Fact]
    public void a_seed_plays_the_same_again()
    {
        Assert.Equal(FaultyCentre.Run(3, days: 0.5), FaultyCentre.Run(3, days: 0.5));
        Assert.NotEqual(FaultyCentre.Run(3, days: 0.5), FaultyCentre.Run(4, days: 0.5));
    }

    [Fact]
    public void the_command_tells_what_happened_and_takes_no_load_beside_it()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, SimulateCommand.Run(["--faults", "5", "--days", "0.2"], output, error));
        Assert.Contains("every rule held", output.ToString());

        Assert.Equal(2, SimulateCommand.Run(["--faults", "x", "--aht", "180"], output, error));
        Assert.Contains("--faults: x: expected a seed, a whole number", error.ToString());
        Assert.Contains("--aht: not with --faults; expected --days or --json alone", error.ToString());
    }

    private static readonly OfferMade First = new("o1", "c1", "1001", 20) { Seq = 3 };

    [Fact]
    public void what_is_offered_beside_a_live_offer_is_found()
    {
        var rules = TwoWait(ready: true);
        rules.See([State(AgentState.Reserved, 2), First], 10);
        Breaks("one at a time", () => rules.See([new OfferMade("o2", "c2", "1001", 20) { Seq = 4 }], 11));
    }

    [Fact]
    public void who_is_offered_twice_is_found()
    {
        var rules = TwoWait(ready: true);
        rules.See([State(AgentState.Reserved, 2), First], 10);
        rules.Hear(new AgentSignedIn("1002", ["a"]) { Id = Guid.NewGuid() });
        Breaks("only who waits is offered", () => rules.See(
            [
                new AgentStateChanged("1002", AgentState.Ready, null, 11, null) { Seq = 4 },
                new AgentStateChanged("1002", AgentState.Reserved, null, 11, null) { Seq = 5 },
                new OfferMade("o2", "c1", "1002", 20) { Seq = 6 },
            ], 11));
    }

    [Fact]
    public void who_is_served_before_an_equal_who_came_earlier_is_found() => Breaks(
        "c1 came before",
        () => TwoWait(ready: true).See(
            [State(AgentState.Reserved, 2), new OfferMade("o1", "c2", "1001", 20) { Seq = 3 }], 10));

    [Fact]
    public void who_is_idle_while_somebody_waits_is_found()
    {
        var rules = new RoutingInvariants();
        rules.Hear(new AgentSignedIn("1001", ["a"]) { Id = Guid.NewGuid() });
        rules.See([State(AgentState.Ready, 1)], 0);
        rules.Hear(new ContactWaits("c1", "a", 0, 0) { Id = Guid.NewGuid() });
        Breaks("1001 is idle while c1 waits", () => rules.See([], 1));
    }

    [Fact]
    public void who_was_forgotten_and_effects_that_are_missing_are_found()
    {
        Breaks("c1 must have an outcome", () => TwoWait(ready: false).Close());
        Breaks("without a gap", () => TwoWait(ready: false).See([State(AgentState.Ready, 2)], 10));
        Breaks("a state begins when the last ends",
            () => TwoWait(ready: true).See([State(AgentState.Reserved, 2) with { SinceUs = -1 }], 10));
    }

    /// <summary>c1 before c2, and agent 1001, who is not told to be ready unless said.</summary>
    private static RoutingInvariants TwoWait(bool ready)
    {
        var rules = new RoutingInvariants();
        if (ready)
            rules.See([State(AgentState.Ready, 1)], 0);
        rules.Hear(new ContactWaits("c1", "a", 0, 0) { Id = Guid.NewGuid() });
        rules.Hear(new ContactWaits("c2", "a", 0, 1) { Id = Guid.NewGuid() });
        return rules;
    }

    private static AgentStateChanged State(AgentState state, long seq) =>
        new("1001", state, null, 0, null) { Seq = seq };

    private static void Breaks(string rule, Action act) =>
        Assert.Contains(rule, Assert.Throws<InvariantException>(act).Message);
}
