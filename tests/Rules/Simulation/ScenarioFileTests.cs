using TellerLine.Simulation;
using TellerLine.Simulation.Core;
using TellerLine.Simulation.Scenarios;

namespace TellerLine.Rules.Simulation;

public sealed class ScenarioFileTests
{
    private const string Small = """
        days: 40
        intervalMin: 60
        queues:
          - name: service
            callsPerHour: 200
            handleS: { exponential: 180 }
            patienceS: { exponential: 120 }
        staff:
          - name: all
            queues: [ service ]
            agents: 10
        """;

    [Fact]
    public void a_day_that_is_always_the_same_agrees_with_erlang()
    {
        var result = Simulator.Run(Read(Small));

        Assert.Equal(.13746, result.Theory!.AbandonRate, 5);
        Assert.InRange(
            .13746, result.Centre.AbandonRate.Low!.Value, result.Centre.AbandonRate.High!.Value);
        Assert.InRange(
            .8625, result.Centre.Occupancy!.Value.Low!.Value, result.Centre.Occupancy.Value.High!.Value);
    }

    [Fact]
    public void calls_come_in_the_shape_they_are_told_and_agents_when_they_are_on_duty()
    {
        var scenario = Read("""
            days: 100
            intervalMin: 60
            queues:
              - { name: a, opens: "09:00", callsPerDay: 400, shape: [ 1, 3 ], handleS: 60, patienceS: 600 }
            staff:
              - { name: s, queues: [ a ], opens: "09:00", agents: [ 3, 8 ] }
            """);

        var slots = DaySlot.Of(Simulator.Run(scenario)).ToArray();
        Assert.InRange(slots[9].OfferedPerDay, 95, 105);
        Assert.InRange(slots[10].OfferedPerDay, 290, 310);
        Assert.Equal(0, slots[11].OfferedPerDay);
        Assert.Equal([0, 3, 8, 0], slots[8..12].Select(slot => slot.Agents));
    }

    [Fact]
    public void a_head_start_is_taken_before_the_others()
    {
        var with = Read(Small.Replace("patienceS:", "callers: [ { share: 0.2, creditS: 90 } ]\n    patienceS:"));
        var sums = new Dictionary<bool, (double WaitUs, int Count)>();
        Simulator.Run(with, new Hears(contact =>
        {
            var favoured = contact.Arrival.WaitCreditUs > 0;
            var (waitUs, count) = sums.GetValueOrDefault(favoured);
            sums[favoured] = (waitUs + contact.WaitUs, count + 1);
        }));

        Assert.InRange(sums[true].Count / (double)(sums[true].Count + sums[false].Count), 0.19, 0.21);
        Assert.True(sums[true].WaitUs / sums[true].Count < 0.7 * sums[false].WaitUs / sums[false].Count);
    }

    [Fact]
    public void who_has_waited_long_enough_overflows()
    {
        const string two = """
            days: 5
            queues:
              - { name: a, callsPerHour: 60, handleS: { exponential: 180 }, patienceS: 300 OVERFLOW }
              - { name: b, callsPerHour: 10, handleS: { exponential: 180 } }
            staff:
              - { name: a, queues: [ a ], agents: 2 }
              - { name: b, queues: [ b ], agents: 6 }
            """;
        var without = Simulator.Run(Read(two.Replace(" OVERFLOW", ""))).Queues[0];
        var with = Simulator.Run(Read(two.Replace(" OVERFLOW", ", overflow: { afterS: 20, to: [ b ] }"))).Queues[0];

        Assert.True(without.AbandonRate.Value > 0.2);
        Assert.True(with.AbandonRate.Value < 0.02);
        Assert.InRange(with.P95WaitS.Value, 19, 60);
    }

    [Fact]
    public void all_faults_are_told_with_their_lines()
    {
        var read = ScenarioFile.Read("""
            day: 3
            intervalMin: 7
            utcOffset: "8"
            queues:
              - name: a
                calls: [ 1, x, -3 ]
                callsPerHour: 5
                handleS: { exponential: 0 }
              - name: a
                opens: "08:10"
                callsPerDay: 100
                handleS: { lognormal: { mean: 3 }, values: [ 1 ] }
                callers: [ { share: 0.7 }, { share: 0.6, creditS: -1 } ]
                overflow: { afterS: 3, to: [ z ] }
            staff:
              - queues: [ a, b ]
                opens: "20:00"
                closes: "08:00"
                agents: [ 1.5 ]
            """);

        Assert.Null(read.Scenario);
        Assert.Equal(
            [
                "line 1: day: no such member; expected from, utcOffset, days, replications, seed, serviceLevelS, "
                    + "shortAbandonS, ringS, intervalMin, queues, staff, notReadyS, notReadyWhileWaitingS",
                "line 2: intervalMin: 7: expected minutes that divide a day: 15, 30, 60 …",
                "line 5: queues[0]: expected one of calls (a list), callsPerHour, callsPerDay with shape (a list)",
                "line 8: queues[0].handleS.exponential: 0: expected its mean, seconds, more than 0",
                "line 10: queues[1].opens: 08:10: expected a boundary of the intervals of 30 minutes",
                "line 9: queues[1]: shape is missing: how callsPerDay is spread, a number for each interval",
                "line 12: queues[1].handleS: 2 of them: expected one of exponential, lognormal, values",
                "line 13: queues[1].callers[1].creditS: -1: expected seconds, 0 to 86400",
                "line 13: queues[1].callers: the shares make 1.3: expected at most 1",
                "line 9: queues[1].name: a: comes twice",
                "line 9: queues[1]: overflow to z: expected another of a, a",
                "line 16: staff[0]: expected the group's name; its agents are called NAME-001 and so on",
                "line 16: staff[0].queues[1]: b: no such queue; expected a, a",
                "line 18: staff[0].closes: expected to be after opens; across midnight the list begins at \"00:00\"",
                "line 19: staff[0].agents[0]: 1.5: expected agents, 0 to 20000",
                "line 3: utcOffset: 8: expected an offset from UTC like \"+08:00\", in quotes",
            ],
            read.Faults);
    }

    [Theory]
    [InlineData("queues: [", "no valid YAML")]
    [InlineData("", "expected one, found 0")]
    [InlineData("- 1", "expected a mapping with")]
    [InlineData("days: 3", "queues is missing")]
    [InlineData("queues: 3\nstaff: []", "expected a list")]
    public void what_is_no_scenario_is_a_fault(string yaml, string fault)
    {
        var read = ScenarioFile.Read(yaml);
        Assert.Null(read.Scenario);
        Assert.Contains(read.Faults, told => told.Contains(fault, StringComparison.Ordinal));
    }

    private static Scenario Read(string yaml)
    {
        var read = ScenarioFile.Read(yaml);
        Assert.Empty(read.Faults);
        return read.Scenario!;
    }

    private sealed class Hears(Action<ContactRecord> over) : ICentreObserver
    {
        public void Over(in ContactRecord contact) => over(contact);
    }
}
