using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>
/// Tells the router what the bank has decided about queues: at the start, and within a second of its being in force.
/// </summary>
internal sealed class PlanFollower(IRouting routing, IServiceProvider services, TimeProvider time)
    : IAtStart, IDisposable
{
    private InForceWatch<(int, long)>? _watch;

    public async Task Run(CancellationToken ct)
    {
        if (services.GetService<IDefinitions>() is not { } definitions)
            return; // A router without a bank: its queues ask for nothing.
        _watch = new(
            time, () => (Queues().Version, Queues().FromUs), () => _ = Tell(Queues().Value.Plan()));
        await Tell(Queues().Value.Plan());

        InForce<QueueList> Queues() => definitions.Now(QueueList.Kind);
    }

    public void Dispose() => _watch?.Dispose();

    private async Task Tell(RoutingPlan plan)
    {
        try
        {
            await routing.Tell(new PlanChanged(plan));
        }
        catch (OperationCanceledException)
        {
            // The domain has stopped: the next process follows it at its start.
        }
    }
}
