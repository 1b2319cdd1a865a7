using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

/// <summary>What is due is done once, in order, and a fault stops nobody else.</summary>
public sealed class DueTimesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task what_is_due_is_done_once_in_order_of_its_time_and_what_is_not_waits(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        var order = Enumerable.Range(0, 350).OrderBy(i => i * 7919 % 350).ToList();
        foreach (var i in order)
            await test.Set($"{i:000}", i - 350);
        await test.Set("later", 60);

        await test.CatchUp();
        await test.CatchUp();

        Assert.Equal(Enumerable.Range(0, 350).Select(i => $"{i:000}"), await test.Done());
        Assert.Equal(1, await test.Left());
        test.Time.Advance(TimeSpan.FromSeconds(60));
        await test.CatchUp();
        Assert.Equal("later", (await test.Done())[^1]);
    }

    [Theory, BothEngines]
    public async Task of_those_due_at_once_the_one_set_first_is_first(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        var keys = Enumerable.Range(0, 20).Select(i => $"{i * 13 % 20}").ToList();
        foreach (var key in keys)
            await test.Set(key, 5, subject: "one");

        test.Time.Advance(TimeSpan.FromSeconds(5));
        await test.CatchUp();

        Assert.Equal(keys, await test.Done());
    }

    [Theory, BothEngines]
    public async Task a_row_that_fails_harms_only_itself_and_holds_only_its_subject(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("bad", -9, subject: "card/1");
        await test.Set("behind", -8, subject: "card/1");
        await test.Set("other", -7, subject: "card/2");
        test.Noter.Fails["bad"] = true;
        List<string> heard = [];
        using var following = test.Kernel.Journal.Follow(row => heard.Add(row.StreamId));

        await test.CatchUp();
        Assert.Equal(["other"], await test.Done());
        Assert.Equal(["other"], heard);

        test.Noter.Fails.Clear();
        test.Time.Advance(TimeSpan.FromSeconds(1));
        await test.CatchUp();
        Assert.Equal(["other", "bad", "behind"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task a_fault_whose_words_no_database_keeps_harms_nobody_else(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("bad", -9);
        await test.Set("other", -8);
        test.Noter.Instead["bad"] = (_, _) => throw new InvalidOperationException("a\0b");

        await test.CatchUp();
        Assert.Equal(["other"], await test.Done());
        Assert.Equal(
            "InvalidOperationException: ab",
            await test.Kernel.Db.Read(c => c.ExecuteScalar<string>("SELECT fault FROM due"), Ct));
    }

    [Theory, BothEngines]
    public async Task who_cancels_itself_or_looks_for_itself_is_done_once(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("self", -9);
        await test.Set("next", -8);
        test.Noter.Instead["self"] = (row, scope) => test.Due.Cancel(scope, DueUnderTest.Note, row.Key);

        await test.CatchUp();
        Assert.Equal(["self", "next"], await test.Done());
        Assert.Equal(0, await test.Left());
    }

    [Theory, BothEngines]
    public async Task what_fails_too_often_is_set_aside_with_its_reason_and_those_behind_it_go_on(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("bad", -9, subject: "card/1");
        await test.Set("behind", -8, subject: "card/1");
        test.Noter.Fails["bad"] = true;

        for (var s = 0; s < 10; s++)
        {
            await test.CatchUp();
            test.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var aside = Assert.Single((await test.Due.Look(10, Ct)).SetAside);
        Assert.Equal(
            ("bad", "aside", 3L, "InvalidOperationException: bad cannot be done."),
            (aside.Key, aside.State, aside.Attempts, aside.Fault));
        Assert.Equal(["behind"], await test.Done());

        test.Noter.Fails.Clear();
        Assert.NotNull(await test.Kernel.Db.Write(scope => test.Due.Retry(scope, aside.Id), Ct));
        await test.CatchUp();
        Assert.Equal(["behind", "bad"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task what_was_set_aside_can_be_given_up_and_nothing_else(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        var waiting = await test.Set("waits", 60);
        var bad = await test.Set("bad", -9);
        test.Noter.Fails["bad"] = true;
        for (var s = 0; s < 10; s++, test.Time.Advance(TimeSpan.FromSeconds(1)))
            await test.CatchUp();

        Assert.Null(await test.Kernel.Db.Write(scope => test.Due.Drop(scope, waiting), Ct));
        Assert.Null(await test.Kernel.Db.Write(scope => test.Due.Retry(scope, waiting), Ct));
        Assert.Equal("bad", (await test.Kernel.Db.Write(scope => test.Due.Drop(scope, bad), Ct))?.Key);
        Assert.Equal(1, await test.Left());
    }

    [Theory, BothEngines]
    public async Task a_handler_moves_cancels_and_sets_rows_of_its_own_batch(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        foreach (var (key, s) in (List<(string, int)>)[("first", -9), ("cancelled", -8), ("moved", -7), ("again", -6)])
            await test.Set(key, s);
        test.Noter.Instead["first"] = (_, scope) =>
        {
            test.Due.Cancel(scope, DueUnderTest.Note, "cancelled");
            test.Due.Set(scope, DueUnderTest.Note, "moved", test.NowUs + 60_000_000);
        };
        test.Noter.Instead["again"] = (row, scope) =>
        {
            test.Noter.Instead.Remove("again");
            test.Due.Set(scope, DueUnderTest.Note, row.Key, row.DueUs + 1);
        };

        await test.CatchUp();
        Assert.Equal(["first", "again", "again"], await test.Done());
        test.Time.Advance(TimeSpan.FromSeconds(60));
        await test.CatchUp();
        Assert.Equal(["first", "again", "again", "moved"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task a_due_time_is_there_when_its_cause_is_and_not_otherwise(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Kernel.Db.Write<bool>(scope =>
        {
            test.Due.Set(scope, DueUnderTest.Note, "never", 0);
            throw new InvalidOperationException("The cause fails.");
        }, Ct));

        await test.CatchUp();
        Assert.Empty(await test.Done());
        var stranger = DueKind.Of<Noter>("test.stranger", "陌生", "Stranger");
        await Assert.ThrowsAsync<ArgumentException>(
            () => test.Kernel.Db.Write(scope => test.Due.Set(scope, stranger, "x", 0), Ct));
        await Assert.ThrowsAsync<ArgumentException>(
            () => test.Kernel.Db.Write(scope => test.Due.Set(scope, DueUnderTest.Note, new string('x', 201), 0), Ct));
    }

    [Theory, BothEngines]
    public async Task whoever_moves_and_cancels_while_it_is_done_finds_each_done_once_or_not_at_all(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        for (var i = 0; i < 200; i++)
            await test.Set($"{i}", 1);
        test.Time.Advance(TimeSpan.FromSeconds(1));
        await test.Run();
        var cancelled = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
            i % 2 == 0 ? await test.Cancel($"{i}")
            : await test.Kernel.Db.Write(scope => test.Due.Find(scope, DueUnderTest.Note, $"{i}") is { } row
                && test.Due.Set(scope, DueUnderTest.Note, row.Key, row.DueUs - 1) == "", Ct)));
        while (await test.Left() > 0)
            await Task.Yield();
        await test.End();

        var done = await test.Done();
        Assert.Equal(done.Count, done.Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, 200).Where(i => !cancelled[i]).Select(i => $"{i}").Order(), done.Order());
    }

    [Theory, BothEngines]
    public async Task what_became_due_while_the_program_was_down_is_done_at_its_start(DbEngine engine)
    {
        await using var before = await DueUnderTest.Start(engine);
        for (var i = 9; i >= 0; i--)
            await before.Set($"{i}", i + 1);
        await before.Run();
        before.Time.Advance(TimeSpan.FromSeconds(3));
        for (var i = 0; i < 3; i++)
            Assert.Equal($"{i}", await before.Noter.Next());
        await before.End();
        before.Time.Advance(TimeSpan.FromHours(5));

        await using var after = await before.Again();
        Assert.Equal(7, (await after.Due.Look(10, Ct)).Overdue);
        await after.Run();
        for (var i = 3; i < 10; i++)
            Assert.Equal($"{i}", await after.Noter.Next());
        await after.End();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), await after.Done());
    }

    [Theory, BothEngines]
    public async Task a_row_of_a_kind_that_this_program_does_not_know_is_set_aside_at_once(DbEngine engine)
    {
        await using var before = await DueUnderTest.Start(engine);
        await before.Set("left", -1);
        await using var after = await before.Kernel.Another(add: (_, _) => { });
        await ((DueRunner)after.Services.GetService(typeof(DueRunner))!).CatchUp(Ct);

        var look = await ((IDueTimes)after.Services.GetService(typeof(IDueTimes))!).Look(10, Ct);
        Assert.Equal("UnknownDueKindException: Nobody in this program handles test.noted.", look.SetAside.Single().Fault);
    }
}
