using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

/// <summary>The runner asleep and awake, clocks that are moved, and what is done outside the database.</summary>
public sealed class DueRunnerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task it_sleeps_until_the_next_and_wakes_for_an_earlier_one(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("late", 3_600);
        await test.Run();
        await test.Set("early", 60);
        await test.Set("now", 0);

        Assert.Equal("now", await test.Noter.Next());
        test.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("early", await test.Noter.Next());
        test.Time.Advance(TimeSpan.FromSeconds(3_540));
        Assert.Equal("late", await test.Noter.Next());
        await test.End();
    }

    [Theory, BothEngines]
    public async Task a_clock_put_forward_is_noticed(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("due", 3_600);
        await test.Run();
        await test.Set("awake", 0);
        await test.Noter.Next();

        test.Clock.Move(TimeSpan.FromHours(1));
        test.Time.Advance(DueRunner.ClockLook);
        Assert.Equal("due", await test.Noter.Next());
        await test.End();
    }

    [Theory, BothEngines]
    public async Task after_a_clock_was_put_back_nothing_is_done_twice_and_nothing_is_forgotten(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("done", 0);
        await test.CatchUp();
        Assert.Equal("done", await test.Noter.Next());
        await test.Set("bad", 0);
        await test.Set("later", 60);
        test.Noter.Fails["bad"] = true;
        await test.CatchUp();
        test.Noter.Fails.Clear();
        await test.Run();
        test.Clock.Move(TimeSpan.FromDays(-2));
        test.Time.Advance(DueRunner.ClockLook);
        // Its next try was to be a second after the old time: nobody waits two days for it.
        Assert.Equal("bad", await test.Noter.Next());
        test.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        Assert.Equal("later", await test.Noter.Next());
        await test.End();
        Assert.Equal(["done", "bad", "later"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task an_errand_outside_holds_its_subject_and_nobody_else(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        var back = new TaskCompletionSource();
        test.Runner.Errand = (_, _) => back.Task;
        await test.Set("out", -9, DueUnderTest.Errand, "card/1");
        await test.Set("behind", -8, subject: "card/1");
        await test.Set("free", -7, subject: "card/2");
        await test.Run();
        await test.Runner.Asked();
        Assert.Equal("free", await test.Noter.Next());
        Assert.Equal(1, (await test.Due.Look(10, Ct)).Acting);

        back.SetResult();
        Assert.Equal("behind", await test.Noter.Next());
        await test.End();
        Assert.Equal(["free", "out", "behind"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task an_errand_cut_off_by_the_programs_end_is_done_again_under_the_same_id(DbEngine engine)
    {
        await using var before = await DueUnderTest.Start(engine);
        before.Runner.Errand = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await before.Set("out", 0, DueUnderTest.Errand);
        await before.Run();
        var first = await before.Runner.Asked();
        await before.End();

        await using var after = await before.Again();
        await after.CatchUp();
        var second = await after.Runner.Asked();
        Assert.Equal((first.Id, 1L), (second.Id, second.Attempts));
        Assert.Equal(["out"], await after.Done());
    }

    [Theory, BothEngines]
    public async Task an_errand_during_which_the_program_died_counts_as_a_try(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        await test.Set("out", 0, DueUnderTest.Errand);
        await test.Kernel.Db.Write(scope => scope.Connection.Execute(
            "UPDATE due SET state = 'acting', node = 'n1', attempts = 1", transaction: scope.Transaction), Ct);

        await test.CatchUp();
        Assert.Equal(2, (await test.Runner.Asked()).Attempts);
        Assert.Equal(["out"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task an_errand_that_was_moved_meanwhile_writes_nothing_and_is_done_at_its_new_time(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        var back = new TaskCompletionSource();
        test.Runner.Errand = (_, _) => back.Task;
        await test.Set("out", 0, DueUnderTest.Errand);
        var run = test.CatchUp();
        var first = await test.Runner.Asked();
        await test.Set("out", 60, DueUnderTest.Errand);
        back.SetResult();
        await run;
        Assert.Empty(await test.Done());

        test.Time.Advance(TimeSpan.FromSeconds(60));
        await test.CatchUp();
        Assert.NotEqual(first.Id, (await test.Runner.Asked()).Id);
        Assert.Equal(["out"], await test.Done());
    }

    [Theory, BothEngines]
    public async Task an_errand_that_fails_or_takes_too_long_is_tried_again_and_set_aside(DbEngine engine)
    {
        await using var test = await DueUnderTest.Start(engine);
        test.Runner.Errand = (_, _) => throw new InvalidOperationException("No answer.");
        await test.Set("out", 0, DueUnderTest.Errand);
        await test.CatchUp();
        test.Time.Advance(TimeSpan.FromSeconds(1));
        await test.CatchUp();

        for (var i = 0; i < 2; i++)
            await test.Runner.Asked();
        test.Runner.Errand = (_, _) => new TaskCompletionSource().Task;
        test.Time.Advance(TimeSpan.FromSeconds(5));
        var run = test.CatchUp();
        await test.Runner.Asked();
        while (!run.IsCompleted)
        {
            test.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        var aside = Assert.Single((await test.Due.Look(10, Ct)).SetAside);
        Assert.Equal((3L, "TimeoutException: It took longer than 00:01:00."), (aside.Attempts, aside.Fault));
    }
}
