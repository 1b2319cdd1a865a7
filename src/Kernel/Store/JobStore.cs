using System.Data;
using Dapper;

namespace TellerLine.Kernel.Store;

/// <summary>The runs of regular jobs.</summary>
internal static class JobStore
{
    /// <summary>Of each job; older ones go.</summary>
    private const int Kept = 100;

    public static void Add(WriteScope scope, string id, string job, JobRun run)
    {
        scope.Connection.Execute(
            """
            INSERT INTO job_run (id, job, due_us, begun_us, ended_us, outcome, told, asked_by)
            VALUES (@id, @job, @dueUs, @begunUs, @endedUs, @Outcome, @Told, @AskedBy)
            """,
            new
            {
                id, job, dueUs = Clock.ToUs(run.DueAt), begunUs = Clock.ToUs(run.BegunAt),
                endedUs = Clock.ToUs(run.EndedAt), run.Outcome, run.Told, run.AskedBy,
            }, scope.Transaction);
        scope.Connection.Execute(
            """
            DELETE FROM job_run WHERE job = @job AND id NOT IN
              (SELECT id FROM job_run WHERE job = @job ORDER BY ended_us DESC, id DESC LIMIT @Kept)
            """, new { job, Kept }, scope.Transaction);
    }

    /// <returns>The latest time for which it ran by the clock.</returns>
    public static long? LastDueUs(WriteScope scope, string job) => scope.Connection.ExecuteScalar<long?>(
        "SELECT max(due_us) FROM job_run WHERE job = @job AND asked_by IS NULL", new { job }, scope.Transaction);

    public static List<JobRun> Latest(IDbConnection connection, string job, int most) => connection.Query<Stored>(
        """
        SELECT due_us AS DueUs, begun_us AS BegunUs, ended_us AS EndedUs, outcome AS Outcome, told AS Told,
               asked_by AS AskedBy
        FROM job_run WHERE job = @job ORDER BY ended_us DESC, id DESC LIMIT @most
        """, new { job, most }).Select(run => new JobRun(
            Clock.FromUs(run.DueUs), Clock.FromUs(run.BegunUs), Clock.FromUs(run.EndedUs), run.Outcome, run.Told,
            run.AskedBy)).AsList();

    private sealed class Stored
    {
        public long DueUs { get; set; }

        public long BegunUs { get; set; }

        public long EndedUs { get; set; }

        public string Outcome { get; set; } = "";

        public string Told { get; set; } = "";

        public string? AskedBy { get; set; }
    }
}
