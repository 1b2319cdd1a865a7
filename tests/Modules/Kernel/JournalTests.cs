using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class JournalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task an_appended_event_comes_back_as_it_was(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);

        var row = await kernel.Journal.Append("contact/1", new Happened(1, "张伟 𠮷·"), "request 7", Ct);

        var read = Assert.Single(await kernel.Journal.ReadStream("contact/1", ct: Ct));
        Assert.Equal(row, read);
        Assert.Equal(
            ("n1", "test.happened", 1, "request 7", 1L),
            (read.Node, read.Kind, read.Version, read.Cause, read.StreamSeq));
        Assert.Equal(new Happened(1, "张伟 𠮷·"), read.As<Happened>());
        Assert.Equal(row.Seq, kernel.Journal.LastSeq);
    }

    [Theory, BothEngines]
    public async Task streams_are_numbered_without_gaps_by_many_writers(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);

        await Task.WhenAll(
            Enumerable.Range(0, 600)
            .Select(i => Task.Run(() => kernel.Journal.Append($"contact/{i % 3}", new Happened(i)))));

        for (var stream = 0; stream < 3; stream++)
        {
            var rows = await kernel.Journal.ReadStream($"contact/{stream}", ct: Ct);
            Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), rows.Select(r => r.StreamSeq));
            Assert.Equal(rows.Select(r => r.Seq).Order(), rows.Select(r => r.Seq));
        }
    }

    [Theory, BothEngines]
    public async Task posts_and_appends_keep_their_order(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);

        for (var i = 1; i < 100; i++)
            kernel.Journal.Post("contact/1", new Happened(i), atUs: i);
        await kernel.Journal.Append("contact/1", new Happened(100), ct: Ct);

        var rows = await kernel.Journal.ReadStream("contact/1", ct: Ct);
        Assert.Equal(Enumerable.Range(1, 100), rows.Select(r => r.As<Happened>().N));
        Assert.Equal(1, rows[0].AtUs);
    }

    [Theory, BothEngines]
    public async Task the_journal_is_read_in_pages(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        for (var i = 1; i <= 25; i++)
            kernel.Journal.Post($"contact/{i}", new Happened(i));
        await kernel.Journal.Append("contact/x", new Happened(26), ct: Ct);

        List<int> read = [];
        for (IReadOnlyList<JournalRow> page = await kernel.Journal.ReadAll(0, 10, Ct); page.Count > 0;
             page = await kernel.Journal.ReadAll(page[^1].Seq, 10, Ct))
            read.AddRange(page.Select(r => r.As<Happened>().N));

        Assert.Equal(Enumerable.Range(1, 26), read);
    }

    [Theory, BothEngines]
    public async Task a_row_and_its_event_are_written_together_or_not_at_all(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        await Table(kernel);

        var works = Enumerable.Range(0, 50).Select(i => kernel.Db.Write(scope =>
        {
            scope.Connection.Execute("INSERT INTO thing (id) VALUES (@i)", new { i }, scope.Transaction);
            scope.Append("account/1", new Happened(i));
            return i % 5 == 0 ? throw new InvalidOperationException($"refused {i}") : i;
        }, Ct)).ToList();
        await Task.WhenAll(
            works.Select(w => w.ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default)));

        var kept = Enumerable.Range(0, 50).Where(i => i % 5 != 0).ToList();
        Assert.Equal(kept, works.Where(w => w.IsCompletedSuccessfully).Select(w => w.Result));
        Assert.All(
            works.Where(w => w.IsFaulted), w => Assert.IsType<InvalidOperationException>(w.Exception!.InnerException));
        Assert.Equal(kept, await kernel.Db.Read(c => c.Query<int>("SELECT id FROM thing ORDER BY id").ToList(), Ct));
        Assert.Equal(kept, (await kernel.Journal.ReadStream("account/1", ct: Ct)).Select(r => r.As<Happened>().N));
    }

    [Theory, BothEngines]
    public async Task a_faulty_statement_harms_only_its_own_work(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        await Table(kernel);

        var works = Enumerable.Range(0, 20).Select(i => kernel.Db.Write(
            scope =>
            scope.Connection.Execute("INSERT INTO thing (id) VALUES (@id)", new { id = i / 2 }, scope.Transaction),
            Ct)).ToList();
        await Task.WhenAll(
            works.Select(w => w.ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default)));

        Assert.Equal(10, works.Count(w => w.IsCompletedSuccessfully));
        Assert.Equal(10, await kernel.Db.Read(c => c.ExecuteScalar<int>("SELECT count(*) FROM thing"), Ct));
    }

    [Theory, BothEngines]
    public async Task followers_hear_every_commit_in_order_and_a_faulty_one_stops_nobody(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);
        List<long> heard = [];
        using var faulty = kernel.Journal.Follow(_ => throw new InvalidOperationException("faulty"));
        var following = kernel.Journal.Follow(r => heard.Add(r.Seq));

        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => kernel.Journal.Append("contact/1", new Happened(i)))));
        following.Dispose();
        await kernel.Journal.Append("contact/1", new Happened(-1), ct: Ct);

        Assert.Equal((await kernel.Journal.ReadAll(0, ct: Ct)).Select(r => r.Seq).SkipLast(1), heard);
    }

    [Theory, BothEngines]
    public async Task a_reader_cannot_write(DbEngine engine)
    {
        await using var kernel = await TestKernel.Start(engine);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => kernel.Db.Read(c => c.Execute("DELETE FROM journal"), Ct));
    }

    [Fact]
    public async Task a_full_queue_refuses_and_a_cancelled_wait_is_not_done()
    {
        await using var kernel = await TestKernel.Start();
        using var go = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        var first = kernel.Db.Write(_ =>
        {
            begun.Set();
            return go.Wait(TimeSpan.FromSeconds(30));
        }, Ct);
        begun.Wait(Ct);

        var abandoned = kernel.Journal.Append("contact/1", new Happened(0), ct: cancelled.Token);
        for (var i = 1; i < 20_000; i++)
            kernel.Journal.Post("contact/1", new Happened(i));
        await Assert.ThrowsAsync<DbBusyException>(() => kernel.Journal.Append("contact/1", new Happened(0), ct: Ct));
        await cancelled.CancelAsync();
        go.Set();

        Assert.True(await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        await kernel.Journal.Append("contact/2", new Happened(0), ct: Ct);
        Assert.Equal(19_999, (await kernel.Journal.ReadStream("contact/1", limit: 30_000, ct: Ct)).Count);
    }

    [Fact]
    public async Task an_event_without_a_name_is_refused()
    {
        await using var kernel = await TestKernel.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => kernel.Journal.Append("contact/1", new { N = 1 }, ct: Ct));
    }

    private static Task<int> Table(TestKernel kernel) =>
        kernel.Db.Write(
            s => s.Connection.Execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)", transaction: s.Transaction), Ct);
}

[Event("test.happened")]
public sealed record Happened(int N, string? Text = null);
