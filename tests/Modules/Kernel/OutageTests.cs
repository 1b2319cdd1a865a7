using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;
using TellerLine.Kernel.Store;

namespace TellerLine.Modules.Kernel;

/// <summary>
/// A PostgreSQL that is stopped, cut off, or swallows what it is sent; a SQLite whose file cannot be written.
/// </summary>
public sealed class OutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_is_posted_while_the_server_is_stopped_is_there_in_order_when_it_is_back()
    {
        await using var server = await OwnPostgreSql.Make();
        await using var kernel = await TestKernel.Start(settings: ("Kernel:PostgreSql", server.ConnectionString));
        kernel.Journal.Post("contact/1", new Happened(1));
        await kernel.Journal.Append("contact/1", new Happened(2), ct: Ct);

        await server.Stop();
        var waiting = kernel.Journal.Append("contact/2", new Happened(3), ct: Ct);
        for (var i = 3; i <= 300; i++)
            kernel.Journal.Post("contact/1", new Happened(i));
        await Assert.ThrowsAsync<DbBusyException>(() => kernel.Db.Read(c => c.ExecuteScalar<int>("SELECT 1"), Ct));
        Assert.False(kernel.Db.Health.IsUp);
        await server.Start();

        // Short enough for its owner not to notice.
        await waiting;
        await kernel.Journal.Append("contact/1", new Happened(301), ct: Ct);
        Assert.Equal(
            Enumerable.Range(1, 301),
            (await kernel.Journal.ReadStream("contact/1", ct: Ct)).Select(r => r.As<Happened>().N));
        Assert.Equal((true, 0), (kernel.Db.Health.IsUp, kernel.Db.Health.LostPosts));
    }

    [Fact]
    public async Task behind_a_black_hole_callers_are_told_that_nothing_was_done_and_what_was_posted_is_kept()
    {
        var (kernel, proxy, direct) = await Behind();
        await using var first = direct;
        await using var second = kernel;
        using var between = proxy;
        await kernel.Journal.Append("contact/1", new Happened(1), ct: Ct);

        proxy.BlackHole();
        kernel.Journal.Post("contact/1", new Happened(2));
        var told = await Assert.ThrowsAsync<DbBusyException>(
            () => kernel.Journal.Append("contact/2", new Happened(9), ct: Ct));
        var written = kernel.Db.Write(scope => scope.Append("contact/2", new Happened(9)), Ct);
        Assert.NotNull(told.InnerException);
        Assert.False(kernel.Db.Health.IsUp);
        Assert.NotNull(kernel.Db.Health.DownSinceUs);
        await Assert.ThrowsAsync<DbBusyException>(() => written);
        kernel.Journal.Post("contact/1", new Happened(3));
        proxy.Heal();

        await kernel.Journal.Append("contact/1", new Happened(4), ct: Ct);
        Assert.Equal(
            [1, 2, 3, 4], (await direct.Journal.ReadStream("contact/1", ct: Ct)).Select(r => r.As<Happened>().N));
        Assert.Empty(await direct.Journal.ReadStream("contact/2", ct: Ct));
        Assert.True(kernel.Db.Health.IsUp);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_commit_whose_answer_was_lost_is_looked_up_and_done_exactly_once(bool arrived)
    {
        var (kernel, proxy, direct) = await Behind();
        await using var first = direct;
        await using var second = kernel;
        using var between = proxy;
        var runs = 0;

        var row = await kernel.Db.Write(scope =>
        {
            var appended = scope.Append("contact/1", new Happened(1));
            if (runs++ == 0 && arrived)
                proxy.SwallowAnswers();
            else if (runs == 1)
                proxy.BlackHoleOld();
            return appended;
        }, Ct);

        Assert.Equal(arrived ? 1 : 2, runs);
        Assert.Equal(row, Assert.Single(await direct.Journal.ReadStream("contact/1", ct: Ct)));
        Assert.Equal(row.Seq, kernel.Journal.LastSeq);
        // Nothing of the lost connection holds the readers back.
        Assert.Single(await direct.Journal.ReadAll(0, ct: Ct));
    }

    [Fact]
    public async Task whether_a_commit_happened_is_told_unknown_only_while_the_server_cannot_be_asked()
    {
        var (kernel, proxy, direct) = await Behind();
        await using var first = direct;
        await using var second = kernel;
        using var between = proxy;

        Task<JournalRow>? behindIt = null;

        var doubtful = kernel.Db.Write(scope =>
        {
            scope.Append("contact/1", new Happened(1));
            behindIt = kernel.Journal.Append("contact/2", new Happened(1), ct: Ct);
            proxy.SwallowAnswers();
            proxy.Refuse();
            return 0;
        }, Ct);

        await Assert.ThrowsAsync<DbOutcomeUnknownException>(() => doubtful);
        await Assert.ThrowsAsync<DbBusyException>(() => behindIt!);
        proxy.Heal();
        await kernel.Journal.Append("contact/1", new Happened(2), ct: Ct);
        Assert.Equal([1, 2], (await direct.Journal.ReadStream("contact/1", ct: Ct)).Select(r => r.As<Happened>().N));
        Assert.Empty(await direct.Journal.ReadStream("contact/2", ct: Ct));
    }

    [Fact]
    public async Task a_projection_does_not_take_an_outage_for_a_bad_row()
    {
        await using var kernel = await Sums.Start(DbEngine.PostgreSql);
        using var proxy = new CutProxy(kernel.PostgreSql);
        await using var other = await kernel.Another(settings: ("Kernel:PostgreSql", proxy.ConnectionString));
        await other.Journal.Append("account/1", new Happened(1), ct: Ct);
        var sums = other.Services.GetRequiredService<Projection>() as Sums;
        var cuts = 0;
        sums!.Before = () =>
        {
            if (cuts++ == 0)
                proxy.Cut();
        };

        await other.Services.GetRequiredService<IProjections>().CatchUp(Ct);

        Assert.Equal(1, Assert.Single(await Sums.Table(kernel)).Rows);
        Assert.Equal(0, Assert.Single(await other.Services.GetRequiredService<IProjections>().Look(Ct)).Aside);
        Assert.Equal(2, cuts);
    }

    [Fact]
    public async Task a_sqlite_file_held_by_another_program_is_waited_for_and_what_was_posted_is_kept()
    {
        await using var kernel = await TestKernel.Start();
        await kernel.Journal.Append("contact/1", new Happened(1), ct: Ct);
        await using var engine = new SqliteEngine(Path.Combine(kernel.DataDirectory, "tellerline.db"));
        await using (var stranger = engine.OpenWriter())
        {
            await using var held = engine.Begin(stranger).Transaction;
            kernel.Journal.Post("contact/1", new Happened(2));

            await Assert.ThrowsAsync<DbBusyException>(
                () => kernel.Journal.Append("contact/2", new Happened(9), ct: Ct));
            Assert.False(kernel.Db.Health.IsUp);
        }

        await kernel.Journal.Append("contact/1", new Happened(3), ct: Ct);
        Assert.Equal([1, 2, 3], (await kernel.Journal.ReadStream("contact/1", ct: Ct)).Select(r => r.As<Happened>().N));
        Assert.Empty(await kernel.Journal.ReadStream("contact/2", ct: Ct));
    }

    [Fact]
    public async Task a_sqlite_disk_that_was_full_for_a_moment_has_lost_nothing()
    {
        await using var kernel = await TestKernel.Start();
        // The limit is the connection's, which is opened again after a fault: there is room then.
        await kernel.Db.Write(s => s.Connection.Execute("PRAGMA max_page_count = 1"), Ct);

        kernel.Journal.Post("contact/1", new Happened(1, new string('x', 200_000)));
        await kernel.Journal.Append("contact/1", new Happened(2), ct: Ct);

        Assert.Equal([1, 2], (await kernel.Journal.ReadStream("contact/1", ct: Ct)).Select(r => r.As<Happened>().N));
        Assert.Equal((true, 0L), (kernel.Db.Health.IsUp, kernel.Db.Health.LostPosts));
    }

    private static async Task<(TestKernel Kernel, CutProxy Proxy, TestKernel Direct)> Behind()
    {
        var direct = await TestKernel.Start(DbEngine.PostgreSql);
        var proxy = new CutProxy(direct.PostgreSql);
        return (await direct.Another("n2", settings: ("Kernel:PostgreSql", proxy.ConnectionString)), proxy, direct);
    }
}
