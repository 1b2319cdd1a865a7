namespace TellerLine.Simulation.Replay;

/// <summary>A service of a named agent.</summary>
internal readonly record struct AgentService(long StartS, long EndS, LoggedCall Call);

/// <summary>The services of a log by agent, each agent's in order of their starts.</summary>
internal sealed class Services
{
    public Services(BankLog log)
    {
        ByAgent = log.Calls.Where(c => c.Service?.Agent is not null)
            .GroupBy(c => c.Service!.Agent!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                IReadOnlyList<AgentService> (g) =>
                [
                    .. g.Select(c => new AgentService(c.Service!.StartS, c.Service.EndS, c))
                        .OrderBy(s => s.StartS).ThenBy(s => s.EndS),
                ]);
    }

    public IReadOnlyDictionary<string, IReadOnlyList<AgentService>> ByAgent { get; }
}
