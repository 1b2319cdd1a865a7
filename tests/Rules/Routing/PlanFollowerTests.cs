using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Rules.Calls;

namespace TellerLine.Rules.Routing;

/// <summary>What the bank decides about queues reaches the router: at the start, and when it changes.</summary>
public sealed class PlanFollowerTests : TimeProvider, IServiceProvider, IDefinitions
{
    private readonly FakeRouting _routing = new();
    private TimerCallback? _tick;
    private int _version = 1;

    [Fact]
    public async Task the_plan_is_told_at_the_start_and_again_only_when_another_is_in_force()
    {
        using var follower = new PlanFollower(_routing, this, this);
        await follower.Run(TestContext.Current.CancellationToken);
        Assert.Equal(["q1"], Told());
        _tick!(null);
        Assert.Single(_routing.Inputs);
        _version = 2;
        _tick(null);
        Assert.Equal(["q2"], Told());
        Assert.Equal(2, _routing.Inputs.Count);
    }

    [Fact]
    public async Task a_router_without_a_bank_follows_nothing()
    {
        using var follower = new PlanFollower(_routing, new Nothing(), this);
        await follower.Run(TestContext.Current.CancellationToken);
        Assert.Empty(_routing.Inputs);
        Assert.Null(_tick);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _tick = callback;
        return new Still();
    }

    public object? GetService(Type serviceType) => this;

    public InForce<T> Now<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => new(kind.Name, key, _version, 0, (T)(object)new QueueList([new($"q{_version}", "", "")]));

    public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
        where T : class => Now(kind, key);

    public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => [Now(kind, key)];

    public IReadOnlyList<string> Keys(DefinitionKind kind) => [DefinitionKeys.Main];

    private IEnumerable<string> Told() =>
        ((PlanChanged)_routing.Inputs[^1]).Plan.Queues.Select(queue => queue.Name);

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
