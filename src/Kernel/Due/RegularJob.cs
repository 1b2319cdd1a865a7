namespace TellerLine.Kernel;

/// <summary>
/// Something done again and again by the bank's clock, declared in its capability's manifest. Its next run is a due
/// time: one that was missed while the centre was down runs once when it is up again.
/// </summary>
/// <param name="Name"><c>audit.verify</c>; unique in the program.</param>
/// <param name="Zh">What it does, in Chinese, as an operator reads it.</param>
/// <param name="En">The same in English.</param>
/// <param name="Schedule">Minute, hour, day of the month, month, weekday in the bank's time zone: <c>30 2 * * *</c>
/// is every night at half past two.</param>
/// <param name="Work">An <see cref="IJobWork"/>.</param>
public sealed record RegularJob(string Name, string Zh, string En, string Schedule, Type Work)
{
    /// <summary>After so many tries that failed it is told as failed and waits for its next time: 1 to 10.</summary>
    public int Tries { get; init; } = 3;

    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);

    public static RegularJob Of<T>(string name, string zh, string en, string schedule)
        where T : class, IJobWork => new(name, zh, en, schedule, typeof(T));
}

public interface IJobWork
{
    /// <summary>May be run again after a crash or a fault, so that doing it twice must be harmless.</summary>
    Task<JobResult> Run(CancellationToken ct);
}

/// <param name="Told">What came of it, in a few words: <c>1,204 rows</c>.</param>
public sealed record JobResult(string Told)
{
    /// <summary>It did its work and found what somebody must look at: told as an error.</summary>
    public bool IsAlarm { get; init; }

    /// <summary>Written with the run's own row, exactly once.</summary>
    public Action<WriteScope>? Write { get; init; }
}

/// <summary>In the stream <c>job/{name}</c>.</summary>
/// <param name="Outcome"><c>done</c>, <c>alarm</c>, <c>failed</c></param>
/// <param name="By">A user's number, where somebody asked for it.</param>
[Event("job.ended")]
public sealed record JobEnded(string Job, long DueUs, string Outcome, string Told, string? By);

public interface IRegularJobs
{
    Task<IReadOnlyList<JobStanding>> Look(CancellationToken ct = default);

    /// <summary>Lets it run at once instead of at its next time.</summary>
    /// <param name="by">Who asks: a user's number.</param>
    JobRequest RunNow(WriteScope scope, string name, string by);
}

public enum JobRequest
{
    Begun,

    /// <summary>It is running.</summary>
    Running,

    Unknown,
}

/// <param name="State"><c>waiting</c>, <c>running</c></param>
/// <param name="NextAt">Null: just now there is none.</param>
/// <param name="Fault">Why the present run's last try failed.</param>
/// <param name="Runs">The last ones, newest first; at most ten.</param>
public sealed record JobStanding(
    string Name, string Zh, string En, string Schedule, string State, DateTimeOffset? NextAt, string? Fault,
    IReadOnlyList<JobRun> Runs);

/// <param name="DueAt">The time it ran for.</param>
/// <param name="Outcome"><c>done</c>, <c>alarm</c>, <c>failed</c></param>
/// <param name="AskedBy">A user's number; null: the clock.</param>
public sealed record JobRun(
    DateTimeOffset DueAt, DateTimeOffset BegunAt, DateTimeOffset EndedAt, string Outcome, string Told, string? AskedBy);
