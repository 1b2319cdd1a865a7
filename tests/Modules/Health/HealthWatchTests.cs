using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Health;
using TellerLine.Kernel;

namespace TellerLine.Modules.Health;

/// <summary>One check that is slow, throws or hangs hurts no other.</summary>
public sealed class HealthWatchTests
{
    private readonly FakeTime _time = new();
    private readonly Patient _well = new("well"), _ill = new("ill");

    [Fact]
    public async Task a_check_that_throws_is_a_fault_with_its_words_and_the_others_are_looked_at()
    {
        await using var kernel = await Start();
        _ill.Instead = _ => throw new InvalidOperationException("ouch");
        var (board, watch) = Of(kernel);
        await watch.Freshen(TimeSpan.Zero, _ => true);
        Assert.Equal(HealthState.Ok, board.Look("well").Finding!.State);
        Assert.Equal(
            HealthFinding.Broken("InvalidOperationException: ouch"), board.Look("ill").Finding);
    }

    [Fact]
    public async Task a_check_that_hangs_is_given_up_never_begun_twice_and_the_others_do_not_wait()
    {
        await using var kernel = await Start();
        var forever = new TaskCompletionSource<HealthFinding>();
        _ill.Instead = _ => forever.Task;
        var (board, watch) = Of(kernel);
        var all = watch.Freshen(TimeSpan.Zero, _ => true);
        await watch.Freshen(TimeSpan.Zero, check => check == _well);
        Assert.Equal(HealthState.Ok, board.Look("well").Finding!.State);
        Assert.Null(board.Look("ill").Finding);

        while (!all.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal(HealthFinding.Broken("No answer within 3 s."), board.Look("ill").Finding);
        _time.Advance(TimeSpan.FromSeconds(1));
        await watch.Freshen(TimeSpan.Zero, check => check == _ill);
        Assert.Equal((1, HealthState.Fault), (_ill.Looks, board.Look("ill").Finding!.State));

        forever.SetResult(HealthFinding.Good);
        _ill.Instead = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        await watch.Freshen(TimeSpan.Zero, check => check == _ill);
        Assert.Equal((2, HealthState.Ok), (_ill.Looks, board.Look("ill").Finding!.State));
    }

    [Fact]
    public async Task who_heeds_the_token_tells_its_own_fault()
    {
        await using var kernel = await Start();
        _ill.Instead = async ct =>
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return HealthFinding.Broken("the disk is asleep");
        };
        var (board, watch) = Of(kernel);
        var look = watch.Freshen(TimeSpan.Zero, check => check == _ill);
        while (!look.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        Assert.Equal(HealthState.Fault, board.Look("ill").Finding!.State);
    }

    [Fact]
    public async Task what_was_looked_at_just_now_is_not_looked_at_again()
    {
        await using var kernel = await Start();
        var (_, watch) = Of(kernel);
        for (var i = 0; i < 100; i++)
            await watch.Freshen(TimeSpan.FromSeconds(1), check => check == _well);
        Assert.Equal(1, _well.Looks);
    }

    private static (AlarmBoard, HealthWatch) Of(TestKernel kernel) =>
        (kernel.Services.GetRequiredService<AlarmBoard>(), kernel.Services.GetRequiredService<HealthWatch>());

    private Task<TestKernel> Start() => TestKernel.Start(add: (services, configuration) =>
    {
        services.AddSingleton<HealthCheck>(_well).AddSingleton<HealthCheck>(_ill);
        services.AddSingleton<TimeProvider>(_time);
        services.AddAccess(configuration).AddHealth(configuration);
    });
}
