using TellerLine.Access;
using TellerLine.PersonalMenus;

namespace TellerLine.SelfService.Core;

/// <summary>
/// A customer's own menu before the bank's: made of the menu in force, played by the same engine. Pure.
/// </summary>
internal static class PersonalComposition
{
    /// <summary>The own menu's node; no document may have one of this name.</summary>
    public const string Node = "my-menu";

    /// <summary>Always the same, however many items there are.</summary>
    public const char AllServicesKey = '8';

    public static BilingualText Words { get; } = new("我的菜单", "My menu");

    /// <summary>What may be chosen of a menu: its items marked <c>personal</c>, in its own order.</summary>
    public static IReadOnlyList<OfferedItem> Offered(Menu bank) =>
        [.. Items(bank).Select(item => new OfferedItem(item.To, bank.Words[item.To], item.Says))];

    /// <param name="chosen">Nodes; those that are not offered are left out.</param>
    /// <returns>Null: nothing is left, the bank's menu plays.</returns>
    public static Menu? Of(Menu bank, IReadOnlyList<string> chosen)
    {
        var offered = Items(bank).ToDictionary(item => item.To);
        List<MenuItem> items =
        [
            .. chosen.Distinct().Where(offered.ContainsKey).Take(PersonalMenu.Most).Select((node, i) =>
                new MenuItem((char)('1' + i), offered[node].Says, $"press.{i + 1}", node)),
        ];
        if (items.Count == 0)
            return null;
        items.Add(new MenuItem(AllServicesKey, "menu.all-services", $"press.{AllServicesKey}", bank.Start));
        var own = new MenuNode(
            Node, [new Piece("own-menu.here", null)], items, "menu.back", [],
            bank.Nodes[bank.Start] is MenuNode start ? start.Silence : OnSilence.Person);
        return new Menu(
            Node, new Dictionary<string, Node>(bank.Nodes) { [Node] = own },
            new Dictionary<string, BilingualText>(bank.Words) { [Node] = Words });
    }

    private static IEnumerable<MenuItem> Items(Menu bank) => bank.Nodes.Values.OfType<MenuNode>()
        .SelectMany(menu => menu.Items).Where(item => item.Personal).DistinctBy(item => item.To);
}
