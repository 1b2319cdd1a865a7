using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class ProjectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_projection_rebuilt_is_equal_and_its_tables_and_indexes_keep_their_names(DbEngine engine)
    {
        await using var kernel = await Sums.Start(engine);
        for (var i = 0; i < 450; i++)
            kernel.Journal.Post($"account/{i % 7}", new Happened(i));
        await kernel.Journal.Append("account/0", new Happened(1), ct: Ct);

        await Projections(kernel).CatchUp(Ct);
        var first = await Sums.Table(kernel);
        var names = await Names(kernel);
        await Projections(kernel).Rebuild("sums", Ct);

        Assert.Equal(7, first.Count);
        Assert.Equal(451, first.Sum(r => r.Rows));
        Assert.Equal(first, await Sums.Table(kernel));
        Assert.Equal(names, await Names(kernel));
        await kernel.Journal.Append("account/0", new Happened(1), ct: Ct);
        await Projections(kernel).CatchUp(Ct);
        Assert.Equal(452, (await Sums.Table(kernel)).Sum(r => r.Rows));
    }

    [Theory, BothEngines]
    public async Task each_row_is_applied_once_by_two_nodes_that_run_at_once_and_rebuild_meanwhile(DbEngine engine)
    {
        await using var kernel = await Sums.Start(engine);
        await using var other = engine == DbEngine.PostgreSql ? await kernel.Another("n2") : null;
        List<TestKernel> nodes = other is null ? [kernel] : [kernel, other];
        foreach (var node in nodes)
            await Runner(node).StartAsync(Ct);

        var written = nodes.SelectMany(node =>
            Enumerable.Range(0, 300).Select(i => node.Journal.Append($"account/{i % 5}", new Happened(i), ct: Ct)));
        await Task.WhenAll(written);
        await Projections(kernel).Rebuild("sums", Ct);
        await Projections(kernel).CatchUp(Ct);
        foreach (var node in nodes)
            await Runner(node).StopAsync(Ct);

        Assert.Equal(300 * nodes.Count, (await Sums.Table(kernel)).Sum(r => r.Rows));
    }

    [Theory, BothEngines]
    public async Task a_new_version_is_made_beside_the_old_and_takes_its_place_when_it_has_caught_up(DbEngine engine)
    {
        await using var kernel = await Sums.Start(engine);
        for (var i = 1; i <= 300; i++)
            kernel.Journal.Post("account/1", new Happened(1));
        await kernel.Journal.Append("account/1", new Happened(1), ct: Ct);
        await Projections(kernel).CatchUp(Ct);

        await using var newer = await kernel.Another(
            add: (services, _) => services.AddSingleton<Projection>(new Sums(version: 2) { Factor = 10 }));
        await newer.Journal.Append("account/1", new Happened(1), ct: Ct);
        await Projections(newer).CatchUp("sums", Ct);

        // The old tables are read and kept current until then.
        Assert.Equal(311, Assert.Single(await Sums.Table(newer)).Total);
        await Runner(newer).StartAsync(Ct);
        await Eventually(async () => (await Projections(newer).Look(Ct))[0].Version == 2);
        Assert.Equal(3_020, Assert.Single(await Sums.Table(newer)).Total);
        await Runner(newer).StopAsync(Ct);
    }

    [Theory, BothEngines]
    public async Task a_row_that_cannot_be_applied_is_set_aside_with_those_after_it_and_the_others_go_on(
        DbEngine engine)
    {
        await using var kernel = await Sums.Start(engine);
        var sums = Sum(kernel);
        sums.Refused.Add(2);
        await Story(kernel);

        await Projections(kernel).CatchUp(Ct);

        Assert.Equal([("account/bad", 1, 1), ("account/good", 6, 3)], await Rows(kernel));
        var state = Assert.Single(await Projections(kernel).Look(Ct));
        Assert.Equal((2L, 0L, false), (state.Aside, state.Behind, state.Full));
        var why = Assert.Single(state.Oldest);
        Assert.Equal(("account/bad", "test.happened"), (why.Stream, why.Kind));
        Assert.Contains("refused 2", why.Reason, StringComparison.Ordinal);

        // After a restart too, what comes later in that stream waits behind it.
        await using var again = await kernel.Another();
        Sum(again).Refused.Add(2);
        await again.Journal.Append("account/bad", new Happened(4), ct: Ct);
        await again.Journal.Append("account/good", new Happened(4), ct: Ct);
        await Projections(again).CatchUp(Ct);
        Assert.Equal([("account/bad", 1, 1), ("account/good", 10, 4)], await Rows(kernel));

        var still = await Projections(again).Retry("sums", Ct);
        Assert.Equal((0L, 3L), (still.Applied, still.Left));
        Assert.Contains("refused 2", Assert.Single(still.Faults).Reason, StringComparison.Ordinal);

        Sum(again).Refused.Clear();
        Assert.Equal(3, (await Projections(again).Retry("sums", Ct)).Applied);
        await again.Journal.Append("account/bad", new Happened(5), ct: Ct);
        await Projections(again).CatchUp(Ct);
        var mended = await Sums.Table(kernel);
        await Projections(again).Rebuild("sums", Ct);
        Assert.Equal(mended, await Sums.Table(kernel));
        Assert.Equal([("account/bad", 15, 5), ("account/good", 10, 4)], await Rows(kernel));
    }

    [Theory, BothEngines]
    public async Task a_statement_that_the_database_refuses_is_set_aside_as_well(DbEngine engine)
    {
        await using var kernel = await Sums.Start(engine);
        Sum(kernel).Broken = 2;
        await Story(kernel);

        await Projections(kernel).CatchUp(Ct);

        Assert.Equal([("account/bad", 1, 1), ("account/good", 6, 3)], await Rows(kernel));
        Assert.Equal(2, Assert.Single(await Projections(kernel).Look(Ct)).Aside);
    }

    [Fact]
    public async Task a_running_projection_follows_the_journal_and_a_faulty_one_does_not_stop_it()
    {
        await using var kernel = await TestKernel.Start(add: (services, _) =>
        {
            services.AddSingleton<Projection, Faulty>();
            services.AddSingleton<Projection, Listening>();
        });
        var listening = kernel.Services.GetServices<Projection>().OfType<Listening>().Single();
        await Runner(kernel).StartAsync(Ct);

        await kernel.Journal.Append("contact/1", new Happened(42), ct: Ct);

        Assert.Equal(42, await listening.Heard.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        await Runner(kernel).StopAsync(Ct);
    }

    [Fact]
    public async Task a_name_that_is_not_there_is_told_with_those_that_are()
    {
        await using var kernel = await Sums.Start(DbEngine.Sqlite);

        var fault = await Assert.ThrowsAsync<UnknownProjectionException>(() => Projections(kernel).Retry("sum", Ct));

        Assert.Contains("there are sums", fault.Message, StringComparison.Ordinal);
    }

    private static IProjections Projections(TestKernel kernel) => kernel.Services.GetRequiredService<IProjections>();

    private static Sums Sum(TestKernel kernel) => kernel.Services.GetServices<Projection>().OfType<Sums>().Single();

    private static ProjectionRunner Runner(TestKernel kernel) =>
        kernel.Services.GetServices<IHostedService>().OfType<ProjectionRunner>().Single();

    private static async Task Story(TestKernel kernel)
    {
        for (var i = 1; i <= 3; i++)
        {
            await kernel.Journal.Append("account/good", new Happened(i), ct: Ct);
            await kernel.Journal.Append("account/bad", new Happened(i), ct: Ct);
        }
    }

    private static async Task<List<(string, long, long)>> Rows(TestKernel kernel) =>
        (await Sums.Table(kernel)).ConvertAll(r => (r.Stream, r.Total, r.Rows));

    private static Task<List<string>> Names(TestKernel kernel) => kernel.Db.Read(
        c => c.Query<string>(kernel.Db.Engine == DbEngine.Sqlite
            ? "SELECT name FROM sqlite_master ORDER BY name"
            : "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname").ToList(),
                Ct);

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
            Assert.True(tries < 10_000, "it did not come about");
    }

    private sealed class Faulty : Projection
    {
        public Faulty()
            : base("faulty", 1) => On<Happened>((_, _, _) => throw new InvalidOperationException("faulty"));
    }

    private sealed class Listening : Projection
    {
        public Listening()
            : base("listening", 1) => On<Happened>((happened, _, _) => Heard.TrySetResult(happened.N));

        public TaskCompletionSource<int> Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
