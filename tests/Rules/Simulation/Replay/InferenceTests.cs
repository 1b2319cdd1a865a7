using TellerLine.Simulation.Core;
using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

public sealed class InferenceTests
{
    private const int Nine = 9 * 3600;

    [Fact]
    public void a_pause_through_which_a_caller_waited_too_long_is_off_duty_and_a_shorter_one_is_not_ready()
    {
        var log = new LogText()
            .Answered(Nine, null, 100, "ANNA") // to 9:01:40
            .Answered(Nine + 90, 16, 100, "ANNA") // waits at the end, taken 6 s after it
            .HungUp(Nine + 300, 500) // she is away until 9:13:20 at least
            .Answered(Nine + 900, null, 100, "ANNA")
            .Answered(Nine + 1100, null, 100, "ANNA") // nobody waited: not ready for 0 to 100 s
            .Read();

        var roster = new DutyRoster(log, new DutyRules(180));

        Assert.Equal(
            [new NotReadySpan(1, 6, 6), new NotReadySpan(0, 0, 100)], roster.Spans);
        var presences = roster.ByAgent["ANNA"];
        Assert.Equal(2, presences.Count);
        Assert.InRange(presences[0].UntilS, LogText.OriginS + Nine + 106, LogText.OriginS + Nine + 206);
        Assert.Equal(LogText.OriginS + Nine + 800, presences[1].FromS);
    }

    [Fact]
    public void an_agent_takes_the_types_he_took()
    {
        var text = new LogText();
        for (var i = 0; i < 40; i++)
        {
            text.Answered(Nine + i * 100, null, 50, "ANNA", i % 2 == 0 ? "PS" : "NW");
            text.Answered(Nine + i * 100 + 10, null, 50, "BELA");
        }
        var types = new TypesTaken(new Services(text.Read()));
        var day = BankLog.DayOf(LogText.OriginS + Nine);

        Assert.Equal(["NW", "PS"], types.Of("ANNA", day));
        Assert.Equal(["PS"], types.Of("BELA", day));
    }

    [Fact]
    public void the_priority_of_who_never_queued_is_that_of_his_hour_not_of_the_busy_ones()
    {
        var text = new LogText();
        // From 9 on all of 400 queue, a quarter of them high; from 10 on 400 of 4,000, three quarters.
        for (var i = 0; i < 400; i++)
        {
            text.Answered(Nine + i * 8, 5, 2, "ANNA", priority: i % 4 == 0 ? 2 : 1);
            text.Answered(Nine + 3600 + i * 8, 5, 2, "ANNA", priority: i % 4 == 0 ? 1 : 2);
        }
        for (var i = 0; i < 3600; i++)
            text.Answered(Nine + 3600 + i, null, 0, "BELA" + i);

        var priorities = Priorities.Fit(text.Read());

        Assert.InRange(priorities.ByTypeAndHour["PS"][9][2], .25, .28);
        Assert.InRange(priorities.ByTypeAndHour["PS"][10][2], .74, .75);
        // An hour nobody called in: by all callers, of whom most came at 10, not half and half as among the queued.
        Assert.Equal((.25 * 400 + .75 * 4000) / 4400, priorities.ByTypeAndHour["PS"][15][2], 2);
        var random = new RandomStream(1, "test");
        Assert.InRange(Enumerable.Range(0, 2000).Count(_ => priorities.Draw("PS", 10, random) == 2), 1400, 1600);
    }

    [Fact]
    public void the_days_on_which_priority_was_served_and_for_how_many_are_read_from_the_order_of_service()
    {
        var text = new LogText();
        for (var day = 0; day < 6; day++)
        {
            for (var i = 0; i < 20; i++)
            {
                // The ordinary caller is first, the high one 20 s later; from the fourth day on 3 of 4 go before.
                var at = day * 86_400L + Nine + i * 600;
                var highFirst = day >= 3 && i % 4 != 0;
                text.Answered(at, highFirst ? 60 : 40, 10, "ANNA", priority: 1);
                text.Answered(at + 20, highFirst ? 20 : 40, 10, "ANNA", priority: 2);
            }
        }
        var log = text.Read();
        var first = BankLog.DayOf(LogText.OriginS);

        Assert.Equal([first + 3, first + 4, first + 5], CreditRule.DaysInForce(log).Order());
        Assert.Equal(.75, CreditRule.Fit(log).Honoured("PS"), 9);
    }

    [Fact]
    public void who_finds_a_long_line_is_less_patient_where_the_log_says_so()
    {
        var text = new LogText();
        for (var i = 0; i < 200; i++)
        {
            // One finds nobody and waits long; the next finds him waiting and gives up after 10 s every other time.
            var at = Nine + i * 100L;
            if (i % 4 == 0)
                text.HungUp(at, 90);
            else
                text.Answered(at, 90, 5, "ANNA");
            if (i % 2 == 0)
                text.HungUp(at + 10, 10);
            else
                text.Answered(at + 10, 85, 5, "BELA");
        }
        var log = text.Read();
        var steps = Patience.Fit(log, new DutyRoster(log, new DutyRules(900))).ByGroup["PS"];

        Assert.Equal([0, 1], steps.Select(s => s.FromWaiting));
        Assert.Equal(1, steps[0].Seconds.Beyond(60), 9);
        Assert.Equal(.5, steps[1].Seconds.Beyond(60), 9);
    }
}
