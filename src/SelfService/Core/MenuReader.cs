using System.Text.Json;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.SelfService.Core.MenuFile;

namespace TellerLine.SelfService.Core;

/// <summary>Makes a <see cref="Menu"/> of its file, or tells every fault with the node it is in. Pure.</summary>
internal sealed class MenuReader
{
    public static IReadOnlyList<string> Steps { get; } = ["balance", "transfer", "pay", "loss", "pin", "language", "person"];

    private readonly MenuFile _file;
    private readonly Func<string, bool> _isPrompt;
    private readonly List<MenuFault> _faults;
    private readonly HashSet<string> _reached = [];

    private MenuReader(MenuFile file, Func<string, bool> isPrompt, List<MenuFault> faults) =>
        (_file, _isPrompt, _faults) = (file, isPrompt, faults);

    private Dictionary<string, NodeEntry?> Nodes => _file.Nodes!;

    /// <param name="isPrompt">The prompt exists in every language.</param>
    /// <returns>The menu if there is no fault.</returns>
    public static (Menu? Menu, IReadOnlyList<MenuFault> Faults) Read(JsonElement written, Func<string, bool> isPrompt)
    {
        List<MenuFault> faults = [];
        var menu = new MenuReader(written.Deserialize<MenuFile>(JournalJson.Options)!, isPrompt, faults).Read();
        return (faults.Count == 0 ? menu : null, faults);
    }

    private Menu? Read()
    {
        if (_file.Version != 1)
            Fault("", $"version {_file.Version}; this program reads version 1", $"版本为 {_file.Version}；本程序读取版本 1");
        if (_file.Nodes is null || _file.Nodes.Count == 0)
            return Fault<Menu>("", "there are no nodes", "没有节点");
        foreach (var (name, node) in _file.Nodes)
            CheckAlone(name, node);
        if (_file.Start is null || !_file.Nodes.ContainsKey(_file.Start))
            return Fault<Menu>(
                "", $"start names no node ({_file.Start ?? "nothing"})", $"start 指向的节点不存在（{_file.Start ?? "空"}）");
        var start = Build(_file.Start, [], menus: 0) as MenuNode;
        if (start is null && _faults.Count == 0)
            Fault(_file.Start, "the start must be a menu", "起始节点须为菜单");
        foreach (var name in _file.Nodes.Keys.Where(n => !_reached.Contains(n)))
            Fault(name, "no key leads here", "没有按键通向这里");
        return start is null || _faults.Count > 0 ? null : new Menu(start, _file.Nodes.ToDictionary(
            node => node.Key, node => new BilingualText(node.Value!.Words!.Zh!, node.Value.Words.En!)));
    }

    /// <summary>What can be said of a node without its neighbours.</summary>
    private void CheckAlone(string name, NodeEntry? node)
    {
        if (node is null || (node.Step is null) == (node.Items is null))
        {
            Fault(name, "a node has either items (a menu) or a step", "节点须为菜单（items）或步骤（step）之一");
            return;
        }
        if (string.IsNullOrWhiteSpace(node.Words?.Zh) || string.IsNullOrWhiteSpace(node.Words.En))
            Fault(
                name, "has no words in both languages (words: { zh: …, en: … }): people would read its name",
                "缺少中英文名称（words: { zh: …, en: … }）");
        foreach (
            var prompt in (node.Says ?? []).Concat(node.Ends ?? []).Append(node.Back).OfType<string>()
            .Where(p => !_isPrompt(p)))
            Fault(name, $"prompt {prompt} is not recorded in every language", $"提示音 {prompt} 未录齐各语言");
        if (node.Step is null)
            CheckMenu(name, node);
        else
            CheckStep(name, node);
    }

    private void CheckMenu(string name, NodeEntry node)
    {
        if (node.Then is not null || node.Reason is not null || node.Says is not null)
            Fault(name, "then, reason and says belong to steps", "then、reason、says 只用于步骤");
        if (node.Silence is not (null or "person" or "goodbye"))
            Fault(
                name, $"silence is person or goodbye, not {node.Silence}",
                $"silence 应为 person 或 goodbye，而非 {node.Silence}");
        HashSet<string> keys = [];
        foreach (var item in node.Items!)
        {
            if (item is not { Key: { } key, Says: { } says, To: not null })
            {
                Fault(
                    name, "an item has a key, what it says and where it leads to", "菜单项须有按键 key、提示 says 和去向 to");
                continue;
            }
            if (KeyFault(key) is { } why)
                Fault(name, why.En, why.Zh);
            if (!keys.Add(key))
                Fault(name, $"key {key} is given twice", $"按键 {key} 重复");
            foreach (var prompt in new[] { says, item.Press ?? $"press.{key}" }.Where(p => !_isPrompt(p)))
                Fault(
                    name, $"prompt {prompt} (key {key}) is not recorded in every language",
                    $"提示音 {prompt}（按键 {key}）未录齐各语言");
        }
    }

    private static (string En, string Zh)? KeyFault(string key) => key switch
    {
        "0" => (
            "key 0 is a person, in every menu, and cannot be given to anything else",
            "0 键在任何菜单中都是转人工，不能另作他用"),
        "9" => ("key 9 is again, in every menu", "9 键在任何菜单中都是重听"),
        "*" => ("key * is back, in every menu", "* 键在任何菜单中都是返回"),
        [< '1' or > '8'] or { Length: not 1 } => ($"key {key} is none of 1 to 8", $"按键 {key} 不在 1 至 8 之中"),
        _ => null,
    };

    private void CheckStep(string name, NodeEntry node)
    {
        if (node.Back is not null || node.Ends is not null || node.Silence is not null)
            Fault(name, "back, ends and silence belong to menus", "back、ends、silence 只用于菜单");
        if (!Steps.Contains(node.Step))
            Fault(
                name, $"there is no step {node.Step}; there are {string.Join(", ", Steps)}",
                $"没有步骤 {node.Step}；可用：{string.Join("、", Steps)}");
        if (node.Step == "person" && node.Then is not null)
            Fault(name, "nothing follows a person", "转人工之后不能再有步骤");
        if (node.Reason is not null && (node.Step != "person" || !TryReason(node.Reason, out _)))
            Fault(
                name, $"reason {node.Reason} is none; a person's reason is menu or lossReport",
                $"没有原因 {node.Reason}；转人工的原因为 menu 或 lossReport");
    }

    private static bool TryReason(string? text, out HumanReason reason)
    {
        reason = text == "lossReport" ? HumanReason.LossReport : HumanReason.Menu;
        return text is null or "menu" or "lossReport";
    }

    /// <summary>Follows the keys from here: loops, depth, and that every target exists.</summary>
    private Node? Build(string name, IReadOnlyList<string> way, int menus)
    {
        if (way.Contains(name))
            return Fault<Node>(
                name, $"a loop: {string.Join(" → ", way.SkipWhile(n => n != name).Append(name))}",
                $"循环：{string.Join(" → ", way.SkipWhile(n => n != name).Append(name))}");
        if (!Nodes.TryGetValue(name, out var node))
            return Fault<Node>(way[^1], $"leads to {name}, which does not exist", $"通向不存在的节点 {name}");
        _reached.Add(name);
        if (node is null || (node.Step is null) == (node.Items is null))
            return null;
        IReadOnlyList<string> here = [.. way, name];
        return node.Step is null ? BuildMenu(name, node, here, menus + 1) : BuildStep(name, node, here, menus);
    }

    private MenuNode? BuildMenu(string name, NodeEntry node, IReadOnlyList<string> way, int depth)
    {
        if (depth > Menu.MaxDepth)
            return Fault<MenuNode>(
                name, $"{depth} menus deep ({string.Join(" → ", way)}); at most {Menu.MaxDepth}",
                $"菜单深达 {depth} 层（{string.Join(" → ", way)}）；至多 {Menu.MaxDepth} 层");
        List<MenuItem> items = [];
        foreach (var item in node.Items!)
        {
            if (item is { Key: [var key], Says: { } says, To: { } to } && Build(to, way, depth) is { } target)
                items.Add(new MenuItem(key, says, item.Press ?? $"press.{key}", target));
        }
        var silence = node.Silence == "goodbye" ? OnSilence.Goodbye : OnSilence.Person;
        return new MenuNode(name, items, node.Back ?? "menu.back", node.Ends ?? [], silence);
    }

    private StepNode? BuildStep(string name, NodeEntry node, IReadOnlyList<string> way, int menus)
    {
        MenuNode? then = null;
        if (node.Then is not null)
        {
            var next = Build(node.Then, way, menus);
            then = next as MenuNode;
            if (next is StepNode)
                Fault(
                    name, $"then {node.Then} is a step; a menu follows a step",
                    $"then 指向步骤 {node.Then}；步骤之后须为菜单");
        }
        TryReason(node.Reason, out var reason);
        return new StepNode(name, node.Step!, node.Says ?? [], reason, then);
    }

    private void Fault(string node, string why, string zh)
    {
        // A node _reached by several ways is told once.
        var fault = new MenuFault(node, why, zh);
        if (!_faults.Contains(fault))
            _faults.Add(fault);
    }

    private T? Fault<T>(string node, string why, string zh)
        where T : class
    {
        Fault(node, why, zh);
        return null;
    }
}
