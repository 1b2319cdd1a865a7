using System.Text.Json;
using TellerLine.Access;
using TellerLine.Kernel;
using static TellerLine.SelfService.Core.MenuFile;

namespace TellerLine.SelfService.Core;

/// <summary>What a menu's file may name outside itself.</summary>
/// <param name="Key">Its own, as a document.</param>
/// <param name="IsPrompt">The prompt exists in every language.</param>
/// <param name="IsHours">A document of the kind <c>hours</c>.</param>
/// <param name="IsFlow">A document of the kind <c>menus</c>.</param>
internal sealed record MenuSurroundings(
    string Key, Func<string, bool> IsPrompt, Func<string, bool> IsHours, Func<string, bool> IsFlow);

/// <summary>
/// Makes a <see cref="Menu"/> of its file, or tells every fault with the node it is in. Version 1 has menus and steps
/// alone, and no loop; all of it means the same in version 2. Pure.
/// </summary>
internal sealed class MenuReader
{
    /// <summary>What a file may name as <c>step</c>.</summary>
    public static IReadOnlyList<string> Steps { get; } =
        [.. Operations.All.Select(o => o.Name), NodeReader.Language, NodeReader.Person];

    private readonly MenuFile _file;
    private readonly MenuSurroundings _around;
    private readonly MenuFaults _faults = new();

    private MenuReader(MenuFile file, MenuSurroundings around) => (_file, _around) = (file, around);

    /// <param name="isPrompt">The prompt exists in every language.</param>
    /// <returns>The menu if there is no fault.</returns>
    public static (Menu? Menu, IReadOnlyList<MenuFault> Faults) Read(
        JsonElement written, Func<string, bool> isPrompt) =>
        Read(written, new MenuSurroundings("main", isPrompt, _ => true, _ => true));

    public static (Menu? Menu, IReadOnlyList<MenuFault> Faults) Read(JsonElement written, MenuSurroundings around)
    {
        var reader = new MenuReader(written.Deserialize<MenuFile>(JournalJson.Options)!, around);
        var menu = reader.Read();
        return (reader._faults.All.Count == 0 ? menu : null, reader._faults.All);
    }

    private Menu? Read()
    {
        if (_file.Version is not (1 or 2))
            _faults.Add(
                "", $"version {_file.Version}; this program reads versions 1 and 2",
                $"版本为 {_file.Version}；本程序读取版本 1 和 2");
        if (_file.Nodes is null || _file.Nodes.Count == 0)
        {
            _faults.Add("", "there are no nodes", "没有节点");
            return null;
        }
        Dictionary<string, Node> nodes = [];
        foreach (var (name, entry) in _file.Nodes)
        {
            if (new NodeReader(name, _file, _around, _faults).Read(entry) is { } node)
                nodes[name] = node;
        }
        if (_file.Start is null || !_file.Nodes.ContainsKey(_file.Start))
        {
            _faults.Add(
                "", $"start names no node ({_file.Start ?? "nothing"})", $"start 指向的节点不存在（{_file.Start ?? "空"}）");
            return null;
        }
        new MenuPaths(_file.Start, nodes, _file.Nodes.Keys, _faults)
        {
            Loops = _file.Version > 1, IsSubFlow = _around.Key != "main",
        }.Check();
        return _faults.All.Count > 0 ? null : new Menu(_file.Start, nodes, _file.Nodes.ToDictionary(
            node => node.Key, node => new BilingualText(node.Value!.Words!.Zh!, node.Value.Words.En!)));
    }
}

/// <summary>Each fault once, in the order in which they were found.</summary>
internal sealed class MenuFaults
{
    private readonly List<MenuFault> _all = [];

    public IReadOnlyList<MenuFault> All => _all;

    public void Add(string node, string why, string zh)
    {
        var fault = new MenuFault(node, why, zh);
        if (!_all.Contains(fault))
            _all.Add(fault);
    }
}
