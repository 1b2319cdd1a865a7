using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Signatures;

namespace TellerLine.Bench;

/// <summary>
/// Reports of a year of 4.34 million contacts, all of them offered to agents, in the embedded database, with all the
/// figures that ship; and how fast entries of a call log become segments and sums.
/// </summary>
internal static class ReportMeasures
{
    private const int Year = 4_340_000, Days = 365, Imported = 100_000, Portion = 200, Agents = 150, OnDuty = 120;

    private const long Second = 1_000_000, Hour = 3_600 * Second;

    private static readonly DateOnly First = new(2025, 1, 1);

    private static readonly string[] Queues = ["service", "cards", "wealth", "elder"];

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
        try
        {
            await using var services = await Start(folder, ct);
            yield return await Rate(services, ct);
            var began = Stopwatch.GetTimestamp();
            var rows = await Fill(services, ct);
            var filled = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var size = new FileInfo(Path.Combine(folder, "tellerline.db")).Length >> 20;
            foreach (var (name, asked) in Reports(services.GetRequiredService<KernelOptions>()))
                yield return await Slowest(
                    services, name, asked,
                    $"{Year:N0} contacts, {rows.Days:N0} rows of days, {rows.Quarters:N0} of 15 minutes ({filled:0} s to fill, {size} MB)",
                    ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, ReportAsked Asked)> Reports(KernelOptions kernel)
    {
        var (fromUs, toUs) = (kernel.Day(First).FromUs, kernel.Day(First.AddDays(Days - 1)).ToUs);
        foreach (var by in Enum.GetValues<ReportBy>().Where(by => by != ReportBy.Interval))
            yield return ($"report of a year by {EnumWords.Of(by)}", new ReportAsked(by, fromUs, toUs, null));
        yield return (
            "report of a year by day, one agent", new ReportAsked(ReportBy.Day, fromUs, toUs, null) { Agent = "A7" });
        yield return (
            "report of a year by day, a team", new ReportAsked(
                ReportBy.Day, fromUs, toUs, [.. Enumerable.Range(0, 15).Select(i => $"A{i}")]));
        yield return (
            "report of 31 days by interval", new ReportAsked(
                ReportBy.Interval, kernel.Day(First.AddDays(180)).FromUs, kernel.Day(First.AddDays(211)).FromUs, null));
    }

    private static async Task<Result> Slowest(
        ServiceProvider services, string name, ReportAsked asked, string note, CancellationToken ct)
    {
        var reports = services.GetRequiredService<KpiReports>();
        IReadOnlyList<string> kpis = [.. services.GetRequiredService<IDefinitions>().Now(KpiList.Kind).Value.Kpis
            .Select(kpi => kpi.Key)];
        var times = new double[6];
        for (var i = 0; i < times.Length; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var report = await reports.Of(asked, kpis, null, ct);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (report.Rows.Count == 0)
                throw new InvalidOperationException($"{name}: nothing was found.");
        }
        return new Result(
            name, times.Max(), "ms", 1_000, $"slowest of {times.Length}, median {times.Order().ElementAt(3):0} ms; {note}");
    }

    /// <summary>Through journal and projection.</summary>
    private static async Task<Result> Rate(ServiceProvider services, CancellationToken ct)
    {
        var (db, kernel) = (services.GetRequiredService<IDb>(), services.GetRequiredService<KernelOptions>());
        // Before the year that is reported.
        var day = Contacts(kernel, First.AddDays(-10), Imported, new Random(1)).ToList();
        foreach (var portion in day.Chunk(Portion))
            await db.Write(scope => scope.Append("callLog/bench", new CallLogImported("bench", "bench", portion)), ct);
        var began = Stopwatch.GetTimestamp();
        await services.GetRequiredService<IProjections>().CatchUp("insights.segments", ct);
        return new Result(
            "call-log entries projected", Imported / Stopwatch.GetElapsedTime(began).TotalSeconds, "a second", 2_000,
            $"{Imported:N0} from the journal to segments and sums", AtLeast: true);
    }

    /// <summary>The sums of a year as the projection writes them, a day at a time.</summary>
    private static async Task<(long Days, long Quarters)> Fill(ServiceProvider services, CancellationToken ct)
    {
        var (db, kernel) = (services.GetRequiredService<IDb>(), services.GetRequiredService<KernelOptions>());
        string[] tables = ["insights_quarter", "insights_day"];
        for (var i = 0; i < Days; i++)
        {
            var intervals = kernel.Intervals();
            var day = First.AddDays(i);
            var sums = new SumsByCell();
            foreach (var entry in Contacts(kernel, day, Year / Days + (i < Year % Days ? 1 : 0), new Random(i)))
                sums.Add(CallLogCounts.Of(entry, intervals));
            var atUs = kernel.Day(day).FromUs + (8 * Hour);
            for (var agent = 0; agent < OnDuty; agent++)
                sums.Add(AgentTime.Of(
                    new StateInterval($"A{(i + agent) % Agents}", TimeClass.Ready, atUs, atUs + (8 * Hour)), intervals));
            await db.Write(scope =>
            {
                new SumTables(
                    new ProjectionScope(scope.Connection, scope.Transaction, tables, beside: false), intervals).Add(sums);
                return 0;
            }, ct);
        }
        return await db.Read(c => (Count(c, "insights_day"), Count(c, "insights_quarter")), ct);

        static long Count(System.Data.IDbConnection connection, string table) =>
            connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}");
    }

    private static IEnumerable<CallLogEntry> Contacts(KernelOptions kernel, DateOnly day, int many, Random chance)
    {
        var fromUs = kernel.Day(day).FromUs;
        for (var i = 0; i < many; i++)
        {
            // Two humps, as a bank's day has.
            var hour = (chance.Next(3) == 0 ? 15 : 10) + ((chance.NextDouble() + chance.NextDouble() - 1) * 4);
            var offered = fromUs + (long)(hour * Hour);
            var agent = (day.DayNumber + chance.Next(OnDuty)) % Agents;
            var wait = (long)(-20 * Math.Log(1 - chance.NextDouble()) * Second);
            var talk = (long)(-200 * Math.Log(1 - chance.NextDouble()) * Second);
            var queue = Queues[(agent + chance.Next(2)) % Queues.Length];
            yield return chance.Next(20) == 0
                ? new CallLogEntry($"{day:yyMMdd}-{i}", "abandoned", offered)
                {
                    Queue = queue, Type = queue, EnteredUs = offered - (40 * Second), OfferedUs = offered, WaitUs = wait,
                    EndedUs = offered + wait,
                }
                : new CallLogEntry($"{day:yyMMdd}-{i}", "answered", offered)
                {
                    Queue = queue, Type = queue, Agent = $"A{agent}", EnteredUs = offered - (40 * Second),
                    OfferedUs = offered, AnsweredUs = offered + wait, EndedUs = offered + wait + talk, WaitUs = wait,
                    TalkUs = talk, WrapupUs = 30 * Second,
                };
        }
    }

    private static async Task<ServiceProvider> Start(string folder, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Kernel:DataDirectory"] = folder, ["Access:Demo"] = "true" }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddKernel(configuration).AddAccess(configuration).AddLists(configuration).AddSignatures(configuration)
            .AddDefinitions(configuration).AddInsights(configuration).BuildServiceProvider();
        await services.StartKernel(ct);
        return services;
    }
}
