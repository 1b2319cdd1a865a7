using System.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class ProjectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_projection_rebuilt_is_equal(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine, Sums);
        await Tables(kernel);
        var projections = kernel.Services.GetRequiredService<IProjections>();
        for (var i = 0; i < 450; i++)
            kernel.Journal.Post($"account/{i % 7}", new Happened(i));
        await kernel.Journal.Append("account/0", new Happened(1), ct: Ct);

        await projections.CatchUp(Ct);
        var first = await Table(kernel);
        await projections.Rebuild("sums", Ct);

        Assert.Equal(7, first.Count);
        Assert.Equal(451, first.Sum(r => r.Rows));
        Assert.Equal(first, await Table(kernel));
    }

    [Theory, BothEngines]
    public async Task each_row_is_applied_once_by_two_nodes_that_run_at_once(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine, Sums);
        await Tables(kernel);
        await using var other = engine == DbEngine.PostgreSql ? await kernel.Another("n2") : null;
        List<TestKernel> nodes = other is null ? [kernel] : [kernel, other];
        foreach (var node in nodes)
            await Runner(node).StartAsync(Ct);

        await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(0, 300).Select(i => node.Journal.Append($"account/{i % 5}", new Happened(i), ct: Ct))));
        await kernel.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        foreach (var node in nodes)
            await Runner(node).StopAsync(Ct);

        Assert.Equal(300 * nodes.Count, (await Table(kernel)).Sum(r => r.Rows));
    }

    [Fact]
    public async Task a_running_projection_follows_the_journal_and_a_faulty_one_does_not_stop_it()
    {
        await using var kernel = await TestKernel.Start(add: (services, _) =>
        {
            services.AddSingleton<IProjection, Faulty>();
            services.AddSingleton<IProjection>(new Listening());
        });
        var listening = kernel.Services.GetServices<IProjection>().OfType<Listening>().Single();
        await Runner(kernel).StartAsync(Ct);

        await kernel.Journal.Append("contact/1", new Happened(42), ct: Ct);

        Assert.Equal(42, await listening.Heard.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        await Runner(kernel).StopAsync(Ct);
    }

    private static void Sums(IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration _) =>
        services.AddSingleton<IProjection, Sum>();

    private static ProjectionRunner Runner(TestKernel kernel) => kernel.Services.GetServices<IHostedService>().OfType<ProjectionRunner>().Single();

    private static Task<int> Tables(TestKernel kernel) => kernel.Db.Write(s => s.Connection.Execute(
        "CREATE TABLE sums (stream TEXT PRIMARY KEY, total BIGINT NOT NULL, row_count BIGINT NOT NULL)", transaction: s.Transaction), Ct);

    private static Task<List<Row>> Table(TestKernel kernel) => kernel.Db.Read(
        c => c.Query<Row>("SELECT stream AS Stream, total AS Total, row_count AS Rows FROM sums ORDER BY stream").ToList(), Ct);

    private sealed record Row(string Stream, long Total, long Rows);

    private sealed class Sum : IProjection
    {
        public string Name => "sums";

        public void Reset(IDbConnection connection, IDbTransaction transaction) =>
            connection.Execute("DELETE FROM sums", transaction: transaction);

        public void Apply(JournalRow row, IDbConnection connection, IDbTransaction transaction) => connection.Execute(
            "INSERT INTO sums VALUES (@s, @n, 1) ON CONFLICT (stream) DO UPDATE SET total = sums.total + @n, row_count = sums.row_count + 1",
            new { s = row.Stream, n = row.As<Happened>().N }, transaction);
    }

    private sealed class Faulty : IProjection
    {
        public string Name => "faulty";

        public void Reset(IDbConnection connection, IDbTransaction transaction)
        {
        }

        public void Apply(JournalRow row, IDbConnection connection, IDbTransaction transaction) => throw new InvalidOperationException("faulty");
    }

    private sealed class Listening : IProjection
    {
        public TaskCompletionSource<int> Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "listening";

        public void Reset(IDbConnection connection, IDbTransaction transaction)
        {
        }

        public void Apply(JournalRow row, IDbConnection connection, IDbTransaction transaction) => Heard.TrySetResult(row.As<Happened>().N);
    }
}
