namespace TellerLine.SelfService.Core;

/// <summary>
/// What the items of a menu, and of the menus behind it, lead to: the places to which a caller comes by keys alone.
/// Pure.
/// </summary>
internal static class Beginnings
{
    /// <returns>In the menus' own order, each place once, by its shortest way.</returns>
    public static IReadOnlyList<Beginning> Of(Menu flow)
    {
        List<Beginning> all = [];
        HashSet<string> met = [flow.Start];
        Queue<Beginning> open = new([new(flow.Start, [])]);
        while (open.TryDequeue(out var here))
        {
            foreach (var to in Next(flow.Nodes[here.Node]).Where(met.Add))
            {
                var next = new Beginning(
                    to, flow.Nodes[here.Node] is MenuNode menu ? [.. here.Menus, menu] : here.Menus);
                if (next.Menus.Count > 0 && flow.Nodes[to] is not (LanguageNode or QueueNode or HangUpNode))
                    all.Add(next);
                if (next.Menus.Count == 0 || flow.Nodes[to] is MenuNode)
                    open.Enqueue(next);
            }
        }
        return all;
    }

    /// <summary>Before the first menu what is said and asked of what is known is passed over.</summary>
    private static IEnumerable<string> Next(Node node) => node switch
    {
        MenuNode menu => menu.Items.Select(item => item.To),
        SayNode or ConditionNode => node.Edges.Select(edge => edge.To),
        _ => [],
    };
}

/// <param name="Menus">On the way there, in order.</param>
internal sealed record Beginning(string Node, IReadOnlyList<MenuNode> Menus);
