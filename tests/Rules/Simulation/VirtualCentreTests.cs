using TellerLine.Routing;
using TellerLine.Simulation.Core;

namespace TellerLine.Rules.Simulation;

public sealed class VirtualCentreTests
{
    private const long S = 1_000_000;

    [Fact]
    public void a_caller_is_answered_at_once_by_who_is_free_and_the_next_waits_for_him()
    {
        var heard = Play([new(0, 0, 100 * S), new(10 * S, 0, 50 * S)], [Agent("1", new Duty(0, 1_000 * S))]);

        Assert.Equal((0L, 100 * S), (heard.Over[0].AnsweredUs!.Value, heard.Over[0].LeftUs));
        Assert.Equal((100 * S, 150 * S, 90 * S),
            (heard.Over[1].AnsweredUs!.Value, heard.Over[1].LeftUs, heard.Over[1].WaitUs));
    }

    [Fact]
    public void who_has_waited_as_long_as_he_will_hangs_up_and_is_not_answered()
    {
        var heard = Play(
            [new(0, 0, 100 * S), new(10 * S, 0, 50 * S, PatienceUs: 30 * S), new(11 * S, 0, 1 * S)],
            [Agent("1", new Duty(0, 1_000 * S))]);

        var left = heard.Over.Single(contact => contact.Outcome == ContactOutcome.Abandoned);
        Assert.Equal(("2", 40 * S, -1), (left.Id, left.LeftUs, left.Agent));
        Assert.Equal(100 * S, heard.Over.Single(contact => contact.Id == "3").AnsweredUs);
    }

    [Fact]
    public void the_wait_credit_is_the_routers()
    {
        var heard = Play(
            [
                new(0, 0, 100 * S), new(10 * S, 0, 10 * S), new(20 * S, 0, 10 * S, WaitCreditUs: 90 * S),
                new(30 * S, 0, 10 * S, WaitCreditUs: 101 * S),
            ],
            [Agent("1", new Duty(0, 1_000 * S))]);

        Assert.Equal(["1", "4", "3", "2"], heard.Over.Select(contact => contact.Id));
    }

    [Fact]
    public void an_agent_finishes_the_call_begun_and_goes_home()
    {
        var heard = Play(
            [new(90 * S, 0, 100 * S), new(95 * S, 0, 10 * S)],
            [Agent("1", new Duty(0, 100 * S), new Duty(500 * S, 600 * S))],
            new Fixed(new Away(5 * S, 20 * S)));

        Assert.Equal([(90 * S, 190 * S), (500 * S, 510 * S)],
            heard.Over.Select(contact => (contact.AnsweredUs!.Value, contact.LeftUs)));
        Assert.Equal(
            [
                (0, AgentState.NotReady), (0, AgentState.Ready), (90, AgentState.Reserved), (90, AgentState.Talking),
                (190, AgentState.Wrapup), (195, AgentState.LoggedOut), (500, AgentState.NotReady),
                (500, AgentState.Ready), (500, AgentState.Reserved), (500, AgentState.Talking),
                (510, AgentState.Wrapup), (515, AgentState.NotReady), (535, AgentState.Ready),
                (600, AgentState.LoggedOut),
            ],
            heard.States.Select(state => ((int)(state.SinceUs / S), state.State)));
    }

    [Fact]
    public void duties_that_touch_are_one_presence_and_may_change_the_queues()
    {
        var heard = Play(
            [new(0, 0, 10 * S), new(20 * S, 1, 10 * S), new(30 * S, 0, 10 * S)],
            [Agent("1", new Duty(0, 100 * S), new Duty(100 * S, 200 * S, [1]))]);

        Assert.Equal([(0L, "1"), (30 * S, "3"), (100 * S, "2")],
            heard.Over.Select(contact => (contact.AnsweredUs!.Value, contact.Id)).Order());
        Assert.Equal([200 * S],
            heard.States.Where(state => state.State == AgentState.LoggedOut).Select(state => state.SinceUs));
    }

    [Fact]
    public void the_ring_is_part_of_the_wait_and_who_hangs_up_meanwhile_is_not_answered()
    {
        var heard = Play(
            [new(0, 0, 10 * S), new(20 * S, 0, 10 * S, PatienceUs: 2 * S), new(21 * S, 0, 10 * S)],
            [Agent("1", new Duty(0, 100 * S))], settings: new CentreSettings(RingUs: 3 * S));

        Assert.Equal([ContactOutcome.Answered, ContactOutcome.Abandoned, ContactOutcome.Answered],
            heard.Over.Select(contact => contact.Outcome));
        Assert.Equal([3 * S, 22 * S, 25 * S], heard.Over.Select(contact => contact.AnsweredUs ?? contact.LeftUs));
    }

    [Fact]
    public void who_rests_is_told_when_somebody_waits_and_when_nobody_does_any_more()
    {
        var rest = new Hearing();
        var heard = Play(
            [new(0, 0, 10 * S), new(20 * S, 0, 10 * S, PatienceUs: 5 * S), new(40 * S, 0, 10 * S)],
            [Agent("1", new Duty(0, 1_000 * S))], rest);

        Assert.Equal([(20, true, 110), (25, false, 30), (40, true, 110)], rest.Asked);
        Assert.Equal(50 * S, heard.Over[^1].AnsweredUs);
    }

    [Fact]
    public void who_waits_at_the_end_of_a_run_is_unfinished()
    {
        var heard = Play([new(0, 0, 10 * S)], [Agent("1", new Duty(50 * S, 60 * S))], untilUs: 40 * S);

        Assert.Equal((ContactOutcome.Unfinished, 40 * S), (heard.Over.Single().Outcome, heard.Over.Single().LeftUs));
    }

    private static VirtualAgent Agent(string number, params Duty[] duties) => new(number, [0], duties);

    private static Heard Play(
        Arrival[] arrivals, VirtualAgent[] agents, IAfterService? afterService = null, CentreSettings? settings = null,
        long untilUs = long.MaxValue)
    {
        var heard = new Heard();
        new VirtualCentre(["a", "b"], agents, heard, afterService, settings).Run(arrivals, untilUs);
        return heard;
    }

    private sealed class Heard : ICentreObserver
    {
        void ICentreObserver.Over(in ContactRecord contact) => Over.Add(contact);

        public List<ContactRecord> Over { get; } = [];

        public List<AgentStateChanged> States { get; } = [];

        public void On(RouterEffect effect, long nowUs)
        {
            if (effect is AgentStateChanged state)
                States.Add(state);
        }
    }

    private sealed class Fixed(Away away) : IAfterService
    {
        public Away After(in ServiceEnded ended) => away;
    }

    /// <summary>Away for 100 s; back 10 s after somebody begins to wait, or 5 after he has left.</summary>
    private sealed class Hearing : IAfterService
    {
        public List<(int NowS, bool Waits, int BackS)> Asked { get; } = [];

        public bool HearsTheQueue => true;

        public Away After(in ServiceEnded ended) => new(0, 100 * S);

        public long BackAtUs(in AwayAgent away)
        {
            Asked.Add(((int)(away.NowUs / S), away.SomebodyWaits, (int)(away.BackUs / S)));
            return away.SomebodyWaits ? away.NowUs + 10 * S : 110 * S;
        }
    }
}
