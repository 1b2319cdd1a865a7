using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.SelfService.Core;

/// <summary>
/// Follows every way through a menu's nodes: what leads nowhere, what nothing leads to, loops, depth, and how surely a
/// caller is known where an operation asks for it. Pure.
/// </summary>
/// <param name="names">Of all nodes, those that are nothing to be followed included.</param>
internal sealed class MenuPaths(
    string start, IReadOnlyDictionary<string, Node> nodes, IEnumerable<string> names, MenuFaults faults)
{
    /// <summary>Enough for any file that people can read; beyond it the depth of the rest is not told.</summary>
    private const int MaxSteps = 100_000, MaxWay = 1_000;

    private readonly HashSet<string> _known = [.. names];
    private readonly HashSet<string> _looked = [];
    private readonly HashSet<string> _deep = [];
    private readonly HashSet<string> _followed = [];

    /// <summary>Ways may come back to a node, if the caller is asked on the way.</summary>
    public required bool Loops { get; init; }

    /// <summary>Played by another, whose menu follows its end.</summary>
    public required bool IsSubFlow { get; init; }

    public void Check()
    {
        foreach (var node in nodes.Values)
        {
            foreach (var (_, to) in node.Edges.Where(edge => !_known.Contains(edge.To)))
                faults.Add(node.Name, $"leads to {to}, which does not exist", $"通向不存在的节点 {to}");
        }
        if (!Loops && nodes.TryGetValue(start, out var first) && first is not MenuNode)
            faults.Add(start, "the start must be a menu", "起始节点须为菜单");
        var reached = Reached();
        foreach (var name in _known.Where(name => !reached.Contains(name)))
            faults.Add(name, "no key leads here", "没有按键通向这里");
        foreach (var name in reached.Where(nodes.ContainsKey))
            FindLoop(name, []);
        Follow(start, [], []);
        CheckPersons();
        CheckLevels();
    }

    private HashSet<string> Reached()
    {
        HashSet<string> reached = [start];
        Queue<string> open = new([start]);
        while (open.TryDequeue(out var name))
        {
            foreach (var (_, to) in Ways(name))
            {
                if (reached.Add(to))
                    open.Enqueue(to);
            }
        }
        return reached;
    }

    private IEnumerable<(string Way, string To)> Ways(string name) =>
        nodes.TryGetValue(name, out var node) ? node.Edges.Where(edge => _known.Contains(edge.To)) : [];

    /// <summary>A loop in which nobody is asked never ends; where loops are not allowed, any is one.</summary>
    private void FindLoop(string name, IReadOnlyList<string> way)
    {
        if (way.Contains(name))
        {
            var loop = string.Join(" → ", way.SkipWhile(n => n != name).Append(name));
            faults.Add(
                name, Loops ? $"a loop without a way out: {loop}" : $"a loop: {loop}",
                Loops ? $"没有出口的循环：{loop}" : $"循环：{loop}");
            return;
        }
        if (!_looked.Add(name) || (Loops && nodes.GetValueOrDefault(name) is MenuNode or CollectNode))
            return;
        foreach (var (_, to) in Ways(name))
            FindLoop(to, [.. way, name]);
    }

    /// <summary>
    /// Menus below each other, as a caller comes to them. One without items offers nothing to choose, only the ways
    /// that are everywhere: what follows a result is no level of its own.
    /// </summary>
    private void Follow(string name, IReadOnlyList<string> way, IReadOnlyList<string> menus)
    {
        if (!nodes.TryGetValue(name, out var node) || (!Loops && way.Contains(name)))
            return;
        IReadOnlyList<string> here = [.. way, name];
        if (node is MenuNode menu)
        {
            menus = menus.Contains(name) ? [.. menus.TakeWhile(m => m != name), name] : [.. menus, name];
            if (menus.Count > Menu.MaxDepth && menu.Items.Count > 0)
            {
                if (_deep.Add(name))
                    faults.Add(
                        name, $"{menus.Count} menus deep ({string.Join(" → ", here)}); at most {Menu.MaxDepth}",
                        $"菜单深达 {menus.Count} 层（{string.Join(" → ", here)}）；至多 {Menu.MaxDepth} 层");
                return;
            }
        }
        if (_followed.Count > MaxSteps || way.Count > MaxWay
            || !_followed.Add($"{name} < {string.Join(" < ", menus)}"))
            return;
        if (menus.Count == 0 && !IsSubFlow && EndsHere(node))
            faults.Add(
                name, "nothing follows, and no menu is before it to go back to", "之后没有去向，之前也没有可返回的菜单");
        foreach (var (_, to) in Ways(name))
            Follow(to, here, menus);
    }

    private static bool EndsHere(Node node) => node switch
    {
        QueueNode or HangUpNode or MenuNode => false,
        StepNode step => step.Next is null && !(step.On.ContainsKey("done") && step.On.ContainsKey("notDone")),
        _ => !node.Edges.Any(),
    };

    /// <summary>0 is a person everywhere, in a step too: its edge leads to one and nowhere else.</summary>
    private void CheckPersons()
    {
        foreach (var step in nodes.Values.OfType<StepNode>())
        {
            if (step.On.TryGetValue("person", out var to) && !IsPerson(to, []))
                faults.Add(
                    step.Name, $"the outcome person leads to {to}, which gives no person",
                    $"结果 person 通向 {to}，而那里不转人工");
        }
    }

    private bool IsPerson(string name, IReadOnlyList<string> way) =>
        !way.Contains(name) && nodes.GetValueOrDefault(name) switch
        {
            null => true,
            QueueNode => true,
            SayNode { Next: { } next } => IsPerson(next, [.. way, name]),
            LanguageNode { Next: { } next } => IsPerson(next, [.. way, name]),
            ConditionNode asked => IsPerson(asked.Next, [.. way, name]) && IsPerson(asked.Else, [.. way, name]),
            _ => false,
        };

    /// <summary>The least of all ways to a node counts.</summary>
    private void CheckLevels()
    {
        Dictionary<string, (IdentificationLevel Level, string Way)> least = new()
        {
            [start] = (IdentificationLevel.None, start),
        };
        Queue<string> open = new([start]);
        // A customer's own menu leads here past all that is before it in the bank's.
        foreach (var item in nodes.Values.OfType<MenuNode>().SelectMany(menu => menu.Items).Where(i => i.Personal))
        {
            least[item.To] = (IdentificationLevel.None, $"{PersonalComposition.Node} → {item.To}");
            open.Enqueue(item.To);
        }
        while (open.TryDequeue(out var name))
        {
            if (!nodes.TryGetValue(name, out var node))
                continue;
            var (level, way) = least[name];
            foreach (var (edge, to) in Ways(name))
            {
                var after = After(node, edge, level);
                if (least.TryGetValue(to, out var before) && before.Level <= after)
                    continue;
                least[to] = (after, $"{way} → {to}");
                open.Enqueue(to);
            }
        }
        foreach (var step in nodes.Values.OfType<StepNode>())
        {
            if (least.TryGetValue(step.Name, out var reached) && reached.Level < step.Needs)
                faults.Add(
                    step.Name,
                    $"{step.Step} needs the level {EnumWords.Of(step.Needs)}, and {EnumWords.Of(reached.Level)} is all that is sure on the way {reached.Way}",
                    $"{step.Step} 需要识别等级 {EnumWords.Of(step.Needs)}，而经 {reached.Way} 到此只达到 {EnumWords.Of(reached.Level)}");
        }
    }

    private static IdentificationLevel After(Node node, string edge, IdentificationLevel before)
    {
        var sure = (node, edge) switch
        {
            (ConditionNode { When: Condition.Level level }, "then") => level.AtLeast,
            (ConditionNode { When: Condition.Customer }, "then") => IdentificationLevel.Number,
            (StepNode step, _) when Operations.Find(step.Step) is { } operation
                && (edge == "done" || operation.Outcomes.Take(1).Contains(edge)) => operation.Reaches,
            _ => IdentificationLevel.None,
        };
        return sure > before ? sure : before;
    }
}
