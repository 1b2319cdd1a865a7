using TellerLine.Routing;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation;

/// <summary>Plays a scenario's replications, side by side where there are processors, and puts them together.</summary>
internal static class Simulator
{
    /// <param name="log">Hears the measured contacts of the first replication.</param>
    public static SimulationResult Run(Scenario scenario, ICentreObserver? log = null)
    {
        var runs = new Figures[scenario.Replications];
        // Agents stay until the last caller of the measured time is served.
        var days = (int)((scenario.EndUs + Scenario.DayUs - 1) / Scenario.DayUs) + 1;
        var agents = scenario.Staff.SelectMany(staff => staff.Agents(days)).ToArray();
        var settings = new CentreSettings(scenario.RingUs, Plan: PlanOf(scenario));
        Parallel.For(0, runs.Length, replication =>
        {
            runs[replication] = new Figures(scenario, replication == 0 ? log : null);
            var centre = new VirtualCentre(
                [.. scenario.Queues.Select(queue => queue.Name)], agents, runs[replication],
                new DrawnAfterService(scenario, replication), settings);
            centre.Run(Callers.Of(scenario, replication), scenario.EndUs + Scenario.DayUs);
            runs[replication].Close();
        });
        var theory = Theory.Of(scenario);
        var centre = CentreFigures.Of([.. runs.SelectMany(run => run.Units())], withAgents: true);
        // A steady stream that never settles has no truth for an interval to cover.
        if (theory is { IsStable: false } && scenario.SlotUs is null)
            centre = centre.WithoutIntervals();
        return new SimulationResult(
            scenario, centre,
            scenario.Queues.Count == 1 ? []
                : [.. scenario.Queues.Select((_, queue) => CentreFigures.Of(
                    [.. runs.SelectMany(run => run.Units(queue))], withAgents: false))],
            Slots(scenario, runs), theory);
    }

    private static RoutingPlan PlanOf(Scenario scenario) => new()
    {
        Queues = [
            .. scenario.Queues.Select(queue => new QueuePlan(queue.Name)
            {
                TargetUs = queue.TargetUs,
                Steps = queue.Overflow is { } overflow
                    ? [new RelaxStep(overflow.AfterUs, OverflowTo: overflow.To)] : [],
            })],
    };

    private static UnitSums[] Slots(Scenario scenario, Figures[] runs)
    {
        if (scenario.SlotUs is null)
            return [];
        var slots = new UnitSums[runs[0].Slots.Count];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = new UnitSums();
            foreach (var run in runs)
                slots[slot].Add(run.Slots[slot]);
        }
        return slots;
    }
}

/// <param name="Queues">One each, in the scenario's order; empty where there is only one.</param>
/// <param name="Slots">By the interval of the day in which the contact was offered; empty in a steady stream.</param>
/// <param name="Theory">Null where there is no formula.</param>
internal sealed record SimulationResult(
    Scenario Scenario, CentreFigures Centre, IReadOnlyList<CentreFigures> Queues, IReadOnlyList<UnitSums> Slots,
    Theory? Theory);
