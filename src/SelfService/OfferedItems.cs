using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.PersonalMenus;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>What the menu in force offers to personal menus.</summary>
internal sealed class OfferedItems(IDefinitions definitions) : IOfferedItems
{
    public IReadOnlyList<OfferedItem> Now => PersonalComposition.Offered(definitions.Now(Menus.Kind).Value);

    public BilingualText WordsOf(string node) =>
        definitions.History(Menus.Kind, DefinitionKeys.Main)
            .Select(menu => menu.Value.Words.GetValueOrDefault(node)).LastOrDefault(words => words is not null)
        ?? new(node, node);
}
