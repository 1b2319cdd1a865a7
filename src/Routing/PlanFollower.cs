using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>
/// Tells the router what the bank has decided about queues: at the start, and within a second of its being in force.
/// What is in force is asked of the clock, so nothing else tells of it.
/// </summary>
internal sealed class PlanFollower(IRouting routing, IServiceProvider services, TimeProvider time)
    : IAtStart, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private IDefinitions? _definitions;
    private ITimer? _timer;
    private (int, long) _followed;

    public async Task Run(CancellationToken ct)
    {
        _definitions = services.GetService<IDefinitions>();
        if (_definitions is null)
            return; // A router without a bank: its queues ask for nothing.
        await Follow();
        _timer = time.CreateTimer(_ => _ = Follow(), null, LookEvery, LookEvery);
    }

    public void Dispose() => _timer?.Dispose();

    private async Task Follow()
    {
        var queues = _definitions!.Now(QueueList.Kind);
        if (_followed == (queues.Version, queues.FromUs))
            return;
        _followed = (queues.Version, queues.FromUs);
        try
        {
            await routing.Tell(new PlanChanged(queues.Value.Plan()));
        }
        catch (OperationCanceledException)
        {
            // The domain has stopped: the next process follows it at its start.
        }
    }
}
