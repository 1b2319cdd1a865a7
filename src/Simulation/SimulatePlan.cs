using TellerLine.Simulation.Core;
using TellerLine.Workforce.Core;

namespace TellerLine.Simulation;

/// <summary>What is to be simulated, from options alone or from a scenario with options over it.</summary>
/// <param name="Notes">What the reader of the figures must know.</param>
internal sealed record SimulatePlan(Scenario Scenario, IReadOnlyList<string> Notes)
{
    private const double Tiny = 0.001;
    private const long MostCalls = 50_000_000;

    /// <param name="fromFile">The scenario of <c>--file</c>, when there was one to read.</param>
    /// <returns>Null when <paramref name="options"/> has faults then.</returns>
    public static SimulatePlan? Of(SimulateOptions options, Scenario? fromFile)
    {
        var days = options.Number("--days", Tiny, 36_600, "simulated days, 0.001 to 36600");
        if (options.File is not null && options.LoadSaid.ToArray() is { Length: > 0 } both)
            options.Fault($"{string.Join(", ", both)}: with --file the scenario says it; expected one of both");
        SteadyStream? steady = null;
        if (options.File is null)
            steady = Steady(options);
        else if (days is { } all && all != Math.Floor(all))
            options.Fault($"--days: {options.Text("--days")}: expected whole days, with --file");
        var scenario = steady is not null ? steady.Scenario(days ?? steady.DefaultDays)
            : fromFile is not null && days is { } some ? fromFile with { Units = (int)some } : fromFile;
        scenario = WithOptions(options, scenario);
        if (options.Faults.Count > 0 || scenario is null)
            return null;
        var calls = scenario.Queues.Sum(queue => queue.PerDay) * scenario.Days * scenario.Replications;
        if (calls > MostCalls)
        {
            options.Fault(
                $"--days, --replications: {calls:0} calls: expected at most {MostCalls}, a run of a few minutes");
            return null;
        }
        return new SimulatePlan(scenario, [.. NotesOf(scenario, steady)]);
    }

    private static Scenario? WithOptions(SimulateOptions options, Scenario? scenario)
    {
        const string seconds = "seconds, 0 to 86400";
        var seed = options.Whole("--seed", long.MinValue, long.MaxValue, "a whole number");
        var replications = options.Whole("--replications", 1, 1_000, "1 to 1000");
        var level = options.Number("--service-level-s", 0, 86_400, seconds);
        var shortly = options.Number("--short-abandon-s", 0, 86_400, seconds);
        return scenario is null ? null : scenario with
        {
            Seed = seed ?? scenario.Seed,
            Replications = (int)(replications ?? scenario.Replications),
            ServiceLevelUs = level is { } s ? Us(s) : scenario.ServiceLevelUs,
            ShortAbandonUs = shortly is { } p ? Us(p) : scenario.ShortAbandonUs,
        };
    }

    private static SteadyStream? Steady(SimulateOptions options)
    {
        var calls = options.Number("--calls-per-interval", Tiny, 1e7, "calls, more than 0", needed: true);
        var minutes = options.Number("--interval-min", Tiny, 1_440, "minutes, more than 0 up to 1440", needed: true);
        var aht = options.Number("--aht", Tiny, 86_400, "seconds, more than 0 up to 86400", needed: true);
        var patience = options.Number("--patience", Tiny, 86_400, "seconds, more than 0 up to 86400");
        var sd = options.Number("--sd", Tiny, 864_000, "seconds, more than 0");
        var distribution = options.Text("--distribution") ?? "exponential";
        if (distribution is not ("exponential" or "lognormal"))
            options.Fault($"--distribution: {distribution}: expected exponential or lognormal");
        if (distribution == "exponential" && options.Says("--sd"))
            options.Fault("--sd: only with --distribution lognormal: an exponential's deviation is its mean");
        var agents = Agents(options, calls / minutes / 60, aht, patience);
        if (calls / minutes / 60 * patience > 500_000)
            options.Fault("--patience: more callers would wait than a router holds: expected less load or patience");
        if (options.Faults.Count > 0 || agents is null)
            return null;
        Durations service = distribution == "lognormal"
            ? new LognormalDurations(aht!.Value * 1e6, (sd ?? aht.Value) * 1e6)
            : new ExponentialDurations(aht!.Value * 1e6);
        return new SteadyStream(
            calls!.Value / minutes!.Value / 60, service,
            patience is { } s ? new ExponentialDurations(s * 1e6) : null, agents.Value);
    }

    private static int? Agents(SimulateOptions options, double? perS, double? aht, double? patience)
    {
        const string people = "1 to 20000 agents";
        if (options.Says("--agents") && options.Says("--level"))
            options.Fault("--agents, --level: expected one of both");
        if (!options.Says("--level"))
        {
            if (!options.Says("--agents"))
                options.Number("--agents", 1, 20_000, people + " (or --level)", needed: true);
            return (int?)options.Whole("--agents", 1, 20_000, people);
        }
        var level = options.Number("--level", 0.01, 0.9999, "a share, 0.01 to 0.9999");
        var withinS = options.Number("--service-level-s", 0, 86_400, "seconds, 0 to 86400") ?? 20;
        if (options.Faults.Count > 0)
            return null;
        var fewest = patience is { } s ? Staffing.AgentsFor(perS!.Value, aht!.Value, s, withinS, level!.Value)
            : Staffing.AgentsFor(perS!.Value, aht!.Value, withinS, level!.Value);
        if (fewest is null)
            options.Fault("--level: more than 20000 agents are needed: expected a smaller load or level");
        return fewest;
    }

    private static IEnumerable<string> NotesOf(Scenario scenario, SteadyStream? steady)
    {
        if (steady is { IsStable: false })
        {
            yield return
                $"Unstable: a load of {steady.Load:0.###} erlangs is not below {steady.Agents} agents, and nobody "
                + "hangs up. The line grows for ever; the figures are those of "
                + $"{scenario.Days:0.##} days from an empty centre and have no intervals.";
        }
        else if (steady is not null && scenario.Days < 0.99 * steady.HonestDays)
        {
            yield return
                $"The intervals may be too narrow: so near its limit the centre remembers a state for "
                + $"{steady.RelaxationS / 3600:0.0} hours; --days {Math.Ceiling(steady.HonestDays)} would be honest.";
        }
        if (steady is null && scenario.Units * scenario.Replications < 10)
            yield return "Fewer than ten days: the intervals are rough; expected --days or --replications to be more.";
        if (scenario.Queues is not [var queue])
            yield break; // No formula stands beside.
        if (queue.Service is not ExponentialDurations || queue.Wrapup is not null)
            yield return "Handling times are not exponential: Erlang counts with their mean alone.";
        if (queue.Patience is not (null or ExponentialDurations))
            yield return "Patience is not exponential: Erlang A counts with its mean alone.";
        if (scenario.NotReady is not null || scenario.NotReadyWhileWaiting is not null)
            yield return "Agents are not ready for a while after a service: Erlang knows nothing of that.";
    }

    private static long Us(double seconds) => (long)(seconds * 1e6);
}
