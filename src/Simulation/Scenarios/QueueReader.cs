using TellerLine.Routing;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Scenarios;

/// <summary>The members of <c>queues</c>.</summary>
internal static class QueueReader
{
    private const string Seconds = "seconds, 0 to 86400";
    private const double MostCalls = 1e7;
    private static readonly string[] Ways = ["calls", "callsPerHour", "callsPerDay"];

    public static IReadOnlyList<SimulatedQueue> Read(IReadOnlyList<YamlPlace> queues, int intervalMin)
    {
        if (queues.Count > RoutingLimits.Queues)
            queues[^1].Fault($"{queues.Count} queues: expected at most {RoutingLimits.Queues}");
        List<SimulatedQueue> plans = [];
        foreach (var place in queues)
        {
            var plan = Read(place, intervalMin, out var name);
            if (plans.Any(other => other.Name == plan.Name))
                (name ?? place).Fault($"{plan.Name}: comes twice");
            plans.Add(plan);
        }
        foreach (var (plan, place) in plans.Zip(queues))
            CheckOverflow(plan, place, plans);
        return plans;
    }

    private static SimulatedQueue Read(YamlPlace place, int intervalMin, out YamlPlace? name)
    {
        var members = place.Members(
            "name", "opens", "closes", "calls", "callsPerHour", "callsPerDay", "shape", "handleS", "patienceS",
            "wrapupS", "callers", "targetS", "overflow");
        name = members.GetValueOrDefault("name");
        if (place.IsMapping && string.IsNullOrEmpty(name?.Text))
            (name ?? place).Fault("expected the queue's name");
        if (place.IsMapping && !members.ContainsKey("handleS"))
            place.Fault("handleS is missing: how long a conversation takes");
        return new SimulatedQueue(
            name?.Text ?? place.Path, Calls(place, members, intervalMin),
            DurationsReader.Read(members.GetValueOrDefault("handleS")) ?? new ConstantDurations(0),
            DurationsReader.Read(members.GetValueOrDefault("patienceS")),
            DurationsReader.Read(members.GetValueOrDefault("wrapupS")),
            Kinds(members.GetValueOrDefault("callers")))
        {
            TargetUs = (long)((members.GetValueOrDefault("targetS")?.Number(0, 86_400, Seconds) ?? 0) * 1e6),
            Overflow = ReadOverflow(members.GetValueOrDefault("overflow")),
        };
    }

    private static Overflow? ReadOverflow(YamlPlace? place)
    {
        if (place is null)
            return null;
        var members = place.Members("afterS", "to");
        if (members.Count == 2)
            return new Overflow(
                (long)((members["afterS"].Number(0, 86_400, Seconds) ?? 0) * 1e6),
                [.. members["to"].Items("names of queues").Select(item => item.Text ?? "")]);
        if (place.IsMapping)
            place.Fault("expected both afterS and to");
        return null;
    }

    private static void CheckOverflow(SimulatedQueue plan, YamlPlace place, List<SimulatedQueue> plans)
    {
        foreach (var to in plan.Overflow?.To ?? [])
        {
            if (to == plan.Name || plans.All(other => other.Name != to))
                place.Fault($"overflow to {to}: expected another of {string.Join(", ", plans.Select(p => p.Name))}");
        }
    }

    private static double[] Calls(YamlPlace place, IReadOnlyDictionary<string, YamlPlace> members, int intervalMin)
    {
        string[] ways = [.. Ways.Where(members.ContainsKey)];
        if (ways.Length != 1)
        {
            if (place.IsMapping)
                place.Fault("expected one of calls (a list), callsPerHour, callsPerDay with shape (a list)");
            return new double[1_440 / intervalMin];
        }
        if (members.TryGetValue("shape", out var shape) && ways[0] != "callsPerDay")
            shape.Fault("only with callsPerDay");
        var hours = OpenHours.Read(place, members, intervalMin);
        var said = members[ways[0]];
        switch (ways[0])
        {
            case "calls":
                return hours.List(said, item => item.Number(0, MostCalls, "calls in the interval, 0 or more") ?? 0);
            case "callsPerHour":
                return hours.All((said.Number(0, MostCalls, "calls in an hour, 0 or more") ?? 0) * intervalMin / 60);
            default:
                var perDay = said.Number(0, MostCalls, "calls in a day, 0 or more") ?? 0;
                if (shape is null)
                {
                    place.Fault("shape is missing: how callsPerDay is spread, a number for each interval");
                    return hours.All(0.0);
                }
                var weights = hours.List(shape, item => item.Number(0, 1e9, "a weight, 0 or more") ?? 0);
                var sum = weights.Sum();
                if (sum == 0)
                    shape.Fault("expected a weight above 0");
                return [.. weights.Select(weight => sum == 0 ? 0 : perDay * weight / sum)];
        }
    }

    private static List<CallerKind> Kinds(YamlPlace? place)
    {
        if (place is null)
            return [];
        List<CallerKind> kinds = [];
        foreach (var item in place.Items("who calls: { share: 0.1, creditS: 90 }"))
        {
            var members = item.Members("share", "creditS");
            if (item.IsMapping && !members.ContainsKey("share"))
                item.Fault("share is missing");
            kinds.Add(new CallerKind(
                members.GetValueOrDefault("share")?.Number(0, 1, "a share, 0 to 1") ?? 0,
                (long)((members.GetValueOrDefault("creditS")?.Number(0, 86_400, "seconds, 0 to 86400") ?? 0) * 1e6)));
        }
        var rest = 1 - kinds.Sum(kind => kind.Share);
        if (rest < -1e-9)
            place.Fault($"the shares make {1 - rest:0.###}: expected at most 1");
        return rest > 1e-9 ? [.. kinds, new CallerKind(rest, 0)] : kinds;
    }
}
