using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Bench;

/// <summary>
/// Due times in this process, on a database of their own: how late they are when they come one after another, and how
/// long a heap of overdue ones takes after a restart. What is done is counted in the database, in the transaction that
/// does it.
/// </summary>
internal static class DueMeasures
{
    private const int Rows = 100_000, Seconds = 50;
    private const double MaxLatenessMs = 200;

    private static readonly DueKind Kind = DueKind.Of<Tally>("bench.due", "测量", "Measured");

    public static async IAsyncEnumerable<Result> Spread(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        var spread = await Once(engine, TimeSpan.FromSeconds(Seconds), ct);
        yield return new Result(
            $"due times, lateness p99, {engine.Name}", spread.P99Ms, "ms", MaxLatenessMs,
            Invariant($"{Rows} over {Seconds} s; p50 {spread.P50Ms:0.0}, worst {spread.WorstMs:0} ms"));
        yield return new Result(
            $"due times done twice or never, {engine.Name}", spread.Wrong, "", 0, $"of {Rows}");
    }

    public static async IAsyncEnumerable<Result> Overdue(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        var heap = await Once(engine, TimeSpan.Zero, ct);
        yield return new Result(
            $"overdue times at a restart, {engine.Name}", Rows / heap.Took.TotalSeconds, "rows/s", null,
            Invariant($"{Rows} in {heap.Took.TotalSeconds:0.0} s; {heap.Wrong} done twice or never"));
    }

    /// <param name="over">From the first to the last due time; zero: all are past when the runner begins.</param>
    private static async Task<Swept> Once(Engine engine, TimeSpan over, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
        try
        {
            return await Once(folder, engine, over, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Swept> Once(string folder, Engine engine, TimeSpan over, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Kernel:DataDirectory"] = folder, ["Kernel:PostgreSql"] = engine.PostgreSql,
            })
            .Build();
        await using var services = new ServiceCollection().AddKernel(configuration)
            .AddCapability(new Capability("Bench") { DueKinds = [Kind] }).BuildServiceProvider();
        await services.StartKernel(ct);
        var db = services.GetRequiredService<IDb>();
        await db.Write(scope => Execute(
            scope, "CREATE TABLE bench_tally (n BIGINT NOT NULL PRIMARY KEY, times BIGINT NOT NULL)"), ct);
        const long firstUs = 1_000_000;
        var due = services.GetRequiredService<IDueTimes>();
        for (var from = 0; from < Rows; from += 1_000)
            await db.Write(scope => Enumerable.Range(from, 1_000).Count(n => due.Set(
                scope, Kind, n.ToString(CultureInfo.InvariantCulture), firstUs + (long)(over.TotalMicroseconds * n / Rows),
                subject: $"card/{n % 10_000}").Length > 0), ct);

        // Only now is it known when they can begin.
        var fromUs = TimeProvider.System.NowUs() + (over > TimeSpan.Zero ? 3_000_000 : -60_000_000) - firstUs;
        await db.Write(scope => Execute(scope, "UPDATE due SET due_us = due_us + @n, next_us = next_us + @n", fromUs), ct);

        var tally = services.GetRequiredService<Tally>();
        var runner = services.GetServices<IHostedService>().ToList();
        var begun = Stopwatch.GetTimestamp();
        foreach (var service in runner)
            await service.StartAsync(ct);
        await tally.All.WaitAsync(ct);
        while ((await due.Look(1, ct)).Waiting > 0)
            await Task.Delay(20, ct);
        var took = Stopwatch.GetElapsedTime(begun);
        foreach (var service in runner)
            await service.StopAsync(ct);
        var once = await db.Read(c =>
        {
            using var command = c.CreateCommand();
            command.CommandText = "SELECT count(*) FROM bench_tally WHERE times = 1";
            return (long)command.ExecuteScalar()!;
        }, ct);
        var late = tally.LateMs;
        Array.Sort(late);
        return new Swept(took, late[Rows / 2], late[Rows * 99 / 100], late[^1], Rows - once);
    }

    private static int Execute(WriteScope scope, string sql, long? n = null)
    {
        using var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
        command.CommandText = sql;
        if (n is not null)
        {
            var value = command.CreateParameter();
            (value.ParameterName, value.Value) = ("@n", n);
            command.Parameters.Add(value);
        }

        return command.ExecuteNonQuery();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Swept(TimeSpan Took, double P50Ms, double P99Ms, double WorstMs, long Wrong);

    /// <summary>Counts in the row's own transaction; lateness is from the due time to the handler's turn.</summary>
    private sealed class Tally : IDueHandler
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly HashSet<int> _handled = [];

        public double[] LateMs { get; } = new double[Rows];

        public Task All => _all.Task;

        public void Handle(DueRow row, WriteScope scope)
        {
            var n = int.Parse(row.Key, CultureInfo.InvariantCulture);
            Execute(
                scope,
                "INSERT INTO bench_tally (n, times) VALUES (@n, 1) ON CONFLICT (n) DO UPDATE SET times = bench_tally.times + 1",
                n);
            LateMs[n] = (TimeProvider.System.NowUs() - row.DueUs) / 1_000.0;
            if (_handled.Add(n) && _handled.Count == Rows)
                _all.TrySetResult();
        }
    }
}
