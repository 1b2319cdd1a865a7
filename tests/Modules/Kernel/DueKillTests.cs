using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class DueKillTests
{
    private const int Rows = 6_000;

    private static readonly Capability Declared = new("DueTest") { DueKinds = [DueUnderTest.Note] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task each_is_done_exactly_once_through_kill_9_at_any_moment(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine, (services, _) => services.AddCapability(Declared));
        var due = kernel.Services.GetRequiredService<IDueTimes>();
        await kernel.Db.Write(scope =>
        {
            for (var i = 0; i < Rows; i++)
                due.Set(scope, DueUnderTest.Note, $"{i}", i, subject: $"card/{i % 7}");
            return true;
        }, Ct);

        var kills = 0;
        for (var until = 100; await Left(kernel) > 0; until += 100)
        {
            using var child = Process.Start(
                new ProcessStartInfo(Environment.ProcessPath!, ["due", kernel.DataDirectory, kernel.PostgreSql])
            {
                RedirectStandardOutput = true,
            })!;
            // The third only does the rest.
            var told = 0;
            while ((kills == 2 || told < until) && await child.StandardOutput.ReadLineAsync(Ct) is not null)
                told++;
            child.Kill();
            await child.WaitForExitAsync(Ct);
            kills++;
        }

        var done = (await kernel.Journal.ReadAll(0, 2 * Rows, Ct)).Where(row => row.Kind == "test.done")
            .Select(row => int.Parse(row.StreamId)).ToList();
        Assert.True(kills >= 3);
        Assert.Equal(Enumerable.Range(0, Rows), done);
    }

    /// <summary>The child: does what is due, and tells each when it is committed.</summary>
    public static async Task<int> DoUntilKilled(string dataDirectory, string postgreSql)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kernel:DataDirectory"] = dataDirectory, ["Kernel:PostgreSql"] = postgreSql,
        }).Build();
        var services = new ServiceCollection().AddKernel(configuration).AddCapability(Declared).BuildServiceProvider();
        await services.StartKernel();
        var ended = new TaskCompletionSource();
        var left = await Left(services.GetRequiredService<IDueTimes>());
        using var following = services.GetRequiredService<IJournal>().Follow(row =>
        {
            Console.WriteLine(row.StreamId);
            if (--left == 0)
                ended.TrySetResult();
        });
        await ((IHostedService)services.GetRequiredService<DueRunner>()).StartAsync(CancellationToken.None);
        await ended.Task;
        return 0;
    }

    private static Task<long> Left(TestKernel kernel) => Left(kernel.Services.GetRequiredService<IDueTimes>());

    private static async Task<long> Left(IDueTimes due) => (await due.Look(1)).Waiting;
}
