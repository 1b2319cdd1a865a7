using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

public sealed class BankLogReaderTests
{
    private const int Ten = 10 * 3600;

    private static string Line(
        string outcome = "AGENT", string date = "990104", string priority = "2", string queueStart = "10:00:05",
        string queueEnd = "10:00:25", string start = "10:00:25", string end = "10:02:25",
        string vruExit = "10:00:05") =>
        string.Join(
            '\t', "AA0101", "1", "7", priority, "PS", date, "10:00:00", vruExit, "5", queueStart, queueEnd, "20",
            outcome, start, end, "120", "ANNA");

    [Fact]
    public void a_line_that_cannot_be_true_is_set_aside_with_its_number_and_reason()
    {
        var log = new LogText().Answered(Ten, 20, 120, "ANNA")
            .Raw(Line(outcome: "PHANTOM"))
            .Raw(Line(date: "990231"))
            .Raw(Line(queueStart: "half past"))
            .Raw(Line(priority: "9"))
            .Raw(Line(outcome: "MAYBE"))
            .Raw(Line(queueEnd: "9:59:00"))
            .Raw(Line(end: "10:00:20"))
            .Raw("AA0101\t1\t7")
            .Raw(Line())
            .Raw(Line())
            .Read();

        Assert.Equal(2, log.Calls.Count);
        Assert.Equal(
            [
                (3, "phantom"), (4, "unreadable"), (5, "unreadable"), (6, "unreadable"), (7, "unreadable"),
                (8, "negative waiting time"), (9, "negative service time"), (10, "fields missing"), (12, "repeated"),
            ],
            log.SetAside.Select(s => (s.Line, s.Reason)));
        Assert.Contains("line 5: q_start \"half past\"; expected h:mm:ss", log.SetAside[2].Text);
    }

    [Fact]
    public void what_can_be_understood_is_mended_and_counts()
    {
        var log = new LogText()
            .Raw(Line(vruExit: "9:59:30"))
            .Raw(Line(start: "0:00:00", end: "0:00:00"))
            .Answered(23 * 3600 + 3590, null, 60, "ANNA")
            .Answered(86_400 + Ten, null, 60, "ANNA")
            .Answered(86_400 + Ten + 40, null, 60, "ANNA")
            .Answered(86_400 + Ten, null, 4, "NO_SERVER")
            .Read();

        Assert.Empty(log.SetAside);
        Assert.Equal(6, log.Calls.Count);
        Assert.Equal(
            ["negative time in the menu", "service not recorded", "service over midnight", "two services at once",
                "served by nobody"],
            log.Mended.Select(m => m.Reason));
        Assert.Equal(60, log.Calls.Single(c => c.Line == 4).Service!.LengthS);
        Assert.Equal(40, log.Calls.Single(c => c.Line == 5).Service!.LengthS);
        Assert.Null(log.Calls.Single(c => c.Line == 3).Service);
        Assert.Null(log.Calls.Single(c => c.Line == 7).Service!.Agent);
    }

    [Fact]
    public void who_hung_up_without_queueing_did_not_reach_the_agents()
    {
        var log = new LogText().Raw(Line("HANG", queueStart: "0:00:00", queueEnd: "0:00:00")).HungUp(Ten, 12).Read();

        Assert.Equal(1, log.NotForAgents);
        Assert.False(Assert.Single(log.Calls).Answered);
    }

    [Fact]
    public void types_beyond_what_a_router_has_queues_for_are_set_aside_the_rare_ones()
    {
        var text = new LogText();
        for (var i = 0; i < 66; i++)
            text.HungUp(Ten + i, 5, $"T{i}").HungUp(Ten + i, 6, "PS");
        var log = text.Read();

        Assert.Equal(64, log.Calls.Select(c => c.Type).Distinct().Count());
        Assert.Equal(["too many types", "too many types", "too many types"], log.SetAside.Select(s => s.Reason));
    }

    [Fact]
    public void a_file_that_is_no_log_says_what_was_expected()
    {
        var text = new StringReader("date\tcalls\n990101\t7\n");
        var fault = Assert.Throws<BankLogException>(() => BankLogReader.Read(text));
        Assert.Contains("line 1: no column priority", fault.Message);
    }
}
