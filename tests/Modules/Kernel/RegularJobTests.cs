using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

/// <summary>Jobs by the bank's clock; the tests begin at 09:00 in Shanghai.</summary>
public sealed class RegularJobTests
{
    private static readonly RegularJob Nightly = RegularJob.Of<Work>("test.nightly", "夜间", "Nightly", "30 2 * * *");

    private readonly FakeTime _time = new();
    private readonly MovableClock _clock;
    private readonly Work _work = new();

    public RegularJobTests() => _clock = new MovableClock(_time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_job_runs_at_its_time_in_the_banks_time_zone_and_is_written_down(DbEngine engine)
    {
        await using var kernel = await Start(engine, Nightly);
        Assert.Equal(At("2026-11-22T18:30:00Z"), (await Look(kernel)).NextAt);

        await CatchUp(kernel);
        Assert.Equal(0, _work.Runs);
        _time.Advance(TimeSpan.FromHours(18));
        await CatchUp(kernel);

        Assert.Equal(1, _work.Runs);
        var job = await Look(kernel);
        Assert.Equal(At("2026-11-23T18:30:00Z"), job.NextAt);
        Assert.Equal((At("2026-11-22T18:30:00Z"), "done", "well"), job.Runs.Select(r => (r.DueAt, r.Outcome, r.Told)).Single());
        var told = (await kernel.Journal.ReadStream("job/test.nightly", ct: Ct)).Single().As<JobEnded>();
        Assert.Equal(("done", "well", null), (told.Outcome, told.Told, told.By));
    }

    [Theory, BothEngines]
    public async Task runs_missed_while_the_program_was_down_are_made_up_for_by_one(DbEngine engine)
    {
        await using var before = await Start(engine, Nightly);
        _time.Advance(TimeSpan.FromDays(4));

        await using var after = await before.Another();
        await CatchUp(after);
        await CatchUp(after);

        Assert.Equal(1, _work.Runs);
        Assert.Equal(At("2026-11-26T18:30:00Z"), (await Look(after)).NextAt);
    }

    [Theory, BothEngines]
    public async Task a_job_that_fails_is_tried_again_told_as_failed_and_runs_the_next_night(DbEngine engine)
    {
        await using var kernel = await Start(engine, Nightly);
        _work.Fault = new InvalidOperationException("The disk is full.");
        _time.Advance(TimeSpan.FromHours(18));
        await CatchUp(kernel);
        Assert.Equal("InvalidOperationException: The disk is full.", (await Look(kernel)).Fault);
        for (var s = 0; s < 10; s++, _time.Advance(TimeSpan.FromSeconds(1)))
            await CatchUp(kernel);

        Assert.Equal(3, _work.Runs);
        var job = await Look(kernel);
        Assert.Equal(("failed", "InvalidOperationException: The disk is full."), (job.Runs[0].Outcome, job.Runs[0].Told));
        _work.Fault = null;
        _time.Advance(TimeSpan.FromDays(1));
        await CatchUp(kernel);
        Assert.Equal(["done", "failed"], (await Look(kernel)).Runs.Select(run => run.Outcome));
    }

    [Theory, BothEngines]
    public async Task a_job_that_is_asked_for_runs_at_once_and_at_its_time_as_well(DbEngine engine)
    {
        await using var kernel = await Start(engine, Nightly);
        var jobs = kernel.Services.GetRequiredService<IRegularJobs>();
        Assert.Equal(JobRequest.Unknown, await kernel.Db.Write(scope => jobs.RunNow(scope, "nothing", "9001"), Ct));
        Assert.Equal(JobRequest.Begun, await kernel.Db.Write(scope => jobs.RunNow(scope, "test.nightly", "9001"), Ct));
        var done = new TaskCompletionSource();
        _work.Until = done.Task;
        var run = CatchUp(kernel);
        await _work.Begun.WaitAsync(Ct);
        Assert.Equal(JobRequest.Running, await kernel.Db.Write(scope => jobs.RunNow(scope, "test.nightly", "9001"), Ct));
        Assert.Equal("running", (await Look(kernel)).State);
        done.SetResult();
        await run;

        var job = await Look(kernel);
        Assert.Equal((At("2026-11-22T18:30:00Z"), "9001"), (job.NextAt, job.Runs.Single().AskedBy));
    }

    [Theory, BothEngines]
    public async Task a_clock_put_back_over_a_run_does_not_repeat_it_and_one_put_right_keeps_the_job(DbEngine engine)
    {
        await using var kernel = await Start(engine, Nightly);
        _time.Advance(TimeSpan.FromHours(18));
        await CatchUp(kernel);
        _clock.Move(TimeSpan.FromHours(-2));
        await using (var again = await kernel.Another())
            Assert.Equal(At("2026-11-23T18:30:00Z"), (await Look(again)).NextAt);

        // Ten years ahead by mistake, for one run, and back.
        _clock.Move(TimeSpan.FromDays(3_650));
        await CatchUp(kernel);
        _clock.Move(TimeSpan.FromDays(-3_650));
        await using var right = await kernel.Another();
        Assert.Equal(At("2026-11-22T18:30:00Z"), (await Look(right)).NextAt);
    }

    [Theory, BothEngines]
    public async Task another_schedule_counts_from_the_next_start_and_a_job_that_is_gone_leaves_nothing(DbEngine engine)
    {
        await using var kernel = await Start(engine, Nightly);
        await using (var other = await kernel.Another(add: Add(Nightly with { Schedule = "0 12 * * *" })))
            Assert.Equal(At("2026-11-22T04:00:00Z"), (await Look(other)).NextAt);
        await using (var none = await kernel.Another(add: Add()))
            Assert.Equal(0, (await none.Services.GetRequiredService<IDueTimes>().Look(10, Ct)).Waiting);
    }

    [Theory, BothEngines]
    public async Task an_alarm_is_told_as_one(DbEngine engine)
    {
        await using var kernel = await Start(engine, Nightly);
        _work.Alarms = true;
        _time.Advance(TimeSpan.FromHours(18));
        await CatchUp(kernel);
        Assert.Equal("alarm", (await Look(kernel)).Runs.Single().Outcome);
    }

    private static DateTimeOffset At(string at) =>
        DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

    private static Task CatchUp(TestKernel kernel) => kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

    private static async Task<JobStanding> Look(TestKernel kernel) =>
        (await kernel.Services.GetRequiredService<IRegularJobs>().Look(Ct)).Single();

    private Task<TestKernel> Start(DbEngine engine, params RegularJob[] jobs) => TestKernel.Start(engine, Add(jobs));

    private Action<IServiceCollection, Microsoft.Extensions.Configuration.IConfiguration> Add(
        params RegularJob[] jobs) => (services, _) => services
        .AddSingleton<TimeProvider>(_clock).AddSingleton(_work).AddCapability(new Capability("JobTest") { Jobs = jobs });

    private sealed class Work : IJobWork
    {
        private readonly TaskCompletionSource _begun = new();

        public int Runs { get; private set; }

        public Exception? Fault { get; set; }

        public bool Alarms { get; set; }

        public Task Until { get; set; } = Task.CompletedTask;

        public Task Begun => _begun.Task;

        public async Task<JobResult> Run(CancellationToken ct)
        {
            Runs++;
            _begun.TrySetResult();
            await Until;
            return Fault is null ? new JobResult("well") { IsAlarm = Alarms } : throw Fault;
        }
    }
}
