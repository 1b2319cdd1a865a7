using TellerLine.Insights;
using TellerLine.Insights.Core;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Rules.Insights;

public sealed class AgentTimeTests
{
    private const long Minute = 60 * Oracle.Second;

    /// <summary>480 minutes: break 60, training 30, talk 220 and 15 of hold, wrap-up 65, ready 90.</summary>
    private static readonly (TimeClass Class, int Minutes)[] Day =
    [
        (TimeClass.Ready, 50), (TimeClass.Busy, 120), (TimeClass.AfterCall, 30), (TimeClass.NotReady, 60),
        (TimeClass.Busy, 115), (TimeClass.AfterCall, 35), (TimeClass.NotReady, 30), (TimeClass.Ready, 40),
    ];

    [Theory]
    [InlineData("occupancy", 76.92)]
    [InlineData("utilisation", 62.50)]
    [InlineData("onQueueShare", 81.25)]
    public void an_agents_day_gives_the_oracles_figures(string key, double percent)
    {
        var list = KpiList.Kind.Written(KpiList.Kind.Shipped[0].Yaml, "main", new NoServices()).Value!;
        Assert.Equal((decimal)percent, list.Find(key)!.Value(Sum(Intervals())).Shown);
    }

    [Fact]
    public void every_state_of_the_router_has_a_class() =>
        Assert.All(Enum.GetValues<AgentState>(), state => TimeClasses.Of(EnumWords.Of(state)));

    [Fact]
    public void time_is_cut_at_the_intervals_borders_and_none_is_lost()
    {
        var cells = AgentTime.Of(
            new StateInterval("1001", TimeClass.Ready, Oracle.Start + (10 * Minute), Oracle.Start + (37 * Minute)),
            Oracle.Utc);
        Assert.Equal(
            [(0L, 5 * Minute), (15 * Minute, 15 * Minute), (30 * Minute, 7 * Minute)],
            cells.OrderBy(c => c.Key.AtUs).Select(c => (c.Key.AtUs - Oracle.Start, c.Value[Measure.ReadyUs])));
        Assert.Equal(480 * Minute, Sum(Intervals())[Measure.LoggedInUs]);
    }

    [Fact]
    public void time_over_midnight_belongs_to_both_days()
    {
        var cells = AgentTime.Of(
            new StateInterval("1001", TimeClass.Busy, Oracle.Start - (4 * Minute), Oracle.Start + (3 * Minute)),
            Oracle.Utc);
        Assert.Equal(
            [4 * Minute, 3 * Minute], cells.OrderBy(c => c.Key.AtUs).Select(c => c.Value[Measure.BusyUs]));
    }

    [Fact]
    public void a_state_of_more_than_a_day_or_less_than_nothing_is_a_fault_and_counted_nowhere()
    {
        var endless = new StateInterval("1001", TimeClass.Ready, 0, 25 * 60 * Minute);
        var negative = new StateInterval("1001", TimeClass.Ready, 5, 4);
        Assert.Equal(("a state over 24 hours", "a negative duration"), (endless.Fault, negative.Fault));
        Assert.Empty(AgentTime.Of(endless, Oracle.Utc));
        Assert.Null((endless with { Class = TimeClass.LoggedOut }).Fault);
    }

    [Fact]
    public void adherence_and_conformance_are_the_oracles()
    {
        var result = Adherence.Of(
            [Span("queue", 540, 720), Span("break", 630, 645)],
            [Span("queue", 546, 720), Span("break", 640, 658)]);
        Assert.Equal((29 * Minute, 180 * Minute), (result.OutUs, result.ScheduledUs));
        Assert.Equal(83.89, Math.Round(result.Adherence!.Value * 100, 2));
        Assert.Equal(94.55, Math.Round(result.Conformance!.Value * 100, 2));
        Assert.Null(Adherence.Of([], [Span("queue", 1, 2)]).Adherence);
    }

    private static WorkSpan Span(string kind, int from, int to) => new(kind, from * Minute, to * Minute);

    private static IEnumerable<StateInterval> Intervals()
    {
        var at = Oracle.Start + (533 * Minute);
        foreach (var (state, minutes) in Day)
        {
            yield return new StateInterval("1001", state, at, at + (minutes * Minute));
            at += minutes * Minute;
        }
    }

    private static Sums Sum(IEnumerable<StateInterval> states)
    {
        var sums = new Sums();
        foreach (var part in states.SelectMany(state => AgentTime.Of(state, Oracle.Utc).Values))
            sums.Add(part);
        return sums;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
