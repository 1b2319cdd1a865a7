using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class KillTests
{
    private const int Writers = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task whatever_was_acknowledged_is_there_after_kill_9(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        using var child = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["append", kernel.DataDirectory, kernel.PostgreSql])
        {
            RedirectStandardOutput = true,
        })!;
        List<string> acknowledged = [];
        while (acknowledged.Count < 2_000 && await child.StandardOutput.ReadLineAsync(Ct) is { } line)
            acknowledged.Add(line);

        child.Kill();
        while (await child.StandardOutput.ReadLineAsync(Ct) is { } line)
            acknowledged.Add(line);
        await child.WaitForExitAsync(Ct);

        await using var after = await kernel.Another();
        Assert.Equal(128 + 9, child.ExitCode);
        Assert.True(acknowledged.Count >= 2_000);
        for (var writer = 0; writer < Writers; writer++)
        {
            var stream = $"contact/{writer}";
            var rows = await after.Journal.ReadStream(stream, limit: 1_000_000, ct: Ct);
            var last = acknowledged.Where(l => l.Split(' ') is [var s, _] && s == stream)
                .Select(l => long.Parse(l.Split(' ')[1])).DefaultIfEmpty(0).Max();
            Assert.True(rows.Count >= last, $"{stream}: {last} acknowledged, {rows.Count} there");
            Assert.Equal(Enumerable.Range(1, rows.Count).Select(n => (long)n), rows.Select(r => r.StreamSeq));
            Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(r => r.As<Happened>().N));
        }
        if (engine == DbEngine.Sqlite)
            Assert.Equal("ok", await after.Db.Read(c => c.ExecuteScalar<string>("PRAGMA integrity_check"), Ct));
    }

    /// <summary>The child: tells each entry after its commit, and goes on until it is killed.</summary>
    public static async Task<int> AppendUntilKilled(string dataDirectory, string postgreSql)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kernel:DataDirectory"] = dataDirectory, ["Kernel:PostgreSql"] = postgreSql,
        }).Build();
        var services = new ServiceCollection().AddKernel(configuration).BuildServiceProvider();
        await services.StartKernel();
        var journal = services.GetRequiredService<IJournal>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 1; i < 1_000_000; i++)
            {
                var row = await journal.Append($"contact/{writer}", new Happened(i));
                Console.WriteLine($"{row.Stream} {row.StreamSeq}");
            }
        }));
        return 1;
    }
}
