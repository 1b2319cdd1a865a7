using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Insights;

public sealed class CallLogReadingTests
{
    private const long Second = Oracle.Second;

    private static readonly CallLogSources Shipped =
        CallLogSources.Kind.Written(CallLogSources.Kind.Shipped[0].Yaml, "main", new Nothing()).Value!;

    [Fact]
    public void a_call_that_waited_and_was_answered()
    {
        var entry = Bank("33118 6:55:20 6:55:26 17 AGENT 6:55:43 6:56:37 54 MICHAL").Entry!;
        Assert.Equal(("answered", "agents", "MICHAL", "PS"), (entry.Outcome, entry.Queue, entry.Agent, entry.Type));
        Assert.Equal((17 * Second, 54 * Second), (entry.WaitUs, entry.TalkUs));
        Assert.Equal("1999-01-01T04:55:26", $"{Clock.FromUs(entry.OfferedUs!.Value):yyyy-MM-ddTHH:mm:ss}");
    }

    [Fact]
    public void a_call_that_was_answered_without_queueing_was_offered_when_it_was_answered()
    {
        var entry = Bank("33119 7:41:16 0:00:00 0 AGENT 7:41:25 7:44:53 208 BASCH").Entry!;
        Assert.Equal((entry.AnsweredUs, 0L), (entry.OfferedUs, entry.WaitUs));
    }

    [Fact]
    public void who_hung_up_in_the_queue_gave_up_and_who_did_before_left_self_service()
    {
        var queued = Bank("33116 0:00:31 0:00:36 153 HANG 0:00:00 0:00:00 0 NO_SERVER").Entry!;
        Assert.Equal(("abandoned", 153 * Second, ""), (queued.Outcome, queued.WaitUs, queued.Agent));
        var before = Bank("33117 0:34:12 0:00:00 0 HANG 0:00:00 0:00:00 0 NO_SERVER").Entry!;
        Assert.Equal(("leftSelfService", null), (before.Outcome, before.OfferedUs));
    }

    [Fact]
    public void the_simulators_call_log_is_read_with_the_offset_its_times_say()
    {
        var cells = new Dictionary<string, string>
        {
            ["contact_id"] = "c1", ["queue"] = "service", ["offered_at"] = "2026-11-22T09:00:00.000000+08:00",
            ["answered_at"] = "2026-11-22T09:00:12.500000+08:00", ["ended_at"] = "2026-11-22T09:02:00.000000+08:00",
            ["agent"] = "a1", ["outcome"] = "answered", ["wait_s"] = "12.500000", ["talk_s"] = "107.500000",
        };
        var entry = new CallLogReading(Shipped.Find("simulator")!, TimeZoneInfo.Utc)
            .Read(head => cells.GetValueOrDefault(head, "")).Entry!;
        Assert.Equal("2026-11-22T01:00:00", $"{Clock.FromUs(entry.OfferedUs!.Value):yyyy-MM-ddTHH:mm:ss}");
        Assert.Equal((12_500_000, 107_500_000), (entry.WaitUs, entry.TalkUs));
    }

    [Fact]
    public void times_of_day_over_midnight_are_of_the_next_day()
    {
        var entry = Bank("1 23:59:40 23:59:50 15 AGENT 0:00:05 0:01:05 60 ZOHARI").Entry!;
        Assert.Equal(
            (15 * Second, 60 * Second),
            (entry.AnsweredUs - entry.OfferedUs, entry.EndedUs - entry.AnsweredUs));
    }

    [Theory]
    [InlineData("1 9:00:00 9:00:10 -3 AGENT 9:00:07 9:01:00 53 A", "a negative wait", "answered before it was offered")]
    [InlineData("1 9:00:00 9:00:10 3 AGENT 9:00:13 9:00:03 -10 A", "a negative talk", "ended before it began")]
    [InlineData("1 9:00:00 9:00:10 50000 HANG 0:00:00 0:00:00 0 A", "a wait over 12 hours", "")]
    [InlineData("1 9am 9:00:10 x LOST 0:00:00 0:00:00 0 A", "vru_entry: expected H:mm:ss, found 9am", "no outcome is told by LOST")]
    public void what_cannot_be_is_set_aside_with_all_its_reasons(string row, string reason, string another)
    {
        var read = Bank(row);
        Assert.Null(read.Entry);
        var told = string.Join("; ", read.Faults.Select(fault => fault.En));
        Assert.Contains(reason, told, StringComparison.Ordinal);
        Assert.Contains(another, told, StringComparison.Ordinal);
    }

    [Fact]
    public void a_mapping_that_cannot_be_is_told_with_its_places()
    {
        var faults = CallLogSources.Kind.Written(
            """
            sources:
              - key: x1
                zh: 一
                en: One
                id: [a]
                zone: Mars/Olympus
                columns: { queue: b, outcome: c }
            """, "main", new Nothing()).Faults;
        Assert.Equal(
            [("/sources/0/zone", 6), ("/sources/0/columns", 7), ("/sources/0/outcomes", 2)],
            faults.OrderByDescending(fault => fault.Path == "/sources/0/zone").ThenByDescending(f => f.Line)
                .Select(fault => (fault.Path, fault.Line)));
    }

    /// <param name="row">call_id vru_entry q_start q_time outcome ser_start ser_exit ser_time server</param>
    private static CallLogRead Bank(string row)
    {
        var cells = row.Split(' ');
        string[] heads = ["call_id", "vru_entry", "q_start", "q_time", "outcome", "ser_start", "ser_exit", "ser_time", "server"];
        var bank = Shipped.Find("anonymous-bank")!;
        return new CallLogReading(bank, TimeZoneInfo.FindSystemTimeZoneById(bank.Zone!)).Read(head => head switch
        {
            "vru+line" => "AA0101", "date" => "990101", "type" => "PS",
            _ => Array.IndexOf(heads, head) is >= 0 and var i ? cells[i] : "",
        });
    }

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
