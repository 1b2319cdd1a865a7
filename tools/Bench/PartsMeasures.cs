using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Announcements;
using TellerLine.AuditTrail;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Bench;

/// <summary>What every capability stands on, each part by itself in this process.</summary>
internal static class PartsMeasures
{
    private const int Million = 1_000_000, Exported = 100_000;

    public static async IAsyncEnumerable<Result> Definitions([EnumeratorCancellation] CancellationToken ct)
    {
        await using var parts = await Parts.Start("", ct);
        var definitions = parts.Get<IDefinitions>();
        const int times = 2_000_000;
        var versions = 0L;
        for (var round = 0; round < 2; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++)
                versions += definitions.Now(Calendars.Kind, Calendars.China).Version;
            if (round == 1)
                yield return new Result(
                    "definition read in force", Stopwatch.GetElapsedTime(began).TotalMicroseconds / times, "µs", 5,
                    $"{times} reads of the calendar");
        }
        if (versions == 0)
            throw new InvalidOperationException("Nothing was read.");
    }

    /// <summary>A page deep within a million rows, and a file of a hundred thousand.</summary>
    public static async IAsyncEnumerable<Result> Lists(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var parts = await Parts.Start(engine.PostgreSql, ct);
        await Fill(engine, parts, ct);
        var reader = new ListReader<AuditRow>(
            AuditList.Rows, parts.Get<IDb>(), parts.Get<IUsers>(), parts.Get<KernelOptions>());
        var middle = Asked(reader, ("after", Asked(reader).Cursor(Million / 2L, Million / 2L)));
        var who = new ClaimsPrincipal();
        yield return await Slowest($"list page, of a million, {engine.Name}", 100, () => reader.Page(middle, who, 50, ct));
        var found = Asked(reader, ("actor", "1007"), ("action", "recording"));
        yield return await Counted(engine, reader, Asked(reader, ("action", "recording")), ct);
        yield return await Slowest($"the same, looked for, {engine.Name}", 100, () => reader.Page(found, who, 50, ct));

        var columns = AuditList.Rows.Columns.Take(4).ToList();
        var first = Asked(reader, ("at.to", "2020-01-01"), ("sort", "seq"));
        var before = Process.GetCurrentProcess();
        using var file = new CountingStream();
        var began = Stopwatch.GetTimestamp();
        var written = await ListFile.Write(
            "xlsx", file, [.. columns.Select(c => c.En)], Cells(), TimeZoneInfo.Utc, ct);
        var took = Stopwatch.GetElapsedTime(began);
        before.Refresh();
        yield return new Result(
            $"XLSX of {written} rows, {engine.Name}", took.TotalSeconds, "s", 3,
            $"{file.Length / 1024} KB; the process had at most {before.PeakWorkingSet64 >> 20} MB");

        async IAsyncEnumerable<IEnumerable<object?[]>> Cells()
        {
            await foreach (var portion in reader.All(first, who, ct))
                yield return portion.Select(row => columns.Select(c => c.Value(row)).ToArray());
        }
    }

    /// <summary>
    /// A record's row with its journal entry, beside the commit of one row: one that changes nothing goes to no disk.
    /// </summary>
    public static async IAsyncEnumerable<Result> Records(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var parts = await Parts.Start(engine.PostgreSql, ct);
        var records = parts.Get<AnnouncementRecords>();
        var db = parts.Get<IDb>();
        var writer = new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, "9001"), new("level", "0"), new("org", "centre"),
            new("role", Role.Administrator),
        ], "bench", ClaimTypes.NameIdentifier, "role"));
        var says = new AnnouncementText("title", new string('x', 500), "centre");
        const int times = 300;
        for (var i = 0; i < 50; i++)
            await records.Create(says, writer, ct);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
            await db.Write(scope => scope.Connection.Execute(
                "UPDATE audit_head SET seq = seq WHERE id = 1", transaction: scope.Transaction), ct);
        var commit = Stopwatch.GetElapsedTime(began).TotalMilliseconds / times;
        began = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
            await records.Create(says, writer, ct);
        var save = Stopwatch.GetElapsedTime(began).TotalMilliseconds / times;
        yield return new Result(
            $"record saved beside the commit, {engine.Name}", save - commit, "ms", 2,
            $"{save:0.00} ms; one row's commit {commit:0.00} ms");
    }

    public static async IAsyncEnumerable<Result> Audit(
        Engine engine, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var parts = await Parts.Start(engine.PostgreSql, ct);
        var audit = parts.Get<IAudit>();
        for (var portion = 0; portion < 100; portion++)
            await parts.Get<IDb>().Write(scope =>
            {
                for (var i = 0; i < 1_000; i++)
                    audit.Add(scope, "1001", "recording.played", $"recording/{i}", "quality");
                return 0;
            }, ct);
        var began = Stopwatch.GetTimestamp();
        var fault = await audit.FirstFault(ct);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        yield return new Result(
            $"audit verified, {engine.Name}", 100_000 / seconds, "entries/s", 50_000,
            fault is null ? "100,000 entries, all well" : $"broken at {fault}", AtLeast: true);
    }

    private static Lists.Core.ListQuery Asked<TRow>(ListReader<TRow> reader, params (string Name, string Value)[] asked)
        where TRow : notnull
    {
        var (query, faults) = reader.Understand(asked.ToDictionary(a => a.Name, a => a.Value));
        return query ?? throw new ArgumentException(string.Join("; ", faults), nameof(asked));
    }

    /// <summary>As the page's foot tells it: ten thousand, and that there are more.</summary>
    private static async Task<Result> Counted(
        Engine engine, ListReader<AuditRow> reader, Lists.Core.ListQuery query, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var count = await reader.Count(query, new ClaimsPrincipal(), 10_000, ct);
        return new Result(
            $"rows counted, {engine.Name}", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms", 100,
            $"{count.Total}{(count.More ? " and more" : "")}");
    }

    private static async Task<Result> Slowest<TRow>(string measure, double target, Func<Task<ListPage<TRow>>> page)
        where TRow : notnull
    {
        List<double> times = [];
        for (var i = 0; i < 30; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var rows = await page();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (rows.Rows.Count == 0)
                throw new InvalidOperationException($"{measure}: no rows.");
        }
        return new Result(measure, times.Max(), "ms", target, $"slowest of 30; median {times.Order().ElementAt(15):0.0} ms");
    }

    /// <summary>Rows of an audit trail, the first hundred thousand in 2019.</summary>
    private static async Task Fill(Engine engine, Parts parts, CancellationToken ct)
    {
        for (var portion = 0; portion < 100; portion++)
        {
            var from = portion * 10_000;
            await parts.Get<IDb>().Write(scope => scope.Connection.Execute(
                """
                WITH RECURSIVE n(i) AS (SELECT CAST(@first AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @last)
                INSERT INTO audit (seq, at_us, node, actor, action, subject, detail, algorithm, previous, hash)
                SELECT i, CASE WHEN i <= @exported THEN 1560000000000000 ELSE 1770000000000000 END + i * 1000000, 'n1',
                  CAST(1000 + i % 97 AS TEXT), CASE WHEN i % 3 = 0 THEN 'recording.played' ELSE 'user.put' END,
                  'user/' || CAST(i % 1000 AS TEXT), 'because', 'sha256', '', CAST(i AS TEXT) FROM n
                """, new { first = from + 1, last = from + 10_000, exported = Exported }, scope.Transaction), ct);
        }
        // PostgreSQL does so by itself within a minute of many new rows; here they came a second ago.
        if (engine.PostgreSql.Length > 0)
            await parts.Get<IDb>().Write(scope => scope.Connection.Execute(
                "ANALYZE audit", transaction: scope.Transaction), ct);
    }

    /// <summary>A kernel with its database in a folder of its own.</summary>
    private sealed class Parts(ServiceProvider services, string folder) : IAsyncDisposable
    {
        public static async Task<Parts> Start(string postgreSql, CancellationToken ct)
        {
            var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Kernel:DataDirectory"] = folder, ["Kernel:PostgreSql"] = postgreSql, ["Access:Demo"] = "true",
            }).Build();
            var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration)
                .AddKernel(configuration).AddAccess(configuration).AddDefinitions(configuration)
                .AddLists(configuration).AddAnnouncements(configuration).AddAuditTrail(configuration)
                .BuildServiceProvider();
            await services.StartKernel(ct);
            await services.GetRequiredService<IDb>().Write(scope => scope.Connection.Execute(
                "DELETE FROM audit; UPDATE audit_head SET seq = 0, hash = '' WHERE id = 1",
                transaction: scope.Transaction), ct);
            return new Parts(services, folder);
        }

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class CountingStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
