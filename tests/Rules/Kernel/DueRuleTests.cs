using TellerLine.Host;
using TellerLine.Kernel;
using TellerLine.Kernel.Core;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Kernel;

public sealed class DueRuleTests
{
    private const string Nightly = "30 2 * * *";

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void what_failed_is_tried_again_later_and_later_and_then_set_aside() => Assert.Equal(
        [1, 5, 25, 125, 625, 1_800, 1_800, null],
        Enumerable.Range(1, 8).Select(attempts => (DueRetry.NextUs(attempts, 8, 7) - 7) / 1_000_000));

    [Theory]
    [InlineData(20_000_000L, 20_000_000L, null)]
    [InlineData(20_900_000L, 20_000_000L, null)]
    [InlineData(3_620_000_000L, 20_000_000L, 3_600_000_000L)]
    [InlineData(-580_000_000L, 20_000_000L, -600_000_000L)]
    public void a_clock_is_moved_when_it_goes_another_way_than_the_counter(long clock, long counter, long? by) =>
        Assert.Equal(by, ClockShift.Of(clock, counter));

    [Theory]
    [InlineData("30 2 * * *", true)]
    [InlineData("0 8 1 1 *", true)]
    [InlineData("0 0 30 2 *", false)]
    [InlineData("* * * * * *", false)]
    [InlineData("at night", false)]
    public void a_schedule_has_five_fields_and_comes_some_day(string schedule, bool isOne) =>
        Assert.Equal(isOne, JobTimes.IsSchedule(schedule));

    [Fact]
    public void a_job_runs_by_the_banks_clock() => Assert.Equal(
        Us("2026-11-26T18:30:00Z"), JobTimes.NextUs(Nightly, Shanghai, Us("2026-11-26T12:00:00Z")));

    [Fact]
    public void an_hour_left_out_or_repeated_costs_no_run_and_gives_none_twice()
    {
        // 02:30 is not there on the first of these nights: it runs at 03:00.
        Assert.Equal(Us("2026-03-29T01:00:00Z"), JobTimes.NextUs(Nightly, Berlin, Us("2026-03-28T12:00:00Z")));
        var first = JobTimes.NextUs(Nightly, Berlin, Us("2026-10-24T12:00:00Z"));
        Assert.Equal(Us("2026-10-25T00:30:00Z"), first);
        Assert.Equal(Us("2026-10-26T01:30:00Z"), JobTimes.NextUs(Nightly, Berlin, first));
    }

    [Fact]
    public void a_job_does_not_run_again_for_a_time_that_the_clock_reaches_twice()
    {
        var ran = Us("2026-11-26T18:30:00Z");
        Assert.Equal(
            Us("2026-11-27T18:30:00Z"), JobTimes.ExpectedUs(Nightly, Shanghai, Us("2026-11-26T18:00:00Z"), ran));
        Assert.Equal(ran, JobTimes.ExpectedUs(Nightly, Shanghai, Us("2026-11-26T18:00:00Z"), null));
    }

    [Fact]
    public void a_run_of_another_year_of_a_wrong_clock_keeps_no_job_from_running() => Assert.Equal(
        Us("2026-11-26T18:30:00Z"),
        JobTimes.ExpectedUs(Nightly, Shanghai, Us("2026-11-26T18:00:00Z"), Us("2036-01-01T18:30:00Z")));

    [Fact]
    public void due_times_and_jobs_have_names_of_their_own_and_words_in_both_languages()
    {
        var kinds = Capabilities.All.SelectMany(c => c.Manifest.DueKinds).ToList();
        var jobs = Capabilities.All.SelectMany(c => c.Manifest.Jobs).ToList();
        Assert.Contains(jobs, job => job.Name == "audit.verify");
        Tree.None(
            kinds.Select(kind => (kind.Name, kind.Zh, kind.En)).Concat(jobs.Select(job => (job.Name, job.Zh, job.En)))
                .GroupBy(one => one.Name)
                .Where(one => one.Count() > 1 || one.First().En.Length == 0
                    || !one.First().Zh.Any(c => c is >= '一' and <= '鿿'))
                .Select(one => one.Key)
                .Concat(jobs.Where(job => !JobTimes.IsSchedule(job.Schedule)).Select(job => job.Schedule)),
            "A due time or a job is named once, explained in both languages, and a job has a schedule.");
    }

    private static long Us(string at) =>
        Clock.ToUs(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
}
