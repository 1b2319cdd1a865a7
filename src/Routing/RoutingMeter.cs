using System.Diagnostics.Metrics;
using TellerLine.Kernel;

namespace TellerLine.Routing;

/// <summary>Queues and agents as they are when somebody asks; nobody is named.</summary>
internal sealed class RoutingMeter(IMeterFactory meters, IRouting routing, TimeProvider time) : IAtStart
{
    public Task Run(CancellationToken ct)
    {
        var meter = meters.Create("TellerLine.Routing");
        meter.CreateObservableGauge(
            "tellerline.queue.waiting", () => Queues(queue => queue.Waiting), null, "Contacts waiting for a person.");
        meter.CreateObservableGauge(
            "tellerline.queue.longest_wait",
            () => Queues(queue => queue.LongestSinceUs is { } us ? Math.Max(0, time.NowUs() - us) / 1e6 : 0), "s",
            "The longest present wait.");
        meter.CreateObservableGauge("tellerline.agents", Agents, null, "Agents by state.");
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<double>> Queues(Func<QueueView, double> figure)
    {
        var now = routing.Look();
        return (now.Queues.Count > 0 ? now.Queues : [now.Queue(RoutingLimits.ServiceQueue)]).Select(
            queue => new Measurement<double>(figure(queue), new KeyValuePair<string, object?>("queue", queue.Name)));
    }

    private IEnumerable<Measurement<long>> Agents()
    {
        var agents = routing.Look().Agents;
        // Every state each time: a series that stops at its last value would lie.
        return Enum.GetValues<AgentState>().Where(state => state != AgentState.LoggedOut).Select(
            state => new Measurement<long>(
                agents.Count(agent => agent.State == state),
                new KeyValuePair<string, object?>("state", EnumWords.Of(state))));
    }
}
