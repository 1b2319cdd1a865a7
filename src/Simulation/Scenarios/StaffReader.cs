using TellerLine.Routing;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation.Scenarios;

/// <summary>The members of <c>staff</c>.</summary>
internal static class StaffReader
{
    public static IReadOnlyList<StaffPlan> Read(
        IReadOnlyList<YamlPlace> staff, int intervalMin, IReadOnlyList<string> queues)
    {
        List<StaffPlan> groups = [];
        foreach (var place in staff)
        {
            var members = place.Members("name", "queues", "opens", "closes", "agents");
            var name = members.GetValueOrDefault("name");
            if (place.IsMapping && string.IsNullOrEmpty(name?.Text))
                (name ?? place).Fault("expected the group's name; its agents are called NAME-001 and so on");
            if (groups.Any(other => other.Name == name?.Text))
                name!.Fault($"{name.Text}: comes twice");
            groups.Add(new StaffPlan(
                name?.Text ?? place.Path, Queues(place, members.GetValueOrDefault("queues"), queues),
                Agents(place, members, intervalMin)));
        }
        var most = groups.Sum(group => group.PerInterval.Max());
        if (most > RoutingLimits.Agents)
            staff[^1].Fault($"{most} agents in all groups: expected at most {RoutingLimits.Agents}");
        return groups;
    }

    private static int[] Queues(YamlPlace place, YamlPlace? said, IReadOnlyList<string> queues)
    {
        if (said is null)
        {
            if (place.IsMapping)
                place.Fault("queues is missing: a list of names of queues");
            return [];
        }
        List<int> indices = [];
        foreach (var item in said.Items("names of queues"))
        {
            var index = Enumerable.Range(0, queues.Count).Where(i => queues[i] == item.Text)
                .Select(i => (int?)i).FirstOrDefault();
            if (index is null)
                item.Fault($"{item.Shown}: no such queue; expected {string.Join(", ", queues)}");
            else if (indices.Contains(index.Value))
                item.Fault($"{item.Shown}: comes twice");
            else
                indices.Add(index.Value);
        }
        return [.. indices];
    }

    private static int[] Agents(YamlPlace place, IReadOnlyDictionary<string, YamlPlace> members, int intervalMin)
    {
        const string people = "agents, 0 to 20000";
        var hours = OpenHours.Read(place, members, intervalMin);
        if (!members.TryGetValue("agents", out var said))
        {
            if (place.IsMapping)
                place.Fault("agents is missing: a number, or a list with one for each interval");
            return hours.All(0);
        }
        return said.IsList ? hours.List(said, item => item.Whole(0, RoutingLimits.Agents, people) ?? 0)
            : hours.All(said.Whole(0, RoutingLimits.Agents, people) ?? 0);
    }
}
