using Dapper;
using TellerLine.Kernel;
using TellerLine.Kernel.Store;

namespace TellerLine.Modules.Kernel;

/// <summary>What can only happen on PostgreSQL: transactions of several writers overlap.</summary>
public sealed class SeveralNodesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_reader_does_not_pass_a_lower_seq_that_commits_later()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        await using var engine = new PostgreSqlEngine(kernel.PostgreSql);
        await using var slow = engine.OpenWriter();
        await using var transaction = engine.Begin(slow).Transaction;
        using var insert = engine.JournalInsert(slow, "n2");
        var lower = insert.Run(JournalEntry.Of("contact/slow", new Happened(1), null, 1), transaction);

        var higher = await kernel.Journal.Append("contact/quick", new Happened(2), ct: Ct);
        Assert.True(lower.Seq < higher.Seq);
        // The higher one is committed and visible, the lower one is neither …
        Assert.Equal(
            [higher.Seq],
            await kernel.Db.Read(c => c.Query<long>("SELECT seq FROM journal ORDER BY seq").ToList(), Ct));
        // … and a reader that went by what is visible would now miss it for ever.
        Assert.Empty(await kernel.Journal.ReadAll(0, ct: Ct));

        await transaction.CommitAsync(Ct);
        Assert.Equal([lower.Seq, higher.Seq], (await kernel.Journal.ReadAll(0, ct: Ct)).Select(r => r.Seq));
    }

    [Fact]
    public async Task a_seq_that_was_taken_back_holds_nobody_up()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        await using var engine = new PostgreSqlEngine(kernel.PostgreSql);
        await using var slow = engine.OpenWriter();
        await using (var transaction = engine.Begin(slow).Transaction)
        {
            using var insert = engine.JournalInsert(slow, "n2");
            insert.Run(JournalEntry.Of("contact/slow", new Happened(1), null, 1), transaction);
            await transaction.RollbackAsync(Ct);
        }

        var row = await kernel.Journal.Append("contact/quick", new Happened(2), ct: Ct);

        Assert.Equal([row.Seq], (await kernel.Journal.ReadAll(0, ct: Ct)).Select(r => r.Seq));
    }

    [Fact]
    public async Task an_unrelated_long_transaction_holds_nobody_up()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        await using var other = new Npgsql.NpgsqlConnection(kernel.PostgreSql);
        await other.OpenAsync(Ct);
        await using var report = await other.BeginTransactionAsync(Ct);
        await other.ExecuteAsync("CREATE TABLE report (id BIGINT)", transaction: report);

        var row = await kernel.Journal.Append("contact/quick", new Happened(2), ct: Ct);

        Assert.Equal([row.Seq], (await kernel.Journal.ReadAll(0, ct: Ct)).Select(r => r.Seq));
    }

    [Fact]
    public async Task four_nodes_share_streams_without_gaps_and_a_reader_at_their_heels_misses_nothing()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        var nodes = await Task.WhenAll(Enumerable.Range(2, 4).Select(n => kernel.Another($"n{n}")));
        using var done = new CancellationTokenSource();
        List<long> read = [];
        var reader = Task.Run(async () =>
        {
            while (true)
            {
                var last = done.IsCancellationRequested;
                var rows = await kernel.Journal.ReadAll(read.LastOrDefault(), 50, Ct);
                read.AddRange(rows.Select(r => r.Seq));
                if (last && rows.Count == 0)
                    return;
            }
        }, Ct);

        await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(0, 300).Select(
            i => Task.Run(() => node.Journal.Append($"account/{i % 3}", new Happened(i)), Ct))));
        await done.CancelAsync();
        await reader;

        Assert.Equal(
            await kernel.Db.Read(c => c.Query<long>("SELECT seq FROM journal ORDER BY seq").ToList(), Ct), read);
        for (var stream = 0; stream < 3; stream++)
            Assert.Equal(
                Enumerable.Range(1, 400).Select(n => (long)n),
                (await kernel.Journal.ReadStream($"account/{stream}", ct: Ct)).Select(r => r.StreamSeq));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task a_writer_whose_connection_was_cut_writes_on_a_new_one()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        await kernel.Journal.Append("contact/1", new Happened(1), ct: Ct);
        await using var admin = new Npgsql.NpgsqlConnection(kernel.PostgreSql);
        await admin.ExecuteAsync(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'tellerline writer' AND datname = current_database()");

        await kernel.Journal.Append("contact/1", new Happened(2), ct: Ct);

        Assert.Equal([1, 2], (await kernel.Journal.ReadStream("contact/1", ct: Ct)).Select(r => r.As<Happened>().N));
    }

    [Fact]
    public async Task of_two_works_that_block_each_other_both_are_done()
    {
        await using var kernel = await TestKernel.Start(DbEngine.PostgreSql);
        await using var other = await kernel.Another("n2");
        await kernel.Db.Write(s => s.Connection.Execute(
            "CREATE TABLE thing (id BIGINT PRIMARY KEY, n BIGINT); INSERT INTO thing VALUES (1, 0), (2, 0)",
            transaction: s.Transaction), Ct);
        using var met = new Barrier(2);
        var runs = 0;

        Task<int> Add(TestKernel node, int first, int second) => node.Db.Write(s =>
        {
            s.Connection.Execute("UPDATE thing SET n = n + 1 WHERE id = @first", new { first }, s.Transaction);
            if (Interlocked.Increment(ref runs) <= 2)
                met.SignalAndWait(TimeSpan.FromSeconds(10));
            s.Append("account/1", new Happened(first));
            return s.Connection.Execute("UPDATE thing SET n = n + 1 WHERE id = @second", new { second }, s.Transaction);
        }, Ct);
        await Task.WhenAll(Add(kernel, 1, 2), Add(other, 2, 1));

        Assert.Equal([2, 2], await kernel.Db.Read(c => c.Query<int>("SELECT n FROM thing ORDER BY id").ToList(), Ct));
        Assert.Equal(2, (await kernel.Journal.ReadStream("account/1", ct: Ct)).Count);
    }
}
