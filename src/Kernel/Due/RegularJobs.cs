using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel.Core;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// Each job's next run is a due time; the transaction that ends a run sets the next. A job never ends for good: after
/// too many tries the run is told as failed, and the next comes at its time.
/// </summary>
internal sealed partial class RegularJobs : IRegularJobs, IOutsideDueHandler, IAtStart
{
    /// <remarks>A job has tries and a limit of its own, below these.</remarks>
    public static readonly DueKind Kind = DueKind.OfOutside<RegularJobs>("kernel.job", "定时作业", "Regular job") with
    {
        Tries = 20, Limit = TimeSpan.FromDays(1),
    };

    private const int MostTries = 10, RunsShown = 10, ToldLength = 500;

    private readonly IReadOnlyList<RegularJob> _jobs;
    private readonly DueTimes _due;
    private readonly Db _db;
    private readonly KernelOptions _options;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger<RegularJobs> _log;

    public RegularJobs(
        IEnumerable<RegularJob> jobs, DueTimes due, Db db, KernelOptions options, IServiceProvider services,
        TimeProvider time, ILogger<RegularJobs> log)
    {
        (_jobs, _due, _db, _options, _services) = ([.. jobs], due, db, options, services);
        (_time, _log) = (time, log);
        foreach (var job in _jobs)
        {
            if (_jobs.Count(other => other.Name == job.Name) > 1)
                throw new InvalidOperationException($"Two jobs are called {job.Name}.");
            if (!JobTimes.IsSchedule(job.Schedule) || job.Tries is < 1 or > MostTries || job.Limit > Kind.Limit)
                throw new InvalidOperationException(
                    $"{job.Name}: expected a schedule of five fields, 1 to {MostTries} tries and at most a day.");
        }
    }

    public Task Run(CancellationToken ct) => Plan(ct);

    /// <summary>
    /// Gives every job its next time: a new one, one whose schedule is another now, one that lies beyond the next time
    /// because the clock was put back. One that is overdue stays: it was missed, and runs once.
    /// </summary>
    public Task Plan(CancellationToken ct) => _db.Write(scope =>
    {
        var nowUs = _time.NowUs();
        foreach (var gone in DueStore.Keys(scope, Kind.Name).Except(_jobs.Select(job => job.Name)))
            _due.Cancel(scope, Kind, gone);
        foreach (var job in _jobs)
        {
            var expectedUs = JobTimes.ExpectedUs(
                job.Schedule, _options.Zone(), nowUs, JobStore.LastDueUs(scope, job.Name));
            var there = DueStore.Find(scope, Kind.Name, job.Name);
            var stands = there is { State: not "aside" } && (there.DueUs <= nowUs || there.State == "acting"
                || (there.DueUs <= expectedUs && there.Row.As<Planned>().Plan == PlanOf(job)));
            if (!stands)
                Set(scope, job, expectedUs, by: null);
        }
        return true;
    }, ct);

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        if (_jobs.FirstOrDefault(job => job.Name == row.Key) is not { } job)
            return _ => { };
        var begunAt = _time.GetUtcNow();
        var (outcome, result) = await Result(job, row, ct);
        var told = FaultText.Kept(result.Told, ToldLength);
        var by = row.As<Planned>().By;
        Tell(job, outcome, told);
        return scope =>
        {
            result.Write?.Invoke(scope);
            JobStore.Add(scope, row.Id, job.Name, new JobRun(
                Clock.FromUs(row.DueUs), begunAt, _time.GetUtcNow(), outcome, told, by));
            scope.Append($"job/{job.Name}", new JobEnded(job.Name, row.DueUs, outcome, told, by));
            var lastUs = Math.Max(by is null ? row.DueUs : 0, JobStore.LastDueUs(scope, job.Name) ?? 0);
            Set(scope, job, JobTimes.ExpectedUs(job.Schedule, _options.Zone(), _time.NowUs(), lastUs), by: null);
        };
    }

    public Task<IReadOnlyList<JobStanding>> Look(CancellationToken ct) =>
        _db.Read<IReadOnlyList<JobStanding>>(connection =>
        [
            .. _jobs.Select(job =>
            {
                var row = DueStore.Of(connection, Kind.Name, job.Name);
                return new JobStanding(
                    job.Name, job.Zh, job.En, job.Schedule, row is { State: "acting" } ? "running" : "waiting",
                    row is { State: "waiting" } ? Clock.FromUs(row.NextUs) : null, row?.Fault,
                    JobStore.Latest(connection, job.Name, RunsShown));
            }),
        ], ct);

    public JobRequest RunNow(WriteScope scope, string name, string by)
    {
        if (_jobs.FirstOrDefault(job => job.Name == name) is not { } job)
            return JobRequest.Unknown;
        if (DueStore.Find(scope, Kind.Name, name) is { State: "acting" })
            return JobRequest.Running;
        Set(scope, job, _time.NowUs(), by);
        return JobRequest.Begun;
    }

    /// <exception cref="Exception">What the work threw, while it may be tried again.</exception>
    private async Task<(string Outcome, JobResult Result)> Result(RegularJob job, DueRow row, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(job.Limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var work = (IJobWork)_services.GetRequiredService(job.Work);
            var result = await work.Run(both.Token).WaitAsync(both.Token);
            return (result.IsAlarm ? "alarm" : "done", result);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            var late = limit.IsCancellationRequested ? new TimeoutException($"It took longer than {job.Limit}.") : null;
            if (row.Attempts >= job.Tries)
                return ("failed", new JobResult(FaultText.Of(late ?? e, ToldLength)));
            if (late is not null)
                throw late;
            throw;
        }
    }

    private void Set(WriteScope scope, RegularJob job, long dueUs, string? by) =>
        _due.Set(scope, Kind, job.Name, dueUs, new Planned(PlanOf(job), by), $"job/{job.Name}");

    private string PlanOf(RegularJob job) => $"{job.Schedule} {_options.TimeZone}";

    private void Tell(RegularJob job, string outcome, string told)
    {
        if (outcome == "done")
            LogDone(job.Name, told);
        else
            LogNotDone(job.Name, outcome, told);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The job {Job} is done: {Told}")]
    private partial void LogDone(string job, string told);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} ended with {Outcome}: {Told}")]
    private partial void LogNotDone(string job, string outcome, string told);

    /// <param name="Plan">Schedule and time zone by which it was set.</param>
    /// <param name="By">Who asked for it now.</param>
    private sealed record Planned(string Plan, string? By);
}
