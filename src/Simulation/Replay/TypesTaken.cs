namespace TellerLine.Simulation.Replay;

/// <summary>
/// Which types an agent takes, from those he took: a type counts as his when he took it at least a fifth as often as he
/// would have, had he taken whatever came. Judged by the day where the day tells enough, else by the whole log.
/// </summary>
internal sealed class TypesTaken
{
    private const double LeastShare = 0.2;

    /// <summary>Services of the type expected of him on a day, for the day to tell enough.</summary>
    private const double EnoughExpected = 4;

    private readonly Dictionary<(string Agent, string Type, int Day), int> _took = [];
    private readonly Dictionary<(string Agent, int Day), int> _served = [];
    private readonly Dictionary<(string Type, int Day), double> _share = [];
    private readonly HashSet<(string Agent, string Type)> _ever = [];

    public TypesTaken(Services services)
    {
        var all = services.ByAgent
            .SelectMany(a => a.Value.Select(s => (Agent: a.Key, s.Call.Type, Day: Day(s)))).ToList();
        Types = [.. all.Select(s => s.Type).Distinct().Order(StringComparer.Ordinal)];
        foreach (var day in all.GroupBy(s => s.Day))
        {
            foreach (var type in day.GroupBy(s => s.Type))
                _share[(type.Key, day.Key)] = (double)type.Count() / day.Count();
        }
        foreach (var (agent, type, day) in all)
        {
            _took[(agent, type, day)] = _took.GetValueOrDefault((agent, type, day)) + 1;
            _served[(agent, day)] = _served.GetValueOrDefault((agent, day)) + 1;
        }
        foreach (var agent in _served.GroupBy(s => s.Key.Agent))
        {
            foreach (var type in Types)
            {
                var expected = agent.Sum(d => d.Value * _share.GetValueOrDefault((type, d.Key.Day)));
                var took = agent.Sum(d => _took.GetValueOrDefault((agent.Key, type, d.Key.Day)));
                if (took > 0 && took >= LeastShare * expected)
                    _ever.Add((agent.Key, type));
            }
        }
    }

    public IReadOnlyList<string> Types { get; }

    public bool Takes(string agent, string type, int day)
    {
        var took = _took.GetValueOrDefault((agent, type, day));
        var expected = _served.GetValueOrDefault((agent, day)) * _share.GetValueOrDefault((type, day));
        if (expected < EnoughExpected)
            return took > 0 || _ever.Contains((agent, type));
        return took >= LeastShare * expected;
    }

    public IReadOnlyList<string> Of(string agent, int day) => [.. Types.Where(type => Takes(agent, type, day))];

    private static int Day(AgentService service) => BankLog.DayOf(service.StartS);
}
